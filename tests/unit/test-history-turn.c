/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Turns with a history: what is on the disk at which moment, seen by a connection of our own.
 */

#include "test-history-tools.h"

#include "chat-history-save.h"

#include <glib/gstdio.h>
#include <string.h>

#define OK_SCRIPT "{\"replies\":[{\"text\":\"All good.\"}]}"
#define HI "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"content\":[]}}," \
           "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}," \
           "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hi\"}}"
#define HANGING_SCRIPT "{\"replies\":[{\"events\":[" HI ",{\"end\":\"hang\"}]}]}"

/* As much as a database needs to be opened, and too little for a turn. */
#define SCARCE_BYTES 200

typedef struct
{
  const char *folder;
  gint64      n_prompts;
  gint64      n_open;
} OnDisk;

static void
look_cb (ChatDemoServer *server,
         guint           number,
         OnDisk         *found)
{
  found->n_prompts = test_history_ask_disk (found->folder,
    "SELECT count(*) FROM message WHERE role = 0 AND blocks LIKE '%the prompt%'");
  found->n_open = test_history_ask_disk (found->folder,
    "SELECT count(*) FROM message WHERE role = 1 AND state = 0");
}

/* When the server hears of it, prompt and open reply are on the disk. */
static void
test_prompt_first (void)
{
  g_autofree char *folder = test_history_new_folder ();
  OnDisk found = { folder, -1, -1 };
  TestTalk talk;

  test_history_set_up_talk (&talk, folder, OK_SCRIPT);
  g_signal_connect (talk.server, "request-received", G_CALLBACK (look_cb), &found);
  test_assert_reply (test_talk_ask (&talk, "the prompt"), CHAT_MESSAGE_COMPLETE,
                     CHAT_FAILURE_NONE, "All good.");
  g_assert_cmpint (found.n_prompts, ==, 1);
  g_assert_cmpint (found.n_open, ==, 1);

  g_assert_true (test_history_flush (chat_engine_get_history (talk.engine)));
  g_assert_cmpint (test_history_ask_disk (folder, "SELECT count(*) FROM message WHERE state = 0"),
                   ==, 0);
  g_assert_cmpint (test_history_ask_disk (folder, "SELECT count(*) FROM journal"), ==, 0);
  test_history_tear_down_talk (&talk);
}

/* What is on the disk is not written again with each turn. */
static void
assert_all_saved (ChatHistory      *history,
                  ChatConversation *conversation)
{
  g_autoptr(ChatStoreBatch) batch = chat_store_batch_new ();

  chat_history_put_path (history, batch, conversation);
  g_assert_true (chat_store_batch_is_empty (batch));
}

static void
test_reload (void)
{
  const ChatParameters few = { .max_tokens = 77 };
  g_autofree char *folder = test_history_new_folder ();
  g_autofree char *uid = NULL;
  g_autoptr(ChatConversation) loaded = NULL;
  ChatEngine *engine;
  TestTalk talk;

  test_history_set_up_talk (&talk, folder, "{\"replies\":[{\"thinking\":\"Hm.\",\"text\":\"One.\"},"
                                           "{\"text\":\"Two.\"}]}");
  test_talk_wait (chat_engine_send (talk.engine, talk.conversation, "first prompt", &few));
  test_talk_ask (&talk, "second");
  g_assert_nonnull (strstr (chat_demo_server_get_body (talk.server, 1), "\"max_tokens\":77"));
  assert_all_saved (chat_engine_get_history (talk.engine), talk.conversation);
  uid = g_strdup (chat_conversation_get_uid (talk.conversation));
  /* without a flush: the store finishes what it was handed */
  test_history_tear_down_talk (&talk);

  engine = test_history_open (folder);
  loaded = test_history_load (chat_engine_get_history (engine), uid);
  g_assert_nonnull (loaded);
  assert_all_saved (chat_engine_get_history (engine), loaded);
  g_assert_cmpstr (chat_conversation_get_title (loaded), ==, "first prompt");
  g_assert_cmpstr (chat_conversation_get_model (loaded), ==, "claude-demo");
  g_assert_cmpuint (chat_conversation_get_n_messages (loaded), ==, 4);
  test_assert_reply (chat_conversation_get_message (loaded, 1), CHAT_MESSAGE_COMPLETE,
                     CHAT_FAILURE_NONE, "One.");
  test_assert_reply (chat_conversation_get_last (loaded), CHAT_MESSAGE_COMPLETE,
                     CHAT_FAILURE_NONE, "Two.");
  g_assert_nonnull (chat_message_get_prefix_hash (chat_conversation_get_last (loaded)));
  g_assert_cmpstr (chat_conversation_get_parameters (loaded), ==, "{\"max_tokens\":77}");
  g_clear_object (&loaded);
  test_history_close (engine);
}

/* Another program sees what came while the reply is still being written. */
static void
test_journal (void)
{
  g_autofree char *folder = test_history_new_folder ();
  ChatTurn *turn;
  gint64 heard_us;
  TestTalk talk;

  test_history_set_up_talk (&talk, folder, HANGING_SCRIPT);
  turn = g_object_ref (chat_engine_send (talk.engine, talk.conversation, "go", NULL));
  test_talk_wait_phase (turn, CHAT_TURN_STREAMING);
  heard_us = g_get_monotonic_time ();
  test_wait_until (test_history_ask_disk (folder, "SELECT count(*) FROM journal WHERE"
                             " instr (CAST (bytes AS TEXT), 'text_delta') > 0") == 1);
  g_test_message ("on the disk after %d ms", (int) ((g_get_monotonic_time () - heard_us) / 1000));

  chat_turn_stop (turn);
  test_talk_wait (turn);
  g_assert_true (test_history_flush (chat_engine_get_history (talk.engine)));
  g_assert_cmpint (test_history_ask_disk (folder, "SELECT count(*) FROM journal"), ==, 0);
  g_assert_cmpint (test_history_ask_disk (folder, "SELECT state FROM message WHERE role = 1"), ==,
                   CHAT_MESSAGE_STOPPED);
  g_object_unref (turn);
  test_history_tear_down_talk (&talk);
}

/* Nothing of a try that failed is replayed with the next one. */
static void
test_another_attempt (void)
{
  g_autofree char *folder = test_history_new_folder ();
  ChatTurn *turn;
  TestTalk talk;

  test_history_set_up_talk (&talk, folder,
    "{\"replies\":[{\"events\":[{\"type\":\"ping\"},{\"wait_ms\":400},"
    "{\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}]},"
    "{\"events\":[" HI ",{\"end\":\"hang\"}]}]}");
  turn = g_object_ref (chat_engine_send (talk.engine, talk.conversation, "go", NULL));
  test_talk_wait_phase (turn, CHAT_TURN_RETRYING);
  g_assert_cmpint (test_history_ask_disk (folder, "SELECT count(*) FROM journal WHERE"
                             " instr (CAST (bytes AS TEXT), 'ping') > 0"), ==, 1);
  chat_turn_try_now (turn);
  test_talk_wait_phase (turn, CHAT_TURN_STREAMING);
  test_wait_until (test_history_ask_disk (folder, "SELECT count(*) FROM journal WHERE"
                             " instr (CAST (bytes AS TEXT), 'text_delta') > 0") == 1);
  g_assert_cmpint (test_history_ask_disk (folder, "SELECT count(*) FROM journal WHERE"
                             " instr (CAST (bytes AS TEXT), 'ping') > 0"), ==, 0);
  g_object_unref (turn);
  test_history_tear_down_talk (&talk);
}

/* Stop works at once, while the prompt is still on its way to the disk: nothing is sent. */
static void
test_stop_before_saved (void)
{
  g_autofree char *folder = test_history_new_folder ();
  ChatTurn *turn;
  TestTalk talk;

  test_history_set_up_talk (&talk, folder, OK_SCRIPT);
  turn = g_object_ref (chat_engine_send (talk.engine, talk.conversation, "go", NULL));
  g_assert_cmpint (chat_turn_get_phase (turn), ==, CHAT_TURN_CONNECTING);
  g_assert_cmpint (chat_turn_get_phase_started (turn), !=, 0);
  chat_turn_stop (turn);
  g_assert_cmpint (chat_turn_get_phase (turn), ==, CHAT_TURN_ENDED);
  test_talk_wait (turn);
  g_assert_true (test_history_flush (chat_engine_get_history (talk.engine)));

  g_assert_cmpuint (chat_demo_server_get_n_connections (talk.server), ==, 0);
  g_assert_cmpint (test_history_ask_disk (folder, "SELECT state FROM message WHERE role = 1"), ==,
                   CHAT_MESSAGE_STOPPED);
  g_object_unref (turn);
  test_history_tear_down_talk (&talk);
}

/* Where nothing can be saved all works, the user is told, and lists and loading go on. */
static void
test_no_folder (void)
{
  g_autofree char *file = test_history_new_folder ();
  g_autoptr(GListModel) list = NULL;
  g_autoptr(ChatConversation) same = NULL;
  g_autoptr(ChatConversation) copied = NULL;
  g_autofree char *copy = NULL;
  ChatHistory *history;
  ChatMessage *reply;
  TestTalk talk;

  g_assert_true (g_file_set_contents (file, "in the way", -1, NULL));
  test_history_set_up_talk (&talk, file, OK_SCRIPT);
  history = chat_engine_get_history (talk.engine);
  list = chat_history_new_list (history, CHAT_HISTORY_CURRENT, NULL);
  test_assert_reply (test_talk_ask (&talk, "hello"), CHAT_MESSAGE_COMPLETE, CHAT_FAILURE_NONE,
                     "All good.");

  g_assert_cmpint (chat_history_get_state (history), ==, CHAT_HISTORY_MEMORY);
  g_assert_nonnull (strstr (chat_history_get_problem (history), file));
  g_test_message ("%s", chat_history_get_problem (history));
  g_assert_false (test_history_flush (history));
  test_history_await_list (list, "hello");
  same = test_history_load (history, chat_conversation_get_uid (talk.conversation));
  g_assert_true (same == talk.conversation);

  /* a copy of what is nowhere but in memory, all of it or a path */
  reply = chat_conversation_get_last (talk.conversation);
  copy = chat_history_copy (history, chat_conversation_get_uid (talk.conversation),
                            chat_message_get_uid (reply));
  copied = test_history_load (history, copy);
  test_assert_reply (chat_conversation_get_last (copied), CHAT_MESSAGE_COMPLETE, CHAT_FAILURE_NONE,
                     "All good.");
  test_history_await_list (list, "hello hello");

  /* room was made: what was in memory is saved */
  g_assert_cmpint (g_unlink (file), ==, 0);
  chat_history_try_again (history);
  test_wait_until (chat_history_get_state (history) == CHAT_HISTORY_READY);
  g_assert_null (chat_history_get_problem (history));
  g_assert_true (test_history_flush (history));
  g_assert_cmpint (test_history_ask_disk (file, "SELECT count(*) FROM message"), ==, 4);
  test_history_await_list (list, "hello hello");
  g_clear_object (&same);
  g_clear_object (&copied);
  test_history_tear_down_talk (&talk);
}

static void
count_cb (ChatEngine       *engine,
          ChatConversation *conversation,
          guint            *n_changes)
{
  (*n_changes)++;
}

/* How it answers is kept with the conversation, told to all who show it, and sent. */
static void
test_parameters (void)
{
  char *stop[] = { (char *) "END", NULL };
  const ChatParameters low = { .max_tokens = 500, .stop_sequences = stop };
  g_autofree char *folder = test_history_new_folder ();
  g_autofree char *uid = NULL;
  g_autoptr(ChatConversation) loaded = NULL;
  guint n_changes = 0;
  ChatEngine *engine;
  TestTalk talk;

  test_history_set_up_talk (&talk, folder, OK_SCRIPT);
  g_signal_connect (talk.engine, "choice-changed", G_CALLBACK (count_cb), &n_changes);
  test_talk_ask (&talk, "one");
  chat_engine_set_parameters (talk.engine, talk.conversation, &low);
  chat_engine_set_system (talk.engine, talk.conversation, "Be brief.");
  chat_engine_set_system (talk.engine, talk.conversation, "Be brief.");
  g_assert_cmpuint (n_changes, ==, 2);
  uid = g_strdup (chat_conversation_get_uid (talk.conversation));
  test_history_tear_down_talk (&talk);

  engine = test_history_open (folder);
  loaded = test_history_load (chat_engine_get_history (engine), uid);
  g_assert_cmpstr (chat_conversation_get_system (loaded), ==, "Be brief.");
  g_assert_cmpstr (chat_conversation_get_parameters (loaded), ==,
                   "{\"max_tokens\":500,\"stop_sequences\":[\"END\"]}");
  g_clear_object (&loaded);
  test_history_close (engine);
}

/* The disk is full in the middle of the work, and then it is not. */
static void
test_full_disk (void)
{
  g_autofree char *folder = test_history_new_folder ();
  g_autofree char *uid = NULL;
  g_autoptr(GListModel) list = NULL;
  g_autoptr(ChatConversation) loaded = NULL;
  ChatEngine *engine;
  ChatHistory *history;
  TestTalk talk;

  test_history_set_up_talk (&talk, folder, OK_SCRIPT);
  history = chat_engine_get_history (talk.engine);
  list = chat_history_new_list (history, CHAT_HISTORY_CURRENT, NULL);
  test_talk_ask (&talk, "one");
  g_assert_true (test_history_flush (history));

  test_history_limit_files (SCARCE_BYTES);
  test_assert_reply (test_talk_ask (&talk, "two"), CHAT_MESSAGE_COMPLETE, CHAT_FAILURE_NONE,
                     "All good.");
  g_assert_false (test_history_flush (history));
  g_assert_cmpint (chat_history_get_state (history), ==, CHAT_HISTORY_MEMORY);
  g_test_message ("%s", chat_history_get_problem (history));
  uid = g_strdup (chat_conversation_get_uid (talk.conversation));
  chat_history_rename (history, uid, "renamed");
  test_history_await_list (list, "renamed");

  /* nobody but the history holds it now */
  g_clear_object (&talk.conversation);
  loaded = test_history_load (history, uid);
  g_assert_cmpuint (chat_conversation_get_n_messages (loaded), ==, 4);

  test_history_limit_files (0);
  chat_history_try_again (history);
  test_wait_until (chat_history_get_state (history) == CHAT_HISTORY_READY);
  test_history_await_list (list, "renamed");
  g_clear_object (&loaded);
  g_clear_object (&list);
  test_history_tear_down_talk (&talk);

  engine = test_history_open (folder);
  loaded = test_history_load (chat_engine_get_history (engine), uid);
  g_assert_cmpuint (chat_conversation_get_n_messages (loaded), ==, 4);
  g_assert_cmpstr (chat_conversation_get_title (loaded), ==, "renamed");
  g_clear_object (&loaded);
  test_history_close (engine);
}

static void
make_room_cb (ChatHistory *history)
{
  if (chat_history_get_state (history) == CHAT_HISTORY_MEMORY)
    test_history_limit_files (0);
}

/* Another try that is asked for while the one that fails is still in flight is not forgotten. */
static void
test_retry_in_flight (void)
{
  g_autofree char *folder = test_history_new_folder ();
  ChatHistory *history;
  TestTalk talk;

  test_history_set_up_talk (&talk, folder, OK_SCRIPT);
  history = chat_engine_get_history (talk.engine);
  test_talk_ask (&talk, "one");
  g_assert_true (test_history_flush (history));
  g_signal_connect (history, "notify::state", G_CALLBACK (make_room_cb), NULL);

  test_history_limit_files (SCARCE_BYTES);
  chat_history_rename (history, chat_conversation_get_uid (talk.conversation), "renamed");
  chat_history_try_again (history);
  test_wait_until (chat_history_get_state (history) == CHAT_HISTORY_MEMORY);
  test_wait_until (chat_history_get_state (history) == CHAT_HISTORY_READY);
  test_history_tear_down_talk (&talk);
}

/* Another program deleted a conversation that is open here: it comes back with what is new. */
static void
test_deleted_elsewhere (void)
{
  g_autofree char *folder = test_history_new_folder ();
  ChatEngine *other;
  TestTalk talk;

  test_history_set_up_talk (&talk, folder, OK_SCRIPT);
  test_talk_ask (&talk, "one");
  g_assert_true (test_history_flush (chat_engine_get_history (talk.engine)));
  other = test_history_open (folder);
  chat_history_purge (chat_engine_get_history (other),
                      chat_conversation_get_uid (talk.conversation));
  test_history_close (other);
  g_assert_cmpint (test_history_ask_disk (folder, "SELECT count(*) FROM message"), ==, 0);

  test_assert_reply (test_talk_ask (&talk, "two"), CHAT_MESSAGE_COMPLETE, CHAT_FAILURE_NONE,
                     "All good.");
  g_assert_true (test_history_flush (chat_engine_get_history (talk.engine)));
  g_assert_cmpint (test_history_ask_disk (folder, "SELECT count(*) FROM message WHERE state = 1"),
                   ==, 4);
  test_history_tear_down_talk (&talk);
}

/* Another program goes on with a conversation that is open here. */
static void
test_written_elsewhere (void)
{
  g_autofree char *folder = test_history_new_folder ();
  g_autoptr(ChatConversation) theirs = NULL;
  ChatEngine *other;
  TestTalk talk;

  test_history_set_up_talk (&talk, folder, OK_SCRIPT);
  test_talk_ask (&talk, "one");
  g_assert_true (test_history_flush (chat_engine_get_history (talk.engine)));
  other = test_history_open (folder);
  chat_engine_set_profile (other, talk.profile);
  theirs = test_history_load (chat_engine_get_history (other),
                              chat_conversation_get_uid (talk.conversation));
  test_talk_wait (chat_engine_send (other, theirs, "two", NULL));
  test_wait_until (chat_conversation_get_n_messages (talk.conversation) == 4 &&
                   chat_message_get_state (chat_conversation_get_last (talk.conversation)) ==
                   CHAT_MESSAGE_COMPLETE);
  chat_conversation_set_title (theirs, "renamed");
  test_wait_until (g_strcmp0 (chat_conversation_get_title (talk.conversation), "renamed") == 0);

  g_clear_object (&theirs);
  test_history_close (other);
  test_talk_ask (&talk, "three");
  g_assert_cmpuint (chat_conversation_get_n_messages (talk.conversation), ==, 6);
  g_assert_true (test_history_flush (chat_engine_get_history (talk.engine)));
  g_assert_cmpint (test_history_ask_disk (folder, "SELECT count(*) FROM message"), ==, 6);
  test_history_tear_down_talk (&talk);
}

/* Two at once; what goes on in them; a window that shows one; the trash stops the other. */
static void
test_activity (void)
{
  g_autofree char *folder = test_history_new_folder ();
  g_autoptr(ChatConversation) other = chat_conversation_new ();
  ChatHistory *history;
  ChatConversationInfo *info, *other_info;
  ChatTurn *turn, *other_turn;
  TestTalk talk;

  test_history_set_up_talk (&talk, folder, HANGING_SCRIPT);
  history = chat_engine_get_history (talk.engine);
  chat_history_set_shown (history, talk.conversation, TRUE);
  turn = g_object_ref (chat_engine_send (talk.engine, talk.conversation, "a", NULL));
  other_turn = g_object_ref (chat_engine_send (talk.engine, other, "b", NULL));
  g_assert_cmpuint (chat_engine_get_n_turns (talk.engine), ==, 2);
  test_talk_wait_phase (turn, CHAT_TURN_STREAMING);
  test_talk_wait_phase (other_turn, CHAT_TURN_STREAMING);
  info = chat_history_get_info (history, chat_conversation_get_uid (talk.conversation));
  other_info = chat_history_get_info (history, chat_conversation_get_uid (other));
  g_assert_cmpint (chat_conversation_info_get_activity (info), ==, CHAT_ACTIVITY_STREAMING);
  g_assert_cmpint (chat_conversation_info_get_activity (other_info), ==, CHAT_ACTIVITY_STREAMING);

  chat_history_set_trashed (history, chat_conversation_get_uid (other), TRUE);
  g_assert_cmpint (chat_turn_get_phase (other_turn), ==, CHAT_TURN_ENDED);
  chat_turn_stop (turn);
  test_wait_until (chat_engine_get_n_turns (talk.engine) == 0);
  g_assert_cmpint (chat_conversation_info_get_activity (info), ==, CHAT_ACTIVITY_NONE);
  g_assert_cmpint (chat_conversation_info_get_activity (other_info), ==, CHAT_ACTIVITY_UNREAD);
  chat_history_set_shown (history, other, TRUE);
  g_assert_cmpint (chat_conversation_info_get_activity (other_info), ==, CHAT_ACTIVITY_NONE);

  g_object_unref (turn);
  g_object_unref (other_turn);
  g_clear_object (&other);
  test_history_tear_down_talk (&talk);
}

typedef struct
{
  ChatMessage *message;
  guint        n_changed;
  gsize        length;    /* of the text, when it was last told */
} View;

static void
view_cb (ChatMessage *message,
         View        *view)
{
  view->n_changed++;
  if (chat_message_get_n_blocks (message) > 0)
    view->length = chat_message_get_block (message, 0)->text->len;
}

/* Every view has the one message, which tells of a batch and not of each of 2000 deltas. */
static void
test_three_views (void)
{
  g_autofree char *folder = test_history_new_folder ();
  View views[3] = { { NULL } };
  ChatTurn *turn;
  TestTalk talk;

  test_history_set_up_talk (&talk, folder, "{\"replies\":[{\"flood\":{\"count\":2000}}]}");
  turn = g_object_ref (chat_engine_send (talk.engine, talk.conversation, "go", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_autoptr(ChatConversation) shared =
        test_history_load (chat_engine_get_history (talk.engine),
                           chat_conversation_get_uid (talk.conversation));

      g_assert_true (shared == talk.conversation);
      views[i].message = chat_conversation_get_last (shared);
      g_signal_connect (views[i].message, "changed", G_CALLBACK (view_cb), &views[i]);
    }
  test_talk_wait (turn);

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_assert_true (views[i].message == chat_turn_get_message (turn));
      g_assert_cmpuint (views[i].n_changed, ==, views[0].n_changed);
      g_assert_cmpuint (views[i].length, ==, views[0].length);
    }
  g_assert_cmpuint (views[0].length, >, 2000);
  g_assert_cmpuint (views[0].length, ==,
                    chat_message_get_block (chat_turn_get_message (turn), 0)->text->len);
  g_test_message ("told %u times", views[0].n_changed);
  g_assert_cmpuint (views[0].n_changed, <, 1000);
  g_object_unref (turn);
  test_history_tear_down_talk (&talk);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history-turn/prompt-first", test_prompt_first);
  g_test_add_func ("/history-turn/reload", test_reload);
  g_test_add_func ("/history-turn/journal", test_journal);
  g_test_add_func ("/history-turn/another-attempt", test_another_attempt);
  g_test_add_func ("/history-turn/stop-before-saved", test_stop_before_saved);
  g_test_add_func ("/history-turn/no-folder", test_no_folder);
  g_test_add_func ("/history-turn/parameters", test_parameters);
  g_test_add_func ("/history-turn/full-disk", test_full_disk);
  g_test_add_func ("/history-turn/retry-in-flight", test_retry_in_flight);
  g_test_add_func ("/history-turn/deleted-elsewhere", test_deleted_elsewhere);
  g_test_add_func ("/history-turn/written-elsewhere", test_written_elsewhere);
  g_test_add_func ("/history-turn/activity", test_activity);
  g_test_add_func ("/history-turn/three-views", test_three_views);

  return g_test_run ();
}
