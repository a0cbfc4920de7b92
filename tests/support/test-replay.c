/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The straight line of the wire in one function, and comparing what came of it.
 */

#include "test-replay.h"

#include "chat-json-scan.h"
#include "chat-message-json.h"

#include "test-guard.h"

/* FALSE when nothing more is wanted. */
static gboolean
apply_frames (TestReplay       *self,
              ChatSseParser    *parser,
              ChatEventDecoder *decoder,
              ChatAccumulator  *accumulator)
{
  ChatSseFrame frame;
  ChatSseResult result;

  while ((result = chat_sse_parser_next (parser, &frame, NULL)) == CHAT_SSE_READY)
    {
      ChatEvent event;

      chat_event_decoder_decode (decoder, &frame, &event);
      if (!chat_accumulator_apply (accumulator, &event))
        return FALSE;
    }

  self->too_large = result == CHAT_SSE_FAILED;
  return !self->too_large;
}

TestReplay *
test_replay_new (const char *bytes,
                 gsize       length,
                 gsize       chunk,
                 gboolean    fast)
{
  TestReplay *self = g_new0 (TestReplay, 1);
  g_autoptr(ChatSseParser) parser = chat_sse_parser_new ();
  g_autoptr(ChatEventDecoder) decoder = chat_event_decoder_new ();
  g_autoptr(ChatAccumulator) accumulator = NULL;
  g_autoptr(TestGuard) guard = test_guard_new (MIN (chunk, length));

  self->message = chat_message_new (CHAT_ROLE_ASSISTANT);
  accumulator = chat_accumulator_new (self->message);
  chat_event_decoder_set_fast (decoder, fast);

  for (gsize at = 0; at < length; at += chunk)
    {
      gsize size = MIN (chunk, length - at);

      chat_sse_parser_push (parser, test_guard_put (guard, bytes + at, size), size);
      if (!apply_frames (self, parser, decoder, accumulator))
        break;
    }

  self->outcome = chat_accumulator_finish (accumulator);
  if (chat_accumulator_get_failure (accumulator) != NULL)
    self->failure = chat_failure_ref (chat_accumulator_get_failure (accumulator));

  return self;
}

void
test_replay_free (TestReplay *self)
{
  g_object_unref (self->message);
  g_clear_pointer (&self->failure, chat_failure_unref);
  g_free (self);
}

char *
test_replay_to_json (const TestReplay *self)
{
  GString *out = g_string_new ("{");

  chat_json_append_member (out, "outcome", chat_outcome_to_name (self->outcome));
  chat_json_append_key (out, "error");
  if (self->failure == NULL)
    g_string_append (out, "null");
  else
    {
      g_string_append_c (out, '{');
      chat_json_append_member (out, "kind", chat_failure_kind_to_name (self->failure->kind));
      chat_json_append_member (out, "type", self->failure->type);
      chat_json_append_member (out, "message", self->failure->message);
      g_string_append_c (out, '}');
    }
  chat_json_append_key (out, "message");
  chat_message_append_json (self->message, out);
  g_string_append_c (out, '}');

  g_assert_cmpint (chat_json_scan (out->str, out->len), ==, CHAT_JSON_SCAN_OK);
  g_assert_true (g_utf8_validate (out->str, (gssize) out->len, NULL));

  return g_string_free (out, FALSE);
}

static gboolean
is_number (JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE;
}

static gboolean
agree_at (JsonNode *actual,
          JsonNode *expected,
          GString  *path);

static gboolean
objects_agree (JsonObject *actual,
               JsonObject *expected,
               GString    *path)
{
  g_autoptr(GList) members = json_object_get_members (expected);
  gsize length = path->len;

  for (GList *l = members; l != NULL; l = l->next)
    {
      g_string_append_printf (path, ".%s", (const char *) l->data);
      if (!json_object_has_member (actual, l->data) ||
          !agree_at (json_object_get_member (actual, l->data),
                     json_object_get_member (expected, l->data), path))
        return FALSE;
      g_string_truncate (path, length);
    }

  return TRUE;
}

static gboolean
arrays_agree (JsonArray *actual,
              JsonArray *expected,
              GString   *path)
{
  gsize length = path->len;

  if (json_array_get_length (actual) != json_array_get_length (expected))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (expected); i++)
    {
      g_string_append_printf (path, "[%u]", i);
      if (!agree_at (json_array_get_element (actual, i), json_array_get_element (expected, i),
                     path))
        return FALSE;
      g_string_truncate (path, length);
    }

  return TRUE;
}

static gboolean
agree_at (JsonNode *actual,
          JsonNode *expected,
          GString  *path)
{
  if (is_number (expected) && is_number (actual))
    return json_node_get_double (actual) == json_node_get_double (expected);
  if (json_node_get_node_type (actual) != json_node_get_node_type (expected))
    return FALSE;
  if (JSON_NODE_HOLDS_OBJECT (expected))
    return objects_agree (json_node_get_object (actual), json_node_get_object (expected), path);
  if (JSON_NODE_HOLDS_ARRAY (expected))
    return arrays_agree (json_node_get_array (actual), json_node_get_array (expected), path);

  return json_node_equal (actual, expected);
}

gboolean
test_json_agrees (JsonNode  *actual,
                  JsonNode  *expected,
                  char     **where)
{
  g_autoptr(GString) path = g_string_new (NULL);
  gboolean agrees = agree_at (actual, expected, path);

  if (!agrees && where != NULL)
    *where = g_strdup (path->str);

  return agrees;
}
