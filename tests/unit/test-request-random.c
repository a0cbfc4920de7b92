/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Requests from conversations made by chance: whatever became of them, what leaves is accepted.
 */

#include "chat-demo-check.h"
#include "chat-request.h"

#include "test-request-rules.h"

#include <string.h>

#define DEFAULT_MODEL      "claude-opus-5"
#define DEFAULT_MAX_TOKENS 1000

/* As the turn does it: the hash of the request whose reply the message is. */
static void
mark_as_made (ChatConversation   *conversation,
              ChatMessage        *message,
              ChatRequestOptions  options,
              const char         *model)
{
  g_autoptr(ChatRequest) request = NULL;

  options.model = model;
  request = chat_request_build (conversation, message, &options);
  chat_message_set_prefix_hash (message, request->prefix_hash);
}

/* Blocks that are met in any order and state; ids from a small pool, so that they collide. */
static const char * const random_starts[] = {
  "{\"type\":\"text\",\"text\":\"Words\"}",
  "{\"type\":\"text\",\"text\":\"Words with space \"}",
  "{\"type\":\"text\",\"text\":\" \"}",
  "{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"c2ln\"}",
  "{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"\"}",
  "{\"type\":\"thinking\",\"thinking\":\"Hm\"}",
  "{\"type\":\"redacted_thinking\",\"data\":\"x\"}",
  "{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"look\",\"input\":{}}",
  "{\"type\":\"tool_use\",\"id\":\"b!\",\"name\":\"look\",\"input\":{\"n\":1}}",
  "{\"type\":\"tool_use\",\"name\":\"look\",\"input\":{}}",
  "{\"type\":\"tool_use\",\"id\":\"c\",\"name\":\"look\",\"input\":[]}",
  "{\"type\":\"server_tool_use\",\"id\":\"srv_a\",\"name\":\"web_search\",\"input\":{}}",
  "{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"srv_a\",\"content\":[]}",
  "{\"type\":\"server_tool_use\",\"id\":\"srv_b\",\"name\":\"web_search\",\"input\":{}}",
  "{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"srv_b\",\"content\":[]}",
  "{\"type\":\"fallback\"}",
  "{}",
};

static const char * const random_user_starts[] = {
  "{\"type\":\"text\",\"text\":\"Question \"}",
  "{\"type\":\"text\",\"text\":\"\"}",
  "{\"type\":\"tool_result\",\"tool_use_id\":\"a\",\"content\":\"x\"}",
  "{\"type\":\"tool_result\",\"tool_use_id\":\"b!\",\"content\":\"x\"}",
  "{\"type\":\"tool_result\",\"content\":\"x\"}",
  "{\"type\":\"tool_result\",\"tool_use_id\":\"nobody\",\"content\":\"x\"}",
  "{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://example.org/a.png\"}}",
};

static ChatContentBlock *
make_random_block (const char * const *starts,
                   guint               n_starts)
{
  static const ChatBlockState states[] = {
    CHAT_BLOCK_COMPLETE, CHAT_BLOCK_COMPLETE, CHAT_BLOCK_COMPLETE, CHAT_BLOCK_COMPLETE,
    CHAT_BLOCK_CUT, CHAT_BLOCK_INVALID, CHAT_BLOCK_OPEN,
  };
  const char *start = starts[g_test_rand_int_range (0, (int) n_starts)];
  ChatContentBlock *block = chat_content_block_new (start, strlen (start), 0);

  block->state = states[g_test_rand_int_range (0, G_N_ELEMENTS (states))];

  return block;
}

static ChatMessage *
make_random_message (ChatRole role)
{
  static const char * const stop_reasons[] = { "end_turn", "tool_use", "pause_turn", NULL };
  ChatMessage *message = chat_message_new (role);
  const int n_blocks = g_test_rand_int_range (0, 5);
  const int state = g_test_rand_int_range (CHAT_MESSAGE_OPEN, CHAT_MESSAGE_CUT_OFF + 1);

  for (int i = 0; i < n_blocks; i++)
    chat_message_add_block (message, role == CHAT_ROLE_USER
                                     ? make_random_block (random_user_starts,
                                                          G_N_ELEMENTS (random_user_starts))
                                     : make_random_block (random_starts,
                                                          G_N_ELEMENTS (random_starts)));
  if (role == CHAT_ROLE_ASSISTANT)
    chat_message_set_stop_reason (message, stop_reasons[g_test_rand_int_range (0, 4)]);
  if (role == CHAT_ROLE_USER)
    chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);
  else if (state != CHAT_MESSAGE_OPEN)
    chat_message_set_state (message, state);

  return message;
}

static ChatConversation *
make_random_conversation (const ChatRequestOptions *options)
{
  ChatConversation *conversation = chat_conversation_new ();
  const int n_messages = g_test_rand_int_range (0, 9);

  for (int i = 0; i < n_messages; i++)
    {
      const gboolean user = (i % 2 == 0) != (g_test_rand_int_range (0, 6) == 0);
      g_autoptr(ChatMessage) message = NULL;

      message = make_random_message (user ? CHAT_ROLE_USER : CHAT_ROLE_ASSISTANT);
      chat_conversation_append (conversation, message);
      if (!user && g_test_rand_int_range (0, 4) > 0)
        mark_as_made (conversation, message, *options,
                      g_test_rand_int_range (0, 4) > 0 ? DEFAULT_MODEL : "claude-sonnet-5");
    }

  return conversation;
}

/* A second judge, written by others after the same rules: the server of the demo. It knows of no
 * pauses, so the last turn must be the user's. */
static void
assert_taken_by_demo (const ChatRequest *request)
{
  const ChatDemoRules rules = { .checks = TRUE };
  g_autoptr(SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autoptr(GBytes) body = g_bytes_new (request->body, request->length);
  g_autoptr(ChatDemoRequest) received = NULL;
  g_autoptr(ChatDemoRefusal) refusal = NULL;

  soup_message_headers_append (headers, "anthropic-version", "2023-06-01");
  soup_message_headers_append (headers, "content-type", "application/json");
  received = chat_demo_request_new ("POST", "/v1/messages", headers, body);
  refusal = chat_demo_check_body (received, &rules, FALSE);
  if (refusal != NULL)
    g_test_message ("%s\n%s", refusal->message, request->body);
  g_assert_null (refusal);
}

static gboolean
ends_with_user (const ChatRequest *request)
{
  g_autoptr(JsonObject) body = chat_json_parse_object (request->body, -1, NULL);
  JsonArray *messages = chat_json_get_array (body, "messages");

  return json_array_get_length (messages) % 2 == 1;
}

/* Whatever a conversation has become: what leaves, the API takes. */
static void
test_random (void)
{
  const guint n_conversations = g_test_thorough () ? 200000 : 5000;

  for (guint i = 0; i < n_conversations; i++)
    {
      const ChatRequestOptions options = {
        .model = DEFAULT_MODEL,
        .max_tokens = DEFAULT_MAX_TOKENS,
        .unsigned_thinking = g_test_rand_int_range (0, 2) == 0,
      };
      g_autoptr(ChatConversation) conversation = make_random_conversation (&options);
      g_autoptr(ChatRequest) request = chat_request_build (conversation, NULL, &options);
      g_autoptr(ChatRequest) again = chat_request_build (conversation, NULL, &options);

      test_request_assert_acceptable (request->body, options.unsigned_thinking);
      if (!options.unsigned_thinking && ends_with_user (request))
        assert_taken_by_demo (request);
      g_assert_cmpstr (request->body, ==, again->body);
      g_assert_cmpstr (request->prefix_hash, ==, again->prefix_hash);
    }
}

static ChatMessage *
make_thoughtful_reply (void)
{
  static const ChatMessageState states[] = {
    CHAT_MESSAGE_COMPLETE, CHAT_MESSAGE_COMPLETE, CHAT_MESSAGE_STOPPED, CHAT_MESSAGE_INTERRUPTED,
    CHAT_MESSAGE_CUT_OFF, CHAT_MESSAGE_FAILED, CHAT_MESSAGE_REFUSED,
  };
  static const char * const starts[] = {
    "{\"type\":\"text\",\"text\":\"Words \"}",
    "{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"c2ln\"}",
    "{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"look\",\"input\":{}}",
    "{\"type\":\"tool_use\",\"id\":\"b!\",\"name\":\"look\",\"input\":{}}",
    "{\"type\":\"novel_block\"}",
  };
  ChatMessage *message = chat_message_new (CHAT_ROLE_ASSISTANT);
  const ChatMessageState state = states[g_test_rand_int_range (0, G_N_ELEMENTS (states))];
  const int n_blocks = g_test_rand_int_range (1, 5);

  for (int i = 0; state != CHAT_MESSAGE_FAILED && i < n_blocks; i++)
    chat_message_add_block (message, make_random_block (starts, G_N_ELEMENTS (starts)));
  chat_message_set_state (message, state);

  return message;
}

static guint
count_thinking (ChatMessage *message)
{
  guint n = 0;

  if (chat_message_get_state (message) == CHAT_MESSAGE_FAILED ||
      chat_message_get_state (message) == CHAT_MESSAGE_REFUSED)
    return 0;

  for (guint i = 0; i < chat_message_get_n_blocks (message); i++)
    {
      const ChatContentBlock *block = chat_message_get_block (message, i);

      n += block->kind == CHAT_BLOCK_THINKING && block->state == CHAT_BLOCK_COMPLETE;
    }

  return n;
}

static guint
count_occurrences (const char *text,
                   const char *part)
{
  guint n = 0;

  for (text = strstr (text, part); text != NULL; text = strstr (text + 1, part))
    n++;

  return n;
}

static void
append_prompt (ChatConversation *conversation)
{
  g_autoptr(ChatMessage) prompt = chat_message_new_user ("Question");

  chat_conversation_append (conversation, prompt);
}

/* A prompt, the request for its reply, and how that ended. Returns the thinking it left. */
static guint
append_turn (ChatConversation         *conversation,
             const ChatRequestOptions *options)
{
  g_autoptr(ChatMessage) reply = make_thoughtful_reply ();
  g_autoptr(ChatRequest) request = NULL;

  append_prompt (conversation);
  request = chat_request_build (conversation, NULL, options);
  chat_message_set_prefix_hash (reply, request->prefix_hash);
  chat_conversation_append (conversation, reply);

  return count_thinking (reply);
}

/* The hash of a request must be found again in every later one: else thinking is lost for nothing,
 * and with it the calls that are being answered. */
static void
test_thinking_stays (void)
{
  const ChatRequestOptions options = { .model = DEFAULT_MODEL, .max_tokens = DEFAULT_MAX_TOKENS };
  const guint n_conversations = g_test_thorough () ? 20000 : 2000;

  for (guint i = 0; i < n_conversations; i++)
    {
      g_autoptr(ChatConversation) conversation = chat_conversation_new ();
      const int n_turns = g_test_rand_int_range (1, 6);
      guint n_thinking = 0;
      g_autoptr(ChatRequest) request = NULL;

      for (int turn = 0; turn < n_turns; turn++)
        n_thinking += append_turn (conversation, &options);
      append_prompt (conversation);

      request = chat_request_build (conversation, NULL, &options);
      g_assert_cmpuint (count_occurrences (request->body, "\"type\":\"thinking\""), ==, n_thinking);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/request-random/accepted", test_random);
  g_test_add_func ("/request-random/thinking-stays", test_thinking_stays);

  return g_test_run ();
}
