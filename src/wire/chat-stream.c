/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stream: socket to accumulator on the main loop, with timers of its own and one way out.
 */

#include "chat-stream.h"

#include "chat-api-error.h"
#include "chat-batch.h"
#include "chat-drain.h"

#include <string.h>

/* Below painting (GDK_PRIORITY_REDRAW is 120): a flood must not keep the window from drawing. */
#define READ_PRIORITY 130

struct _ChatStream
{
  GObject              parent_instance;

  ChatClient          *client;
  SoupMessage         *request;
  ChatMessage         *message;
  ChatStreamTimeouts   timeouts;
  ChatStreamBytesFunc  bytes_func;
  gpointer             bytes_data;

  ChatStreamState      state;
  GTask               *task;           /* from run to the end; holds a reference to self */
  GCancellable        *cancellable;    /* the caller's */
  gulong               cancelled_id;
  GCancellable        *sending;        /* our own: also the timers end the send with it */
  GInputStream        *input;          /* dropped at a Stop or a failure, which hangs up */
  GSource             *source;
  gboolean             paused;
  guint                watchdog;
  gint64               deadline_us;    /* moved by every byte; the watchdog looks when it wakes */

  ChatReplyReader     *reader;
  ChatBatch           *batch;

  gboolean             stopped;        /* by the caller's cancellable: no failure then */
  gboolean             has_come;       /* the message is complete, whatever the body still holds */
  gboolean             has_asked;      /* our request went out; before that only a proxy answers */
};

G_DEFINE_FINAL_TYPE (ChatStream, chat_stream, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_STATE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
set_state (ChatStream      *self,
           ChatStreamState  state)
{
  g_assert (state > self->state);

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
stop_reading (ChatStream *self)
{
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
}

static gboolean
return_task_cb (gpointer user_data)
{
  GTask *task = user_data;
  ChatStream *self = g_task_get_source_object (task);

  g_task_return_int (task, chat_reply_reader_get_outcome (self->reader));
  return G_SOURCE_REMOVE;
}

/* The only way out. The connection is closed when this returns, unless the message has come: then
 * it serves the next one. The callback comes from the loop.
 * @reason (nullable, transfer full): as for chat_reply_reader_finish(). */
static void
end (ChatStream  *self,
     ChatFailure *reason)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->task);

  chat_reply_reader_finish (self->reader, reason);
  stop_reading (self);
  g_clear_handle_id (&self->watchdog, g_source_remove);
  g_clear_signal_handler (&self->cancelled_id, self->cancellable);
  if (self->input == NULL || !self->has_come)
    g_cancellable_cancel (self->sending);
  else
    chat_drain (g_steal_pointer (&self->input));
  g_clear_object (&self->input);
  g_signal_handlers_disconnect_by_data (self->request, self);
  g_clear_object (&self->request);

  chat_message_get_timings (self->message)->ended_us = g_get_monotonic_time ();
  set_state (self, CHAT_STREAM_ENDED);
  chat_message_changed (self->message);
  g_idle_add_full (G_PRIORITY_DEFAULT, return_task_cb, g_steal_pointer (&task), g_object_unref);
}

static ChatFailureKind
get_timeout_kind (ChatStream *self)
{
  switch (self->state)
    {
    case CHAT_STREAM_CONNECTING:
      return CHAT_FAILURE_CONNECT_TIMEOUT;
    case CHAT_STREAM_WAITING:
      return CHAT_FAILURE_FIRST_BYTE_TIMEOUT;
    case CHAT_STREAM_NEW:
    case CHAT_STREAM_READING:
    case CHAT_STREAM_ENDED:
    default:
      return CHAT_FAILURE_IDLE_TIMEOUT;
    }
}

static gboolean
watchdog_cb (gpointer user_data)
{
  ChatStream *self = user_data;
  gint64 left_us = self->deadline_us - g_get_monotonic_time ();

  self->watchdog = 0;
  if (left_us <= 0)
    end (self, chat_failure_new (get_timeout_kind (self), NULL));
  else
    self->watchdog = g_timeout_add ((guint) (left_us / 1000 + 1), watchdog_cb, self);

  return G_SOURCE_REMOVE;
}

static void
move_deadline (ChatStream *self,
               guint       timeout_ms)
{
  self->deadline_us = g_get_monotonic_time () + (gint64) timeout_ms * 1000;
}

static void
start_timer (ChatStream *self,
             guint       timeout_ms)
{
  g_clear_handle_id (&self->watchdog, g_source_remove);
  if (timeout_ms == 0)
    return;

  move_deadline (self, timeout_ms);
  self->watchdog = g_timeout_add (timeout_ms, watchdog_cb, self);
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  ChatStream *self = user_data;

  self->stopped = TRUE;
  end (self, chat_failure_new (CHAT_FAILURE_OTHER, NULL));
}

/* FALSE once the stream has ended: by the reader's word, or by a Stop from within a callback. */
static gboolean
take_bytes (ChatStream *self,
            gsize       length)
{
  const char *bytes = chat_batch_get_bytes (self->batch);
  gboolean more;

  move_deadline (self, self->timeouts.idle_ms);
  if (self->bytes_func != NULL)
    self->bytes_func (bytes, length, self->bytes_data);

  more = chat_reply_reader_feed (self->reader, bytes, length);
  if (self->state == CHAT_STREAM_ENDED)
    return FALSE;
  self->has_come = !more && chat_reply_reader_get_failure (self->reader) == NULL;
  if (!more)
    end (self, NULL);
  else
    chat_message_changed (self->message);

  return self->state != CHAT_STREAM_ENDED;
}

static void start_reading (ChatStream *self);   /* its source leads back to it */

/* A source that libsoup made while it still held bytes is ready for ever: it would spin while the
 * server is silent. Nothing is held now, so a new one waits for the socket. */
static void
wait_for_more (ChatStream *self)
{
  if (self->source == NULL)
    return;

  stop_reading (self);
  start_reading (self);
}

static gboolean
readable_cb (GObject  *input,
             gpointer  user_data)
{
  g_autoptr(ChatStream) self = g_object_ref (user_data);
  g_autoptr(GError) error = NULL;
  gsize length;
  ChatBatchResult result = chat_batch_fill (self->batch, self->input, &length, &error);

  if (length > 0 && !take_bytes (self, length))
    return G_SOURCE_REMOVE;

  if (result == CHAT_BATCH_END)
    end (self, NULL);
  else if (result == CHAT_BATCH_FAILED)
    end (self, chat_client_failure_from_error (self->client, self->request, error, TRUE));
  else if (result == CHAT_BATCH_BLOCKED)
    wait_for_more (self);

  return G_SOURCE_CONTINUE;
}

static void
start_reading (ChatStream *self)
{
  if (self->paused || self->source != NULL || self->input == NULL)
    return;

  self->source = g_pollable_input_stream_create_source (G_POLLABLE_INPUT_STREAM (self->input),
                                                        NULL);
  g_source_set_callback (self->source, G_SOURCE_FUNC (readable_cb), self, NULL);
  g_source_set_priority (self->source, READ_PRIORITY);
  g_source_attach (self->source, g_main_context_get_thread_default ());
}

static const char *
get_header (ChatStream *self,
            const char *name)
{
  return soup_message_headers_get_one (soup_message_get_response_headers (self->request), name);
}

/* A server may quote the key there, too: better none than that one. */
static void
take_request_id (ChatStream *self,
                 const char *request_id)
{
  const char *secret = chat_batch_get_secret (self->batch);

  if (request_id != NULL && (secret == NULL || strstr (request_id, secret) == NULL))
    chat_message_set_request_id (self->message, request_id);
}

static void
take_headers (ChatStream *self)
{
  const ChatResponseHeaders headers = {
    .content_type = get_header (self, "content-type"),
    .request_id = get_header (self, "request-id"),
    .retry_after = get_header (self, "retry-after"),
    .retry_after_ms = get_header (self, "retry-after-ms"),
    .should_retry = get_header (self, "x-should-retry"),
    .location = get_header (self, "location"),
  };

  chat_reply_reader_set_response (self->reader, soup_message_get_status (self->request), &headers);
  chat_message_get_timings (self->message)->first_byte_us = g_get_monotonic_time ();
  take_request_id (self, headers.request_id);
  set_state (self, CHAT_STREAM_READING);
  start_timer (self, self->timeouts.idle_ms);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(ChatStream) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GInputStream) input = soup_session_send_finish (SOUP_SESSION (source), result, &error);

  if (self->state == CHAT_STREAM_ENDED)
    return;

  if (input == NULL)
    {
      end (self, chat_client_failure_from_error (self->client, self->request, error,
                                                 self->state >= CHAT_STREAM_WAITING));
      return;
    }

  if (!self->has_asked)
    {
      end (self, chat_api_error_from_proxy (self->request));
      return;
    }

  self->input = g_steal_pointer (&input);
  take_headers (self);
  start_reading (self);
}

/* The connection stands. */
static void
starting_cb (SoupMessage *request,
             gpointer     user_data)
{
  ChatStream *self = user_data;

  start_timer (self, self->timeouts.first_byte_ms);
}

static void
wrote_headers_cb (SoupMessage *request,
                  gpointer     user_data)
{
  ChatStream *self = user_data;

  self->has_asked = TRUE;
}

static void
wrote_body_cb (SoupMessage *request,
               gpointer     user_data)
{
  ChatStream *self = user_data;

  if (self->state == CHAT_STREAM_CONNECTING)
    set_state (self, CHAT_STREAM_WAITING);
}

static void
chat_stream_dispose (GObject *object)
{
  ChatStream *self = CHAT_STREAM (object);

  g_assert (self->task == NULL);

  g_clear_object (&self->client);
  g_clear_object (&self->request);
  g_clear_object (&self->message);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->sending);

  G_OBJECT_CLASS (chat_stream_parent_class)->dispose (object);
}

static void
chat_stream_finalize (GObject *object)
{
  ChatStream *self = CHAT_STREAM (object);

  chat_reply_reader_free (self->reader);
  chat_batch_free (self->batch);

  G_OBJECT_CLASS (chat_stream_parent_class)->finalize (object);
}

static void
chat_stream_get_property (GObject    *object,
                          guint       property_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  ChatStream *self = CHAT_STREAM (object);

  switch (property_id)
    {
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
chat_stream_class_init (ChatStreamClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chat_stream_dispose;
  object_class->finalize = chat_stream_finalize;
  object_class->get_property = chat_stream_get_property;

  properties[PROP_STATE] =
    g_param_spec_uint ("state", NULL, NULL, CHAT_STREAM_NEW, CHAT_STREAM_ENDED, CHAT_STREAM_NEW,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
chat_stream_init (ChatStream *self)
{
  static const ChatStreamTimeouts timeouts = CHAT_STREAM_TIMEOUTS_INIT;

  self->timeouts = timeouts;
  self->sending = g_cancellable_new ();
  self->batch = chat_batch_new ();
}

ChatStream *
chat_stream_new (ChatClient  *client,
                 SoupMessage *request,
                 ChatMessage *message)
{
  ChatStream *self = g_object_new (CHAT_TYPE_STREAM, NULL);

  self->client = g_object_ref (client);
  self->request = g_object_ref (request);
  self->message = g_object_ref (message);
  self->reader = chat_reply_reader_new (message);
  return self;
}

void
chat_stream_set_timeouts (ChatStream               *self,
                          const ChatStreamTimeouts *timeouts)
{
  self->timeouts = *timeouts;
}

void
chat_stream_set_event_func (ChatStream         *self,
                            ChatReplyEventFunc  func,
                            gpointer            user_data)
{
  chat_reply_reader_set_event_func (self->reader, func, user_data);
}

void
chat_stream_set_bytes_func (ChatStream          *self,
                            ChatStreamBytesFunc  func,
                            gpointer             user_data)
{
  self->bytes_func = func;
  self->bytes_data = user_data;
}

void
chat_stream_set_secret (ChatStream *self,
                        const char *secret)
{
  chat_batch_set_secret (self->batch, secret);
  chat_reply_reader_set_secret (self->reader, secret);
}

ChatStreamState
chat_stream_get_state (ChatStream *self)
{
  return self->state;
}

void
chat_stream_run_async (ChatStream          *self,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_return_if_fail (self->state == CHAT_STREAM_NEW);

  self->task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->task, chat_stream_run_async);
  chat_message_get_timings (self->message)->started_us = g_get_monotonic_time ();
  set_state (self, CHAT_STREAM_CONNECTING);

  if (cancellable != NULL)
    {
      self->cancellable = g_object_ref (cancellable);
      self->cancelled_id = g_signal_connect_object (cancellable, "cancelled",
                                                    G_CALLBACK (cancelled_cb), self, 0);
    }
  g_signal_connect_object (self->request, "starting", G_CALLBACK (starting_cb), self, 0);
  g_signal_connect_object (self->request, "wrote-headers", G_CALLBACK (wrote_headers_cb), self, 0);
  g_signal_connect_object (self->request, "wrote-body", G_CALLBACK (wrote_body_cb), self, 0);

  if (g_cancellable_is_cancelled (cancellable))
    {
      cancelled_cb (cancellable, self);
      return;
    }

  start_timer (self, self->timeouts.connect_ms);
  soup_session_send_async (chat_client_get_session (self->client), self->request,
                           G_PRIORITY_DEFAULT, self->sending, sent_cb, g_object_ref (self));
}

ChatOutcome
chat_stream_run_finish (ChatStream    *self,
                        GAsyncResult  *result,
                        ChatFailure  **failure)
{
  ChatFailure *reason = chat_reply_reader_get_failure (self->reader);

  g_return_val_if_fail (g_task_is_valid (result, self), CHAT_OUTCOME_ERROR);

  *failure = reason != NULL && !self->stopped ? chat_failure_ref (reason) : NULL;
  return (ChatOutcome) g_task_propagate_int (G_TASK (result), NULL);
}

void
chat_stream_pause (ChatStream *self)
{
  self->paused = TRUE;
  stop_reading (self);
}

void
chat_stream_resume (ChatStream *self)
{
  self->paused = FALSE;
  start_reading (self);
}
