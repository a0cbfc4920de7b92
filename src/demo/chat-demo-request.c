/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A request as it was received, and what became of it.
 */

#include "chat-demo-request.h"

#include "chat-demo-text.h"
#include "chat-json-scan.h"

#include <string.h>

static void
copy_header (const char *name,
             const char *value,
             gpointer    user_data)
{
  soup_message_headers_append (user_data, name, value);
}

/* A copy that can be read as a C string, too. */
static GBytes *
terminate (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  char *copy = g_malloc (size + 1);

  if (size > 0)
    memcpy (copy, data, size);
  copy[size] = '\0';
  return g_bytes_new_with_free_func (copy, size, g_free, copy);
}

ChatDemoRequest *
chat_demo_request_new (const char         *method,
                       const char         *path,
                       SoupMessageHeaders *headers,
                       GBytes             *body)
{
  ChatDemoRequest *self = g_new0 (ChatDemoRequest, 1);

  self->method = g_strdup (method);
  self->path = g_strdup (path);
  self->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  soup_message_headers_foreach (headers, copy_header, self->headers);
  self->body = body != NULL ? terminate (body) : NULL;
  self->id = chat_demo_make_id ("req_01");
  self->unique = chat_demo_make_id ("");
  self->received_us = g_get_monotonic_time ();
  return self;
}

void
chat_demo_request_free (ChatDemoRequest *self)
{
  g_free (self->method);
  g_free (self->path);
  soup_message_headers_unref (self->headers);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->json, json_object_unref);
  g_free (self->id);
  g_free (self->unique);
  g_free (self);
}

const char *
chat_demo_request_get_text (ChatDemoRequest *self)
{
  return self->body != NULL ? g_bytes_get_data (self->body, NULL) : "";
}

gboolean
chat_demo_request_wants_stream (ChatDemoRequest *self)
{
  return chat_json_get_boolean (self->json, "stream", FALSE);
}

const char *
chat_demo_request_get_model (ChatDemoRequest *self)
{
  const char *model = chat_json_get_string (self->json, "model");

  return model != NULL ? model : "claude-demo";
}

static JsonObject *
get_last_message (ChatDemoRequest *self)
{
  JsonArray *messages = chat_json_get_array (self->json, "messages");
  guint length = messages != NULL ? json_array_get_length (messages) : 0;
  JsonObject *last = length > 0 ? chat_json_array_get_object (messages, length - 1) : NULL;

  return g_strcmp0 (chat_json_get_string (last, "role"), "user") == 0 ? last : NULL;
}

char *
chat_demo_request_dup_prompt (ChatDemoRequest *self)
{
  JsonObject *message = get_last_message (self);
  JsonArray *blocks = chat_json_get_array (message, "content");
  const char *whole = chat_json_get_string (message, "content");
  GString *prompt = g_string_new (whole);

  for (guint i = 0; blocks != NULL && i < json_array_get_length (blocks); i++)
    {
      JsonObject *block = chat_json_array_get_object (blocks, i);
      const char *text = chat_json_get_string (block, "text");

      if (text != NULL && g_strcmp0 (chat_json_get_string (block, "type"), "text") == 0)
        g_string_append_printf (prompt, "%s%s", prompt->len > 0 ? "\n" : "", text);
    }
  return g_string_free (prompt, FALSE);
}

gboolean
chat_demo_request_is_tool_answer (ChatDemoRequest *self)
{
  JsonArray *blocks = chat_json_get_array (get_last_message (self), "content");
  guint length = blocks != NULL ? json_array_get_length (blocks) : 0;

  for (guint i = 0; i < length; i++)
    {
      const char *type = chat_json_get_string (chat_json_array_get_object (blocks, i), "type");

      if (g_strcmp0 (type, "tool_result") != 0)
        return FALSE;
    }
  return length > 0;
}

gboolean
chat_demo_request_allows_thinking (ChatDemoRequest *self)
{
  JsonObject *thinking = chat_json_get_object (self->json, "thinking");

  return g_strcmp0 (chat_json_get_string (thinking, "type"), "disabled") != 0;
}

gboolean
chat_demo_request_hides_thinking (ChatDemoRequest *self)
{
  JsonObject *thinking = chat_json_get_object (self->json, "thinking");

  return g_strcmp0 (chat_json_get_string (thinking, "display"), "omitted") == 0;
}

/* What a picture is taken for, whatever its bytes: one of the size to which they are reduced has
 * some 1500 tokens (Messages API, vision). */
#define PICTURE_BYTES 6000

static void measure_member (JsonObject *object,
                            const char *name,
                            JsonNode   *node,
                            gpointer    user_data);

/* Recurses no deeper than CHAT_JSON_MAX_DEPTH. */
static void
measure (JsonNode *node,
         gsize    *n_bytes)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      json_object_foreach_member (json_node_get_object (node), measure_member, n_bytes);
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        measure (json_array_get_element (array, i), n_bytes);
    }
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    {
      *n_bytes += strlen (json_node_get_string (node));
    }
}

static void
measure_member (JsonObject *object,
                const char *name,
                JsonNode   *node,
                gpointer    user_data)
{
  static const char *const not_text[] = { "type", "role", "id", "tool_use_id", "signature", NULL };
  const gboolean encoded = g_str_equal (name, "data") &&
                           g_strcmp0 (chat_json_get_string (object, "type"), "base64") == 0;
  gsize *n_bytes = user_data;

  if (encoded)
    *n_bytes += PICTURE_BYTES;
  else if (!g_strv_contains (not_text, name))
    measure (node, n_bytes);
}

guint
chat_demo_request_count_tokens (ChatDemoRequest *self)
{
  static const char *const parts[] = { "system", "tools", "messages" };
  gsize n_bytes = 0;

  for (guint i = 0; self->json != NULL && i < G_N_ELEMENTS (parts); i++)
    {
      JsonNode *node = json_object_get_member (self->json, parts[i]);

      if (node != NULL)
        measure (node, &n_bytes);
    }
  return chat_demo_estimate_tokens (n_bytes);
}

static void
append_header (const char *name,
               const char *value,
               gpointer    user_data)
{
  gboolean is_secret = g_ascii_strcasecmp (name, "x-api-key") == 0 ||
                       g_ascii_strcasecmp (name, "authorization") == 0;
  g_autofree char *shown = is_secret ? g_strdup ("(not shown)") : g_utf8_make_valid (value, -1);

  chat_json_append_member (user_data, name, shown);
}

static void
append_body (ChatDemoRequest *self,
             GString         *out)
{
  gsize size = 0;
  const char *text = self->body != NULL ? g_bytes_get_data (self->body, &size) : NULL;
  gboolean is_json = size > 0 && chat_json_scan (text, size) == CHAT_JSON_SCAN_OK;
  g_autofree char *raw = is_json ? g_strndup (text, size) : NULL;

  chat_json_append_raw_member (out, "body", raw);
}

void
chat_demo_request_append_json (ChatDemoRequest *self,
                               GString         *out)
{
  g_string_append_c (out, '{');
  chat_json_append_member (out, "method", self->method);
  chat_json_append_member (out, "path", self->path);
  chat_json_append_key (out, "headers");
  g_string_append_c (out, '{');
  soup_message_headers_foreach (self->headers, append_header, out);
  g_string_append_c (out, '}');
  append_body (self, out);
  chat_json_append_member (out, "request_id", self->id);
  chat_json_append_int_member (out, "status", self->status);
  chat_json_append_int_member (out, "received_us", self->received_us);
  chat_json_append_int_member (out, "first_byte_us", self->first_byte_us);
  chat_json_append_int_member (out, "first_delta_us", self->first_delta_us);
  chat_json_append_int_member (out, "over_us", self->over_us);
  chat_json_append_int_member (out, "left_us", self->left_us);
  g_string_append_c (out, '}');
}
