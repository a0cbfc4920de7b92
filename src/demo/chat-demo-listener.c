/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads requests off new connections and hands both over.
 */

#include "chat-demo-listener.h"

#include "chat-demo-check.h"

#define TOO_LARGE "chat-demo-too-large"

struct _ChatDemoListener
{
  SoupServer          *soup;
  GMainContext        *context;
  ChatDemoRequestFunc  func;
  gpointer             user_data;
  GPtrArray           *arrivals;        /* GSource, for messages that were read */
  guint                n_connections;
};

typedef struct
{
  ChatDemoListener  *listener;
  SoupServerMessage *message;
} Arrival;

static void
free_arrival (gpointer data)
{
  Arrival *arrival = data;

  g_object_unref (arrival->message);
  g_free (arrival);
}

static ChatDemoRequest *
make_request (SoupServerMessage *message)
{
  gboolean is_too_large = g_object_get_data (G_OBJECT (message), TOO_LARGE) != NULL;
  g_autoptr(GBytes) body = NULL;
  ChatDemoRequest *request;

  if (!is_too_large)
    body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  request = chat_demo_request_new (soup_server_message_get_method (message),
                                   g_uri_get_path (soup_server_message_get_uri (message)),
                                   soup_server_message_get_request_headers (message), body);
  request->is_too_large = is_too_large;
  return request;
}

static gboolean
take_over_cb (gpointer user_data)
{
  Arrival *arrival = user_data;
  ChatDemoListener *self = arrival->listener;
  g_autoptr(ChatDemoRequest) request = make_request (arrival->message);
  g_autoptr(GSocket) socket = g_object_ref (soup_server_message_get_socket (arrival->message));
  g_autoptr(GIOStream) stream = soup_server_message_steal_connection (arrival->message);

  g_ptr_array_remove (self->arrivals, g_main_current_source ());
  if (stream != NULL)
    self->func (stream, socket, g_steal_pointer (&request), self->user_data);
  return G_SOURCE_REMOVE;
}

/* Not at once: SoupServer is in the middle of its own work when it calls this, and does not expect
 * to lose the connection there. */
static void
request_read_cb (SoupServer        *soup,
                 SoupServerMessage *message,
                 const char        *path,
                 GHashTable        *query,
                 gpointer           user_data)
{
  ChatDemoListener *self = user_data;
  GSource *source = g_idle_source_new ();
  Arrival *arrival = g_new0 (Arrival, 1);

  arrival->listener = self;
  arrival->message = g_object_ref (message);
  soup_server_message_pause (message);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, take_over_cb, arrival, free_arrival);
  g_source_attach (source, self->context);
  g_ptr_array_add (self->arrivals, source);
}

/* Beyond the limit nothing is kept, and the answer waits for the end all the same: a client that is
 * still writing would not see it. */
static void
chunk_read_cb (SoupServerMessage *message,
               GBytes            *chunk,
               gpointer           user_data)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  if (body->length <= CHAT_DEMO_MAX_BODY)
    return;
  soup_message_body_set_accumulate (body, FALSE);
  g_object_set_data (G_OBJECT (message), TOO_LARGE, GINT_TO_POINTER (TRUE));
}

static void
headers_read_cb (SoupServer        *soup,
                 SoupServerMessage *message,
                 const char        *path,
                 GHashTable        *query,
                 gpointer           user_data)
{
  g_signal_connect (message, "got-chunk", G_CALLBACK (chunk_read_cb), NULL);
}

/* SoupServer makes the first message of a connection when it accepts it. */
static void
request_started_cb (SoupServer        *soup,
                    SoupServerMessage *message,
                    gpointer           user_data)
{
  ChatDemoListener *self = user_data;

  self->n_connections++;
}

static void
drop_arrival (gpointer data)
{
  g_source_destroy (data);
  g_source_unref (data);
}

ChatDemoListener *
chat_demo_listener_new (guint                 port,
                        GTlsCertificate      *certificate,
                        ChatDemoRequestFunc   func,
                        gpointer              user_data,
                        GError              **error)
{
  SoupServerListenOptions options = certificate != NULL ? SOUP_SERVER_LISTEN_HTTPS : 0;
  g_autoptr(SoupServer) soup = soup_server_new ("tls-certificate", certificate, NULL);
  ChatDemoListener *self;

  if (!soup_server_listen_local (soup, port, options | SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return NULL;
  self = g_new0 (ChatDemoListener, 1);
  self->soup = g_steal_pointer (&soup);
  self->context = g_main_context_ref_thread_default ();
  self->func = func;
  self->user_data = user_data;
  self->arrivals = g_ptr_array_new_with_free_func (drop_arrival);
  soup_server_add_early_handler (self->soup, NULL, headers_read_cb, NULL, NULL);
  soup_server_add_handler (self->soup, NULL, request_read_cb, self, NULL);
  g_signal_connect (self->soup, "request-started", G_CALLBACK (request_started_cb), self);
  return self;
}

void
chat_demo_listener_free (ChatDemoListener *self)
{
  g_ptr_array_unref (self->arrivals);
  g_signal_handlers_disconnect_by_data (self->soup, self);
  soup_server_disconnect (self->soup);
  g_object_unref (self->soup);
  g_main_context_unref (self->context);
  g_free (self);
}

guint
chat_demo_listener_get_port (ChatDemoListener *self)
{
  GSList *uris = soup_server_get_uris (self->soup);
  guint port = g_uri_get_port (uris->data);

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return port;
}

guint
chat_demo_listener_get_n_connections (ChatDemoListener *self)
{
  return self->n_connections;
}
