/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a request asks for beyond the conversation itself, and its form in the history.
 */

#include "chat-parameters.h"

#include "chat-json.h"

#define MAX_TEMPERATURE 2
#define MAX_TOP_P       1

static const char * const mode_names[] = {
  [CHAT_THINKING_MODE_DEFAULT] = "default",
  [CHAT_THINKING_MODE_OFF] = "off",
  [CHAT_THINKING_MODE_ADAPTIVE] = "adaptive",
  [CHAT_THINKING_MODE_BUDGET] = "budget",
};

char *
chat_parameters_to_json (const ChatParameters *self)
{
  g_autoptr(GString) out = g_string_new ("{");

  if (self->max_tokens > 0)
    chat_json_append_int_member (out, "max_tokens", self->max_tokens);
  if (self->thinking != CHAT_THINKING_MODE_DEFAULT)
    chat_json_append_member (out, "thinking", mode_names[self->thinking]);
  if (self->thinking_budget > 0)
    chat_json_append_int_member (out, "thinking_budget", self->thinking_budget);
  if (self->display == CHAT_DISPLAY_OMITTED)
    chat_json_append_member (out, "display", "omitted");
  if (self->effort != CHAT_EFFORT_DEFAULT)
    chat_json_append_member (out, "effort", chat_effort_get_name (self->effort));
  chat_sampling_append_members (&self->sampling, out);
  if (self->stop_sequences != NULL && self->stop_sequences[0] != NULL)
    chat_json_append_strings_member (out, "stop_sequences",
                                     (const char * const *) self->stop_sequences);
  if (out->len == 1)
    return NULL;

  g_string_append_c (out, '}');
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static ChatThinkingMode
get_mode (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (mode_names); i++)
    if (g_strcmp0 (name, mode_names[i]) == 0)
      return i;
  return CHAT_THINKING_MODE_DEFAULT;
}

static ChatSampling
read_sampling (JsonObject *object)
{
  ChatSampling sampling = { 0 };

  sampling.temperature = chat_json_get_double (object, "temperature", -1);
  sampling.top_p = chat_json_get_double (object, "top_p", -1);
  sampling.top_k = chat_json_get_int (object, "top_k", 0);
  if (sampling.temperature >= 0 && sampling.temperature <= MAX_TEMPERATURE)
    sampling.set |= CHAT_SAMPLING_TEMPERATURE;
  if (sampling.top_p >= 0 && sampling.top_p <= MAX_TOP_P)
    sampling.set |= CHAT_SAMPLING_TOP_P;
  if (sampling.top_k > 0)
    sampling.set |= CHAT_SAMPLING_TOP_K;

  return sampling;
}

static GStrv
read_strings (JsonArray *array)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  if (array == NULL)
    return NULL;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_node_get_string (node));
    }

  return g_strv_builder_end (builder);
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
  if (g_strcmp0 (chat_json_get_string (object, "display"), "omitted") == 0)
    self.display = CHAT_DISPLAY_OMITTED;
  self.effort = chat_effort_from_name (chat_json_get_string (object, "effort"));
  self.sampling = read_sampling (object);
  self.stop_sequences = read_strings (chat_json_get_array (object, "stop_sequences"));
  return self;
}

ChatParameters
chat_parameters_copy (const ChatParameters *self)
{
  ChatParameters copy = *self;

  copy.stop_sequences = g_strdupv (self->stop_sequences);
  return copy;
}

void
chat_parameters_clear (ChatParameters *self)
{
  g_clear_pointer (&self->stop_sequences, g_strfreev);
}
