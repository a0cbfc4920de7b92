/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A small answer, read as a whole: the list of models, a counted prompt, whether anybody is there.
 */

#include "chat-fetch.h"

#include "chat-api-error.h"
#include "chat-secret.h"

/* The longest list of models seen has 0.4 MB. */
#define MAX_BYTES  (16 * 1024 * 1024)
#define READ_BYTES (64 * 1024)

#define US_PER_SECOND G_GINT64_CONSTANT (1000000)

typedef struct
{
  SoupMessage  *message;
  GInputStream *input;
  GByteArray   *body;
  GCancellable *sending;       /* our own: also the timer ends it */
  GCancellable *cancellable;   /* the caller's, or NULL */
  gulong        cancelled_id;
  guint         timer;
  gboolean      timed_out;
  gboolean      is_shaking;    /* hands, for TLS */
  gboolean      has_asked;     /* our request went out; before that only a proxy answers */
  gint64        started_us;
  ChatFetched  *fetched;
} Fetch;

static void
free_fetch (gpointer data)
{
  Fetch *fetch = data;

  if (fetch->cancelled_id != 0)
    g_cancellable_disconnect (fetch->cancellable, fetch->cancelled_id);
  g_signal_handlers_disconnect_by_data (fetch->message, fetch);
  g_clear_handle_id (&fetch->timer, g_source_remove);
  g_clear_object (&fetch->message);
  g_clear_object (&fetch->input);
  g_clear_object (&fetch->sending);
  g_clear_object (&fetch->cancellable);
  g_byte_array_unref (fetch->body);
  g_clear_pointer (&fetch->fetched, chat_fetched_free);
  g_free (fetch);
}

static void
end (GTask       *task,
     ChatFailure *failure)
{
  Fetch *fetch = g_task_get_task_data (task);
  ChatFetched *fetched = g_steal_pointer (&fetch->fetched);

  /* What is dropped is closed. */
  g_clear_object (&fetch->input);
  fetched->failure = failure;
  fetched->duration_us = g_get_monotonic_time () - fetch->started_us;
  g_task_return_pointer (task, fetched, (GDestroyNotify) chat_fetched_free);
  g_object_unref (task);
}

static ChatFailureKind
get_timeout_kind (Fetch *fetch)
{
  if (fetch->has_asked)
    return CHAT_FAILURE_FIRST_BYTE_TIMEOUT;

  return fetch->is_shaking ? CHAT_FAILURE_TLS : CHAT_FAILURE_CONNECT_TIMEOUT;
}

static void
end_with_error (GTask        *task,
                const GError *error)
{
  Fetch *fetch = g_task_get_task_data (task);

  if (fetch->timed_out)
    end (task, chat_failure_new (get_timeout_kind (fetch), NULL));
  else
    end (task, chat_client_failure_from_error (g_task_get_source_object (task), fetch->message,
                                               error, fetch->has_asked));
}

static const char *
get_header (Fetch      *fetch,
            const char *name)
{
  return soup_message_headers_get_one (soup_message_get_response_headers (fetch->message), name);
}

static ChatFailure *
read_failure (Fetch *fetch)
{
  const ChatResponseHeaders headers = {
    .content_type = get_header (fetch, "content-type"),
    .request_id = get_header (fetch, "request-id"),
    .retry_after = get_header (fetch, "retry-after"),
    .retry_after_ms = get_header (fetch, "retry-after-ms"),
    .should_retry = get_header (fetch, "x-should-retry"),
    .location = get_header (fetch, "location"),
  };

  return chat_api_error_from_response (fetch->fetched->status, &headers,
                                       (const char *) fetch->body->data, fetch->body->len,
                                       g_get_real_time () / US_PER_SECOND);
}

static void
end_whole (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);

  if (fetch->fetched->status != SOUP_STATUS_OK)
    {
      end (task, read_failure (fetch));
      return;
    }

  fetch->fetched->body = g_byte_array_free_to_bytes (fetch->body);
  fetch->body = g_byte_array_new ();
  end (task, NULL);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result,
                                                              &error);

  if (bytes == NULL)
    {
      end_with_error (task, error);
      return;
    }
  if (g_bytes_get_size (bytes) == 0)
    {
      end_whole (task);
      return;
    }

  if (fetch->body->len + g_bytes_get_size (bytes) > MAX_BYTES)
    {
      end (task, chat_failure_new (CHAT_FAILURE_NOT_A_STREAM, NULL));
      return;
    }
  g_byte_array_append (fetch->body, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_input_stream_read_bytes_async (fetch->input, READ_BYTES, G_PRIORITY_DEFAULT, fetch->sending,
                                   read_cb, task);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  fetch->input = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (fetch->input == NULL)
    {
      end_with_error (task, error);
      return;
    }
  if (!fetch->has_asked)
    {
      end (task, chat_api_error_from_proxy (fetch->message));
      return;
    }

  fetch->fetched->status = soup_message_get_status (fetch->message);
  g_input_stream_read_bytes_async (fetch->input, READ_BYTES, G_PRIORITY_DEFAULT, fetch->sending,
                                   read_cb, task);
}

static void
wrote_headers_cb (SoupMessage *message,
                  Fetch       *fetch)
{
  fetch->has_asked = TRUE;
}

static void
network_event_cb (SoupMessage        *message,
                  GSocketClientEvent  event,
                  GIOStream          *connection,
                  Fetch              *fetch)
{
  fetch->is_shaking = event == G_SOCKET_CLIENT_TLS_HANDSHAKING;
}

/* Only asked about one that is not trusted; it stays so. */
static gboolean
certificate_cb (SoupMessage          *message,
                GTlsCertificate      *certificate,
                GTlsCertificateFlags  errors,
                Fetch                *fetch)
{
  if (fetch->fetched != NULL)
    {
      g_set_object (&fetch->fetched->certificate, certificate);
      fetch->fetched->errors = errors;
    }

  return FALSE;
}

static gboolean
timeout_cb (gpointer user_data)
{
  Fetch *fetch = user_data;

  fetch->timer = 0;
  fetch->timed_out = TRUE;
  g_cancellable_cancel (fetch->sending);

  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable,
              Fetch        *fetch)
{
  g_cancellable_cancel (fetch->sending);
}

void
chat_fetch_async (ChatClient          *client,
                  SoupMessage         *message,
                  guint                timeout_ms,
                  GCancellable        *cancellable,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data)
{
  GTask *task = g_task_new (client, cancellable, callback, user_data);
  Fetch *fetch = g_new0 (Fetch, 1);

  g_task_set_source_tag (task, chat_fetch_async);
  g_task_set_task_data (task, fetch, free_fetch);
  fetch->message = g_object_ref (message);
  fetch->body = g_byte_array_new ();
  fetch->sending = g_cancellable_new ();
  fetch->started_us = g_get_monotonic_time ();
  fetch->fetched = g_new0 (ChatFetched, 1);
  fetch->timer = g_timeout_add (timeout_ms, timeout_cb, fetch);
  if (cancellable != NULL)
    {
      fetch->cancellable = g_object_ref (cancellable);
      fetch->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), fetch,
                                                   NULL);
    }
  g_signal_connect (message, "wrote-headers", G_CALLBACK (wrote_headers_cb), fetch);
  g_signal_connect (message, "network-event", G_CALLBACK (network_event_cb), fetch);
  g_signal_connect (message, "accept-certificate", G_CALLBACK (certificate_cb), fetch);
  soup_session_send_async (chat_client_get_session (client), message, G_PRIORITY_DEFAULT,
                           fetch->sending, sent_cb, task);
}

ChatFetched *
chat_fetch_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

void
chat_fetched_conceal (ChatFetched *self,
                      const char  *key)
{
  ChatFailure *failure = self->failure;
  gsize length;
  char *bytes;

  if (key == NULL)
    return;

  if (failure != NULL)
    {
      self->failure = chat_failure_conceal (failure, key);
      chat_failure_unref (failure);
    }
  if (self->body != NULL)
    {
      bytes = g_bytes_unref_to_data (g_steal_pointer (&self->body), &length);
      chat_secret_mask (bytes, length, key);
      self->body = g_bytes_new_take (bytes, length);
    }
}

void
chat_fetched_free (ChatFetched *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->failure, chat_failure_unref);
  g_clear_object (&self->certificate);
  g_free (self);
}
