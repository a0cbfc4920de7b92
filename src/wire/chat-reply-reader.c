/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A response body read as an event stream, one JSON message, an error or a web page.
 */

#include "chat-reply-reader.h"

#include "chat-message-json.h"
#include "chat-response-kind.h"

/* A whole message fits in what the parser takes as one event. */
#define MAX_BODY_BYTES CHAT_SSE_MAX_EVENT_BYTES

/* An error page without end still tells by its beginning what it is. */
#define MAX_ERROR_BYTES (64 * 1024)

struct _ChatReplyReader
{
  ChatMessage        *message;
  ChatSseParser      *parser;
  ChatEventDecoder   *decoder;
  ChatAccumulator    *accumulator;
  ChatReplyEventFunc  event_func;
  gpointer            event_data;

  guint               status;
  GStrv               header_strings;   /* owns what headers points to */
  ChatResponseHeaders headers;
  ChatResponseKind    kind;
  GString            *body;             /* while the kind is unknown, and of all but streams */

  ChatOutcome         outcome;
  ChatFailure        *failure;
};

ChatReplyReader *
chat_reply_reader_new (ChatMessage *message)
{
  ChatReplyReader *self = g_new0 (ChatReplyReader, 1);

  self->message = g_object_ref (message);
  self->parser = chat_sse_parser_new ();
  self->decoder = chat_event_decoder_new ();
  self->accumulator = chat_accumulator_new (message);
  self->body = g_string_new (NULL);
  self->kind = CHAT_RESPONSE_EVENTS;
  self->status = 200;
  return self;
}

void
chat_reply_reader_free (ChatReplyReader *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->message);
  chat_sse_parser_free (self->parser);
  chat_event_decoder_free (self->decoder);
  chat_accumulator_free (self->accumulator);
  g_strfreev (self->header_strings);
  g_string_free (self->body, TRUE);
  g_clear_pointer (&self->failure, chat_failure_unref);
  g_free (self);
}

void
chat_reply_reader_set_secret (ChatReplyReader *self,
                              const char      *secret)
{
  chat_accumulator_set_secret (self->accumulator, secret);
}

void
chat_reply_reader_set_event_func (ChatReplyReader    *self,
                                  ChatReplyEventFunc  func,
                                  gpointer            user_data)
{
  self->event_func = func;
  self->event_data = user_data;
}

static const char *
keep_string (GPtrArray  *strings,
             const char *string)
{
  if (string == NULL)
    return NULL;

  g_ptr_array_add (strings, g_strdup (string));
  return g_ptr_array_index (strings, strings->len - 1);
}

void
chat_reply_reader_set_response (ChatReplyReader           *self,
                                guint                      status,
                                const ChatResponseHeaders *headers)
{
  g_autoptr(GPtrArray) strings = g_ptr_array_new ();

  self->status = status;
  self->kind = status == 200 ? CHAT_RESPONSE_UNKNOWN : CHAT_RESPONSE_ERROR;

  self->headers.content_type = keep_string (strings, headers->content_type);
  self->headers.request_id = keep_string (strings, headers->request_id);
  self->headers.retry_after = keep_string (strings, headers->retry_after);
  self->headers.retry_after_ms = keep_string (strings, headers->retry_after_ms);
  self->headers.should_retry = keep_string (strings, headers->should_retry);
  self->headers.location = keep_string (strings, headers->location);

  g_ptr_array_add (strings, NULL);
  g_strfreev (self->header_strings);
  self->header_strings = (GStrv) g_ptr_array_free (g_steal_pointer (&strings), FALSE);
}

static gboolean
settle (ChatReplyReader *self,
        ChatOutcome      outcome,
        ChatFailure     *failure)
{
  /* what is open ends here, also where the accumulator did not see why */
  chat_accumulator_finish (self->accumulator);
  self->outcome = outcome;
  self->failure = failure;
  return FALSE;
}

static gboolean
settle_by_accumulator (ChatReplyReader *self)
{
  ChatFailure *failure = chat_accumulator_get_failure (self->accumulator);

  return settle (self, chat_accumulator_get_outcome (self->accumulator),
                 failure != NULL ? chat_failure_ref (failure) : NULL);
}

/* FALSE once the accumulator has settled. */
static gboolean
apply_frame (ChatReplyReader    *self,
             const ChatSseFrame *frame)
{
  ChatEvent event;
  gboolean more;

  chat_event_decoder_decode (self->decoder, frame, &event);
  more = chat_accumulator_apply (self->accumulator, &event);
  if (self->event_func != NULL)
    self->event_func (&event, self->event_data);
  return more;
}

static gboolean
feed_events (ChatReplyReader *self,
             const char      *bytes,
             gsize            length)
{
  g_autoptr(GError) error = NULL;
  ChatSseFrame frame;
  ChatSseResult result;

  chat_sse_parser_push (self->parser, bytes, length);
  while ((result = chat_sse_parser_next (self->parser, &frame, &error)) == CHAT_SSE_READY)
    {
      gboolean more = apply_frame (self, &frame);

      /* who was told of the event may have ended it all */
      if (self->outcome != CHAT_OUTCOME_PENDING)
        return FALSE;
      if (!more)
        return settle_by_accumulator (self);
    }

  if (result == CHAT_SSE_MORE)
    return TRUE;
  return settle (self, CHAT_OUTCOME_ERROR,
                 chat_failure_new (CHAT_FAILURE_EVENT_TOO_LARGE, error->message));
}

/* 200 with one JSON value: the server ignored "stream", or reports an error so. */
static void
settle_json (ChatReplyReader *self)
{
  g_autoptr(JsonObject) object = chat_json_parse_object (self->body->str,
                                                         (gssize) self->body->len, NULL);
  ChatTimings *timings = chat_message_get_timings (self->message);

  if (object != NULL && json_object_has_member (object, "error"))
    {
      settle (self, CHAT_OUTCOME_ERROR, chat_api_error_from_event (object));
    }
  else if (chat_message_fill_from_json (self->message, self->body->str, self->body->len, NULL))
    {
      timings->first_delta_us = timings->first_byte_us;
      timings->first_text_us = timings->first_byte_us;
      settle (self, CHAT_OUTCOME_COMPLETE, NULL);
    }
  else
    {
      settle (self, CHAT_OUTCOME_ERROR, chat_failure_new (CHAT_FAILURE_NOT_A_STREAM, NULL));
    }
}

static void
settle_html (ChatReplyReader *self)
{
  g_autofree char *words = chat_api_error_strip_html (self->body->str, self->body->len);

  settle (self, CHAT_OUTCOME_ERROR, chat_failure_new (CHAT_FAILURE_HTML, words));
}

static void
settle_error_response (ChatReplyReader *self)
{
  settle (self, CHAT_OUTCOME_ERROR,
          chat_api_error_from_response (self->status, &self->headers,
                                        self->body->str, self->body->len,
                                        g_get_real_time () / G_USEC_PER_SEC));
}

static void
settle_other (ChatReplyReader *self)
{
  g_autofree char *words = chat_api_error_strip_html (self->body->str, self->body->len);

  settle (self, CHAT_OUTCOME_ERROR, chat_failure_new (CHAT_FAILURE_NOT_A_STREAM, words));
}

/* A body that is no event stream is complete, or as much of it as counts. */
static gboolean
settle_body (ChatReplyReader *self)
{
  switch (self->kind)
    {
    case CHAT_RESPONSE_JSON:
      settle_json (self);
      break;
    case CHAT_RESPONSE_HTML:
      settle_html (self);
      break;
    case CHAT_RESPONSE_ERROR:
      settle_error_response (self);
      break;
    case CHAT_RESPONSE_UNKNOWN:
    case CHAT_RESPONSE_EVENTS:
    case CHAT_RESPONSE_OTHER:
    default:
      settle_other (self);
      break;
    }

  return FALSE;
}

static gboolean
is_full (ChatReplyReader *self)
{
  return self->body->len >= (self->kind == CHAT_RESPONSE_JSON ? MAX_BODY_BYTES : MAX_ERROR_BYTES);
}

gboolean
chat_reply_reader_feed (ChatReplyReader *self,
                        const char      *bytes,
                        gsize            length)
{
  if (self->outcome != CHAT_OUTCOME_PENDING)
    return FALSE;
  if (self->kind == CHAT_RESPONSE_EVENTS)
    return feed_events (self, bytes, length);

  g_string_append_len (self->body, bytes, (gssize) length);
  if (self->kind == CHAT_RESPONSE_UNKNOWN)
    self->kind = chat_response_kind_guess (self->headers.content_type,
                                           self->body->str, self->body->len, FALSE);

  if (self->kind == CHAT_RESPONSE_EVENTS)
    return feed_events (self, self->body->str, self->body->len);
  return !is_full (self) || settle_body (self);
}

/* The bytes of an event stream have ended without message_stop and without an error. */
static void
settle_events (ChatReplyReader *self,
               ChatFailure     *reason)
{
  g_autoptr(ChatFailure) why = reason;

  if (chat_accumulator_finish (self->accumulator) != CHAT_OUTCOME_INTERRUPTED && why == NULL)
    settle_by_accumulator (self);
  else if (chat_accumulator_get_outcome (self->accumulator) == CHAT_OUTCOME_COMPLETE_UNCONFIRMED)
    settle_by_accumulator (self);
  else
    settle (self, CHAT_OUTCOME_INTERRUPTED,
            why != NULL ? g_steal_pointer (&why)
                        : chat_failure_new (CHAT_FAILURE_ENDED_EARLY, NULL));
}

ChatOutcome
chat_reply_reader_finish (ChatReplyReader *self,
                          ChatFailure     *reason)
{
  g_autoptr(ChatFailure) why = reason;

  if (self->outcome != CHAT_OUTCOME_PENDING)
    return self->outcome;

  if (self->kind == CHAT_RESPONSE_UNKNOWN)
    self->kind = chat_response_kind_guess (self->headers.content_type,
                                           self->body->str, self->body->len, TRUE);

  if (self->kind == CHAT_RESPONSE_EVENTS)
    settle_events (self, g_steal_pointer (&why));
  else if (why != NULL && self->kind != CHAT_RESPONSE_ERROR)
    settle (self, CHAT_OUTCOME_INTERRUPTED, g_steal_pointer (&why));
  else
    settle_body (self);

  return self->outcome;
}

ChatOutcome
chat_reply_reader_get_outcome (ChatReplyReader *self)
{
  return self->outcome;
}

ChatFailure *
chat_reply_reader_get_failure (ChatReplyReader *self)
{
  return self->failure;
}
