/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Says no to requests that the real API would refuse: the members around the messages.
 */

#include "chat-demo-check.h"

#include <string.h>

/* Of the built-in model. */
#define MAX_OUTPUT_TOKENS   128000
#define MIN_THINKING_TOKENS 1024

typedef enum
{
  ANYTHING,
  BOOLEAN,
  INTEGER,
  NUMBER,
  STRING,
  LIST,
  OBJECT,
  STRING_OR_LIST,
} Shape;

enum
{
  REQUIRED = 1 << 0,
  NOT_COUNTED = 1 << 1,   /* no business of count_tokens */
  SAMPLING = 1 << 2,      /* gone with version 2026-10-21 */
};

static const struct
{
  const char *name;
  Shape       shape;
  guint       flags;
} fields[] = {
  { "model", STRING, REQUIRED },
  { "max_tokens", INTEGER, REQUIRED | NOT_COUNTED },
  { "messages", LIST, REQUIRED },
  { "system", STRING_OR_LIST, 0 },
  { "stream", BOOLEAN, NOT_COUNTED },
  { "stop_sequences", LIST, NOT_COUNTED },
  { "thinking", OBJECT, 0 },
  { "output_config", OBJECT, 0 },
  { "tools", LIST, 0 },
  { "tool_choice", OBJECT, 0 },
  { "cache_control", OBJECT, 0 },
  { "metadata", OBJECT, NOT_COUNTED },
  { "service_tier", STRING, NOT_COUNTED },
  { "speed", STRING, 0 },
  { "inference_geo", STRING, NOT_COUNTED },
  { "container", ANYTHING, NOT_COUNTED },
  { "diagnostics", OBJECT, NOT_COUNTED },
  { "temperature", NUMBER, SAMPLING },
  { "top_p", NUMBER, SAMPLING },
  { "top_k", INTEGER, SAMPLING },
  { "mcp_servers", LIST, 0 },
  { "context_management", OBJECT, 0 },
};

static gboolean
has_shape (JsonNode *node,
           Shape     shape)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  switch (shape)
    {
    case BOOLEAN:
      return type == G_TYPE_BOOLEAN;
    case INTEGER:
      return type == G_TYPE_INT64;
    case NUMBER:
      return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE;
    case STRING:
      return type == G_TYPE_STRING;
    case LIST:
      return JSON_NODE_HOLDS_ARRAY (node);
    case OBJECT:
      return JSON_NODE_HOLDS_OBJECT (node);
    case STRING_OR_LIST:
      return type == G_TYPE_STRING || JSON_NODE_HOLDS_ARRAY (node);
    case ANYTHING:
    default:
      return TRUE;
    }
}

static const char *
name_shape (Shape shape)
{
  static const char *const names[] = {
    [BOOLEAN] = "a valid boolean", [INTEGER] = "a valid integer", [NUMBER] = "a valid number",
    [STRING] = "a valid string", [LIST] = "a valid list", [OBJECT] = "an object",
    [STRING_OR_LIST] = "a valid list",
  };

  return names[shape];
}

static gboolean
is_known (ChatDemoRequest *request,
          const char      *name,
          gboolean         is_count)
{
  const char *version = soup_message_headers_get_one (request->headers, "anthropic-version");
  gboolean is_new = g_strcmp0 (version, "2026-10-21") == 0;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (strcmp (fields[i].name, name) == 0)
        return !(is_count && (fields[i].flags & NOT_COUNTED)) &&
               !(is_new && (fields[i].flags & SAMPLING));
    }
  return FALSE;
}

static ChatDemoRefusal *
check_names (ChatDemoRequest *request,
             gboolean         is_count)
{
  g_autoptr(GList) names = json_object_get_members (request->json);

  for (GList *l = names; l != NULL; l = l->next)
    {
      if (!is_known (request, l->data, is_count))
        return chat_demo_refuse ("%s: Extra inputs are not permitted", (const char *) l->data);
    }
  return NULL;
}

static ChatDemoRefusal *
check_shapes (ChatDemoRequest *request,
              gboolean         is_count)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      JsonNode *node = json_object_get_member (request->json, fields[i].name);
      gboolean is_required = (fields[i].flags & REQUIRED) &&
                             !(is_count && (fields[i].flags & NOT_COUNTED));

      if (node == NULL && is_required)
        return chat_demo_refuse ("%s: Field required", fields[i].name);
      if (node != NULL && !has_shape (node, fields[i].shape))
        return chat_demo_refuse ("%s: Input should be %s", fields[i].name,
                                 name_shape (fields[i].shape));
    }
  return NULL;
}

static ChatDemoRefusal *
check_max_tokens (ChatDemoRequest *request)
{
  gint64 max_tokens = chat_json_get_int (request->json, "max_tokens", 1);

  if (*chat_demo_request_get_model (request) == '\0')
    return chat_demo_refuse ("model: String should have at least 1 character");
  if (max_tokens < 0)
    return chat_demo_refuse ("max_tokens: Input should be greater than or equal to 0");
  if (max_tokens > MAX_OUTPUT_TOKENS)
    return chat_demo_refuse ("max_tokens: %" G_GINT64_FORMAT " > %d, which is the maximum allowed "
                             "number of output tokens for %s", max_tokens, MAX_OUTPUT_TOKENS,
                             chat_demo_request_get_model (request));
  return NULL;
}

static gboolean
interleaves (ChatDemoRequest *request)
{
  const char *header = soup_message_headers_get_list (request->headers, "anthropic-beta");

  return header != NULL && strstr (header, "interleaved-thinking") != NULL;
}

static ChatDemoRefusal *
check_budget (ChatDemoRequest *request,
              JsonObject      *thinking)
{
  gint64 max_tokens = chat_json_get_int (request->json, "max_tokens", G_MAXINT64);
  gint64 budget = chat_json_get_int (thinking, "budget_tokens", -1);

  if (!json_object_has_member (thinking, "budget_tokens"))
    return chat_demo_refuse ("thinking.enabled.budget_tokens: Field required");
  if (budget < MIN_THINKING_TOKENS)
    return chat_demo_refuse ("thinking.enabled.budget_tokens: Input should be greater than or "
                             "equal to %d", MIN_THINKING_TOKENS);
  if (budget >= max_tokens && !interleaves (request))
    return chat_demo_refuse ("`max_tokens` must be greater than `thinking.budget_tokens`");
  return NULL;
}

static ChatDemoRefusal *
check_thinking (ChatDemoRequest *request)
{
  static const char *const types[] = { "disabled", "enabled", "adaptive", "between_tools", NULL };
  static const char *const displays[] = { "summarized", "omitted", "updates", NULL };
  JsonObject *thinking = chat_json_get_object (request->json, "thinking");
  const char *type = chat_json_get_string (thinking, "type");
  const char *display = chat_json_get_string (thinking, "display");

  if (thinking == NULL)
    return NULL;
  if (type == NULL)
    return chat_demo_refuse ("thinking.type: Field required");
  if (!g_strv_contains (types, type))
    return chat_demo_refuse ("thinking: Input tag '%s' found using 'type' does not match any of "
                             "the expected tags: 'adaptive', 'disabled', 'enabled', "
                             "'between_tools'", type);
  if (display != NULL && strcmp (type, "disabled") == 0)
    return chat_demo_refuse ("thinking.disabled.display: Extra inputs are not permitted");
  if (display != NULL && !g_strv_contains (displays, display))
    return chat_demo_refuse ("thinking.%s.display: Input should be 'summarized' or 'omitted'",
                             type);
  return strcmp (type, "enabled") == 0 ? check_budget (request, thinking) : NULL;
}

static ChatDemoRefusal *
check_tool (JsonObject *tool,
            guint       index)
{
  JsonObject *schema = chat_json_get_object (tool, "input_schema");
  const char *type = chat_json_get_string (tool, "type");
  const char *name = chat_json_get_string (tool, "name");

  if (tool == NULL)
    return chat_demo_refuse ("tools.%u: Input should be an object", index);
  if (type != NULL && strcmp (type, "custom") != 0)
    return NULL;
  if (name == NULL)
    return chat_demo_refuse ("tools.%u.custom.name: Field required", index);
  if (!g_regex_match_simple ("^[a-zA-Z0-9_-]{1,64}$", name, G_REGEX_DOLLAR_ENDONLY, 0))
    return chat_demo_refuse ("tools.%u.custom.name: String should match pattern "
                             "'^[a-zA-Z0-9_-]{1,64}$'", index);
  if (schema == NULL)
    return chat_demo_refuse ("tools.%u.custom.input_schema: Field required", index);
  if (g_strcmp0 (chat_json_get_string (schema, "type"), "object") != 0)
    return chat_demo_refuse ("tools.%u.custom.input_schema.type: Input should be 'object'", index);
  return NULL;
}

static ChatDemoRefusal *
check_tools (ChatDemoRequest *request)
{
  JsonArray *tools = chat_json_get_array (request->json, "tools");
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; tools != NULL && i < json_array_get_length (tools); i++)
    {
      JsonObject *tool = chat_json_array_get_object (tools, i);
      ChatDemoRefusal *refusal = check_tool (tool, i);
      const char *name = chat_json_get_string (tool, "name");

      if (refusal != NULL)
        return refusal;
      if (name != NULL && !g_hash_table_add (names, (char *) name))
        return chat_demo_refuse ("tools: Tool names must be unique.");
    }
  return NULL;
}

static ChatDemoRefusal *
check_stop_sequences (ChatDemoRequest *request)
{
  JsonArray *sequences = chat_json_get_array (request->json, "stop_sequences");

  for (guint i = 0; sequences != NULL && i < json_array_get_length (sequences); i++)
    {
      JsonNode *node = json_array_get_element (sequences, i);
      const char *text = has_shape (node, STRING) ? json_node_get_string (node) : NULL;

      if (text == NULL)
        return chat_demo_refuse ("stop_sequences.%u: Input should be a valid string", i);
      if (text[strspn (text, " \t\r\n")] == '\0')
        return chat_demo_refuse ("stop_sequences: each stop sequence must contain non-whitespace");
    }
  return NULL;
}

ChatDemoRefusal *
chat_demo_check_fields (ChatDemoRequest *request,
                        gboolean         is_count)
{
  ChatDemoRefusal *refusal = check_shapes (request, is_count);

  if (refusal == NULL)
    refusal = check_names (request, is_count);
  if (refusal == NULL)
    refusal = check_max_tokens (request);
  if (refusal == NULL)
    refusal = check_thinking (request);
  if (refusal == NULL)
    refusal = check_tools (request);
  if (refusal == NULL)
    refusal = check_stop_sequences (request);
  return refusal;
}
