/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The body of POST /v1/messages, written by hand so that blocks go back byte for byte.
 */

#include "chat-request.h"

#include "chat-json.h"
#include "chat-request-turns.h"
#include "chat-utf8.h"

#include <string.h>

/* The API's smallest thinking budget; a budget is also less than max_tokens. */
#define MIN_THINKING_BUDGET 1024

static void
append_adaptive (GString                  *out,
                 const ChatRequestOptions *options)
{
  /* Without a display the newer models send their thinking empty. */
  chat_json_append_raw_member (out, "thinking", options->thinking_omitted
                               ? "{\"type\":\"adaptive\",\"display\":\"omitted\"}"
                               : "{\"type\":\"adaptive\",\"display\":\"summarized\"}");
}

/* The models that take a budget show their thinking unless told otherwise. */
static void
append_budget (GString                  *out,
               const ChatRequestOptions *options)
{
  const gint64 largest = options->max_tokens - 1;

  if (largest < MIN_THINKING_BUDGET)
    return;

  chat_json_append_key (out, "thinking");
  g_string_append_c (out, '{');
  chat_json_append_member (out, "type", "enabled");
  chat_json_append_int_member (out, "budget_tokens",
                               CLAMP (options->thinking_budget, MIN_THINKING_BUDGET, largest));
  if (options->thinking_omitted)
    chat_json_append_member (out, "display", "omitted");
  g_string_append_c (out, '}');
}

static void
append_thinking (GString                  *out,
                 const ChatRequestOptions *options)
{
  switch (options->thinking)
    {
    case CHAT_REQUEST_THINKING_DISABLED:
      chat_json_append_raw_member (out, "thinking", "{\"type\":\"disabled\"}");
      break;

    case CHAT_REQUEST_THINKING_ADAPTIVE:
      append_adaptive (out, options);
      break;

    case CHAT_REQUEST_THINKING_BUDGET:
      append_budget (out, options);
      break;

    case CHAT_REQUEST_THINKING_UNSET:
    default:
      break;
    }
}

static void
append_effort (GString    *out,
               const char *effort)
{
  if (effort == NULL)
    return;

  chat_json_append_key (out, "output_config");
  g_string_append_c (out, '{');
  chat_json_append_member (out, "effort", effort);
  g_string_append_c (out, '}');
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '\0';
}

static void
append_stop_sequences (GString            *out,
                       const char * const *sequences)
{
  g_autoptr(GPtrArray) sent = g_ptr_array_new ();

  for (gsize i = 0; sequences != NULL && sequences[i] != NULL; i++)
    {
      if (!is_blank (sequences[i]))
        g_ptr_array_add (sent, (gpointer) sequences[i]);
    }
  if (sent->len == 0)
    return;

  g_ptr_array_add (sent, NULL);
  chat_json_append_strings_member (out, "stop_sequences", (const char * const *) sent->pdata);
}

static void
append_turn (GString               *out,
             const ChatRequestTurn *turn)
{
  g_string_append_c (out, '{');
  chat_json_append_member (out, "role", turn->role == CHAT_ROLE_USER ? "user" : "assistant");
  chat_json_append_key (out, "content");
  g_string_append_c (out, '[');
  for (guint i = 0; i < turn->items->len; i++)
    {
      const ChatRequestItem *item = g_ptr_array_index (turn->items, i);

      if (i > 0)
        g_string_append_c (out, ',');
      g_string_append (out, item->json);
    }
  g_string_append (out, "]}");
}

static GString *
write_body (GPtrArray                *turns,
            const char               *system,
            const ChatRequestOptions *options)
{
  GString *out = g_string_new ("{");

  chat_json_append_member (out, "model", options->model);
  chat_json_append_int_member (out, "max_tokens", options->max_tokens);
  if (options->stream)
    chat_json_append_raw_member (out, "stream", "true");
  if (options->cache_control)
    chat_json_append_raw_member (out, "cache_control", "{\"type\":\"ephemeral\"}");
  append_thinking (out, options);
  append_effort (out, options->effort);
  chat_sampling_append_members (&options->sampling, out);
  append_stop_sequences (out, options->stop_sequences);
  if (system != NULL)
    chat_json_append_member (out, "system", system);

  chat_json_append_key (out, "messages");
  g_string_append_c (out, '[');
  for (guint i = 0; i < turns->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_turn (out, g_ptr_array_index (turns, i));
    }
  g_string_append (out, "]}");

  return out;
}

/* Blocks keep the bytes that came, and some servers send what is no UTF-8. */
static GString *
make_valid (GString *body)
{
  GString *valid;

  if (chat_utf8_is_valid (body->str, body->len))
    return body;

  valid = g_string_sized_new (body->len);
  chat_utf8_append_valid (valid, body->str, body->len);
  g_string_free (body, TRUE);

  return valid;
}

/* The API refuses empty text here too. (nullable) */
static const char *
get_system (ChatConversation *conversation)
{
  const char *system = chat_conversation_get_system (conversation);

  return system != NULL && !is_blank (system) ? system : NULL;
}

ChatRequest *
chat_request_build (ChatConversation         *conversation,
                    ChatMessage              *before,
                    const ChatRequestOptions *options)
{
  const char *system = get_system (conversation);
  g_autoptr(GPtrArray) turns = NULL;
  GString *body;
  ChatRequest *self;

  g_return_val_if_fail (CHAT_IS_CONVERSATION (conversation), NULL);
  g_return_val_if_fail (options->model != NULL, NULL);

  turns = chat_request_collect (conversation, before, options->unsigned_thinking,
                                options->plain_documents);
  chat_request_pair_tools (turns);
  chat_request_drop_stale_thinking (turns, options->model, system);
  chat_request_drop_open_loop (turns);
  chat_request_pair_tools (turns);

  body = make_valid (write_body (turns, system, options));
  self = g_new0 (ChatRequest, 1);
  self->prefix_hash = chat_request_hash_prefix (turns, options->model, system);
  self->length = body->len;
  self->body = g_string_free (body, FALSE);

  return self;
}

ChatRequest *
chat_request_new_with_body (const char *body)
{
  ChatRequest *self = g_new0 (ChatRequest, 1);

  self->body = g_strdup (body);
  self->length = strlen (body);

  return self;
}

void
chat_request_free (ChatRequest *self)
{
  if (self == NULL)
    return;

  g_free (self->body);
  g_free (self->prefix_hash);
  g_free (self);
}
