/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A fork with a summary.
 */

#include "test-history-tools.h"

#include "chat-summary.h"

#define SCRIPT "{\"check\":false,\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"All.\"}]," \
               "\"usage\":{\"input_tokens\":1000,\"output_tokens\":200}}}"
#define CUT    "{\"check\":false,\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"Al\"}]," \
               "\"stop_reason\":\"max_tokens\",\"usage\":{\"input_tokens\":1,\"output_tokens\":2}}}"

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* Returns: (transfer full) (nullable) */
static ChatConversation *
sum_up (TestTalk  *talk,
        GError   **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  ChatTurn *turn = chat_engine_send (talk->engine, talk->conversation, chat_summary_get_prompt (),
                                     NULL);

  chat_summary_fork_async (talk->engine, turn, keep_result_cb, &result);
  test_wait_until (result != NULL);
  return chat_summary_fork_finish (talk->engine, result, error);
}

static void
assert_text (ChatConversation *conversation,
             guint             position,
             const char       *expected)
{
  g_autofree char *text =
    chat_message_dup_text (chat_conversation_get_message (conversation, position));

  g_assert_cmpstr (text, ==, expected);
}

/* It is in the list and on the disk, goes on, and counts nothing twice. */
static void
test_forked (void)
{
  g_autofree char *folder = test_history_new_folder ();
  g_autofree char *uid = NULL;
  g_autoptr(ChatConversation) fork = NULL;
  g_autoptr(GListModel) list = NULL;
  ChatHistory *history;
  TestTalk talk;

  test_history_set_up_talk (&talk, folder, SCRIPT);
  history = chat_engine_get_history (talk.engine);
  list = chat_history_new_list (history, CHAT_HISTORY_CURRENT, NULL);
  test_talk_ask (&talk, "hello");
  chat_engine_set_system (talk.engine, talk.conversation, "Be brief.");
  fork = sum_up (&talk, NULL);
  g_assert_nonnull (fork);
  uid = g_strdup (chat_conversation_get_uid (fork));
  test_history_await_list (list, "hello (continued) hello");
  g_assert_true (test_history_flush (history));
  g_clear_object (&fork);

  fork = test_history_load (history, uid);
  g_assert_cmpuint (chat_conversation_get_n_messages (fork), ==, 2);
  assert_text (fork, 0, chat_summary_get_prompt ());
  assert_text (fork, 1, "All.");
  g_assert_cmpstr (chat_conversation_get_system (fork), ==, "Be brief.");
  g_assert_cmpstr (chat_conversation_get_profile (fork), ==,
                   chat_conversation_get_profile (talk.conversation));
  g_assert_cmpint (test_history_ask_disk (folder, "SELECT count (*) FROM ledger"), ==, 2);
  g_assert_cmpuint (chat_conversation_get_n_messages (talk.conversation), ==, 4);

  test_talk_wait (chat_engine_send (talk.engine, fork, "on", NULL));
  test_assert_reply (chat_conversation_get_last (fork), CHAT_MESSAGE_COMPLETE, CHAT_FAILURE_NONE,
                     "All.");
  g_clear_object (&fork);
  test_history_tear_down_talk (&talk);
}

/* Nobody goes on from half of a summary. */
static void
test_incomplete (void)
{
  g_autoptr(ChatConversation) fork = NULL;
  g_autoptr(GError) error = NULL;
  TestTalk talk;

  test_talk_set_up (&talk, CUT);
  test_talk_ask (&talk, "hello");
  fork = sum_up (&talk, &error);
  g_assert_null (fork);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);
  test_talk_tear_down (&talk);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/summary/forked", test_forked);
  g_test_add_func ("/summary/incomplete", test_incomplete);

  return g_test_run ();
}
