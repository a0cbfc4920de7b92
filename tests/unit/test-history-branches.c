/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Branches: edited prompts, other replies, what is sent on each path, and what a reload finds.
 */

#include "chat-history-trash.h"

#include "test-history-tools.h"

#include <string.h>

#define THINKING_SCRIPT \
  "{\"rules\":[" \
  "{\"when\":{\"words\":[\"one\"]},\"reply\":{\"thinking\":\"Thought of one\",\"text\":\"Reply to one\"}}," \
  "{\"when\":{\"words\":[\"two\"]},\"reply\":{\"thinking\":\"Thought of two\",\"text\":\"Reply to two\"}}]," \
  "\"replies\":[{\"thinking\":\"Another thought\",\"text\":\"Another reply\"}]}"

static gboolean
sent (TestTalk   *talk,
      guint       number,
      const char *text)
{
  const char *body = chat_demo_server_get_body (talk->server, number);

  g_assert_nonnull (body);
  return strstr (body, text) != NULL;
}

static ChatMessage *
send_edited (TestTalk    *talk,
             ChatMessage *replaced,
             const char  *text)
{
  g_autoptr(ChatMessage) prompt = chat_message_new_user (text);

  test_talk_wait (chat_engine_send_edited (talk->engine, talk->conversation, replaced, prompt,
                                           NULL));
  return chat_conversation_get_last (talk->conversation);
}

/* Only the chosen path is sent. Thinking goes along where it was made under the same prefix, and
 * nowhere else: what stands above an edit stays, and on the way back all of it fits again. */
static void
test_what_is_sent (void)
{
  g_autofree char *folder = test_history_new_folder ();
  ChatMessage *first, *second_reply;
  TestTalk talk;

  test_history_set_up_talk (&talk, folder, THINKING_SCRIPT);
  test_talk_ask (&talk, "one");
  second_reply = test_talk_ask (&talk, "two");
  g_assert_true (sent (&talk, 1, "Thought of one"));

  /* the second prompt is another: the first reply keeps its thinking */
  send_edited (&talk, chat_conversation_get_message (talk.conversation, 2), "edited");
  g_assert_true (sent (&talk, 2, "Thought of one"));
  g_assert_false (sent (&talk, 2, "Thought of two"));
  g_assert_false (sent (&talk, 2, "\"two\""));

  /* the first one is another: nothing of the old path goes along */
  first = chat_conversation_get_message (talk.conversation, 0);
  send_edited (&talk, first, "from the start");
  g_assert_false (sent (&talk, 3, "Reply to one"));
  g_assert_false (sent (&talk, 3, "Thought of one"));
  test_talk_ask (&talk, "more");
  g_assert_true (sent (&talk, 4, "Another thought"));
  g_assert_false (sent (&talk, 4, "Thought of one"));

  /* back on the first branch */
  chat_conversation_select (talk.conversation, second_reply);
  test_talk_ask (&talk, "back");
  g_assert_true (sent (&talk, 5, "Thought of one"));
  g_assert_true (sent (&talk, 5, "Thought of two"));
  g_assert_false (sent (&talk, 5, "Another thought"));
  g_assert_false (sent (&talk, 5, "edited"));
  test_history_tear_down_talk (&talk);
}

static ChatConversation *
reopen (ChatEngine **engine,
        const char  *folder,
        const char  *uid)
{
  *engine = test_history_open (folder);
  return test_history_load (chat_engine_get_history (*engine), uid);
}

/* A reply asked for again is a sibling; one without content goes; the path is found again. */
static void
test_reload (void)
{
  g_autofree char *folder = test_history_new_folder ();
  g_autofree char *uid = NULL;
  g_autoptr(ChatConversation) loaded = NULL;
  ChatMessage *first, *reply, *other;
  guint n_siblings;
  ChatEngine *engine;
  TestTalk talk;

  test_history_set_up_talk (&talk, folder,
    "{\"replies\":[{\"text\":\"A\"},{\"text\":\"B\"},"
    "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"no\"}},{\"text\":\"C\"}]}");
  reply = test_talk_ask (&talk, "prompt");
  test_talk_wait (chat_engine_retry (talk.engine, talk.conversation, NULL, NULL));
  send_edited (&talk, chat_conversation_get_message (talk.conversation, 0), "edited");
  test_talk_wait (chat_engine_retry (talk.engine, talk.conversation, NULL, NULL));
  g_assert_cmpuint (chat_conversation_get_size (talk.conversation), ==, 5);
  chat_conversation_select (talk.conversation, reply);
  chat_history_save_path (chat_engine_get_history (talk.engine), talk.conversation);
  uid = g_strdup (chat_conversation_get_uid (talk.conversation));
  test_history_tear_down_talk (&talk);

  loaded = reopen (&engine, folder, uid);
  g_assert_cmpuint (chat_conversation_get_size (loaded), ==, 5);
  g_assert_cmpuint (chat_conversation_get_n_messages (loaded), ==, 2);
  test_assert_reply (chat_conversation_get_last (loaded), CHAT_MESSAGE_COMPLETE, CHAT_FAILURE_NONE,
                     "A");
  g_assert_cmpuint (chat_conversation_get_sibling_position (
                      loaded, chat_conversation_get_last (loaded), &n_siblings), ==, 0);
  g_assert_cmpuint (n_siblings, ==, 2);
  g_assert_cmpuint (chat_conversation_get_n_children (loaded, NULL), ==, 2);
  first = chat_conversation_get_child (loaded, NULL, 1);
  g_assert_cmpuint (chat_conversation_get_n_children (loaded, first), ==, 1);
  other = chat_conversation_get_child (loaded, first, 0);
  test_assert_reply (other, CHAT_MESSAGE_COMPLETE, CHAT_FAILURE_NONE, "C");
  g_clear_object (&loaded);
  test_history_close (engine);
}

static void
test_remove_and_restore (void)
{
  g_autofree char *folder = test_history_new_folder ();
  g_autofree char *uid = NULL;
  g_autofree char *removed = NULL;
  g_autoptr(ChatConversation) loaded = NULL;
  ChatHistory *history;
  ChatEngine *engine;
  TestTalk talk;

  test_history_set_up_talk (&talk, folder, "{\"replies\":[{\"text\":\"A\"},{\"text\":\"B\"},"
                                           "{\"text\":\"C\"}]}");
  history = chat_engine_get_history (talk.engine);
  test_talk_ask (&talk, "prompt");
  test_talk_ask (&talk, "below");
  send_edited (&talk, chat_conversation_get_message (talk.conversation, 0), "edited");
  uid = g_strdup (chat_conversation_get_uid (talk.conversation));
  removed = g_strdup (chat_message_get_uid (chat_conversation_get_child (talk.conversation, NULL,
                                                                         0)));

  chat_history_remove_branch (history, talk.conversation,
                              chat_conversation_lookup (talk.conversation, removed));
  g_assert_cmpuint (chat_conversation_get_size (talk.conversation), ==, 2);
  g_assert_true (chat_history_restore_branch (history, talk.conversation, removed));
  g_assert_false (chat_history_restore_branch (history, talk.conversation, removed));
  g_assert_cmpuint (chat_conversation_get_size (talk.conversation), ==, 6);
  g_assert_cmpstr (chat_message_get_uid (chat_conversation_get_child (talk.conversation, NULL, 0)),
                   ==, removed);
  test_history_tear_down_talk (&talk);

  loaded = reopen (&engine, folder, uid);
  g_assert_cmpuint (chat_conversation_get_size (loaded), ==, 6);
  g_assert_cmpstr (chat_message_get_uid (chat_conversation_get_child (loaded, NULL, 0)), ==,
                   removed);
  chat_history_remove_branch (chat_engine_get_history (engine), loaded,
                              chat_conversation_lookup (loaded, removed));
  g_clear_object (&loaded);
  test_history_close (engine);

  loaded = reopen (&engine, folder, uid);
  g_assert_cmpuint (chat_conversation_get_size (loaded), ==, 2);
  g_clear_object (&loaded);
  test_history_close (engine);
}

static void
has_removed_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  *(int *) user_data = chat_history_has_removed_finish (CHAT_HISTORY (source), result, &error);
  g_assert_no_error (error);
}

static gboolean
has_removed (ChatHistory      *history,
             ChatConversation *conversation)
{
  int has = -1;

  chat_history_has_removed_async (history, conversation, NULL, has_removed_cb, &has);
  test_wait_until (has >= 0);
  return has;
}

static void
remove_child (ChatHistory      *history,
              ChatConversation *conversation,
              ChatMessage      *parent,
              guint             position)
{
  chat_history_remove_branch (history, conversation,
                              chat_conversation_get_child (conversation, parent, position));
}

/* What was removed in an earlier run and in this one, each below the other. */
static void
test_restore_removed (void)
{
  g_autofree char *folder = test_history_new_folder ();
  g_autofree char *uid = NULL;
  g_autoptr(ChatConversation) loaded = NULL;
  ChatHistory *history;
  ChatEngine *engine;
  TestTalk talk;

  test_history_set_up_talk (&talk, folder, "{\"replies\":[{\"text\":\"A\"},{\"text\":\"B\"},"
                                           "{\"text\":\"C\"}]}");
  history = chat_engine_get_history (talk.engine);
  test_talk_ask (&talk, "prompt");
  test_talk_ask (&talk, "below");
  send_edited (&talk, chat_conversation_get_message (talk.conversation, 0), "edited");
  uid = g_strdup (chat_conversation_get_uid (talk.conversation));
  g_assert_false (has_removed (history, talk.conversation));
  remove_child (history, talk.conversation,
                chat_conversation_get_message (talk.conversation, 0), 0);
  g_assert_true (has_removed (history, talk.conversation));
  test_history_tear_down_talk (&talk);

  loaded = reopen (&engine, folder, uid);
  history = chat_engine_get_history (engine);
  remove_child (history, loaded, NULL, 1);
  g_assert_cmpuint (chat_conversation_get_size (loaded), ==, 4);
  g_assert_true (has_removed (history, loaded));
  chat_history_restore_removed (history, loaded);
  g_assert_cmpuint (chat_conversation_get_size (loaded), ==, 5);
  test_wait_until (chat_conversation_get_size (loaded) == 6);
  g_assert_false (has_removed (history, loaded));
  g_clear_object (&loaded);
  test_history_close (engine);

  loaded = reopen (&engine, folder, uid);
  g_assert_cmpuint (chat_conversation_get_size (loaded), ==, 6);
  g_clear_object (&loaded);
  test_history_close (engine);
}

/* A reply without a word is gone for good, whoever asks. */
static void
test_restore_nothing (void)
{
  g_autofree char *folder = test_history_new_folder ();
  ChatHistory *history;
  ChatMessage *reply;
  TestTalk talk;

  test_history_set_up_talk (&talk, folder, "{\"replies\":[{\"error\":{\"type\":"
                                           "\"invalid_request_error\",\"message\":\"no\"}},"
                                           "{\"text\":\"B\"}]}");
  history = chat_engine_get_history (talk.engine);
  reply = test_talk_ask (&talk, "prompt");
  test_talk_wait (chat_engine_retry (talk.engine, talk.conversation, reply, NULL));
  g_assert_cmpuint (chat_conversation_get_size (talk.conversation), ==, 2);
  g_assert_false (has_removed (history, talk.conversation));
  chat_history_restore_removed (history, talk.conversation);
  g_assert_true (test_history_flush (history));
  g_assert_cmpuint (chat_conversation_get_size (talk.conversation), ==, 2);
  g_assert_cmpint (test_history_ask_disk (folder, "SELECT count(*) FROM message WHERE trashed = 0"),
                   ==, 2);
  test_history_tear_down_talk (&talk);
}

/* A reply that failed goes when it is asked for again, but not what was said after it. */
static void
test_retry_above (void)
{
  ChatMessage *failed, *last;
  TestTalk talk;

  test_talk_set_up (&talk,
    "{\"replies\":[{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"no\"}},"
    "{\"text\":\"B\"},{\"text\":\"C\"}]}");
  failed = test_talk_ask (&talk, "one");
  last = test_talk_ask (&talk, "two");
  test_talk_wait (chat_engine_retry (talk.engine, talk.conversation, failed, NULL));

  g_assert_cmpuint (chat_conversation_get_size (talk.conversation), ==, 5);
  g_assert_cmpuint (chat_conversation_get_n_messages (talk.conversation), ==, 2);
  test_assert_reply (chat_conversation_get_last (talk.conversation), CHAT_MESSAGE_COMPLETE,
                     CHAT_FAILURE_NONE, "C");
  chat_conversation_select (talk.conversation, last);
  g_assert_cmpuint (chat_conversation_get_n_messages (talk.conversation), ==, 4);
  test_talk_tear_down (&talk);
}

/* Removing the branch that is being written stops its turn. */
static void
test_remove_while_streaming (void)
{
  g_autofree char *folder = test_history_new_folder ();
  ChatTurn *turn;
  TestTalk talk;

  test_history_set_up_talk (&talk, folder, "{\"replies\":[{\"flood\":{\"per_second\":100}}]}");
  turn = g_object_ref (chat_engine_send (talk.engine, talk.conversation, "go", NULL));
  test_talk_wait_phase (turn, CHAT_TURN_STREAMING);
  chat_history_remove_branch (chat_engine_get_history (talk.engine), talk.conversation,
                              chat_turn_get_message (turn));
  g_assert_cmpint (chat_turn_get_phase (turn), ==, CHAT_TURN_ENDED);
  g_assert_cmpuint (chat_conversation_get_n_messages (talk.conversation), ==, 1);
  g_assert_true (test_history_flush (chat_engine_get_history (talk.engine)));
  g_assert_cmpint (test_history_ask_disk (folder, "SELECT count(*) FROM message WHERE state = 0"),
                   ==, 0);
  g_object_unref (turn);
  test_history_tear_down_talk (&talk);
}

static void
test_copy (void)
{
  g_autofree char *folder = test_history_new_folder ();
  g_autofree char *copy = NULL;
  g_autofree char *fork = NULL;
  g_autoptr(GListModel) list = NULL;
  g_autoptr(ChatConversation) copied = NULL;
  g_autoptr(ChatConversation) forked = NULL;
  const char *uid;
  ChatMessage *reply;
  ChatHistory *history;
  TestTalk talk;

  test_history_set_up_talk (&talk, folder, "{\"replies\":[{\"text\":\"A\"},{\"text\":\"B\"},"
                                           "{\"text\":\"C\"}]}");
  history = chat_engine_get_history (talk.engine);
  reply = test_talk_ask (&talk, "prompt");
  test_talk_ask (&talk, "below");
  test_talk_wait (chat_engine_retry (talk.engine, talk.conversation, reply, NULL));
  list = chat_history_new_list (history, CHAT_HISTORY_CURRENT, NULL);
  uid = chat_conversation_get_uid (talk.conversation);

  copy = chat_history_copy (history, uid, NULL);
  copied = test_history_load (history, copy);
  g_assert_cmpuint (chat_conversation_get_size (copied), ==, 5);
  g_assert_cmpstr (chat_conversation_get_title (copied), ==, "prompt (copy)");
  fork = chat_history_copy (history, uid, chat_message_get_uid (reply));
  forked = test_history_load (history, fork);
  g_assert_cmpuint (chat_conversation_get_size (forked), ==, 2);
  test_assert_reply (chat_conversation_get_last (forked), CHAT_MESSAGE_COMPLETE, CHAT_FAILURE_NONE,
                     "A");
  test_history_await_list (list, "prompt prompt (copy) prompt");
  g_clear_object (&copied);
  g_clear_object (&forked);
  test_history_tear_down_talk (&talk);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history-branches/what-is-sent", test_what_is_sent);
  g_test_add_func ("/history-branches/reload", test_reload);
  g_test_add_func ("/history-branches/retry-above", test_retry_above);
  g_test_add_func ("/history-branches/remove-and-restore", test_remove_and_restore);
  g_test_add_func ("/history-branches/restore-removed", test_restore_removed);
  g_test_add_func ("/history-branches/restore-nothing", test_restore_nothing);
  g_test_add_func ("/history-branches/remove-while-streaming", test_remove_while_streaming);
  g_test_add_func ("/history-branches/copy", test_copy);

  return g_test_run ();
}
