/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A reply of a script, worked out for one request.
 */

#include "chat-demo-reply.h"

#include "chat-demo-head.h"
#include "chat-demo-shape.h"

#include <string.h>

#define PING "event: ping\ndata: {\"type\": \"ping\"}\n\n"

typedef struct
{
  ChatDemoContext *context;
  JsonObject      *object;
  ChatDemoPlan    *plan;
  ChatDemoEmitter  emitter;
  ChatDemoManner   manner;
  guint            status;
  const char      *content_type;
  const char      *framing;
} Reply;

typedef void (*SourceFunc) (Reply *self);

static gboolean
is_member (Reply      *self,
           const char *name)
{
  return json_object_has_member (self->object, name);
}

static gint64
get_ms (JsonObject *object,
        const char *name)
{
  return (gint64) (chat_json_get_double (object, name, 0) * 1000);
}

static void
set_plain (Reply      *self,
           const char *content_type)
{
  self->content_type = content_type;
  self->framing = "length";
}

static void
add_text (Reply      *self,
          const char *text,
          gsize       length)
{
  chat_demo_plan_add_bytes (self->plan, g_bytes_new (text, length));
}

static void
write_message (Reply      *self,
               JsonObject *message)
{
  const char *form = chat_json_get_string (self->object, "as");
  gboolean streams = form != NULL ? strcmp (form, "sse") == 0
                                  : chat_demo_request_wants_stream (self->context->request);
  g_autofree char *whole = NULL;

  if (form != NULL && strcmp (form, "sse") != 0 && strcmp (form, "json") != 0)
    chat_demo_context_fail (self->context, "“as” is sse or json");
  if (streams)
    {
      chat_demo_compose_events (&self->emitter, self->context, message, &self->manner);
      return;
    }
  set_plain (self, CHAT_DEMO_JSON_TYPE);
  whole = chat_demo_compose_whole (self->context, message, &self->manner);
  add_text (self, whole, strlen (whole));
}

static void
use_message (Reply *self)
{
  JsonObject *message = chat_json_get_object (self->object, "message");

  if (message == NULL)
    chat_demo_context_fail (self->context, "“message” must be an object");
  else
    write_message (self, message);
}

static void
add_block (JsonArray  *content,
           JsonObject *reply,
           const char *type)
{
  JsonNode *text = json_object_get_member (reply, type);
  JsonObject *block;

  if (text == NULL)
    return;
  block = json_object_new ();
  json_object_set_string_member (block, "type", type);
  json_object_set_member (block, type, json_node_copy (text));
  json_array_add_object_element (content, block);
}

static void
use_text (Reply *self)
{
  g_autoptr(JsonObject) message = json_object_new ();
  JsonArray *content = json_array_new ();

  add_block (content, self->object, "thinking");
  add_block (content, self->object, "text");
  json_object_set_array_member (message, "content", content);
  write_message (self, message);
}

static void
use_events (Reply *self)
{
  JsonArray *items = chat_json_get_array (self->object, "events");

  if (items == NULL)
    chat_demo_context_fail (self->context, "“events” must be an array");
  else
    chat_demo_emit_items (&self->emitter, self->context, items, &self->manner);
}

static void
use_sse (Reply *self)
{
  g_autoptr(GString) sse = chat_demo_value_get (self->context, self->object, "sse");

  chat_demo_emit_sse (&self->emitter, sse);
}

static void
use_flood (Reply *self)
{
  chat_demo_emit_flood (&self->emitter, self->context,
                        chat_json_get_object (self->object, "flood"));
}

static void
use_error (Reply *self)
{
  JsonNode *error = json_object_get_member (self->object, "error");
  JsonObject *object = chat_json_get_object (self->object, "error");
  g_autoptr(GString) body = g_string_new ("{\"type\":\"error\",\"error\":");

  chat_demo_value_to_json (self->context, error, body);
  chat_json_append_member (body, "request_id", self->context->request->id);
  g_string_append_c (body, '}');
  set_plain (self, CHAT_DEMO_JSON_TYPE);
  self->status = chat_demo_error_status (chat_json_get_string (object, "type"));
  add_text (self, body->str, body->len);
}

static void
use_body (Reply *self)
{
  JsonNode *node = json_object_get_member (self->object, "body");
  gboolean is_text = JSON_NODE_HOLDS_VALUE (node) || chat_demo_value_is_generated (node);
  g_autoptr(GString) body = NULL;

  if (is_text)
    {
      body = chat_demo_value_to_string (self->context, node);
    }
  else
    {
      body = g_string_new (NULL);
      chat_demo_value_to_json (self->context, node, body);
    }
  set_plain (self, is_text ? "text/plain; charset=utf-8" : CHAT_DEMO_JSON_TYPE);
  if (is_text && (g_str_has_prefix (body->str, "<!") || g_str_has_prefix (body->str, "<html")))
    self->content_type = "text/html; charset=utf-8";
  add_text (self, body->str, body->len);
}

static void
use_wire (Reply *self)
{
  g_autoptr(GString) wire = chat_demo_value_get (self->context, self->object, "wire");

  self->framing = "wire";
  add_text (self, wire->str, wire->len);
}

/* What a reply says is in the first of these members that it has; none of them: an empty body. */
static const struct
{
  const char *member;
  SourceFunc  use;
} sources[] = {
  { "message", use_message },
  { "text", use_text },
  { "thinking", use_text },
  { "events", use_events },
  { "sse", use_sse },
  { "flood", use_flood },
  { "error", use_error },
  { "body", use_body },
  { "wire", use_wire },
};

static void
use_source (Reply *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      if (is_member (self, sources[i].member))
        {
          sources[i].use (self);
          return;
        }
    }
  set_plain (self, CHAT_DEMO_JSON_TYPE);
}

static void
read_dialect (Reply *self)
{
  const char *newline = chat_json_get_string (self->object, "newline");
  gboolean is_composed = is_member (self, "message") || is_member (self, "text") ||
                         is_member (self, "thinking");

  self->emitter.plan = self->plan;
  self->emitter.names = chat_json_get_boolean (self->object, "names", TRUE);
  self->emitter.space = chat_json_get_boolean (self->object, "space", TRUE);
  self->emitter.newline = newline != NULL ? newline : "\n";
  self->emitter.padding = chat_json_get_boolean (self->object, "padding", is_composed);
  self->manner.obeys = chat_json_get_boolean (self->object, "obeys", FALSE);
  self->manner.delta_length = MAX (0, chat_json_get_int (self->object, "delta", 0));
}

static void
read_pace (Reply *self)
{
  JsonObject *waits = chat_json_get_object (self->object, "wait_ms");
  double speed = chat_json_get_double (self->object, "speed", 0);

  self->plan->head_wait_us = waits != NULL ? get_ms (waits, "headers")
                                           : get_ms (self->object, "wait_ms");
  self->plan->ping_us = get_ms (self->object, "ping_ms");
  self->plan->ping = g_bytes_new_static (PING, strlen (PING));
  self->emitter.first_us = get_ms (waits, "first");
  self->emitter.event_us = get_ms (waits, "event");
  self->emitter.delta_us = speed > 0 ? (gint64) (G_USEC_PER_SEC / speed) : 0;
  self->emitter.waits_at = chat_json_get_object (waits, "at");
  if (waits != NULL)
    chat_demo_check_members (self->context, waits, "wait_ms", "headers first event at");
}

static void
append_header (Reply              *self,
               SoupMessageHeaders *headers,
               const char         *name,
               JsonNode           *value)
{
  g_autoptr(GString) text = chat_demo_value_to_string (self->context, value);

  if (*name == '\0' || strpbrk (name, " \t\r\n:") != NULL || strpbrk (text->str, "\r\n") != NULL)
    chat_demo_context_fail (self->context, "“%s” is no header of one line", name);
  else
    soup_message_headers_append (headers, name, text->str);
}

static void
set_header (Reply              *self,
            SoupMessageHeaders *headers,
            const char         *name,
            JsonNode           *value)
{
  JsonArray *several = JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;

  soup_message_headers_remove (headers, name);
  for (guint i = 0; several != NULL && i < json_array_get_length (several); i++)
    append_header (self, headers, name, json_array_get_element (several, i));
  if (several == NULL && !JSON_NODE_HOLDS_NULL (value))
    append_header (self, headers, name, value);
}

static void
set_headers (Reply              *self,
             SoupMessageHeaders *headers)
{
  JsonObject *given = chat_json_get_object (self->object, "headers");
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (given == NULL)
    return;
  json_object_iter_init_ordered (&iter, given);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    set_header (self, headers, name, value);
}

static void
write_head (Reply *self,
            gsize  size)
{
  g_autoptr(SoupMessageHeaders) headers = NULL;
  const char *reason = chat_json_get_string (self->object, "reason");

  self->plan->status = chat_json_get_int (self->object, "status", self->status);
  if (strcmp (self->framing, "wire") == 0)
    return;
  headers = chat_demo_headers_new (self->context->request, self->content_type);
  if (strcmp (self->framing, "length") == 0)
    soup_message_headers_set_content_length (headers, size);
  else if (strcmp (self->framing, "chunked") == 0)
    soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  else if (strcmp (self->framing, "close") != 0)
    chat_demo_context_fail (self->context, "“framing” is chunked, length or close");
  self->plan->chunked = strcmp (self->framing, "chunked") == 0;
  set_headers (self, headers);
  self->plan->head = chat_demo_head_new (self->plan->status, reason, headers);
}

static void
read_framing (Reply *self)
{
  const char *framing = chat_json_get_string (self->object, "framing");

  if (framing != NULL && strcmp (self->framing, "wire") != 0)
    self->framing = framing;
}

ChatDemoPlan *
chat_demo_reply_to_plan (ChatDemoContext *context,
                         JsonObject      *reply)
{
  g_autoptr(ChatDemoPlan) plan = chat_demo_plan_new ();
  Reply self = {
    .context = context,
    .object = reply,
    .plan = plan,
    .status = SOUP_STATUS_OK,
    .content_type = CHAT_DEMO_SSE_TYPE,
    .framing = "chunked",
  };

  chat_demo_check_members (context, reply, "reply",
                           "comment status reason headers message text thinking events sse flood "
                           "error body wire as obeys names space newline padding delta speed "
                           "wait_ms ping_ms chunks gap_ms framing cut then hang end");
  read_dialect (&self);
  read_pace (&self);
  use_source (&self);
  read_framing (&self);
  write_head (&self, chat_demo_plan_size (plan));
  chat_demo_shape (&self.emitter, context, reply, &self.manner);
  return context->error == NULL ? g_steal_pointer (&plan) : NULL;
}
