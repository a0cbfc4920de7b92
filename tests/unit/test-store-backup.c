/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Backups: one a day, seven of them, and what they are for.
 */

#include "test-store-tools.h"

#include "chat-store-backup.h"
#include "chat-store-schema.h"

#include "test-support.h"

#include <glib/gstdio.h>

#include <string.h>
#include <sys/stat.h>

/* Nothing tells that a file has come: it is looked for so often, ms. */
#define LOOK_INTERVAL 50

static gboolean
look_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static char *
today_path (const char *folder)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *name = g_strdup_printf ("history-%s.db", date);

  return g_build_filename (folder, "backups", name, NULL);
}

static char *
make_folder (const char *messages)
{
  char *folder = test_store_folder ();
  ChatStore *store = test_store_open (folder, CHAT_STORE_OPENED);

  test_store_fill (store, "talk", messages);
  test_store_close (store);
  return folder;
}

static guint
count_backups (const char *folder)
{
  g_autofree char *backups = g_build_filename (folder, "backups", NULL);
  g_autoptr(GDir) dir = g_dir_open (backups, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      n += g_str_has_suffix (name, ".db") ? 1 : 0;
      g_assert_false (g_str_has_suffix (name, ".part"));
    }
  return n;
}

static void
add_old_backups (const char *folder)
{
  g_autofree char *backups = g_build_filename (folder, "backups", NULL);

  g_assert_cmpint (g_mkdir (backups, 0700), ==, 0);
  for (int i = 1; i <= 9; i++)
    {
      g_autofree char *name = g_strdup_printf ("history-2001-02-0%d.db", i);
      g_autofree char *path = g_build_filename (backups, name, NULL);

      g_assert_true (g_file_set_contents (path, "old", 3, NULL));
    }
}

static void
test_daily (void)
{
  g_autofree char *folder = make_folder ("a b<a");
  g_autofree char *path = today_path (folder);
  g_autofree char *kept = g_build_filename (folder, "backups", "history-2001-02-04.db", NULL);
  g_autofree char *gone = g_build_filename (folder, "backups", "history-2001-02-03.db", NULL);
  g_autofree char *other = test_store_folder ();
  g_autofree char *restored = g_build_filename (other, "history.db", NULL);
  g_autofree char *tree = NULL;
  g_autofree char *bytes = NULL;
  GStatBuf status;
  ChatStore *store;
  gsize length;
  guint look = g_timeout_add (LOOK_INTERVAL, look_cb, NULL);

  add_old_backups (folder);
  store = test_store_open (folder, CHAT_STORE_OPENED);
  test_wait_until (g_file_test (path, G_FILE_TEST_EXISTS) &&
                   !g_file_test (gone, G_FILE_TEST_EXISTS));
  test_store_fill (store, "talk", "c<b");
  test_store_close (store);
  g_source_remove (look);

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpuint (count_backups (folder), ==, 7);
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));

  /* it is a database like any other */
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (restored, bytes, (gssize) length, NULL));
  store = test_store_open (other, CHAT_STORE_OPENED);
  tree = test_store_tree (store, "talk");
  g_assert_cmpstr (tree, ==, "a(b)");
  test_store_close (store);
}

/* Without the loop of a store: what migrations do. */
static void
back_up (const char *folder)
{
  ChatStoreDb *db = chat_store_db_new (folder);
  g_autoptr(GError) error = NULL;
  gpointer opened;

  db->thread = g_thread_self ();
  opened = chat_store_db_open (db, NULL, &error);
  g_assert_no_error (error);
  chat_store_opened_free (opened);
  chat_store_backup_before_migration (db, 1, &error);
  g_assert_no_error (error);
  chat_store_db_close (db);
  chat_store_db_free (db);
}

static void
test_before_migration (void)
{
  g_autofree char *folder = make_folder ("a b<a");
  ChatStoreDb *db = chat_store_db_new (folder);
  g_autofree char *latest = NULL;

  back_up (folder);
  latest = chat_store_latest_backup (db);
  g_assert_nonnull (strstr (latest, "before-version-1-"));
  g_assert_cmpuint (count_backups (folder), ==, 1);
  chat_store_db_free (db);
}

/* All pages but the first are gone: what stood there is in the backup. */
static void
test_salvage_from_backup (void)
{
  GString *messages = g_string_new ("m0");
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *bytes = NULL;
  ChatStore *store;
  gsize length;

  for (guint i = 1; i < 500; i++)
    g_string_append_printf (messages, " m%u<m%u", i, i - 1);
  folder = make_folder (messages->str);
  g_string_free (messages, TRUE);
  back_up (folder);

  store = test_store_open (folder, CHAT_STORE_OPENED);
  test_store_fill (store, "later", "x y<x");
  before = test_store_tree (store, "talk");
  test_store_close (store);

  path = test_store_path_of (folder, "history.db");
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  for (gsize at = 4096; at < length; at++)
    bytes[at] = (char) 0xaa;
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));

  store = test_store_open (folder, CHAT_STORE_SALVAGED);
  after = test_store_tree (store, "talk");
  g_assert_cmpstr (before, ==, after);
  test_store_close (store);
}

static void
lose_conversations (const char *folder)
{
  g_autofree char *path = test_store_path_of (folder, "history.db");
  g_autofree char *mark = test_store_path_of (folder, "history.db-clean");
  sqlite3 *db;

  g_unlink (mark);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (chat_store_register_functions (db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA foreign_keys = OFF; DELETE FROM conversation", NULL,
                                 NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* A conversation whose row is lost is called what its first prompt begins with. */
static void
test_salvaged_titles (void)
{
  g_autofree char *folder = test_store_folder ();
  ChatStore *store = test_store_open (folder, CHAT_STORE_OPENED);
  ChatStoreBatch *batch = chat_store_batch_new ();
  g_autoptr(ChatMessage) prompt = chat_message_new (CHAT_ROLE_USER);
  g_autoptr(ChatMessage) reply = chat_message_new (CHAT_ROLE_ASSISTANT);
  g_autofree char *titles = NULL;

  chat_message_add_block (prompt,
                          chat_content_block_new_text (" \n Wie weit ist der Mond? \nBitte"));
  chat_message_set_state (prompt, CHAT_MESSAGE_COMPLETE);
  chat_message_set_state (reply, CHAT_MESSAGE_COMPLETE);
  chat_store_batch_put_message (batch, "talk", NULL, prompt);
  chat_store_batch_put_message (batch, "talk", chat_message_get_uid (prompt), reply);
  test_store_commit (store, batch);
  test_store_close (store);

  lose_conversations (folder);
  store = test_store_open (folder, CHAT_STORE_SALVAGED);
  titles = test_store_titles (store, CHAT_SCOPE_ALL, NULL);
  g_assert_cmpstr (titles, ==, "Wie weit ist der Mond?");
  test_store_close (store);
}

#define ADD(path, func) g_test_add_func ("/store/backup/" path, func)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("daily", test_daily);
  ADD ("before-migration", test_before_migration);
  ADD ("salvage-from-backup", test_salvage_from_backup);
  ADD ("salvaged-titles", test_salvaged_titles);

  return g_test_run ();
}
