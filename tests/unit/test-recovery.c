/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is found after a program that was killed in the middle of a reply.
 */

#include "test-history-tools.h"

#include "chat-failure-text.h"
#include "chat-history-save.h"

#include <signal.h>
#include <string.h>

#define START "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"content\":[]}}\n\n"
#define TEXT "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n" \
             "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Half\"}}\n\n"
#define HALF_AN_EVENT "event: content_block_delta\ndata: {\"type\":\"content_blo"
#define MESSAGE_STOP "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"
#define REASON(reason) "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" reason "\"}}\n\n"

typedef struct
{
  const char       *name;
  const char       *journal;
  ChatMessageState  state;
  ChatFailureKind   failure;
  const char       *text;
} Left;

static const Left lefts[] = {
  { "nothing", "", CHAT_MESSAGE_FAILED, CHAT_FAILURE_PROGRAM_ENDED, "" },
  { "start", START, CHAT_MESSAGE_FAILED, CHAT_FAILURE_PROGRAM_ENDED, "" },
  { "text", START TEXT, CHAT_MESSAGE_INTERRUPTED, CHAT_FAILURE_PROGRAM_ENDED, "Half" },
  { "cut-event", START TEXT HALF_AN_EVENT, CHAT_MESSAGE_INTERRUPTED, CHAT_FAILURE_PROGRAM_ENDED,
    "Half" },
  { "complete", START TEXT REASON ("end_turn") MESSAGE_STOP, CHAT_MESSAGE_COMPLETE,
    CHAT_FAILURE_NONE, "Half" },
  { "stop-reason", START TEXT REASON ("end_turn"), CHAT_MESSAGE_COMPLETE, CHAT_FAILURE_NONE,
    "Half" },
  { "cut-off", START TEXT REASON ("max_tokens") MESSAGE_STOP, CHAT_MESSAGE_CUT_OFF,
    CHAT_FAILURE_NONE, "Half" },
  { "refusal", START TEXT REASON ("refusal") MESSAGE_STOP, CHAT_MESSAGE_REFUSED,
    CHAT_FAILURE_NONE, "Half" },
  { "error-event", START TEXT "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"no\"}}\n\n",
    CHAT_MESSAGE_INTERRUPTED, CHAT_FAILURE_OVERLOADED, "Half" },
  { "plain-json", "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"Half\"}],\"stop_reason\":\"end_turn\"}",
    CHAT_MESSAGE_COMPLETE, CHAT_FAILURE_NONE, "Half" },
  { "half-an-object", "{\"id\":\"msg_1\",\"content\":[{\"type\":\"text\",\"text\":\"Half\"}",
    CHAT_MESSAGE_FAILED, CHAT_FAILURE_PROGRAM_ENDED, "" },
};

/* A conversation as a killed program leaves it. Returns: (transfer full) its uid */
static char *
leave_behind (const char *folder,
              const char *journal)
{
  ChatEngine *engine = test_history_open (folder);
  ChatStoreBatch *batch = chat_store_batch_new ();
  g_autoptr(ChatMessage) prompt = chat_message_new_user ("go");
  g_autoptr(ChatMessage) reply = chat_message_new (CHAT_ROLE_ASSISTANT);
  g_autoptr(GBytes) bytes = g_bytes_new (journal, strlen (journal));
  char *uid = g_uuid_string_random ();

  chat_store_batch_add_conversation (batch, uid, 1);
  chat_store_batch_put_message (batch, uid, NULL, prompt);
  chat_store_batch_put_message (batch, uid, chat_message_get_uid (prompt), reply);
  chat_store_batch_set_leaf (batch, uid, chat_message_get_uid (reply));
  if (*journal != '\0')
    chat_store_batch_append_journal (batch, chat_message_get_uid (reply), bytes);
  chat_history_save (chat_engine_get_history (engine), batch, CHAT_SAVE_KEEP, NULL, NULL, NULL);
  test_history_close (engine);
  return uid;
}

static void
assert_no_times (ChatMessage *reply)
{
  for (guint i = 0; i < chat_message_get_n_blocks (reply); i++)
    {
      const ChatContentBlock *block = chat_message_get_block (reply, i);

      g_assert_cmpint (block->started_us, ==, 0);
      g_assert_cmpint (block->finished_us, ==, 0);
    }
}

static void
test_left (gconstpointer data)
{
  const Left *left = data;
  g_autofree char *folder = test_history_new_folder ();
  g_autofree char *uid = leave_behind (folder, left->journal);

  /* found once, and then kept as it was found */
  for (int i = 0; i < 2; i++)
    {
      ChatEngine *engine = test_history_open (folder);
      g_autoptr(ChatConversation) conversation =
        test_history_load (chat_engine_get_history (engine), uid);
      ChatMessage *reply = chat_conversation_get_last (conversation);

      g_assert_cmpuint (chat_conversation_get_n_messages (conversation), ==, 2);
      if (i == 0)
        test_wait_until (chat_message_get_state (reply) != CHAT_MESSAGE_OPEN);
      test_assert_reply (reply, left->state, left->failure, left->text);
      g_assert_cmpint (chat_message_get_timings (reply)->first_delta_us, ==, 0);
      g_assert_cmpint (chat_message_get_timings (reply)->ended_us, ==, 0);
      assert_no_times (reply);
      g_clear_object (&conversation);
      test_history_close (engine);
    }
}

/* The other program of the test: streams until it is killed. */
static int
stream_for_ever (const char *url,
                 const char *folder)
{
  g_autoptr(ChatEngine) engine = chat_engine_new ();
  g_autoptr(ChatProfile) profile = chat_profile_new ("Test", url);
  g_autoptr(ChatConversation) conversation = chat_conversation_new_with_uid ("the-one");

  chat_profile_set_key (profile, CHAT_AUTH_X_API_KEY, TEST_TALK_KEY);
  chat_profile_set_model (profile, "claude-demo");
  chat_engine_set_profile (engine, profile);
  chat_engine_open_history (engine, folder);
  chat_engine_send (engine, conversation, "go", NULL);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
  return 0;
}

static GPid
start_streaming (const char *url,
                 const char *folder)
{
  char *argv[] = { (char *) "/proc/self/exe", (char *) "--stream", (char *) url, (char *) folder,
                   NULL };
  g_autoptr(GError) error = NULL;
  GPid pid = 0;

  g_spawn_async (NULL, argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, &error);
  g_assert_no_error (error);
  return pid;
}

static void
reaped_cb (GPid     pid,
           int      status,
           gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

static void
kill_and_reap (GPid pid)
{
  gboolean reaped = FALSE;

  g_child_watch_add (pid, reaped_cb, &reaped);
  g_assert_cmpint (kill (pid, SIGKILL), ==, 0);
  test_wait_until (reaped);
}

/* Killed in the middle of a stream: the next start finds what had come, and goes on from there. */
static void
test_killed (void)
{
  g_autofree char *folder = test_history_new_folder ();
  g_autofree char *text = NULL;
  g_autoptr(ChatFailureText) words = NULL;
  ChatMessage *reply;
  TestTalk talk;
  GPid pid;

  test_talk_set_up (&talk, "{\"replies\":[{\"flood\":{\"per_second\":200}}]}");
  pid = start_streaming (chat_demo_server_get_url (talk.server), folder);
  test_wait_until (test_history_ask_disk (folder, "SELECT count(*) FROM journal") >= 3);
  kill_and_reap (pid);

  chat_engine_open_history (talk.engine, folder);
  g_clear_object (&talk.conversation);
  talk.conversation = test_history_load (chat_engine_get_history (talk.engine), "the-one");
  reply = chat_conversation_get_last (talk.conversation);
  test_wait_until (chat_message_get_state (reply) != CHAT_MESSAGE_OPEN);
  text = chat_message_dup_text (reply);
  g_assert_cmpint (chat_message_get_state (reply), ==, CHAT_MESSAGE_INTERRUPTED);
  g_assert_cmpuint (strlen (text), >, 200);   /* three quarters of a second at ten bytes each */
  words = chat_failure_text_new (chat_message_get_failure (reply), TRUE);
  g_assert_cmpstr (words->title, ==, "The program ended while this reply was being written.");
  g_assert_true (g_str_has_prefix (words->body, "What had arrived is kept."));

  test_talk_set_script (&talk, "{\"replies\":[{\"text\":\"The rest.\"}]}");
  test_talk_wait (chat_engine_continue (talk.engine, talk.conversation, NULL));
  test_assert_reply (chat_conversation_get_last (talk.conversation), CHAT_MESSAGE_COMPLETE,
                     CHAT_FAILURE_NONE, "The rest.");
  test_talk_wait (chat_engine_retry (talk.engine, talk.conversation, reply, NULL));
  g_assert_cmpuint (chat_conversation_get_sibling_position (talk.conversation,
                      chat_conversation_get_last (talk.conversation), NULL), ==, 1);
  test_history_tear_down_talk (&talk);
}

/* Another program was killed while this one runs: what it left is found when it is looked at. */
static void
test_killed_beside (void)
{
  g_autofree char *folder = test_history_new_folder ();
  g_autoptr(ChatConversation) conversation = NULL;
  ChatDemoServer *server = chat_demo_server_new ();
  ChatEngine *engine;
  ChatMessage *reply;
  GPid pid;

  g_assert_true (chat_demo_server_start (server, 0, NULL));
  g_assert_true (chat_demo_server_set_script (
                   server, "{\"replies\":[{\"flood\":{\"per_second\":200}}]}", NULL));
  engine = test_history_open (folder);
  pid = start_streaming (chat_demo_server_get_url (server), folder);
  test_wait_until (test_history_ask_disk (folder, "SELECT count(*) FROM journal") >= 1);
  kill_and_reap (pid);

  conversation = test_history_load (chat_engine_get_history (engine), "the-one");
  reply = chat_conversation_get_last (conversation);
  test_wait_until (chat_message_get_state (reply) == CHAT_MESSAGE_INTERRUPTED);
  g_clear_object (&conversation);
  test_history_close (engine);
  chat_demo_server_stop (server);
  g_object_unref (server);
}

int
main (int    argc,
      char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--stream"))
    return stream_for_ever (argv[2], argv[3]);

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (lefts); i++)
    {
      g_autofree char *path = g_strconcat ("/recovery/", lefts[i].name, NULL);

      g_test_add_data_func (path, &lefts[i], test_left);
    }
  g_test_add_func ("/recovery/killed", test_killed);
  g_test_add_func ("/recovery/killed-beside", test_killed_beside);

  return g_test_run ();
}
