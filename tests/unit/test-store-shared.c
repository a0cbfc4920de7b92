/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Several programs on one history, and programs that end without closing it.
 */

#include "test-store-tools.h"

#include "chat-store-locate.h"

#include "test-support.h"

#include <gio/gunixinputstream.h>

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Where the writer that is killed says what it has written. */
#define ACK_FD 3
#define N_KILLS 15

static void
commit_open_reply (ChatStore  *store,
                   const char *conversation,
                   const char *uid)
{
  ChatStoreBatch *batch = chat_store_batch_new ();
  g_autoptr(ChatMessage) prompt = test_store_message ("prompt");
  g_autoptr(ChatMessage) reply = chat_message_new (CHAT_ROLE_ASSISTANT);
  g_autofree char *prompt_uid = g_strconcat (uid, "-prompt", NULL);

  chat_message_set_uid (prompt, prompt_uid);
  chat_message_set_uid (reply, uid);
  chat_store_batch_put_message (batch, conversation, NULL, prompt);
  chat_store_batch_put_message (batch, conversation, prompt_uid, reply);
  chat_store_batch_set_durable (batch);
  test_store_commit (store, batch);
}

static void
append (ChatStore  *store,
        const char *uid,
        const char *text)
{
  ChatStoreBatch *batch = chat_store_batch_new ();
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  chat_store_batch_append_journal (batch, uid, bytes);
  test_store_commit (store, batch);
}

static void
assert_no_orphans (ChatStore *store)
{
  g_autoptr(GPtrArray) orphans = test_store_orphans (store);

  g_assert_cmpuint (orphans->len, ==, 0);
}

static void
assert_orphan (ChatStore  *store,
               const char *uid,
               const char *journal)
{
  g_autoptr(GPtrArray) orphans = test_store_orphans (store);
  ChatStoreOrphan *orphan;

  g_assert_cmpuint (orphans->len, ==, 1);
  orphan = g_ptr_array_index (orphans, 0);
  g_assert_cmpstr (orphan->message, ==, uid);
  g_assert_cmpstr (orphan->conversation, ==, "talk");
  g_assert_cmpmem (g_bytes_get_data (orphan->journal, NULL), g_bytes_get_size (orphan->journal),
                   journal, strlen (journal));
}

static void
test_two_stores (void)
{
  g_autofree char *folder = test_store_folder ();
  ChatStore *first = test_store_open (folder, CHAT_STORE_OPENED);
  ChatStore *second = test_store_open (folder, CHAT_STORE_OPENED);
  g_autofree char *tree = NULL;

  test_store_fill (first, "talk", "a");
  test_store_fill (second, "talk", "b<a");
  test_store_fill (first, "talk", "c<b");
  tree = test_store_tree (second, "talk");
  g_assert_cmpstr (tree, ==, "a(b(c))");
  test_store_close (first);
  test_store_fill (second, "talk", "d<c");
  test_store_close (second);

  first = test_store_open (folder, CHAT_STORE_OPENED);
  g_free (tree);
  tree = test_store_tree (first, "talk");
  g_assert_cmpstr (tree, ==, "a(b(c(d)))");
  test_store_close (first);
}

static void
count_cb (ChatStore *store,
          gpointer   user_data)
{
  guint *n = user_data;

  (*n)++;
}

static void
test_changed (void)
{
  g_autofree char *folder = test_store_folder ();
  ChatStore *first = test_store_open (folder, CHAT_STORE_OPENED);
  ChatStore *second = test_store_open (folder, CHAT_STORE_OPENED);
  guint n_first = 0;
  guint n_second = 0;

  g_signal_connect (first, "changed", G_CALLBACK (count_cb), &n_first);
  g_signal_connect (second, "changed", G_CALLBACK (count_cb), &n_second);
  test_store_fill (first, "talk", "a");
  test_wait_until (n_second > 0);
  n_first = 0;
  test_store_fill (second, "talk", "b<a");
  test_wait_until (n_first > 0);
  test_store_close (first);
  test_store_close (second);
}

static void
log_changed_cb (GFileMonitor      *monitor,
                GFile             *file,
                GFile             *other,
                GFileMonitorEvent  event,
                gpointer           user_data)
{
  count_cb (NULL, user_data);
}

/* What we write ourselves is no news. */
static void
test_not_changed (void)
{
  g_autofree char *folder = test_store_folder ();
  g_autofree char *path = test_store_path_of (folder, "history.db-wal");
  g_autoptr(GFile) file = g_file_new_for_path (path);
  ChatStore *store = test_store_open (folder, CHAT_STORE_OPENED);
  g_autoptr(GFileMonitor) monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  guint n_events = 0;
  guint n_changes = 0;

  g_signal_connect (store, "changed", G_CALLBACK (count_cb), &n_changes);
  g_signal_connect (monitor, "changed", G_CALLBACK (log_changed_cb), &n_events);
  for (guint round = 1; round <= 3; round++)
    {
      g_autofree char *uid = g_strdup_printf ("m%u", round);

      n_events = 0;
      test_store_fill (store, "talk", uid);
      test_wait_until (n_events > 0);
      g_ptr_array_unref (test_store_list (store, CHAT_SCOPE_ALL, NULL, 0, 1, NULL));
    }
  g_assert_cmpuint (n_changes, ==, 0);
  test_store_close (store);
}

static void
test_orphans (void)
{
  g_autofree char *folder = test_store_folder ();
  ChatStore *writer = test_store_open (folder, CHAT_STORE_OPENED);
  ChatStore *other = test_store_open (folder, CHAT_STORE_OPENED);
  g_autoptr(ChatConversation) conversation = NULL;

  commit_open_reply (writer, "talk", "reply");
  append (writer, "reply", "one ");
  append (writer, "reply", "two");
  assert_no_orphans (writer);
  assert_no_orphans (other);
  conversation = test_store_load (other, "talk", NULL);
  g_assert_cmpint (chat_message_get_state (chat_conversation_lookup (conversation, "reply")), ==,
                   CHAT_MESSAGE_OPEN);

  test_store_close (writer);
  assert_orphan (other, "reply", "one two");
  /* whoever took it writes it now */
  writer = test_store_open (folder, CHAT_STORE_OPENED);
  assert_no_orphans (writer);
  assert_no_orphans (other);
  test_store_close (other);
  assert_orphan (writer, "reply", "one two");
  test_store_close (writer);
}

/* How many rows were stepped over because no index was asked, by what looks for open replies. */
static int
note_scan (unsigned  event,
           void     *user_data,
           void     *statement,
           void     *time)
{
  int *n_steps = user_data;
  const char *sql = sqlite3_sql (statement);

  if (sql != NULL && strstr (sql, "message.state = 0") != NULL)
    g_atomic_int_add (n_steps, sqlite3_stmt_status (statement, SQLITE_STMTSTATUS_FULLSCAN_STEP, 0));
  return 0;
}

static int n_scanned;

static int
watch_scans (sqlite3                     *sqlite,
             char                       **error,
             const sqlite3_api_routines  *api)
{
  return sqlite3_trace_v2 (sqlite, SQLITE_TRACE_PROFILE, note_scan, &n_scanned);
}

/* At each start: not all that was ever written is read for it. */
static void
test_orphans_by_index (void)
{
  g_autofree char *folder = test_store_folder ();
  ChatStore *store;

  sqlite3_auto_extension ((void (*) (void)) watch_scans);
  store = test_store_open (folder, CHAT_STORE_OPENED);
  test_store_fill (store, "talk", "a b<a c<b d<c e<d f<e g<f h<g i<h j<i");
  assert_no_orphans (store);
  sqlite3_cancel_auto_extension ((void (*) (void)) watch_scans);
  test_store_close (store);

  g_assert_cmpint (g_atomic_int_get (&n_scanned), ==, 0);
}

static void
test_journal (void)
{
  g_autofree char *folder = test_store_folder ();
  ChatStore *store = test_store_open (folder, CHAT_STORE_OPENED);
  ChatStoreBatch *batch = chat_store_batch_new ();
  g_autofree char *n_rows = NULL;
  g_autoptr(GBytes) bytes = g_bytes_new ("x", 1);
  g_autoptr(GError) error = NULL;

  commit_open_reply (store, "talk", "reply");
  append (store, "reply", "bytes");
  chat_store_batch_clear_journal (batch, "reply");
  test_store_commit (store, batch);
  n_rows = test_store_ask (folder, "SELECT count(*) FROM journal");
  g_assert_cmpstr (n_rows, ==, "0");

  batch = chat_store_batch_new ();
  chat_store_batch_append_journal (batch, "unknown", bytes);
  g_assert_false (test_store_try_commit (store, batch, &error));
  g_assert_error (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_NOT_FOUND);
  test_store_close (store);
}

/* A copy of a reply that is being written is not written by anybody. */
static void
test_copy_of_open (void)
{
  g_autofree char *folder = test_store_folder ();
  ChatStore *store = test_store_open (folder, CHAT_STORE_OPENED);
  ChatStoreBatch *batch = chat_store_batch_new ();
  g_autoptr(ChatConversation) copy = NULL;

  commit_open_reply (store, "talk", "reply");
  chat_store_batch_copy_conversation (batch, "talk", NULL, "copy", NULL);
  test_store_commit (store, batch);
  copy = test_store_load (store, "copy", NULL);
  g_assert_cmpint (chat_message_get_state (chat_conversation_get_last (copy)), ==,
                   CHAT_MESSAGE_INTERRUPTED);
  test_store_close (store);
}

/* The subprocess is killed when it has said what it has committed. */
static void
test_killed_subprocess (void)
{
  const char *folder = g_getenv ("TEST_STORE_FOLDER");
  ChatStore *store = test_store_open (folder, CHAT_STORE_OPENED);

  test_store_fill (store, "talk", "a b<a");
  commit_open_reply (store, "talk", "reply");
  append (store, "reply", "what came");
  kill (getpid (), SIGKILL);
}

static void
test_killed (void)
{
  g_autofree char *folder = test_store_folder ();
  g_autofree char *tree = NULL;
  g_autofree char *wal = test_store_path_of (folder, "history.db-wal");
  ChatStore *store;

  g_setenv ("TEST_STORE_FOLDER", folder, TRUE);
  g_test_trap_subprocess ("/store/shared/killed/subprocess", 0, 0);
  g_assert_false (g_test_trap_has_passed ());
  g_assert_true (g_file_test (wal, G_FILE_TEST_EXISTS));

  store = test_store_open (folder, CHAT_STORE_OPENED);
  tree = test_store_tree (store, "talk");
  g_assert_cmpstr (tree, ==, "a(b)prompt()");
  assert_orphan (store, "reply", "what came");
  test_store_close (store);
}

/* Says each message that is on the disk, for ever. */
static void
test_kill_anywhere_subprocess (void)
{
  ChatStore *store = test_store_open (g_getenv ("TEST_STORE_FOLDER"), CHAT_STORE_OPENED);

  for (guint i = 0;; i++)
    {
      ChatStoreBatch *batch = chat_store_batch_new ();
      g_autofree char *uid = g_strdup_printf ("m%d-%u", getpid (), i);
      g_autoptr(ChatMessage) message = test_store_message (uid);

      chat_store_batch_put_message (batch, i % 5 == 0 ? uid : "talk", NULL, message);
      if (i % 7 == 6)
        chat_store_batch_empty_trash (batch, G_MAXINT64);
      if (i % 3 == 0)
        chat_store_batch_set_durable (batch);
      test_store_commit (store, batch);
      dprintf (ACK_FD, "%s\n", uid);
    }
}

static void
collect_acks (GDataInputStream *acks,
              guint             n,
              GHashTable       *uids)
{
  char *uid;

  while (n-- > 0 && (uid = g_data_input_stream_read_line (acks, NULL, NULL, NULL)) != NULL)
    g_hash_table_add (uids, uid);
}

/* Starts the writer, hears some of what it says, kills it, and hears the rest. */
static void
run_and_kill (GHashTable *uids)
{
  g_autoptr(GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) child = NULL;
  g_autoptr(GInputStream) pipe_end = NULL;
  g_autoptr(GDataInputStream) acks = NULL;
  int ends[2];

  g_assert_cmpint (pipe (ends), ==, 0);
  g_subprocess_launcher_take_fd (launcher, ends[1], ACK_FD);
  child = g_subprocess_launcher_spawn (launcher, &error, self, "--GTestSubprocess", "-p",
                                       "/store/shared/kill-anywhere/subprocess", NULL);
  g_assert_no_error (error);
  g_subprocess_launcher_close (launcher);
  pipe_end = g_unix_input_stream_new (ends[0], TRUE);
  acks = g_data_input_stream_new (pipe_end);
  collect_acks (acks, (guint) g_test_rand_int_range (1, 60), uids);
  g_subprocess_force_exit (child);
  g_subprocess_wait (child, NULL, NULL);
  collect_acks (acks, G_MAXUINT, uids);
}

static void
test_kill_anywhere (void)
{
  g_autofree char *folder = test_store_folder ();
  g_autoptr(GHashTable) uids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_setenv ("TEST_STORE_FOLDER", folder, TRUE);
  for (guint round = 0; round < N_KILLS; round++)
    {
      g_autofree char *n_rows = NULL;
      g_autofree char *integrity = NULL;

      run_and_kill (uids);
      integrity = test_store_ask (folder, "PRAGMA integrity_check");
      g_assert_cmpstr (integrity, ==, "ok");
      n_rows = test_store_ask (folder, "SELECT count(*) FROM message");
      /* one more may have been written and not said */
      g_assert_cmpuint (g_ascii_strtoull (n_rows, NULL, 10), >=, g_hash_table_size (uids));
      g_assert_cmpuint (g_ascii_strtoull (n_rows, NULL, 10), <=,
                        g_hash_table_size (uids) + round + 1);
    }
  test_store_close (test_store_open (folder, CHAT_STORE_OPENED));
}

/* Writes until it is told to stop, beside its parent. */
#define N_WRITES 200

static void
write_many (ChatStore  *store,
            const char *name)
{
  for (int i = 0; i < N_WRITES; i++)
    {
      g_autofree char *uid = g_strdup_printf ("%s-%d", name, i);

      test_store_fill (store, name, uid);
    }
}

static void
test_two_processes_subprocess (void)
{
  ChatStore *store = test_store_open (g_getenv ("TEST_STORE_FOLDER"), CHAT_STORE_OPENED);

  write_many (store, "child");
  test_store_close (store);
}

static void
test_two_processes (void)
{
  g_autofree char *folder = test_store_folder ();
  g_autofree char *n_rows = NULL;
  g_autofree char *integrity = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) child = NULL;
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  ChatStore *store;

  g_setenv ("TEST_STORE_FOLDER", folder, TRUE);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, self, "--GTestSubprocess",
                            "-p", "/store/shared/two-processes/subprocess", NULL);
  g_assert_no_error (error);
  store = test_store_open (folder, CHAT_STORE_OPENED);
  write_many (store, "parent");
  g_assert_true (g_subprocess_wait_check (child, NULL, &error));
  g_assert_no_error (error);

  n_rows = test_store_ask (folder, "SELECT count(*) FROM message");
  integrity = test_store_ask (folder, "PRAGMA integrity_check");
  g_assert_cmpstr (n_rows, ==, "400");
  g_assert_cmpstr (integrity, ==, "ok");
  test_store_close (store);
}

static void
test_locator (void)
{
  static const char * const uids[] = { "a", "x", NULL };
  g_autofree char *folder = test_store_folder ();
  ChatStore *store = test_store_open (folder, CHAT_STORE_OPENED);
  g_autoptr(GError) error = NULL;
  g_autoptr(ChatStoreLocator) locator = NULL;
  g_autoptr(ChatStoreLocation) before = NULL;
  g_autoptr(ChatStoreLocation) after = NULL;
  g_autoptr(ChatStoreLocation) elsewhere = NULL;

  locator = chat_store_locator_new (store, &error);
  g_assert_no_error (error);
  before = chat_store_locator_find (locator, "talk", uids, &error);
  g_assert_no_error (error);
  g_assert_false (before->exists);
  g_assert_null (before->homes->pdata[0]);

  test_store_fill (store, "talk", "a b<a");
  after = chat_store_locator_find (locator, "talk", uids, &error);
  g_assert_true (after->exists);
  g_assert_cmpuint (after->homes->len, ==, 2);
  g_assert_cmpstr (after->homes->pdata[0], ==, "talk");
  g_assert_null (after->homes->pdata[1]);
  elsewhere = chat_store_locator_find (locator, "other", uids, &error);
  g_assert_false (elsewhere->exists);
  g_assert_cmpstr (elsewhere->homes->pdata[0], ==, "talk");

  g_clear_pointer (&locator, chat_store_locator_free);
  test_store_close (store);
}

#define ADD(path, func) g_test_add_func ("/store/shared/" path, func)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("two-stores", test_two_stores);
  ADD ("changed", test_changed);
  ADD ("not-changed", test_not_changed);
  ADD ("locator", test_locator);
  ADD ("orphans", test_orphans);
  ADD ("orphans-by-index", test_orphans_by_index);
  ADD ("journal", test_journal);
  ADD ("copy-of-open", test_copy_of_open);
  ADD ("killed", test_killed);
  ADD ("killed/subprocess", test_killed_subprocess);
  ADD ("kill-anywhere", test_kill_anywhere);
  ADD ("kill-anywhere/subprocess", test_kill_anywhere_subprocess);
  ADD ("two-processes", test_two_processes);
  ADD ("two-processes/subprocess", test_two_processes_subprocess);

  return g_test_run ();
}
