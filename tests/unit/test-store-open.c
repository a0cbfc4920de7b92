/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opening what is not as it should be: nothing is lost silently, nothing is overwritten.
 */

#include "test-store-full.h"
#include "test-store-tools.h"
#include "test-support.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static gboolean
exists (const char *folder,
        const char *name)
{
  g_autofree char *path = test_store_path_of (folder, name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static guint
get_mode (const char *folder,
          const char *name)
{
  g_autofree char *path = test_store_path_of (folder, name);
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  return status.st_mode & 0777;
}

/* Opens what was damaged; what was there is there under its new name, byte for byte. */
static ChatStore *
open_damaged (const char *folder)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *set_aside = NULL;
  g_autoptr(GError) error = NULL;
  ChatStoreOpening opening;
  gsize n_before;
  gsize n_after;
  ChatStore *store;

  before = full_store_read (folder, "history.db", &n_before);
  store = test_store_try_open (folder, &opening, &set_aside, &error);
  g_assert_no_error (error);
  g_assert_cmpint (opening, ==, CHAT_STORE_SALVAGED);
  g_assert_nonnull (set_aside);
  after = full_store_read (folder, set_aside, &n_after);
  g_assert_cmpmem (before, n_before, after, n_after);
  g_assert_cmpuint (get_mode (folder, "history.db"), ==, 0600);
  g_assert_false (exists (folder, "history.db.new"));
  return store;
}

static void
assert_sound (const char *folder)
{
  g_autofree char *violations = test_store_ask (folder,
                                                "SELECT count(*) FROM pragma_foreign_key_check");

  g_assert_cmpstr (violations, ==, "0");
}

static void
test_new (void)
{
  g_autofree char *parent = test_store_folder ();
  g_autofree char *folder = g_build_filename (parent, "a", "b", NULL);
  ChatStore *store = test_store_open (folder, CHAT_STORE_OPENED);

  g_assert_cmpstr (chat_store_get_folder (store), ==, folder);
  g_assert_cmpuint (get_mode (parent, "a/b"), ==, 0700);
  g_assert_cmpuint (get_mode (folder, "history.db"), ==, 0600);
  full_store_fill (store, 0, 1);
  g_assert_cmpuint (get_mode (folder, "history.db-wal"), ==, 0600);
  test_store_close (store);

  g_assert_false (exists (folder, "history.db-wal"));
  store = test_store_open (folder, CHAT_STORE_OPENED);
  g_assert_cmpuint (full_store_count (store), ==, N_MESSAGES);
  test_store_close (store);
}

static void
test_not_open (void)
{
  g_autofree char *folder = test_store_folder ();
  ChatStore *store = chat_store_new (folder);
  g_autoptr(GError) error = NULL;

  g_assert_null (test_store_try_load (store, "c1", &error));
  g_assert_error (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_FAILED);
  test_store_close (store);
}

static void
test_not_a_database (void)
{
  static const char text[] = "These are not the rows that you are looking for.\n";
  g_autofree char *folder = test_store_folder ();
  ChatStore *store;

  full_store_write (folder, "history.db", text, strlen (text));
  store = open_damaged (folder);
  g_assert_cmpuint (full_store_count (store), ==, 0);
  full_store_fill (store, 0, 1);
  test_store_close (store);

  store = test_store_open (folder, CHAT_STORE_OPENED);
  g_assert_cmpuint (full_store_count (store), ==, N_MESSAGES);
  test_store_close (store);
}

static void
test_another_database (void)
{
  g_autofree char *folder = test_store_folder ();
  g_autofree char *path = test_store_path_of (folder, "history.db");
  ChatStore *store;
  sqlite3 *sqlite;

  g_assert_cmpint (sqlite3_open (path, &sqlite), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (sqlite, "CREATE TABLE other (x)", NULL, NULL, NULL), ==, 0);
  sqlite3_close (sqlite);
  store = open_damaged (folder);
  test_store_close (store);
}

static void
execute (const char *folder,
         const char *sql)
{
  g_autofree char *path = test_store_path_of (folder, "history.db");
  sqlite3 *sqlite;

  g_assert_cmpint (sqlite3_open (path, &sqlite), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (sqlite, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (sqlite);
}

static void
assert_opens_not (const char     *folder,
                  ChatStoreError  code)
{
  g_autoptr(GError) error = NULL;
  ChatStoreOpening opening;

  g_assert_null (test_store_try_open (folder, &opening, NULL, &error));
  g_assert_error (error, CHAT_STORE_ERROR, (int) code);
}

static void
test_too_new (void)
{
  g_autofree char *folder = full_store_make ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize n_before;
  gsize n_after;

  execute (folder, "PRAGMA user_version = 1000");
  before = full_store_read (folder, "history.db", &n_before);
  assert_opens_not (folder, CHAT_STORE_ERROR_TOO_NEW);
  after = full_store_read (folder, "history.db", &n_after);
  g_assert_cmpmem (before, n_before, after, n_after);
}

/* One letter in the name of a column: sound to SQLite. */
static void
test_other_layout (void)
{
  g_autofree char *folder = full_store_make ();
  ChatStore *store;

  execute (folder, "PRAGMA writable_schema = ON; UPDATE sqlite_schema"
                   " SET sql = replace (sql, 'trashed', 'trashee') WHERE name = 'conversation'");
  store = open_damaged (folder);
  g_assert_cmpuint (full_store_count (store), ==, N_CONVERSATIONS * N_MESSAGES);
  test_store_close (store);
}

/* Pages are zeroed in turn, from the first one on: whatever they are, all rows that are not on them
 * are there. */
static void
test_zeroed_pages (void)
{
  g_autofree char *folder = full_store_make ();
  g_autofree char *sound = NULL;
  gsize length;
  const gsize page = 4096;
  guint n_salvaged = 0;

  sound = full_store_read (folder, "history.db", &length);
  for (gsize at = 0; at + page <= length; at += 7 * page)
    {
      g_autofree char *damaged = g_memdup2 (sound, length);
      g_autofree char *other = test_store_folder ();
      g_autofree char *set_aside = NULL;
      g_autoptr(GError) error = NULL;
      ChatStoreOpening opening;
      ChatStore *store;

      memset (damaged + at, 0, page);
      full_store_write (other, "history.db", damaged, length);
      store = test_store_try_open (other, &opening, &set_aside, &error);
      g_assert_no_error (error);
      n_salvaged += opening == CHAT_STORE_SALVAGED ? 1 : 0;
      g_assert_cmpuint (full_store_count (store), >=, (N_CONVERSATIONS - 1) * N_MESSAGES);
      test_store_close (store);
      assert_sound (other);
    }
  g_assert_cmpuint (n_salvaged, >, 12);
}

static void
test_cut (void)
{
  g_autofree char *folder = full_store_make ();
  g_autofree char *sound = NULL;
  gsize length;
  ChatStore *store;

  sound = full_store_read (folder, "history.db", &length);
  full_store_write (folder, "history.db", sound, length * 2 / 3);
  store = open_damaged (folder);
  g_assert_cmpuint (full_store_count (store), >, 0);
  g_assert_cmpuint (full_store_count (store), <, N_CONVERSATIONS * N_MESSAGES);
  test_store_close (store);
  assert_sound (folder);
}

/* SQLite would begin a new one. */
static void
test_cut_to_nothing (void)
{
  g_autofree char *folder = full_store_make ();
  ChatStore *store;

  full_store_write (folder, "history.db", "", 0);
  store = open_damaged (folder);
  test_store_close (store);
}

/* A first start that ended after the first page was written. */
static void
test_half_made (void)
{
  g_autofree char *folder = test_store_folder ();
  g_autofree char *vacuum = NULL;
  ChatStore *store;

  execute (folder, "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL");
  store = test_store_open (folder, CHAT_STORE_OPENED);
  full_store_fill (store, 0, 1);
  test_store_close (store);
  vacuum = test_store_ask (folder, "PRAGMA auto_vacuum");
  g_assert_cmpstr (vacuum, ==, "2");
}

/* Bytes here and there: whatever they hit, the store opens and can be used. */
static void
test_flipped (void)
{
  g_autofree char *folder = full_store_make ();
  g_autoptr(GRand) random = g_rand_new_with_seed (3);

  for (guint round = 0; round < 16; round++)
    {
      g_autofree char *other = test_store_folder ();
      gsize length;
      g_autofree char *bytes = full_store_read (folder, "history.db", &length);
      g_autoptr(GError) error = NULL;
      ChatStoreOpening opening;
      ChatStore *store;

      for (guint i = 0; i < 20; i++)
        bytes[g_rand_int_range (random, round % 4 == 0 ? 0 : 100, (gint32) length)] ^=
          (char) (1 << g_rand_int_range (random, 0, 8));
      if (round % 4 == 0)
        bytes[g_rand_int_range (random, 0, 100)] ^= 0x10;
      full_store_write (other, "history.db", bytes, length);
      store = test_store_try_open (other, &opening, NULL, &error);
      if (store == NULL)
        {
          /* the version itself was hit */
          g_assert_error (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_TOO_NEW);
          continue;
        }
      g_assert_cmpuint (full_store_count (store), >=, (N_CONVERSATIONS / 2) * N_MESSAGES);
      full_store_fill (store, 1000, 1);
      test_store_close (store);
      assert_sound (other);
    }
}

/* A start that ended when the new database was ready and the old one still in its place. */
static void
test_half_salvaged (void)
{
  g_autofree char *folder = full_store_make ();
  g_autofree char *other = test_store_folder ();
  g_autofree char *set_aside = NULL;
  g_autoptr(GError) error = NULL;
  ChatStoreOpening opening;
  ChatStore *store;
  gsize length;
  g_autofree char *sound = full_store_read (folder, "history.db", &length);

  full_store_write (other, "history-damaged-2026-01-02-030405.db", "damaged", 7);
  full_store_write (other, "history.db", "damaged", 7);
  full_store_write (other, "history.db-wal", "its log", 7);
  full_store_write (other, "history.db.salvaged", sound, length);
  store = test_store_try_open (other, &opening, &set_aside, &error);
  g_assert_no_error (error);
  g_assert_cmpint (opening, ==, CHAT_STORE_SALVAGED);
  g_assert_cmpstr (set_aside, ==, "history-damaged-2026-01-02-030405.db");
  g_assert_cmpuint (full_store_count (store), ==, N_CONVERSATIONS * N_MESSAGES);
  test_store_close (store);
}

/* A second one is another one. */
static void
test_damaged_twice (void)
{
  g_autofree char *folder = test_store_folder ();
  ChatStore *store;
  GDir *dir;
  const char *name;
  guint n_aside = 0;

  for (guint i = 0; i < 3; i++)
    {
      full_store_write (folder, "history.db", "damaged", 7);
      store = open_damaged (folder);
      test_store_close (store);
    }

  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    n_aside += g_str_has_prefix (name, "history-damaged-") && g_str_has_suffix (name, ".db");
  g_dir_close (dir);
  g_assert_cmpuint (n_aside, ==, 3);
}

#define ADD(path, func) g_test_add_func ("/store/open/" path, func)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("new", test_new);
  ADD ("not-open", test_not_open);
  ADD ("not-a-database", test_not_a_database);
  ADD ("another-database", test_another_database);
  ADD ("too-new", test_too_new);
  ADD ("other-layout", test_other_layout);
  ADD ("zeroed-pages", test_zeroed_pages);
  ADD ("cut", test_cut);
  ADD ("cut-to-nothing", test_cut_to_nothing);
  ADD ("half-made", test_half_made);
  ADD ("flipped", test_flipped);
  ADD ("half-salvaged", test_half_salvaged);
  ADD ("damaged-twice", test_damaged_twice);

  return g_test_run ();
}
