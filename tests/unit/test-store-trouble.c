/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A disk that is full, a folder that may not be written, a database that somebody holds.
 */

#include "test-store-tools.h"

#include "test-file-faults.h"
#include "test-support.h"

#include <glib/gstdio.h>

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

/* Nobody in particular: the user of /etc/passwd that may do least. */
#define NOBODY 65534

static void
lock_for_writing (const char  *folder,
                  sqlite3    **sqlite)
{
  g_autofree char *path = test_store_path_of (folder, "history.db");

  g_assert_cmpint (sqlite3_open (path, sqlite), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (*sqlite, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
}

static void
test_locked (void)
{
  g_autofree char *folder = test_store_folder ();
  ChatStore *store = test_store_open (folder, CHAT_STORE_OPENED);
  ChatStoreBatch *batch = chat_store_batch_new ();
  g_autofree char *tree = NULL;
  g_autoptr(GError) error = NULL;
  sqlite3 *sqlite;

  test_store_fill (store, "talk", "a");
  lock_for_writing (folder, &sqlite);
  chat_store_batch_set_title (batch, "talk", "never");
  g_assert_false (test_store_try_commit (store, batch, &error));
  g_assert_error (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_LOCKED);
  /* reading goes on */
  tree = test_store_tree (store, "talk");
  g_assert_cmpstr (tree, ==, "a");

  sqlite3_close (sqlite);
  test_store_fill (store, "talk", "b<a");
  test_store_close (store);
}

/* Somebody who lets nobody in: it is not damaged, and not put aside. */
static void
test_shut_out (void)
{
  g_autofree char *folder = test_store_folder ();
  g_autofree char *path = test_store_path_of (folder, "history.db");
  g_autofree char *tree = NULL;
  g_autoptr(GError) error = NULL;
  ChatStoreOpening opening;
  ChatStore *store = test_store_open (folder, CHAT_STORE_OPENED);
  sqlite3 *sqlite;

  test_store_fill (store, "talk", "a");
  test_store_close (store);
  g_assert_cmpint (sqlite3_open (path, &sqlite), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (sqlite, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE",
                                 NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_null (test_store_try_open (folder, &opening, NULL, &error));
  g_assert_error (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_LOCKED);

  sqlite3_close (sqlite);
  store = test_store_open (folder, CHAT_STORE_OPENED);
  tree = test_store_tree (store, "talk");
  g_assert_cmpstr (tree, ==, "a");
  test_store_close (store);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GPtrArray **hits = user_data;
  g_autoptr(GError) error = NULL;

  *hits = chat_store_search_finish (CHAT_STORE (source), result, &error);
  g_assert_no_error (error);
}

static void
assert_found (ChatStore  *store,
              const char *word)
{
  g_autoptr(GPtrArray) hits = NULL;

  chat_store_search_async (store, word, NULL, 0, 10, NULL, found_cb, &hits);
  test_wait_until (hits != NULL);
  g_assert_cmpuint (hits->len, ==, 1);
}

/* Root may write everywhere: the subprocess is nobody. */
static void
test_read_only_subprocess (void)
{
  const char *folder = g_getenv ("TEST_STORE_FOLDER");
  ChatStore *store;
  ChatStoreBatch *batch = chat_store_batch_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *tree = NULL;

  if (getuid () == 0)
    {
      g_assert_cmpint (setgid (NOBODY), ==, 0);
      g_assert_cmpint (setuid (NOBODY), ==, 0);
    }

  store = test_store_open (folder, CHAT_STORE_READ_ONLY);
  tree = test_store_tree (store, "talk");
  g_assert_cmpstr (tree, ==, "a(b)");
  chat_store_batch_set_title (batch, "talk", "never");
  g_assert_false (test_store_try_commit (store, batch, &error));
  g_assert_error (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_READ_ONLY);
  assert_found (store, "b");
  test_store_close (store);
}

/* The file and its folder may be read by all and written by none. */
static char *
make_protected (gboolean with_database)
{
  char *folder = test_store_folder ();
  g_autofree char *path = test_store_path_of (folder, "history.db");

  if (with_database)
    {
      ChatStore *store = test_store_open (folder, CHAT_STORE_OPENED);

      test_store_fill (store, "talk", "a b<a");
      assert_found (store, "b");
      test_store_close (store);
      g_assert_cmpint (g_chmod (path, 0444), ==, 0);
    }
  g_assert_cmpint (g_chmod (folder, 0555), ==, 0);
  g_assert_cmpint (g_chmod (g_get_home_dir (), 0711), ==, 0);
  g_setenv ("TEST_STORE_FOLDER", folder, TRUE);
  return folder;
}

static void
test_read_only (void)
{
  g_autofree char *folder = make_protected (TRUE);

  g_test_trap_subprocess ("/store/trouble/read-only/subprocess", 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
  g_chmod (folder, 0700);
}

static void
test_no_folder_subprocess (void)
{
  g_autoptr(GError) error = NULL;
  ChatStoreOpening opening;

  if (getuid () == 0)
    {
      g_assert_cmpint (setgid (NOBODY), ==, 0);
      g_assert_cmpint (setuid (NOBODY), ==, 0);
    }

  g_assert_null (test_store_try_open (g_getenv ("TEST_STORE_FOLDER"), &opening, NULL, &error));
  g_assert_error (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_READ_ONLY);
}

static void
test_no_folder (void)
{
  g_autofree char *folder = make_protected (FALSE);
  g_autofree char *below = g_build_filename (folder, "below", NULL);

  g_test_trap_subprocess ("/store/trouble/no-folder/subprocess", 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
  g_setenv ("TEST_STORE_FOLDER", below, TRUE);
  g_test_trap_subprocess ("/store/trouble/no-folder/subprocess", 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
  g_chmod (folder, 0700);
}

/* No file may grow beyond that: the disk is full from here on. */
static void
set_limit (rlim_t limit)
{
  struct rlimit limits;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limits), ==, 0);
  limits.rlim_cur = limit;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limits), ==, 0);
}

static ChatStoreBatch *
new_big_batch (const char *uid)
{
  ChatStoreBatch *batch = chat_store_batch_new ();
  g_autofree char *text = g_strnfill (1000 * 1000, 'x');
  g_autoptr(ChatMessage) message = chat_message_new_user (text);

  chat_message_set_uid (message, uid);
  chat_store_batch_set_title (batch, "big", uid);
  chat_store_batch_put_message (batch, "big", NULL, message);
  return batch;
}

static void
test_full_subprocess (void)
{
  g_autofree char *folder = test_store_folder ();
  ChatStore *store;
  g_autofree char *tree = NULL;
  g_autofree char *integrity = NULL;

  signal (SIGXFSZ, SIG_IGN);
  store = test_store_open (folder, CHAT_STORE_OPENED);
  test_store_fill (store, "talk", "a b<a");
  set_limit (500 * 1000);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (test_store_try_commit (store, new_big_batch ("m"), &error));
      g_assert_error (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_FULL);
      g_assert_null (test_store_try_load (store, "big", NULL));
    }
  tree = test_store_tree (store, "talk");
  g_assert_cmpstr (tree, ==, "a(b)");

  /* and goes on when there is room again */
  set_limit (RLIM_INFINITY);
  test_store_commit (store, new_big_batch ("m"));
  test_store_close (store);
  integrity = test_store_ask (folder, "PRAGMA integrity_check");
  g_assert_cmpstr (integrity, ==, "ok");
  store = test_store_open (folder, CHAT_STORE_OPENED);
  g_object_unref (test_store_load (store, "big", NULL));
  test_store_close (store);
}

static void
test_full (void)
{
  g_test_trap_subprocess ("/store/trouble/full/subprocess", 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* To the user a quota is a full disk: the folder itself can be written. */
static void
test_quota (void)
{
  g_autofree char *folder = test_store_folder ();
  ChatStore *store = test_store_open (folder, CHAT_STORE_OPENED);
  g_autoptr(GBytes) bytes = g_bytes_new_static ("a picture", 9);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *path = NULL;

  test_file_faults_set_sync_error (EDQUOT);
  chat_store_keep_attachment_async (store, bytes, kept_cb, &result);
  test_wait_until (result != NULL);
  test_file_faults_set_sync_error (0);
  g_assert_null (chat_store_keep_attachment_finish (store, result, &error));
  g_assert_error (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_FULL);

  digest = test_store_keep (store, "a picture");
  path = g_build_filename (folder, "attachments", digest, NULL);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_clear_object (&result);
  test_store_close (store);
}

static void
assert_text (const char *folder,
             const char *name,
             const char *text)
{
  g_autofree char *path = test_store_path_of (folder, name);
  g_autofree char *found = NULL;

  g_assert_true (g_file_get_contents (path, &found, NULL, NULL));
  g_assert_cmpstr (found, ==, text);
}

/* The name that the log of a database gets that is put aside so many seconds from now. */
static char *
make_log_name (gint64 now,
               guint  seconds)
{
  g_autoptr(GDateTime) then = g_date_time_new_from_unix_local (now + seconds);

  return g_date_time_format (then, "history-damaged-%Y-%m-%d-%H%M%S.db-wal");
}

static void
write_text (const char *folder,
            const char *name,
            const char *text)
{
  g_autofree char *path = test_store_path_of (folder, name);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* Where no file can have two names, what is damaged is kept all the same, and takes the place of
 * nothing that was kept before: logs, of which somebody took the databases away. */
static void
test_no_links (void)
{
  g_autofree char *folder = test_store_folder ();
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *aside = NULL;
  g_autofree char *aside_log = NULL;
  g_autoptr(GError) error = NULL;
  ChatStoreOpening opening;
  ChatStore *store;

  for (guint i = 0; i < TEST_PATIENCE_SECONDS; i++)
    {
      g_autofree char *name = make_log_name (now, i);

      write_text (folder, name, "kept before");
    }
  write_text (folder, "history.db", "damaged");
  write_text (folder, "history.db-wal", "its log");
  test_file_faults_set_links (FALSE);
  store = test_store_try_open (folder, &opening, &aside, &error);
  test_file_faults_set_links (TRUE);
  g_assert_no_error (error);
  g_assert_cmpint (opening, ==, CHAT_STORE_SALVAGED);
  test_store_close (store);

  aside_log = g_strconcat (aside, "-wal", NULL);
  assert_text (folder, aside, "damaged");
  assert_text (folder, aside_log, "its log");
  for (guint i = 0; i < TEST_PATIENCE_SECONDS; i++)
    {
      g_autofree char *name = make_log_name (now, i);

      assert_text (folder, name, "kept before");
    }
}

#define ADD(path, func) g_test_add_func ("/store/trouble/" path, func)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("locked", test_locked);
  ADD ("shut-out", test_shut_out);
  ADD ("read-only", test_read_only);
  ADD ("read-only/subprocess", test_read_only_subprocess);
  ADD ("full", test_full);
  ADD ("full/subprocess", test_full_subprocess);
  ADD ("quota", test_quota);
  ADD ("no-links", test_no_links);
  ADD ("no-folder", test_no_folder);
  ADD ("no-folder/subprocess", test_no_folder_subprocess);

  return g_test_run ();
}
