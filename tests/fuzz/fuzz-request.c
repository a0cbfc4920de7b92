/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whatever message came out of a stream goes into the next request: its body must be one that the
 * API takes.
 */

#include "fuzz.h"

#include "chat-json-scan.h"
#include "chat-request.h"
#include "chat-utf8.h"

#include "test-replay.h"

#include <string.h>

enum
{
  OPTION_STOPPED = 1 << 0,      /* the user stopped the first reply */
  OPTION_UNSIGNED = 1 << 1,     /* the server takes unsigned thinking */
  OPTION_OTHER_MODEL = 1 << 2,  /* the next request goes to another model */
  OPTION_SYSTEM = 1 << 3,
  OPTION_TWICE = 1 << 4,        /* the server gives the same reply again, ids and all */
  OPTION_CONTINUE = 1 << 5,     /* a reply that paused is sent back to go on */
};

static ChatMessageState
get_state (const TestReplay *replay,
           guint8            options)
{
  const char *reason = chat_message_get_stop_reason (replay->message);

  if (replay->outcome == CHAT_OUTCOME_INTERRUPTED || replay->outcome == CHAT_OUTCOME_ERROR)
    return chat_message_has_content (replay->message) ? CHAT_MESSAGE_INTERRUPTED
                                                      : CHAT_MESSAGE_FAILED;
  if ((options & OPTION_STOPPED) != 0)
    return CHAT_MESSAGE_STOPPED;
  if (g_strcmp0 (reason, "refusal") == 0)
    return CHAT_MESSAGE_REFUSED;
  if (g_strcmp0 (reason, "max_tokens") == 0)
    return CHAT_MESSAGE_CUT_OFF;
  return CHAT_MESSAGE_COMPLETE;
}

static void
add_turn (ChatConversation         *conversation,
          const ChatRequestOptions *options,
          const TestReplay         *replay,
          guint8                    fuzzed)
{
  g_autoptr(ChatMessage) prompt = chat_message_new_user ("Hello");
  g_autoptr(ChatRequest) request = NULL;

  chat_conversation_append (conversation, prompt);
  request = chat_request_build (conversation, NULL, options);
  chat_message_set_prefix_hash (replay->message, request->prefix_hash);
  if (chat_message_get_model (replay->message) == NULL)
    chat_message_set_model (replay->message, options->model);
  chat_message_set_state (replay->message, get_state (replay, fuzzed));
  chat_conversation_append (conversation, replay->message);
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n\f\v")] == '\0';
}

static gboolean
is_good_id (const char *id)
{
  gsize length = id != NULL ? strlen (id) : 0;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (id[i]) && id[i] != '_' && id[i] != '-')
        return FALSE;
    }

  return length >= 1 && length <= 64;
}

static void
check_block (JsonObject *block,
             gboolean    takes_unsigned)
{
  const char *type = chat_json_get_string (block, "type");
  const char *signature = chat_json_get_string (block, "signature");

  g_assert_nonnull (type);
  if (strcmp (type, "text") == 0)
    g_assert_false (is_blank (chat_json_get_string (block, "text")));
  if (strcmp (type, "thinking") == 0)
    g_assert_true (signature != NULL && (*signature != '\0' || takes_unsigned));
  if (strcmp (type, "tool_use") == 0)
    g_assert_true (is_good_id (chat_json_get_string (block, "id")));
  /* what was cut or is no object must not go back */
  if (strcmp (type, "tool_use") == 0 || strcmp (type, "server_tool_use") == 0 ||
      strcmp (type, "mcp_tool_use") == 0)
    g_assert_nonnull (chat_json_get_object (block, "input"));
}

/* The ids of the blocks of that type, in order, and how many other blocks stand before the last. */
static GPtrArray *
collect_ids (JsonArray  *content,
             const char *type,
             const char *member)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; content != NULL && i < json_array_get_length (content); i++)
    {
      JsonObject *block = chat_json_array_get_object (content, i);

      if (g_strcmp0 (chat_json_get_string (block, "type"), type) == 0)
        g_ptr_array_add (ids, (gpointer) chat_json_get_string (block, member));
    }

  return ids;
}

static gboolean
contains (GPtrArray  *ids,
          const char *id)
{
  for (guint i = 0; i < ids->len; i++)
    {
      if (g_strcmp0 (g_ptr_array_index (ids, i), id) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Each call has one result, at the front of the next turn; no result is without its call. */
static void
check_calls (JsonArray *calling,
             JsonArray *answering)
{
  g_autoptr(GPtrArray) calls = collect_ids (calling, "tool_use", "id");
  g_autoptr(GPtrArray) results = collect_ids (answering, "tool_result", "tool_use_id");

  g_assert_cmpuint (results->len, ==, calls->len);
  for (guint i = 0; i < calls->len; i++)
    {
      JsonObject *block = chat_json_array_get_object (answering, i);

      g_assert_true (contains (results, g_ptr_array_index (calls, i)));
      g_assert_cmpstr (chat_json_get_string (block, "type"), ==, "tool_result");
    }
}

static void
check_ids_are_unique (JsonArray *messages)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (messages); i++)
    {
      JsonObject *message = chat_json_array_get_object (messages, i);
      g_autoptr(GPtrArray) ids =
        collect_ids (chat_json_get_array (message, "content"), "tool_use", "id");

      for (guint n = 0; n < ids->len; n++)
        g_assert_true (g_hash_table_add (seen, g_ptr_array_index (ids, n)));
    }
}

static void
check_messages (JsonArray *messages,
                gboolean   takes_unsigned,
                gboolean   may_end_with_reply)
{
  guint n = json_array_get_length (messages);
  JsonArray *before = NULL;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *message = chat_json_array_get_object (messages, i);
      JsonArray *content = chat_json_get_array (message, "content");
      const char *role = chat_json_get_string (message, "role");

      g_assert_cmpstr (role, ==, i % 2 == 0 ? "user" : "assistant");
      g_assert_nonnull (content);
      g_assert_cmpuint (json_array_get_length (content), >, 0);
      for (guint b = 0; b < json_array_get_length (content); b++)
        check_block (chat_json_array_get_object (content, b), takes_unsigned);
      if (i % 2 == 0)
        check_calls (before, content);
      before = content;
    }

  g_assert_true (n % 2 == 1 || may_end_with_reply);
  check_ids_are_unique (messages);
}

static void
check_body (const ChatRequest *request,
            gboolean           takes_unsigned,
            gboolean           may_end_with_reply)
{
  g_autoptr(JsonObject) body = NULL;
  g_autoptr(GString) settled = g_string_new (NULL);

  g_assert_true (g_utf8_validate (request->body, (gssize) request->length, NULL));
  g_assert_cmpint (chat_json_scan (request->body, request->length), ==, CHAT_JSON_SCAN_OK);

  /* no lone surrogates: settling them would change it */
  chat_json_append_settled (settled, request->body, request->length);
  g_assert_cmpmem (request->body, request->length, settled->str, settled->len);

  body = chat_json_parse_object (request->body, (gssize) request->length, NULL);
  check_messages (chat_json_get_array (body, "messages"), takes_unsigned, may_end_with_reply);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  ChatRequestOptions options = { .model = "claude-opus-5", .max_tokens = 1024, .stream = TRUE };
  g_autoptr(ChatConversation) conversation = chat_conversation_new ();
  g_autoptr(TestReplay) first = NULL;
  g_autoptr(TestReplay) second = NULL;
  g_autoptr(ChatMessage) last = chat_message_new_user ("And then?");
  g_autoptr(ChatRequest) request = NULL;
  gboolean goes_on;

  if (size < 1)
    return 0;

  first = test_replay_new ((const char *) data + 1, size - 1, size, TRUE);
  goes_on = (data[0] & OPTION_CONTINUE) != 0 &&
            g_strcmp0 (chat_message_get_stop_reason (first->message), "pause_turn") == 0;
  options.unsigned_thinking = (data[0] & OPTION_UNSIGNED) != 0;
  chat_conversation_set_system (conversation, (data[0] & OPTION_SYSTEM) != 0 ? "Be\x1f brief" : NULL);
  add_turn (conversation, &options, first, data[0]);
  if ((data[0] & OPTION_TWICE) != 0)
    {
      second = test_replay_new ((const char *) data + 1, size - 1, size, TRUE);
      add_turn (conversation, &options, second, 0);
    }
  if (!goes_on)
    chat_conversation_append (conversation, last);
  if ((data[0] & OPTION_OTHER_MODEL) != 0)
    options.model = "claude-haiku-5-5";

  request = chat_request_build (conversation, NULL, &options);
  check_body (request, options.unsigned_thinking, goes_on);

  return 0;
}
