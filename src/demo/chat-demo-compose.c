/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A message as the API would send it: as a stream of events, or whole.
 */

#include "chat-demo-compose.h"

#include "chat-demo-part.h"
#include "chat-demo-text.h"

#include <string.h>

typedef struct
{
  guint    output_tokens;
  guint    thinking_tokens;
  gboolean calls_tools;
  gboolean is_cut;          /* by max_tokens */
} Account;

/* Appends a member of the message as the script has it, else @fallback (JSON). */
static void
append_given (ChatDemoContext *context,
              GString         *out,
              JsonObject      *message,
              const char      *name,
              const char      *fallback)
{
  JsonNode *node = message != NULL ? json_object_get_member (message, name) : NULL;

  if (node == NULL && fallback == NULL)
    return;
  chat_json_append_key (out, name);
  if (node != NULL)
    chat_demo_value_to_json (context, node, out);
  else
    g_string_append (out, fallback);
}

static char *
to_json_string (const char *text)
{
  GString *json = g_string_new (NULL);

  chat_json_append_string (json, text, -1);
  return g_string_free (json, FALSE);
}

static void
append_frame_of_message (ChatDemoContext *context,
                         GString         *out,
                         JsonObject      *message)
{
  g_autofree char *id_text = g_strconcat ("msg_01", context->request->unique, NULL);
  g_autofree char *id = to_json_string (id_text);
  g_autofree char *model = to_json_string (chat_demo_request_get_model (context->request));

  append_given (context, out, message, "model", model);
  append_given (context, out, message, "id", id);
  append_given (context, out, message, "type", "\"message\"");
  append_given (context, out, message, "role", "\"assistant\"");
}

static void
append_counter (GString    *out,
                JsonObject *usage,
                const char *name,
                guint       count)
{
  if (usage == NULL || !json_object_has_member (usage, name))
    chat_json_append_int_member (out, name, count);
}

static void
append_given_usage (ChatDemoContext *context,
                    GString         *out,
                    JsonObject      *usage,
                    gboolean         is_start)
{
  static const char *const at_the_end[] = {
    "output_tokens", "output_tokens_details", "server_tool_use", NULL
  };
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (usage == NULL)
    return;
  json_object_iter_init_ordered (&iter, usage);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      if (is_start && g_strv_contains (at_the_end, name))
        continue;
      chat_json_append_key (out, name);
      chat_demo_value_to_json (context, node, out);
    }
}

/* @account: NULL at the start of a stream. */
static void
append_usage (ChatDemoContext *context,
              GString         *out,
              JsonObject      *message,
              const Account   *account)
{
  JsonObject *usage = chat_json_get_object (message, "usage");

  if (message != NULL && usage == NULL && json_object_has_member (message, "usage"))
    return;
  chat_json_append_key (out, "usage");
  g_string_append_c (out, '{');
  append_counter (out, usage, "input_tokens", chat_demo_request_count_tokens (context->request));
  append_counter (out, usage, "cache_creation_input_tokens", 0);
  append_counter (out, usage, "cache_read_input_tokens", 0);
  if (account == NULL)
    {
      chat_json_append_int_member (out, "output_tokens", 1);
      chat_json_append_member (out, "service_tier", "standard");
    }
  else
    {
      append_counter (out, usage, "output_tokens", account->output_tokens);
    }
  if (account != NULL && account->thinking_tokens > 0)
    {
      chat_json_append_key (out, "output_tokens_details");
      g_string_append_printf (out, "{\"thinking_tokens\":%u}", account->thinking_tokens);
    }
  append_given_usage (context, out, usage, account == NULL);
  g_string_append_c (out, '}');
}

static void
append_stop (ChatDemoContext *context,
             GString         *out,
             JsonObject      *message,
             const char      *stop_reason)
{
  g_autofree char *reason = to_json_string (stop_reason);

  append_given (context, out, message, "stop_reason", reason);
  append_given (context, out, message, "stop_sequence", "null");
  append_given (context, out, message, "stop_details", "null");
  append_given (context, out, message, "container", NULL);
}

void
chat_demo_compose_start (ChatDemoEmitter *emitter,
                         ChatDemoContext *context,
                         JsonObject      *message)
{
  g_autoptr(GString) out = g_string_new ("{\"type\":\"message_start\",\"message\":{");

  append_frame_of_message (context, out, message);
  g_string_append (out, ",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,"
                   "\"stop_details\":null");
  append_usage (context, out, message, NULL);
  g_string_append (out, "}}");
  chat_demo_emit (emitter, "message_start", out->str);
}

static void
finish (ChatDemoEmitter *emitter,
        ChatDemoContext *context,
        JsonObject      *message,
        const char      *stop_reason,
        const Account   *account)
{
  g_autoptr(GString) out = g_string_new ("{\"type\":\"message_delta\",\"delta\":{");

  append_stop (context, out, message, stop_reason);
  g_string_append_c (out, '}');
  append_usage (context, out, message, account);
  g_string_append_c (out, '}');
  chat_demo_emit (emitter, "message_delta", out->str);
  chat_demo_emit (emitter, "message_stop", "{\"type\":\"message_stop\"}");
}

void
chat_demo_compose_finish (ChatDemoEmitter *emitter,
                          ChatDemoContext *context,
                          JsonObject      *message,
                          const char      *stop_reason,
                          guint            output_tokens)
{
  const Account account = { .output_tokens = output_tokens };

  finish (emitter, context, message, stop_reason, &account);
}

static void
emit_part (ChatDemoEmitter      *emitter,
           ChatDemoPart         *part,
           guint                 index,
           gboolean              stays_open,
           const ChatDemoManner *manner)
{
  g_autoptr(GString) start = g_string_new (NULL);
  g_autofree char *stop = g_strdup_printf ("{\"type\":\"content_block_stop\",\"index\":%u}", index);

  g_string_append_printf (start, "{\"type\":\"content_block_start\",\"index\":%u,"
                          "\"content_block\":%s}", index, part->start->str);
  chat_demo_emit (emitter, "content_block_start", start->str);
  if (index == 0)
    chat_demo_emit (emitter, "ping", "{\"type\": \"ping\"}");
  chat_demo_part_emit_deltas (part, emitter, index, manner->delta_length);
  if (!stays_open)
    chat_demo_emit (emitter, "content_block_stop", stop);
}

static void
account_for (Account            *account,
             const ChatDemoPart *part)
{
  account->output_tokens += part->tokens;
  account->thinking_tokens += part->is_thinking ? part->tokens : 0;
  account->calls_tools |= part->is_tool_use;
  account->is_cut |= part->is_cut;
}

void
chat_demo_compose_block (ChatDemoEmitter      *emitter,
                         ChatDemoContext      *context,
                         JsonObject           *block,
                         guint                 index,
                         gboolean              stays_open,
                         const ChatDemoManner *manner,
                         guint                *budget)
{
  g_autoptr(ChatDemoPart) part = chat_demo_part_new (context, block, manner->obeys, budget);

  if (part != NULL)
    emit_part (emitter, part, index, stays_open, manner);
}

/* The blocks that are left once the request has been obeyed. Returns: (transfer full) */
static GPtrArray *
make_parts (ChatDemoContext      *context,
            JsonObject           *message,
            const ChatDemoManner *manner,
            Account              *account)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) chat_demo_part_free);
  JsonArray *content = chat_json_get_array (message, "content");
  gint64 max_tokens = chat_json_get_int (context->request->json, "max_tokens", G_MAXINT);
  guint budget = manner->obeys ? CLAMP (max_tokens, 1, G_MAXINT) : G_MAXINT;

  for (guint i = 0; content != NULL && i < json_array_get_length (content); i++)
    {
      JsonObject *block = chat_json_array_get_object (content, i);
      ChatDemoPart *part;

      if (block == NULL)
        {
          chat_demo_context_fail (context, "A content block must be an object");
          continue;
        }
      part = chat_demo_part_new (context, block, manner->obeys, &budget);
      if (part == NULL)
        continue;
      account_for (account, part);
      g_ptr_array_add (parts, part);
    }
  return parts;
}

static const char *
get_stop_reason (const Account *account)
{
  return account->is_cut ? "max_tokens" : account->calls_tools ? "tool_use" : "end_turn";
}

void
chat_demo_compose_events (ChatDemoEmitter      *emitter,
                          ChatDemoContext      *context,
                          JsonObject           *message,
                          const ChatDemoManner *manner)
{
  Account account = { 0 };
  g_autoptr(GPtrArray) parts = make_parts (context, message, manner, &account);

  chat_demo_compose_start (emitter, context, message);
  for (guint i = 0; i < parts->len; i++)
    emit_part (emitter, parts->pdata[i], i, FALSE, manner);
  finish (emitter, context, message, get_stop_reason (&account), &account);
}

char *
chat_demo_compose_whole (ChatDemoContext      *context,
                         JsonObject           *message,
                         const ChatDemoManner *manner)
{
  Account account = { 0 };
  g_autoptr(GPtrArray) parts = make_parts (context, message, manner, &account);
  GString *out = g_string_new ("{");

  append_frame_of_message (context, out, message);
  chat_json_append_key (out, "content");
  g_string_append_c (out, '[');
  for (guint i = 0; i < parts->len; i++)
    {
      ChatDemoPart *part = parts->pdata[i];

      g_string_append_printf (out, "%s%s", i > 0 ? "," : "", part->whole->str);
    }
  g_string_append_c (out, ']');
  append_stop (context, out, message, get_stop_reason (&account));
  append_usage (context, out, message, &account);
  g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
}
