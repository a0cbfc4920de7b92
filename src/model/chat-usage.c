/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a reply used, in tokens, as the API reports it.
 */

#include "chat-usage.h"

#include "chat-json.h"

static void
update_counter (gint64     *counter,
                JsonObject *object,
                const char *member)
{
  gint64 value = chat_json_get_int (object, member, -1);

  if (value >= 0)
    *counter = value;
}

void
chat_usage_update (ChatUsage  *self,
                   JsonObject *object)
{
  JsonObject *creation = chat_json_get_object (object, "cache_creation");
  JsonObject *server_tools = chat_json_get_object (object, "server_tool_use");
  JsonObject *details = chat_json_get_object (object, "output_tokens_details");

  update_counter (&self->input_tokens, object, "input_tokens");
  update_counter (&self->output_tokens, object, "output_tokens");
  update_counter (&self->cache_creation_input_tokens, object, "cache_creation_input_tokens");
  update_counter (&self->cache_read_input_tokens, object, "cache_read_input_tokens");
  update_counter (&self->cache_creation_5m_tokens, creation, "ephemeral_5m_input_tokens");
  update_counter (&self->cache_creation_1h_tokens, creation, "ephemeral_1h_input_tokens");
  update_counter (&self->thinking_tokens, details, "thinking_tokens");
  update_counter (&self->web_search_requests, server_tools, "web_search_requests");
}

gint64
chat_usage_total_input (const ChatUsage *self)
{
  if (self->input_tokens < 0)
    return -1;

  return self->input_tokens +
         MAX (self->cache_creation_input_tokens, 0) +
         MAX (self->cache_read_input_tokens, 0);
}
