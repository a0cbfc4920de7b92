/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a request asks for beyond the conversation itself, and its form in the history.
 */

#include "chat-parameters.h"

#include "chat-json.h"

static const char * const mode_names[] = {
  [CHAT_THINKING_MODE_DEFAULT] = "default",
  [CHAT_THINKING_MODE_OFF] = "off",
  [CHAT_THINKING_MODE_ADAPTIVE] = "adaptive",
  [CHAT_THINKING_MODE_BUDGET] = "budget",
};

char *
chat_parameters_to_json (const ChatParameters *self)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  if (self->max_tokens > 0)
    json_object_set_int_member (object, "max_tokens", self->max_tokens);
  if (self->thinking != CHAT_THINKING_MODE_DEFAULT)
    json_object_set_string_member (object, "thinking", mode_names[self->thinking]);
  if (self->thinking_budget > 0)
    json_object_set_int_member (object, "thinking_budget", self->thinking_budget);
  if (json_object_get_size (object) == 0)
    return NULL;

  json_node_set_object (node, object);
  return json_to_string (node, FALSE);
}

static ChatThinkingMode
get_mode (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (mode_names); i++)
    if (g_strcmp0 (name, mode_names[i]) == 0)
      return i;
  return CHAT_THINKING_MODE_DEFAULT;
}

ChatParameters
chat_parameters_from_json (const char *json)
{
  ChatParameters self = CHAT_PARAMETERS_INIT;
  g_autoptr(JsonObject) object = json != NULL ? chat_json_parse_object (json, -1, NULL) : NULL;

  if (object == NULL)
    return self;

  self.max_tokens = MAX (chat_json_get_int (object, "max_tokens", 0), 0);
  self.thinking = get_mode (chat_json_get_string (object, "thinking"));
  self.thinking_budget = MAX (chat_json_get_int (object, "thinking_budget", 0), 0);
  return self;
}
