/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a reply used, in tokens, as the API reports it.
 */

#include "chat-usage.h"

#include "chat-json.h"

#include <string.h>

/* The region of models that offer none to choose from. */
#define NO_CHOICE "not_available"

static void
update_counter (gint64     *counter,
                JsonObject *object,
                const char *member)
{
  gint64 value = chat_json_get_int (object, member, -1);

  if (value >= 0)
    *counter = value;
}

static void
update_term (ChatUsageTerm *term,
             JsonObject    *object,
             const char    *member,
             const char    *ordinary,
             const char    *special)
{
  const char *value = chat_json_get_string (object, member);

  if (value == NULL)
    return;

  if (strcmp (value, special) == 0)
    *term = CHAT_USAGE_SPECIAL;
  else if (strcmp (value, ordinary) == 0 || strcmp (value, NO_CHOICE) == 0)
    *term = CHAT_USAGE_ORDINARY;
  else
    *term = CHAT_USAGE_STRANGE;
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
  update_counter (&self->web_fetch_requests, server_tools, "web_fetch_requests");
  update_term (&self->speed, object, "speed", "standard", "fast");
  update_term (&self->region, object, "inference_geo", "global", "us");
  update_term (&self->tier, object, "service_tier", "standard", "batch");
}

/* A server may write what it likes: so much that the sum does not overflow. */
#define MOST (G_MAXINT64 / 4)

gint64
chat_usage_total_input (const ChatUsage *self)
{
  if (self->input_tokens < 0)
    return -1;

  return MIN (self->input_tokens, MOST) +
         CLAMP (self->cache_creation_input_tokens, 0, MOST) +
         CLAMP (self->cache_read_input_tokens, 0, MOST);
}

void
chat_usage_forget_cache (ChatUsage *self)
{
  self->cache_creation_input_tokens = -1;
  self->cache_creation_5m_tokens = -1;
  self->cache_creation_1h_tokens = -1;
  self->cache_read_input_tokens = -1;
}
