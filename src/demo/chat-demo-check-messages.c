/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Says no to requests that the real API would refuse: roles, and content that is there.
 */

#include "chat-demo-check.h"

#include <string.h>

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n\f\v")] == '\0';
}

static ChatDemoRefusal *
check_blocks (JsonArray           *blocks,
              const char          *role,
              guint                index,
              const ChatDemoRules *rules)
{
  ChatDemoRefusal *refusal = NULL;

  for (guint i = 0; i < json_array_get_length (blocks) && refusal == NULL; i++)
    {
      g_autofree char *where = g_strdup_printf ("messages.%u.content.%u", index, i);

      refusal = chat_demo_check_block (chat_json_array_get_object (blocks, i), role, where, rules);
    }
  return refusal;
}

static ChatDemoRefusal *
check_content (JsonNode            *content,
               const char          *role,
               guint                index,
               const ChatDemoRules *rules)
{
  const char *text = NULL;

  if (JSON_NODE_HOLDS_VALUE (content) && json_node_get_value_type (content) == G_TYPE_STRING)
    text = json_node_get_string (content);
  if (text == NULL && !JSON_NODE_HOLDS_ARRAY (content))
    return chat_demo_refuse ("messages.%u.content: Input should be a valid list", index);
  if (text != NULL ? *text == '\0' : json_array_get_length (json_node_get_array (content)) == 0)
    return chat_demo_refuse ("messages.%u: all messages must have non-empty content except for the "
                             "optional final assistant message", index);
  if (text != NULL && is_blank (text))
    return chat_demo_refuse ("messages: text content blocks must contain non-whitespace text");
  if (text != NULL)
    return NULL;
  return check_blocks (json_node_get_array (content), role, index, rules);
}

static ChatDemoRefusal *
check_message (JsonObject          *message,
               guint                index,
               const ChatDemoRules *rules)
{
  static const char *const roles[] = { "user", "assistant", "system", NULL };
  const char *role = chat_json_get_string (message, "role");
  JsonNode *content;

  if (message == NULL)
    return chat_demo_refuse ("messages.%u: Input should be an object", index);
  if (role == NULL)
    return chat_demo_refuse ("messages.%u.role: Field required", index);
  if (!g_strv_contains (roles, role))
    return chat_demo_refuse ("messages.%u.role: Input should be 'user', 'assistant' or 'system'",
                             index);
  content = json_object_get_member (message, "content");
  if (content == NULL)
    return chat_demo_refuse ("messages.%u.content: Field required", index);
  if (json_object_get_size (message) > 2)
    return chat_demo_refuse ("messages.%u: Extra inputs are not permitted", index);
  return check_content (content, role, index, rules);
}

/* Gone with the 4.6 generation. */
static gboolean
takes_prefill (const char *model)
{
  return strstr (model, "-4-5") != NULL || strstr (model, "-4-1") != NULL ||
         g_str_has_prefix (model, "claude-3");
}

/* The text that a message ends with, or "". */
static const char *
get_last_text (JsonObject *message)
{
  JsonArray *blocks = chat_json_get_array (message, "content");
  guint length = blocks != NULL ? json_array_get_length (blocks) : 0;
  const char *text = chat_json_get_string (message, "content");

  if (length > 0)
    text = chat_json_get_string (chat_json_array_get_object (blocks, length - 1), "text");
  return text != NULL ? text : "";
}

static ChatDemoRefusal *
check_ends (JsonArray  *messages,
            const char *model)
{
  JsonObject *first = chat_json_array_get_object (messages, 0);
  JsonObject *last = chat_json_array_get_object (messages, json_array_get_length (messages) - 1);
  const char *text = get_last_text (last);

  if (g_strcmp0 (chat_json_get_string (first, "role"), "user") != 0)
    return chat_demo_refuse ("messages: first message must use the \"user\" role");
  if (g_strcmp0 (chat_json_get_string (last, "role"), "assistant") != 0)
    return NULL;
  if (!takes_prefill (model))
    return chat_demo_refuse ("This model does not support assistant message prefill. The "
                             "conversation must end with a user message.");
  if (*text != '\0' && g_ascii_isspace (text[strlen (text) - 1]))
    return chat_demo_refuse ("messages: final assistant content cannot end with trailing "
                             "whitespace");
  return NULL;
}

static gboolean
thinks (ChatDemoRequest *request)
{
  JsonObject *thinking = chat_json_get_object (request->json, "thinking");
  const char *type = chat_json_get_string (thinking, "type");

  return type != NULL && strcmp (type, "disabled") != 0;
}

ChatDemoRefusal *
chat_demo_check_messages (ChatDemoRequest     *request,
                          const ChatDemoRules *rules)
{
  JsonArray *messages = chat_json_get_array (request->json, "messages");
  guint length = json_array_get_length (messages);
  ChatDemoRefusal *refusal = NULL;

  if (length == 0)
    return chat_demo_refuse ("messages: at least one message is required");
  for (guint i = 0; i < length && refusal == NULL; i++)
    refusal = check_message (chat_json_array_get_object (messages, i), i, rules);
  if (refusal == NULL)
    refusal = check_ends (messages, chat_demo_request_get_model (request));
  if (refusal == NULL)
    refusal = chat_demo_check_tool_use (messages, rules->strict && thinks (request));
  return refusal;
}
