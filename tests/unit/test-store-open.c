/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opening what is not as it should be: nothing is lost silently, nothing is overwritten.
 */

#include "test-store-tools.h"
#include "test-support.h"

#include <glib/gstdio.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Enough that its rows take many pages. */
#define N_CONVERSATIONS 40
#define N_MESSAGES 10
#define TEXT_LENGTH 900

static char *
make_text (guint conversation,
           guint message)
{
  GString *text = g_string_new (NULL);

  while (text->len < TEXT_LENGTH)
    g_string_append_printf (text, "c%u m%u ", conversation, message);
  return g_string_free (text, FALSE);
}

static void
put_conversation (ChatStoreBatch *batch,
                  guint           number)
{
  g_autofree char *uid = g_strdup_printf ("c%u", number);
  g_autofree char *parent = NULL;

  chat_store_batch_set_title (batch, uid, uid);
  for (guint i = 0; i < N_MESSAGES; i++)
    {
      g_autofree char *text = make_text (number, i);
      g_autofree char *message_uid = g_strdup_printf ("c%u-m%u", number, i);
      g_autoptr(ChatMessage) message = chat_message_new_user (text);

      chat_message_set_uid (message, message_uid);
      chat_store_batch_put_message (batch, uid, parent, message);
      g_free (parent);
      parent = g_steal_pointer (&message_uid);
    }
}

static void
fill (ChatStore *store,
      guint      first,
      guint      n)
{
  ChatStoreBatch *batch = chat_store_batch_new ();

  for (guint i = first; i < first + n; i++)
    put_conversation (batch, i);
  test_store_commit (store, batch);
}

/* A closed database with many conversations. Returns: (transfer full) its folder */
static char *
make_folder (void)
{
  char *folder = test_store_folder ();
  ChatStore *store = test_store_open (folder, CHAT_STORE_OPENED);

  fill (store, 0, N_CONVERSATIONS);
  test_store_close (store);
  return folder;
}

/* How many messages can be read, each with its whole text. */
static guint
count_messages (ChatStore *store)
{
  g_autoptr(GPtrArray) infos = test_store_list (store, CHAT_SCOPE_ALL, NULL, 0, 1000, NULL);
  guint n = 0;

  for (guint i = 0; i < infos->len; i++)
    {
      const char *uid = chat_conversation_info_get_uid (g_ptr_array_index (infos, i));
      g_autoptr(ChatConversation) conversation = test_store_load (store, uid, NULL);

      n += chat_conversation_get_size (conversation);
    }
  return n;
}

static char *
read_file (const char *folder,
           const char *name,
           gsize      *length)
{
  g_autofree char *path = test_store_path_of (folder, name);
  g_autoptr(GError) error = NULL;
  char *bytes = NULL;

  g_file_get_contents (path, &bytes, length, &error);
  g_assert_no_error (error);
  return bytes;
}

static void
write_file (const char *folder,
            const char *name,
            const char *bytes,
            gsize       length)
{
  g_autofree char *path = test_store_path_of (folder, name);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, bytes, (gssize) length, &error);
  g_assert_no_error (error);
}

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

  before = read_file (folder, "history.db", &n_before);
  store = test_store_try_open (folder, &opening, &set_aside, &error);
  g_assert_no_error (error);
  g_assert_cmpint (opening, ==, CHAT_STORE_SALVAGED);
  g_assert_nonnull (set_aside);
  after = read_file (folder, set_aside, &n_after);
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
  fill (store, 0, 1);
  g_assert_cmpuint (get_mode (folder, "history.db-wal"), ==, 0600);
  test_store_close (store);

  g_assert_false (exists (folder, "history.db-wal"));
  store = test_store_open (folder, CHAT_STORE_OPENED);
  g_assert_cmpuint (count_messages (store), ==, N_MESSAGES);
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

  write_file (folder, "history.db", text, strlen (text));
  store = open_damaged (folder);
  g_assert_cmpuint (count_messages (store), ==, 0);
  fill (store, 0, 1);
  test_store_close (store);

  store = test_store_open (folder, CHAT_STORE_OPENED);
  g_assert_cmpuint (count_messages (store), ==, N_MESSAGES);
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
  g_autofree char *folder = make_folder ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize n_before;
  gsize n_after;

  execute (folder, "PRAGMA user_version = 1000");
  before = read_file (folder, "history.db", &n_before);
  assert_opens_not (folder, CHAT_STORE_ERROR_TOO_NEW);
  after = read_file (folder, "history.db", &n_after);
  g_assert_cmpmem (before, n_before, after, n_after);
}

/* One letter in the name of a column: sound to SQLite. */
static void
test_other_layout (void)
{
  g_autofree char *folder = make_folder ();
  ChatStore *store;

  execute (folder, "PRAGMA writable_schema = ON; UPDATE sqlite_schema"
                   " SET sql = replace (sql, 'trashed', 'trashee') WHERE name = 'conversation'");
  store = open_damaged (folder);
  g_assert_cmpuint (count_messages (store), ==, N_CONVERSATIONS * N_MESSAGES);
  test_store_close (store);
}

/* Pages are zeroed in turn, from the first one on: whatever they are, all rows that are not on them
 * are there. */
static void
test_zeroed_pages (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *sound = NULL;
  gsize length;
  const gsize page = 4096;
  guint n_salvaged = 0;

  sound = read_file (folder, "history.db", &length);
  for (gsize at = 0; at + page <= length; at += 7 * page)
    {
      g_autofree char *damaged = g_memdup2 (sound, length);
      g_autofree char *other = test_store_folder ();
      g_autofree char *set_aside = NULL;
      g_autoptr(GError) error = NULL;
      ChatStoreOpening opening;
      ChatStore *store;

      memset (damaged + at, 0, page);
      write_file (other, "history.db", damaged, length);
      store = test_store_try_open (other, &opening, &set_aside, &error);
      g_assert_no_error (error);
      n_salvaged += opening == CHAT_STORE_SALVAGED ? 1 : 0;
      g_assert_cmpuint (count_messages (store), >=, (N_CONVERSATIONS - 1) * N_MESSAGES);
      test_store_close (store);
      assert_sound (other);
    }
  g_assert_cmpuint (n_salvaged, >, 12);
}

static void
test_cut (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *sound = NULL;
  gsize length;
  ChatStore *store;

  sound = read_file (folder, "history.db", &length);
  write_file (folder, "history.db", sound, length * 2 / 3);
  store = open_damaged (folder);
  g_assert_cmpuint (count_messages (store), >, 0);
  g_assert_cmpuint (count_messages (store), <, N_CONVERSATIONS * N_MESSAGES);
  test_store_close (store);
  assert_sound (folder);
}

/* SQLite would begin a new one. */
static void
test_cut_to_nothing (void)
{
  g_autofree char *folder = make_folder ();
  ChatStore *store;

  write_file (folder, "history.db", "", 0);
  store = open_damaged (folder);
  test_store_close (store);
}

static void
copy_file (const char *from,
           const char *to,
           const char *name,
           gsize       length)
{
  gsize n_bytes;
  g_autofree char *bytes = read_file (from, name, &n_bytes);

  write_file (to, name, bytes, MIN (length, n_bytes));
}

/* A store with conversations in its log, which nobody writes to until @sqlite is closed: the index
 * would catch up between the copies of the two files. */
static ChatStore *
make_logged (const char  *folder,
             sqlite3    **sqlite)
{
  g_autofree char *path = test_store_path_of (folder, "history.db");
  ChatStore *store = test_store_open (folder, CHAT_STORE_OPENED);

  for (guint i = 0; i < 20; i++)
    fill (store, N_CONVERSATIONS + i, 1);
  g_assert_cmpint (sqlite3_open (path, sqlite), ==, SQLITE_OK);
  sqlite3_busy_timeout (*sqlite, TEST_PATIENCE_SECONDS * 1000);
  g_assert_cmpint (sqlite3_exec (*sqlite, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  return store;
}

/* As a program leaves it that is killed; the log is cut at every length, as by a disk that lost
 * what was last written to it: what was committed before is there, and nothing is damaged. */
static void
test_cut_log (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *log = NULL;
  sqlite3 *sqlite;
  ChatStore *store = make_logged (folder, &sqlite);
  guint last = 0;
  gsize length;

  log = read_file (folder, "history.db-wal", &length);
  for (gsize n = 0; n <= length; n += length / 11)
    {
      g_autofree char *killed = test_store_folder ();
      ChatStore *other;
      guint n_messages;

      copy_file (folder, killed, "history.db", G_MAXSIZE);
      copy_file (folder, killed, "history.db-wal", n);
      other = test_store_open (killed, CHAT_STORE_OPENED);
      n_messages = count_messages (other);
      g_assert_cmpuint (n_messages % N_MESSAGES, ==, 0);
      g_assert_cmpuint (n_messages, >=, MAX (last, N_CONVERSATIONS * N_MESSAGES));
      last = n_messages;
      test_store_close (other);
    }
  g_assert_cmpuint (last, >, (N_CONVERSATIONS + 15) * N_MESSAGES);
  sqlite3_close (sqlite);
  test_store_close (store);
}

/* One byte in the log of a killed program: SQLite would end there and say nothing. */
static void
test_flipped_log (void)
{
  g_autofree char *folder = make_folder ();
  sqlite3 *sqlite;
  ChatStore *store = make_logged (folder, &sqlite);
  guint n_salvaged = 0;
  guint rounds = 0;
  gsize length;

  g_free (read_file (folder, "history.db-wal", &length));
  for (gsize at = 3; at < length; at += length / 11, rounds++)
    {
      g_autofree char *killed = test_store_folder ();
      g_autofree char *log = read_file (folder, "history.db-wal", &length);
      g_autoptr(GError) error = NULL;
      ChatStoreOpening opening;
      ChatStore *other;

      log[at] ^= 0x04;
      copy_file (folder, killed, "history.db", G_MAXSIZE);
      write_file (killed, "history.db-wal", log, length);
      other = test_store_try_open (killed, &opening, NULL, &error);
      g_assert_no_error (error);
      n_salvaged += opening == CHAT_STORE_SALVAGED ? 1 : 0;
      g_assert_cmpuint (count_messages (other), >=, (N_CONVERSATIONS + 19) * N_MESSAGES);
      test_store_close (other);
    }
  g_assert_cmpuint (n_salvaged, >=, rounds - 2);
  sqlite3_close (sqlite);
  test_store_close (store);
}

/* Two commits that a killed program only began, behind those that are whole. */
static void
test_begun_log (void)
{
  g_autofree char *folder = make_folder (), *killed = test_store_folder ();
  gsize length, frame = 24 + 4096;
  sqlite3 *sqlite = NULL;
  ChatStore *store = make_logged (folder, &sqlite);
  g_autofree char *log = read_file (folder, "history.db-wal", &length);
  g_autofree char *longer = g_malloc0 (length + 2 * frame);

  length = 32 + (length - 32) / frame * frame;
  memcpy (longer, log, length);
  memcpy (memcpy (longer + length, "\0\0\0\1\0\0\0\1", 8) + 8, log + 16, 8);
  memcpy (longer + length + frame, longer + length, 16);
  copy_file (folder, killed, "history.db", G_MAXSIZE);
  write_file (killed, "history.db-wal", longer, length + 2 * frame);
  test_store_close (test_store_open (killed, CHAT_STORE_OPENED));
  sqlite3_close (sqlite);
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
  fill (store, 0, 1);
  test_store_close (store);
  vacuum = test_store_ask (folder, "PRAGMA auto_vacuum");
  g_assert_cmpstr (vacuum, ==, "2");
}

/* Bytes here and there: whatever they hit, the store opens and can be used. */
static void
test_flipped (void)
{
  g_autofree char *folder = make_folder ();
  g_autoptr(GRand) random = g_rand_new_with_seed (3);

  for (guint round = 0; round < 16; round++)
    {
      g_autofree char *other = test_store_folder ();
      gsize length;
      g_autofree char *bytes = read_file (folder, "history.db", &length);
      g_autoptr(GError) error = NULL;
      ChatStoreOpening opening;
      ChatStore *store;

      for (guint i = 0; i < 20; i++)
        bytes[g_rand_int_range (random, round % 4 == 0 ? 0 : 100, (gint32) length)] ^=
          (char) (1 << g_rand_int_range (random, 0, 8));
      if (round % 4 == 0)
        bytes[g_rand_int_range (random, 0, 100)] ^= 0x10;
      write_file (other, "history.db", bytes, length);
      store = test_store_try_open (other, &opening, NULL, &error);
      if (store == NULL)
        {
          /* the version itself was hit */
          g_assert_error (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_TOO_NEW);
          continue;
        }
      g_assert_cmpuint (count_messages (store), >=, (N_CONVERSATIONS / 2) * N_MESSAGES);
      fill (store, 1000, 1);
      test_store_close (store);
      assert_sound (other);
    }
}

/* A start that ended when the new database was ready and the old one still in its place. */
static void
test_half_salvaged (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *other = test_store_folder ();
  g_autofree char *set_aside = NULL;
  g_autoptr(GError) error = NULL;
  ChatStoreOpening opening;
  ChatStore *store;
  gsize length;
  g_autofree char *sound = read_file (folder, "history.db", &length);

  write_file (other, "history-damaged-2026-01-02-030405.db", "damaged", 7);
  write_file (other, "history.db", "damaged", 7);
  write_file (other, "history.db-wal", "its log", 7);
  write_file (other, "history.db.salvaged", sound, length);
  store = test_store_try_open (other, &opening, &set_aside, &error);
  g_assert_no_error (error);
  g_assert_cmpint (opening, ==, CHAT_STORE_SALVAGED);
  g_assert_cmpstr (set_aside, ==, "history-damaged-2026-01-02-030405.db");
  g_assert_cmpuint (count_messages (store), ==, N_CONVERSATIONS * N_MESSAGES);
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
      write_file (folder, "history.db", "damaged", 7);
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
  ADD ("cut-log", test_cut_log);
  ADD ("begun-log", test_begun_log);
  ADD ("flipped-log", test_flipped_log);
  ADD ("half-made", test_half_made);
  ADD ("flipped", test_flipped);
  ADD ("half-salvaged", test_half_salvaged);
  ADD ("damaged-twice", test_damaged_twice);

  return g_test_run ();
}
