/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Frame to event: the type from the JSON, the fast path first, json-glib for all else.
 */

#include "chat-event.h"

#include "chat-event-fast.h"
#include "chat-half-character.h"
#include "chat-json-scan.h"

#include <string.h>

struct _ChatEventDecoder
{
  gboolean    fast;
  GString    *scratch;
  JsonObject *object;   /* of the last event */
  GError     *error;
};

static const struct
{
  const char    *name;
  ChatEventType  type;
} event_types[] = {
  { "content_block_delta", CHAT_EVENT_CONTENT_BLOCK_DELTA },
  { "content_block_start", CHAT_EVENT_CONTENT_BLOCK_START },
  { "content_block_stop", CHAT_EVENT_CONTENT_BLOCK_STOP },
  { "message_start", CHAT_EVENT_MESSAGE_START },
  { "message_delta", CHAT_EVENT_MESSAGE_DELTA },
  { "message_stop", CHAT_EVENT_MESSAGE_STOP },
  { "ping", CHAT_EVENT_PING },
  { "error", CHAT_EVENT_ERROR },
};

static const struct
{
  const char    *name;
  const char    *field;
  ChatDeltaType  delta;
} delta_types[] = {
  { "text_delta", "text", CHAT_DELTA_TEXT },
  { "thinking_delta", "thinking", CHAT_DELTA_THINKING },
  { "input_json_delta", "partial_json", CHAT_DELTA_INPUT_JSON },
  { "signature_delta", "signature", CHAT_DELTA_SIGNATURE },
  { "citations_delta", NULL, CHAT_DELTA_CITATIONS },
  { "compaction_delta", "content", CHAT_DELTA_COMPACTION },
};

ChatEventDecoder *
chat_event_decoder_new (void)
{
  ChatEventDecoder *self = g_new0 (ChatEventDecoder, 1);

  self->fast = TRUE;
  self->scratch = g_string_new (NULL);
  return self;
}

void
chat_event_decoder_free (ChatEventDecoder *self)
{
  if (self == NULL)
    return;

  g_string_free (self->scratch, TRUE);
  g_clear_pointer (&self->object, json_object_unref);
  g_clear_error (&self->error);
  g_free (self);
}

void
chat_event_decoder_set_fast (ChatEventDecoder *self,
                             gboolean          fast)
{
  self->fast = fast;
}

static gboolean
equals (const char *text,
        gsize       length,
        const char *literal)
{
  return length == strlen (literal) && memcmp (text, literal, length) == 0;
}

static ChatEventType
find_type (const char *name,
           gsize       length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (event_types); i++)
    {
      if (equals (name, length, event_types[i].name))
        return event_types[i].type;
    }

  return CHAT_EVENT_IGNORED;
}

/* The JSON's own type decides; gateways drop or garble the event line (foreign servers, rule 1).
 * Any object with an error member is an error, whatever it calls itself (rule 5). */
static ChatEventType
get_type (JsonObject         *object,
          const ChatSseFrame *frame)
{
  const char *type = chat_json_get_string (object, "type");
  ChatEventType found = type != NULL
                        ? find_type (type, strlen (type))
                        : find_type (frame->event, frame->event_length);
  JsonNode *error = json_object_get_member (object, "error");

  return error != NULL && !JSON_NODE_HOLDS_NULL (error) ? CHAT_EVENT_ERROR : found;
}

static void
read_text (ChatEvent  *event,
           JsonObject *delta,
           const char *field)
{
  const char *raw;
  gsize length;

  event->text = chat_json_get_string (delta, field);
  if (event->text == NULL)
    return;

  event->text_length = strlen (event->text);
  if (chat_json_find_member (event->raw, event->raw_length, "delta", &raw, &length) &&
      chat_json_find_member (raw, length, field, &raw, &length))
    chat_half_character_find (event, raw, length);
}

static void
read_delta (ChatEvent *event)
{
  JsonObject *delta = chat_json_get_object (event->object, "delta");
  const char *type = chat_json_get_string (delta, "type");

  event->delta = CHAT_DELTA_UNKNOWN;
  for (gsize i = 0; type != NULL && i < G_N_ELEMENTS (delta_types); i++)
    {
      if (strcmp (type, delta_types[i].name) != 0)
        continue;
      event->delta = delta_types[i].delta;
      if (delta_types[i].field != NULL)
        read_text (event, delta, delta_types[i].field);
    }
}

static void
read_object (ChatEvent          *event,
             const ChatSseFrame *frame)
{
  event->type = get_type (event->object, frame);
  event->index = (int) CLAMP (chat_json_get_int (event->object, "index", 0), G_MININT, G_MAXINT);
  if (event->type == CHAT_EVENT_CONTENT_BLOCK_DELTA)
    read_delta (event);
}

/* Blank, or the OpenAI dialect's last word; gateways pad both. */
static gboolean
is_filler (const char *text,
           gsize       length)
{
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  while (length > 0 && g_ascii_isspace (*text))
    {
      text++;
      length--;
    }

  return length == 0 || equals (text, length, "[DONE]");
}

/* Data that is no JSON object: [DONE] and blanks mean nothing; "event: error" may carry plain text;
 * JSON of another kind is of a later version; anything else is a hole in the reply. */
static void
judge_other (ChatEventDecoder   *self,
             const ChatSseFrame *frame,
             ChatEvent          *event)
{
  g_autoptr(JsonNode) node = NULL;

  if (equals (frame->event, frame->event_length, "error"))
    event->type = CHAT_EVENT_ERROR;
  else if (is_filler (frame->data, frame->data_length))
    event->type = CHAT_EVENT_IGNORED;
  else if ((node = chat_json_parse (frame->data, (gssize) frame->data_length, NULL)) != NULL)
    event->type = CHAT_EVENT_IGNORED;
  else
    event->type = CHAT_EVENT_MALFORMED;

  event->error = self->error;
}

void
chat_event_decoder_decode (ChatEventDecoder   *self,
                           const ChatSseFrame *frame,
                           ChatEvent          *event)
{
  memset (event, 0, sizeof *event);
  event->raw = frame->data;
  event->raw_length = frame->data_length;
  if (self->fast && chat_event_decode_fast (frame->data, frame->data_length, self->scratch, event))
    return;

  g_clear_pointer (&self->object, json_object_unref);
  g_clear_error (&self->error);
  memset (event, 0, sizeof *event);
  event->raw = frame->data;
  event->raw_length = frame->data_length;

  self->object = chat_json_parse_object (frame->data, (gssize) frame->data_length, &self->error);
  event->object = self->object;
  if (event->object != NULL)
    read_object (event, frame);
  else
    judge_other (self, frame, event);
}

const char *
chat_event_type_to_name (ChatEventType type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (event_types); i++)
    {
      if (event_types[i].type == type)
        return event_types[i].name;
    }

  return type == CHAT_EVENT_IGNORED ? "ignored" : "malformed";
}
