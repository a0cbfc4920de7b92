/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Says no to requests that the real API would refuse: one content block.
 */

#include "chat-demo-check.h"

#include "chat-demo-text.h"

#include <string.h>

#define ID_PATTERN "^[a-zA-Z0-9_-]{1,64}$"

enum
{
  USER = 1 << 0,
  ASSISTANT = 1 << 1,
};

typedef struct
{
  const char *type;
  guint       roles;
  const char *fields[4];   /* required; strings but for input, source, content */
} BlockType;

static const BlockType block_types[] = {
  { "text", USER | ASSISTANT, { "text" } },
  { "image", USER, { "source" } },
  { "document", USER | ASSISTANT, { "source" } },
  { "search_result", USER, { "source", "title", "content" } },
  { "container_upload", USER | ASSISTANT, { "file_id" } },
  { "tool_result", USER, { "tool_use_id" } },
  { "thinking", ASSISTANT, { "thinking", "signature" } },
  { "redacted_thinking", ASSISTANT, { "data" } },
  { "tool_use", ASSISTANT, { "id", "name", "input" } },
  { "server_tool_use", ASSISTANT, { "id", "name", "input" } },
  { "web_search_tool_result", ASSISTANT, { "tool_use_id", "content" } },
  { "web_fetch_tool_result", ASSISTANT, { "tool_use_id", "content" } },
  { "code_execution_tool_result", ASSISTANT, { "tool_use_id", "content" } },
  { "bash_code_execution_tool_result", ASSISTANT, { "tool_use_id", "content" } },
  { "text_editor_code_execution_tool_result", ASSISTANT, { "tool_use_id", "content" } },
  { "tool_search_tool_result", ASSISTANT, { "tool_use_id", "content" } },
  { "mcp_tool_use", ASSISTANT, { "id", "name", "input" } },
  { "mcp_tool_result", ASSISTANT, { "tool_use_id", "content" } },
  { "mcp_tool_listing", ASSISTANT, { "mcp_server_name" } },
  { "advisor_tool_result", ASSISTANT, { "content" } },
  { "compaction", ASSISTANT, { NULL } },
  { "fallback", ASSISTANT, { NULL } },
};

/* What the tour shows as a block from the future comes back, as all blocks do. */
static const BlockType made_up_type = { "demo", ASSISTANT, { NULL } };

static const BlockType *
find_type (const char *type)
{
  if (g_str_has_prefix (type, "demo_"))
    return &made_up_type;
  for (guint i = 0; i < G_N_ELEMENTS (block_types); i++)
    {
      if (strcmp (block_types[i].type, type) == 0)
        return &block_types[i];
    }
  return NULL;
}

static ChatDemoRefusal *
refuse_type (const char *type,
             const char *where)
{
  g_autoptr(GString) expected = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (block_types); i++)
    g_string_append_printf (expected, "%s'%s'", i > 0 ? ", " : "", block_types[i].type);
  return chat_demo_refuse ("%s: Input tag '%s' found using 'type' does not match any of the "
                           "expected tags: %s", where, type, expected->str);
}

static ChatDemoRefusal *
check_fields (JsonObject      *block,
              const BlockType *type,
              const char      *where)
{
  for (guint i = 0; i < G_N_ELEMENTS (type->fields) && type->fields[i] != NULL; i++)
    {
      const char *name = type->fields[i];
      JsonNode *node = json_object_get_member (block, name);
      gboolean is_string = node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
                           json_node_get_value_type (node) == G_TYPE_STRING;

      if (node == NULL)
        return chat_demo_refuse ("%s.%s.%s: Field required", where, type->type, name);
      if (strcmp (name, "input") == 0 && !JSON_NODE_HOLDS_OBJECT (node))
        return chat_demo_refuse ("%s.%s.input: Input should be an object", where, type->type);
      if (!is_string && strcmp (name, "input") != 0 && strcmp (name, "source") != 0 &&
          strcmp (name, "content") != 0)
        return chat_demo_refuse ("%s.%s.%s: Input should be a valid string", where, type->type,
                                 name);
    }
  return NULL;
}

static ChatDemoRefusal *
check_text (JsonObject *block)
{
  const char *text = chat_json_get_string (block, "text");

  if (*text == '\0')
    return chat_demo_refuse ("messages: text content blocks must be non-empty");
  if (text[strspn (text, " \t\r\n\f\v")] == '\0')
    return chat_demo_refuse ("messages: text content blocks must contain non-whitespace text");
  return NULL;
}

static ChatDemoRefusal *
check_thinking (JsonObject          *block,
                const char          *where,
                const ChatDemoRules *rules)
{
  const char *signature = chat_json_get_string (block, "signature");
  ChatDemoSignature verdict =
    chat_demo_check_signature (chat_json_get_string (block, "thinking"), signature);

  if (verdict == CHAT_DEMO_SIGNATURE_BAD)
    return chat_demo_refuse ("%s: `thinking` or `redacted_thinking` blocks in the latest assistant "
                             "message cannot be modified. These blocks must remain as they were in "
                             "the original response.", where);
  if (*signature == '\0' || (rules->strict && verdict == CHAT_DEMO_SIGNATURE_FOREIGN))
    return chat_demo_refuse ("%s: Invalid `signature` in `thinking` block", where);
  return NULL;
}

static ChatDemoRefusal *
check_id (JsonObject *block,
          const char *type,
          const char *member,
          const char *where)
{
  const char *id = chat_json_get_string (block, member);

  if (id == NULL || g_regex_match_simple (ID_PATTERN, id, G_REGEX_DOLLAR_ENDONLY, 0))
    return NULL;
  return chat_demo_refuse ("%s.%s.%s: String should match pattern '" ID_PATTERN "'",
                           where, type, member);
}

/* What the API gave in encrypted form it wants back as it was. */
static ChatDemoRefusal *
check_search_results (JsonObject *block,
                      const char *where)
{
  JsonArray *results = chat_json_get_array (block, "content");

  for (guint i = 0; results != NULL && i < json_array_get_length (results); i++)
    {
      JsonObject *result = chat_json_array_get_object (results, i);
      const char *encrypted = chat_json_get_string (result, "encrypted_content");

      if (encrypted == NULL || *encrypted == '\0')
        return chat_demo_refuse ("%s.web_search_tool_result.content.%u.encrypted_content: "
                                 "Field required", where, i);
    }
  return NULL;
}

static ChatDemoRefusal *
check_values (JsonObject          *block,
              const char          *type,
              const char          *where,
              const ChatDemoRules *rules)
{
  ChatDemoRefusal *refusal = NULL;

  if (strcmp (type, "text") == 0)
    refusal = check_text (block);
  else if (strcmp (type, "thinking") == 0)
    refusal = check_thinking (block, where, rules);
  else if (strcmp (type, "web_search_tool_result") == 0)
    refusal = check_search_results (block, where);
  if (refusal == NULL)
    refusal = check_id (block, type, "id", where);
  if (refusal == NULL)
    refusal = check_id (block, type, "tool_use_id", where);
  return refusal;
}

ChatDemoRefusal *
chat_demo_check_block (JsonObject          *block,
                       const char          *role,
                       const char          *where,
                       const ChatDemoRules *rules)
{
  const char *name = chat_json_get_string (block, "type");
  guint needed = strcmp (role, "assistant") == 0 ? ASSISTANT : USER;
  const BlockType *type;
  ChatDemoRefusal *refusal;

  if (block == NULL)
    return chat_demo_refuse ("%s: Input should be an object", where);
  if (name == NULL)
    return chat_demo_refuse ("%s.type: Field required", where);
  type = find_type (name);
  if (type == NULL)
    return refuse_type (name, where);
  if ((type->roles & needed) == 0)
    return chat_demo_refuse ("%s: `%s` blocks can only be in `%s` messages", where, name,
                             type->roles == USER ? "user" : "assistant");
  refusal = check_fields (block, type, where);
  return refusal != NULL ? refusal : check_values (block, name, where, rules);
}
