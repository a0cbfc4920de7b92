/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages of every kind through the database: not one byte of a block is another one.
 */

#include "test-store-tools.h"

#include "chat-json.h"

#include "test-replay.h"
#include "test-support.h"

#include <string.h>

static char *
dup_usage (ChatMessage *message)
{
  JsonObject *raw = chat_message_get_raw_usage (message);
  g_autoptr(JsonNode) node = raw != NULL ? json_node_init_object (json_node_alloc (), raw) : NULL;
  GString *text = g_string_new (NULL);

  if (node != NULL)
    chat_json_append_node (text, node);
  return g_string_free (text, FALSE);
}

static void
assert_same_blocks (ChatMessage *a,
                    ChatMessage *b)
{
  g_assert_cmpuint (chat_message_get_n_blocks (a), ==, chat_message_get_n_blocks (b));
  for (guint i = 0; i < chat_message_get_n_blocks (a); i++)
    {
      const ChatContentBlock *first = chat_message_get_block (a, i);
      const ChatContentBlock *second = chat_message_get_block (b, i);
      g_autoptr(GString) first_raw = g_string_new (NULL);
      g_autoptr(GString) second_raw = g_string_new (NULL);

      chat_content_block_append_raw (first, first_raw);
      chat_content_block_append_raw (second, second_raw);
      g_assert_cmpstr (first_raw->str, ==, second_raw->str);
      g_assert_cmpint (first->kind, ==, second->kind);
      g_assert_cmpint (first->state, ==, second->state);
      g_assert_cmpstr (first->text->str, ==, second->text->str);
    }
}

static void
assert_same_timings (const ChatTimings *a,
                     const ChatTimings *b)
{
  g_assert_cmpint (a->started_us != 0, ==, b->started_us != 0);
  g_assert_cmpint (a->first_text_us != 0, ==, b->first_text_us != 0);
  g_assert_cmpint (a->ended_us != 0, ==, b->ended_us != 0);
  if (a->ended_us != 0)
    g_assert_cmpint (a->ended_us - a->started_us, ==, b->ended_us - b->started_us);
  if (a->first_byte_us != 0)
    g_assert_cmpint (a->first_byte_us - a->started_us, ==, b->first_byte_us - b->started_us);
}

static void
assert_same_failure (const ChatFailure *a,
                     const ChatFailure *b)
{
  g_assert_cmpint (a != NULL, ==, b != NULL);
  if (a == NULL)
    return;

  g_assert_cmpint (a->kind, ==, b->kind);
  g_assert_cmpuint (a->status, ==, b->status);
  g_assert_cmpstr (a->type, ==, b->type);
  g_assert_cmpstr (a->code, ==, b->code);
  g_assert_cmpstr (a->message, ==, b->message);
  g_assert_cmpstr (a->request_id, ==, b->request_id);
  g_assert_cmpstr (a->location, ==, b->location);
  g_assert_cmpint (a->retry_after_ms, ==, b->retry_after_ms);
  g_assert_cmpint (a->should_retry, ==, b->should_retry);
  g_assert_cmpint (a->in_stream, ==, b->in_stream);
}

static void
assert_same (ChatMessage *a,
             ChatMessage *b)
{
  g_autofree char *first_usage = dup_usage (a);
  g_autofree char *second_usage = dup_usage (b);

  g_assert_cmpint (chat_message_get_role (a), ==, chat_message_get_role (b));
  g_assert_cmpint (chat_message_get_state (a), ==, chat_message_get_state (b));
  g_assert_cmpstr (chat_message_get_uid (a), ==, chat_message_get_uid (b));
  g_assert_cmpint (chat_message_get_created (a), ==, chat_message_get_created (b));
  g_assert_cmpstr (chat_message_get_id (a), ==, chat_message_get_id (b));
  g_assert_cmpstr (chat_message_get_model (a), ==, chat_message_get_model (b));
  g_assert_cmpstr (chat_message_get_stop_reason (a), ==, chat_message_get_stop_reason (b));
  g_assert_cmpstr (chat_message_get_stop_sequence (a), ==, chat_message_get_stop_sequence (b));
  g_assert_cmpstr (chat_message_get_stop_details (a), ==, chat_message_get_stop_details (b));
  g_assert_cmpstr (chat_message_get_request_id (a), ==, chat_message_get_request_id (b));
  g_assert_cmpstr (chat_message_get_prefix_hash (a), ==, chat_message_get_prefix_hash (b));
  g_assert_cmpstr (first_usage, ==, second_usage);
  g_assert_cmpmem (chat_message_get_usage (a), sizeof (ChatUsage),
                   chat_message_get_usage (b), sizeof (ChatUsage));
  assert_same_failure (chat_message_get_failure (a), chat_message_get_failure (b));
  assert_same_timings (chat_message_get_timings (a), chat_message_get_timings (b));
  assert_same_blocks (a, b);
}

/* Writes it, and compares what comes back. */
static void
pass (StoreFixture *fixture,
      ChatMessage  *message)
{
  ChatStoreBatch *batch = chat_store_batch_new ();
  g_autofree char *uid = g_uuid_string_random ();
  g_autoptr(ChatConversation) conversation = NULL;

  chat_store_batch_put_message (batch, uid, NULL, message);
  test_store_commit (fixture->store, batch);
  conversation = test_store_load (fixture->store, uid, NULL);
  g_assert_cmpuint (chat_conversation_get_size (conversation), ==, 1);
  assert_same (message, chat_conversation_lookup (conversation, chat_message_get_uid (message)));
}

static void
test_streams (StoreFixture  *fixture,
              gconstpointer  data)
{
  g_auto(GStrv) names = test_list_fixtures ("wire/streams", ".sse");

  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename ("wire", "streams", names[i], NULL);
      gsize length;
      g_autofree char *bytes = test_load_fixture (path, &length);

      /* whole, and cut in the middle of something */
      for (gsize part = 1; part <= 3; part++)
        {
          gsize n = length * part / 3;
          g_autoptr(TestReplay) replay = test_replay_new (bytes, n, n, TRUE);

          g_test_message ("%s %" G_GSIZE_FORMAT "/3", names[i], part);
          pass (fixture, replay->message);
        }
    }
}

static void
test_states (StoreFixture  *fixture,
             gconstpointer  data)
{
  for (ChatMessageState state = CHAT_MESSAGE_OPEN; state <= CHAT_MESSAGE_CUT_OFF; state++)
    {
      g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);

      chat_message_set_state (message, state);
      pass (fixture, message);
    }
}

static void
test_members (StoreFixture  *fixture,
              gconstpointer  data)
{
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);
  ChatTimings *timings = chat_message_get_timings (message);
  g_autoptr(JsonObject) usage =
    chat_json_parse_object ("{\"input_tokens\":3,\"output_tokens\":70,\"service_tier\":\"x\"}", -1,
                            NULL);

  chat_message_set_created (message, 1700000000123);
  chat_message_set_id (message, "msg_1");
  chat_message_set_model (message, "claude-demo");
  chat_message_set_stop_reason (message, "stop_sequence");
  chat_message_set_stop_sequence (message, "\"STOP\"");
  chat_message_set_stop_details (message, "{\"type\":\"refusal\"}");
  chat_message_set_request_id (message, "req_1");
  chat_message_set_prefix_hash (message, "abc");
  chat_message_merge_raw_usage (message, usage);
  timings->started_us = 5000000;
  timings->first_byte_us = 5100001;
  timings->first_delta_us = 5200002;
  timings->ended_us = 7200002;
  chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);
  g_assert_cmpfloat (chat_message_get_rate (message), ==, 35);
  pass (fixture, message);
}

static void
test_failures (StoreFixture  *fixture,
               gconstpointer  data)
{
  for (ChatFailureKind kind = CHAT_FAILURE_NO_KEY; kind <= CHAT_FAILURE_OTHER; kind++)
    {
      g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);
      g_autoptr(ChatFailure) failure = chat_failure_new (kind, "It \"failed\"\n");

      failure->status = 529;
      failure->type = g_strdup ("overloaded_error");
      failure->retry_after_ms = kind % 2 == 0 ? 1500 : -1;
      failure->should_retry = (int) kind % 3 - 1;
      failure->in_stream = kind % 2 == 0;
      chat_message_set_failure (message, failure);
      chat_message_set_state (message, CHAT_MESSAGE_FAILED);
      pass (fixture, message);
    }
}

/* 20 MB in one block, and every code point that JSON has to do with. */
static void
test_big (StoreFixture  *fixture,
          gconstpointer  data)
{
  const gsize size = 20 * 1000 * 1000;
  g_autofree char *text = g_malloc (size + 1);
  g_autoptr(ChatMessage) message = NULL;

  for (gsize i = 0; i < size; i++)
    text[i] = (char) (i % 126 + 1);
  text[size] = '\0';
  message = chat_message_new_user (text);
  pass (fixture, message);
}

static void
test_foreign_block (StoreFixture  *fixture,
                    gconstpointer  data)
{
  static const char block[] =
    "{ \"type\" : \"hologram\",  \"depth\":1.50, \"u\":\"\\u00e9\\ud83d\\ude00\", \"a\":[ ] }";
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);

  chat_message_add_block (message, chat_content_block_new (block, strlen (block), 4));
  chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);
  pass (fixture, message);
}

static void
execute (StoreFixture *fixture,
         const char   *sql)
{
  g_autofree char *done = test_store_ask (fixture->folder, sql);

  g_assert_nonnull (done);
}

/* Blocks that are no JSON are shown as the text that they are. */
static void
test_broken_row (StoreFixture  *fixture,
                 gconstpointer  data)
{
  test_store_fill (fixture->store, "talk", "a b<a c<b");
  execute (fixture, "UPDATE message SET blocks = '[{\"type\":\"te', failure = 'no', usage = '[',"
                    " timings = '{', block_states = '?' WHERE uid = 'b' RETURNING uid");
  {
    g_autofree char *tree = test_store_tree (fixture->store, "talk");

    g_assert_cmpstr (tree, ==, "a([{\"type\":\"te(c))");
  }
}

#define ADD(path, func) \
  g_test_add ("/store/record/" path, StoreFixture, NULL, store_fixture_set_up, func, \
              store_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("streams", test_streams);
  ADD ("states", test_states);
  ADD ("members", test_members);
  ADD ("failures", test_failures);
  ADD ("big", test_big);
  ADD ("foreign-block", test_foreign_block);
  ADD ("broken-row", test_broken_row);

  return g_test_run ();
}
