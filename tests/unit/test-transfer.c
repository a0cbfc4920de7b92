/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Export and import through a real history: there and back, twice, in parts, cancelled.
 */

#include "chat-transfer-private.h"

#include "chat-store.h"

#include "test-exports.h"
#include "test-history-tools.h"
#include "test-watched-file.h"

#include <string.h>

/* More than one transaction takes. */
#define N_CANCELLED 12000

/* Less than a page. */
#define SCARCE_BYTES 200

typedef struct
{
  char        *folder;
  ChatEngine  *engine;
  ChatHistory *history;
} Place;

static void
set_up (Place         *self,
        gconstpointer  data)
{
  self->folder = test_history_new_folder ();
  self->engine = test_history_open (self->folder);
  self->history = chat_engine_get_history (self->engine);
}

static void
tear_down (Place         *self,
           gconstpointer  data)
{
  test_history_close (self->engine);
  g_free (self->folder);
}

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* "added extended known skipped", and why it failed. Returns: (transfer full) */
static char *
import (Place        *self,
        GFile        *file,
        GCancellable *cancellable)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  ChatImportReport report;
  char *words;

  chat_transfer_import_async (self->history, file, NULL, NULL, cancellable, keep_result_cb,
                              &result);
  test_wait_until (result != NULL);
  chat_transfer_import_finish (self->history, result, &report, &error);
  words = g_strdup_printf ("%u %u %u %u%s%s", report.n_added, report.n_extended, report.n_known,
                           report.n_skipped, error != NULL ? ": " : "",
                           error != NULL ? error->message : "");
  chat_import_report_clear (&report);
  return words;
}

static void
assert_import (Place      *self,
               const char *bytes,
               gsize       length,
               const char *expected)
{
  g_autoptr(GFile) file = test_write_file (bytes, length);
  g_autofree char *words = import (self, file, NULL);

  g_assert_cmpstr (words, ==, expected);
}

static int
export_to (Place              *self,
           const char * const *uids,
           ChatExportFormat    format,
           GFile              *target,
           GError            **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  guint n_written;

  chat_transfer_export_async (self->history, uids, format, target, NULL, NULL, NULL,
                              keep_result_cb, &result);
  test_wait_until (result != NULL);
  if (!chat_transfer_export_finish (self->history, result, &n_written, error))
    return -1;
  return (int) n_written;
}

static char *
export_all (Place *self)
{
  g_autoptr(GFile) target = test_write_file ("old", 3);
  g_autoptr(GError) error = NULL;
  char *bytes;

  export_to (self, NULL, CHAT_EXPORT_JSON, target, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_load_contents (target, NULL, &bytes, NULL, NULL, NULL));
  return bytes;
}

static void
test_there_and_back (Place         *self,
                     gconstpointer  data)
{
  gsize length;
  g_autofree char *bytes = test_load_fixture ("import/claude-chat.json", &length);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  assert_import (self, bytes, length, "2 0 0 0");
  first = export_all (self);
  g_assert_cmpstr (first, ==, bytes);

  assert_import (self, bytes, length, "0 0 2 0");
  second = export_all (self);
  g_assert_cmpstr (second, ==, bytes);
}

/* Nothing is counted that is not there, and the reason is no database's. */
static void
test_full_disk (Place         *self,
                gconstpointer  data)
{
  gsize length;
  g_autofree char *bytes = test_load_fixture ("import/claude-chat.json", &length);
  g_autoptr(GFile) file = test_write_file (bytes, length);
  g_autofree char *words = NULL;

  g_assert_true (test_history_flush (self->history));
  test_history_limit_files (SCARCE_BYTES);
  words = import (self, file, NULL);
  test_history_limit_files (0);
  g_assert_cmpstr (words, ==, "0 0 0 0: The disk is full.");
  assert_import (self, bytes, length, "2 0 0 0");
}

static void
test_foreign (Place         *self,
              gconstpointer  data)
{
  static const struct { const char *path; const char *first; const char *second; } cases[] = {
    { "import/claude-ai.json", "2 0 0 0", "0 0 2 0" },
    { "import/chatgpt.json", "2 0 0 0", "0 0 2 0" },
  };
  g_autofree char *out = NULL;
  Place other;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length;
      g_autofree char *bytes = test_load_fixture (cases[i].path, &length);
      g_autoptr(GFile) zip = test_write_zip ("conversations.json", bytes, length);
      g_autofree char *words = import (self, zip, NULL);

      g_assert_cmpstr (words, ==, cases[i].first);
      assert_import (self, bytes, length, cases[i].second);
    }

  /* what came of it moves to another history as it is */
  out = export_all (self);
  set_up (&other, NULL);
  assert_import (&other, out, strlen (out), "4 0 0 0");
  {
    g_autofree char *again = export_all (&other);

    g_assert_cmpstr (again, ==, out);
  }
  tear_down (&other, NULL);
}

#define HEAD "[{\"uuid\":\"c-1\",\"name\":\"T\",\"created_at\":\"2025-01-01T00:00:00Z\",\"chat_messages\":["
#define MESSAGE(id, parent, sender, second) \
  "{\"uuid\":\"" id "\",\"parent_message_uuid\":\"" parent "\",\"sender\":\"" sender "\"," \
  "\"text\":\"" id "\",\"created_at\":\"2025-01-01T00:00:0" second "Z\"}"

static void
test_newer_export (Place         *self,
                   gconstpointer  data)
{
  static const char old[] = HEAD MESSAGE ("m-1", "", "human", "1") ","
                            MESSAGE ("m-2", "m-1", "assistant", "2") "]}]";
  static const char new[] = HEAD MESSAGE ("m-1", "", "human", "1") ","
                            MESSAGE ("m-2", "m-1", "assistant", "2") ","
                            MESSAGE ("m-3", "m-1", "assistant", "3") ","
                            MESSAGE ("m-4", "m-2", "human", "4") "]}]";
  g_autoptr(ChatConversation) conversation = NULL;
  g_autofree char *tree = NULL;

  assert_import (self, old, strlen (old), "1 0 0 0");
  assert_import (self, new, strlen (new), "0 1 0 0");
  assert_import (self, new, strlen (new), "0 0 1 0");
  assert_import (self, old, strlen (old), "0 0 1 0");

  conversation = test_history_load (self->history, "c-1");
  tree = test_describe_tree (conversation);
  g_assert_cmpstr (tree, ==, "m-1(m-2(m-4*) m-3)");
}

/* Ids that another conversation has: nothing changes there, nothing is lost, nothing doubled. */
static void
test_taken_uids (Place         *self,
                 gconstpointer  data)
{
  static const char first[] = HEAD MESSAGE ("m-1", "", "human", "1") "]}]";
  static const char second[] = "[{\"uuid\":\"c-2\",\"name\":\"U\",\"chat_messages\":["
                               MESSAGE ("m-1", "", "human", "1") ","
                               MESSAGE ("m-2", "m-1", "assistant", "2") "]}]";
  g_autoptr(ChatConversation) one = NULL;
  g_autoptr(ChatConversation) two = NULL;
  g_autofree char *tree_one = NULL;
  g_autofree char *tree_two = NULL;
  g_autofree char *both = g_strdup_printf ("%.*s,%s", (int) strlen (first) - 1, first, second + 1);

  assert_import (self, both, strlen (both), "2 0 0 0");
  assert_import (self, both, strlen (both), "0 0 2 0");

  one = test_history_load (self->history, "c-1");
  two = test_history_load (self->history, "c-2");
  tree_one = test_describe_tree (one);
  tree_two = test_describe_tree (two);
  g_assert_cmpstr (tree_one, ==, "m-1*");
  g_assert_cmpstr (tree_two, ==, "m-1(m-2*)");

  /* also once the other one is gone */
  chat_history_purge (self->history, "c-1");
  assert_import (self, second, strlen (second), "0 0 1 0");
}

static void
test_wrong_file (Place         *self,
                 gconstpointer  data)
{
  static const char half[] = HEAD MESSAGE ("m-1", "", "human", "1") "]},{\"uuid\":";
  g_autoptr(GFile) nothing = g_file_new_for_path ("/nonexistent/export.zip");
  g_autofree char *words = import (self, nothing, NULL);

  g_assert_true (g_str_has_prefix (words, "0 0 0 0: "));
  assert_import (self, "[{\"a\":1}]", 9,
                 "0 0 0 1: The file holds something else than conversations.");
  assert_import (self, half, strlen (half), "1 0 0 1");
}

static void
test_cancelled (Place         *self,
                gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GString) list = g_string_new ("[");
  g_autoptr(GFile) file = NULL;
  g_autofree char *words = NULL;
  gint64 n_there;

  for (int i = 0; i < N_CANCELLED; i++)
    g_string_append_printf (list, "%s{\"uuid\":\"conversation-%d\",\"chat_messages\":["
                            "{\"uuid\":\"message-%d\",\"sender\":\"human\",\"text\":\"x\"}]}",
                            i > 0 ? "," : "", i, i);
  g_string_append_c (list, ']');
  file = test_write_file (list->str, list->len);

  {
    g_autoptr(GAsyncResult) result = NULL;
    ChatImportReport report;
    g_autoptr(GError) error = NULL;

    chat_transfer_import_async (self->history, file, NULL, NULL, cancellable, keep_result_cb,
                                &result);
    test_wait_until (test_history_ask_disk (self->folder, "SELECT count(*) FROM conversation") > 0);
    g_cancellable_cancel (cancellable);
    test_wait_until (result != NULL);
    g_assert_false (chat_transfer_import_finish (self->history, result, &report, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    n_there = test_history_ask_disk (self->folder, "SELECT count(*) FROM conversation");
    g_assert_cmpint (n_there, ==, report.n_added);
    g_assert_cmpint (n_there, <, N_CANCELLED);
    chat_import_report_clear (&report);
  }

  words = import (self, file, NULL);
  g_assert_true (g_str_has_suffix (words, " 0"));
  g_assert_cmpint (test_history_ask_disk (self->folder, "SELECT count(*) FROM message"), ==,
                   N_CANCELLED);
}

static void
test_open_conversation (Place         *self,
                        gconstpointer  data)
{
  gsize length;
  g_autofree char *bytes = test_load_fixture ("import/claude-chat.json", &length);
  g_autoptr(ChatConversation) open = NULL;
  g_autofree char *out = NULL;

  assert_import (self, bytes, length, "2 0 0 0");
  open = test_history_load (self->history, "7c1f0000-0000-4000-8000-000000000001");
  out = export_all (self);
  g_assert_cmpstr (out, ==, bytes);
}

static void
test_folder (Place         *self,
             gconstpointer  data)
{
  static const char * const missing[] = { "7c1f0000-0000-4000-8000-0000000000ff", NULL };
  gsize length;
  g_autofree char *bytes = test_load_fixture ("import/claude-chat.json", &length);
  g_autofree char *path = g_build_filename (self->folder, "out", NULL);
  g_autoptr(GFile) folder = g_file_new_for_path (path);
  g_autoptr(GFile) html = g_file_get_child (folder, "A picture 7c1f0000.html");
  g_autoptr(GFile) untitled = g_file_get_child (folder, "7c1f0000.md");
  g_autoptr(GFile) single = g_file_get_child (folder, "single.md");
  g_autoptr(GError) error = NULL;

  assert_import (self, bytes, length, "2 0 0 0");
  g_assert_cmpint (export_to (self, NULL, CHAT_EXPORT_HTML, folder, NULL), ==, 2);
  g_assert_cmpint (export_to (self, NULL, CHAT_EXPORT_MARKDOWN, folder, NULL), ==, 2);
  g_assert_true (g_file_query_exists (html, NULL));
  g_assert_true (g_file_query_exists (untitled, NULL));

  g_assert_cmpint (export_to (self, missing, CHAT_EXPORT_MARKDOWN, single, &error), ==, -1);
  g_assert_error (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_NOT_FOUND);
  g_assert_false (g_file_query_exists (single, NULL));
}

/* The second file has no room: what is said is that the first one is there. */
static void
test_part (Place         *self,
           gconstpointer  data)
{
  gsize length;
  g_autofree char *bytes = test_load_fixture ("import/claude-chat.json", &length);
  g_autofree char *path = g_build_filename (self->folder, "out", NULL);
  g_autofree char *taken = g_build_filename (path, "7c1f0000.md", "x", NULL);
  g_autoptr(GFile) folder = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  guint n_written = 99;

  assert_import (self, bytes, length, "2 0 0 0");
  g_assert_cmpint (g_mkdir_with_parents (taken, 0700), ==, 0);
  chat_transfer_export_async (self->history, NULL, CHAT_EXPORT_MARKDOWN, folder, NULL, NULL, NULL,
                              keep_result_cb, &result);
  test_wait_until (result != NULL);
  g_assert_false (chat_transfer_export_finish (self->history, result, &n_written, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_assert_cmpuint (n_written, ==, 1);
}

/* What was there stays when the new one cannot be made. */
static void
test_keeps_old_file (Place         *self,
                     gconstpointer  data)
{
  static const char * const missing[] = { "7c1f0000-0000-4000-8000-0000000000ff", "x", NULL };
  g_autoptr(GFile) target = test_write_file ("old", 3);
  g_autoptr(GAsyncResult) result = NULL;
  guint n_written = 99;
  g_autofree char *bytes = NULL;

  chat_transfer_export_async (self->history, missing, CHAT_EXPORT_JSON, target, NULL, NULL, NULL,
                              keep_result_cb, &result);
  test_wait_until (result != NULL);
  g_assert_false (chat_transfer_export_finish (self->history, result, &n_written, NULL));
  g_assert_cmpuint (n_written, ==, 0);
  g_assert_true (g_file_load_contents (target, NULL, &bytes, NULL, NULL, NULL));
  g_assert_cmpstr (bytes, ==, "old");
}

#define HANGING_SCRIPT \
  "{\"replies\":[{\"events\":[" \
  "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"content\":[]}}," \
  "{\"type\":\"content_block_start\",\"index\":0," \
  "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}," \
  "{\"type\":\"content_block_delta\",\"index\":0," \
  "\"delta\":{\"type\":\"text_delta\",\"text\":\"So far\"}}," \
  "{\"end\":\"hang\"}]}]}"

/* The target is on a disk that does not answer: the main loop goes on, and so does the
 * conversation, which is written as it was. */
static void
test_slow_target (void)
{
  ChatHistory *history;
  g_autofree char *folder = test_history_new_folder ();
  g_autoptr(GFile) file = test_write_file ("old", 3);
  g_autoptr(TestWatchedFile) target = test_watched_file_new (file);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(ChatTurn) turn = NULL;
  g_autofree char *bytes = NULL;
  const char *uids[2] = { NULL };
  ChatMessage *reply;
  TestTalk talk;

  test_history_set_up_talk (&talk, folder, HANGING_SCRIPT);
  turn = g_object_ref (chat_engine_send (talk.engine, talk.conversation, "go", NULL));
  test_talk_wait_phase (turn, CHAT_TURN_STREAMING);
  reply = chat_conversation_get_last (talk.conversation);
  test_wait_until (chat_message_has_content (reply));

  history = chat_engine_get_history (talk.engine);
  uids[0] = chat_conversation_get_uid (talk.conversation);
  test_watched_file_hold (target);
  chat_transfer_export_async (history, uids, CHAT_EXPORT_MARKDOWN, G_FILE (target), NULL, NULL,
                              NULL, keep_result_cb, &result);
  test_wait_until (test_watched_file_is_held (target));
  chat_turn_stop (turn);
  test_talk_wait (turn);
  chat_message_add_block (reply, chat_content_block_new_text (", and later"));
  test_watched_file_release (target);
  test_wait_until (result != NULL);

  g_assert_true (chat_transfer_export_finish (history, result, NULL, NULL));
  g_assert_cmpstr (test_watched_file_get_blocking (target), ==, NULL);
  g_assert_true (g_file_load_contents (file, NULL, &bytes, NULL, NULL, NULL));
  g_assert_nonnull (strstr (bytes, "So far"));
  g_assert_nonnull (strstr (bytes, "Still being written"));
  g_assert_null (strstr (bytes, "later"));
  g_clear_object (&result);
  g_clear_object (&turn);
  test_history_tear_down_talk (&talk);
}

static void
test_names (void)
{
  static const struct { const char *title; const char *name; } cases[] = {
    { "Tea", "Tea 12345678.md" },
    { NULL, "12345678.md" },
    { "", "12345678.md" },
    { "../../etc/passwd", "etc passwd 12345678.md" },
    { ".hidden", "hidden 12345678.md" },
    { "a/b\\c:d*e?f\"g<h>i|j\nk", "a b c d e f g h i j k 12345678.md" },
    { "\xE2\x80\xAE" "fdp.exe", "fdp.exe 12345678.md" },
    { "日本語", "日本語 12345678.md" },
    { "broken \xff utf", "broken \xEF\xBF\xBD utf 12345678.md" },
    { "-rf", "rf 12345678.md" },
  };
  g_autofree char *long_title = g_strnfill (5000, 'x');
  g_autofree char *long_name = chat_transfer_make_name (long_title, "12345678-9", 0);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = chat_transfer_make_name (cases[i].title, "12345678-9abc",
                                                       CHAT_EXPORT_MARKDOWN);

      g_assert_cmpstr (name, ==, cases[i].name);
    }
  g_assert_cmpuint (strlen (long_name), <, 255);
}

#define ADD(path, func) g_test_add (path, Place, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/transfer/there-and-back", test_there_and_back);
  ADD ("/transfer/full-disk", test_full_disk);
  ADD ("/transfer/foreign", test_foreign);
  ADD ("/transfer/newer-export", test_newer_export);
  ADD ("/transfer/taken-uids", test_taken_uids);
  ADD ("/transfer/wrong-file", test_wrong_file);
  ADD ("/transfer/cancelled", test_cancelled);
  ADD ("/transfer/open-conversation", test_open_conversation);
  ADD ("/transfer/folder", test_folder);
  ADD ("/transfer/part", test_part);
  ADD ("/transfer/keeps-old-file", test_keeps_old_file);
  g_test_add_func ("/transfer/slow-target", test_slow_target);
  g_test_add_func ("/transfer/names", test_names);

  return g_test_run ();
}
