/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The libsoup session, and its errors by what a person can do about them.
 */

#include "config.h"

#include "chat-client.h"

#include "chat-proxy-resolver.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

/* libsoup's default of 2 connections a host would hold back a third conversation, silently. */
#define MAX_CONNECTIONS 64
#define MAX_CONNECTIONS_PER_HOST 32

/* An idle connection is kept for the next turn; most servers close it after a minute or so. */
#define IDLE_SECONDS 60

/* A connection that says nothing is asked whether it stands: rarely, but often for a while after
 * something may have cut it, so that a dead one is known to be dead after some four seconds. */
#define PROBE_IDLE_SECONDS     60
#define PROBE_INTERVAL_SECONDS 10
#define PROBES                 6
#define SOON_IDLE_SECONDS      1
#define SOON_INTERVAL_SECONDS  1
#define SOON_PROBES            3
#define SOON_MS                10000

/* How long a connection that was made ahead is taken to stand. */
#define AHEAD_US (45 * G_TIME_SPAN_SECOND)

struct _ChatClient
{
  GObject      parent_instance;

  SoupSession *session;
  char        *ca_error;   /* why the certificates that were to be trusted cannot be read */
  gboolean     far_proxy;  /* everything goes over a proxy on another machine */
  GHashTable  *sockets;    /* GSocket, of all connections; each goes out of it when it is gone */
  guint        probing;    /* the timer that ends probing soon */
  gint64       ahead_us;   /* when a connection was last made, or given back */
};

G_DEFINE_FINAL_TYPE (ChatClient, chat_client, G_TYPE_OBJECT)

static void
forget_socket_cb (gpointer  user_data,
                  GObject  *socket)
{
  g_hash_table_remove (user_data, socket);
}

static void
free_sockets (GHashTable *sockets)
{
  GHashTableIter iter;
  gpointer socket;

  g_hash_table_iter_init (&iter, sockets);
  while (g_hash_table_iter_next (&iter, &socket, NULL))
    g_object_weak_unref (socket, forget_socket_cb, sockets);
  g_hash_table_unref (sockets);
}

static void
chat_client_dispose (GObject *object)
{
  ChatClient *self = CHAT_CLIENT (object);

  g_clear_handle_id (&self->probing, g_source_remove);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (chat_client_parent_class)->dispose (object);
}

static void
chat_client_finalize (GObject *object)
{
  g_free (CHAT_CLIENT (object)->ca_error);
  free_sockets (CHAT_CLIENT (object)->sockets);

  G_OBJECT_CLASS (chat_client_parent_class)->finalize (object);
}

static void
chat_client_class_init (ChatClientClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_client_dispose;
  G_OBJECT_CLASS (klass)->finalize = chat_client_finalize;
}

/* Returns: (transfer full) (nullable) */
static char *
dup_proxy_user (ChatClient   *self,
                SoupMessage  *message,
                char        **password)
{
  GProxyResolver *resolver = soup_session_get_proxy_resolver (self->session);
  char *user = NULL;

  if (resolver != NULL)
    chat_proxy_resolver_dup_password (CHAT_PROXY_RESOLVER (resolver),
                                      soup_message_get_uri (message), &user, password);
  return user;
}

static gboolean
is_tunnelled (SoupMessage *message)
{
  return g_str_equal (g_uri_get_scheme (soup_message_get_uri (message)), "https");
}

/* The API is told its key by us. A proxy is told its password once: see chat-proxy-resolver.h. */
static gboolean
authenticate_cb (SoupMessage *message,
                 SoupAuth    *auth,
                 gboolean     retrying,
                 ChatClient  *self)
{
  g_autofree char *password = NULL;
  g_autofree char *user = NULL;

  if (retrying || !soup_auth_is_for_proxy (auth) || !is_tunnelled (message))
    return FALSE;

  user = dup_proxy_user (self, message, &password);
  if (user == NULL)
    return FALSE;

  soup_auth_authenticate (auth, user, password);
  explicit_bzero (password, strlen (password));
  return TRUE;
}

/* Without a tunnel the password has to come at once: libsoup 3.2 would send no body another time.
 * The connection stands, so the proxy is known. */
static void
starting_cb (SoupMessage *message,
             ChatClient  *self)
{
  g_autofree char *password = NULL;
  g_autofree char *user = NULL;
  g_autofree char *both = NULL;
  g_autofree char *encoded = NULL;
  g_autofree char *basic = NULL;

  if (is_tunnelled (message))
    return;
  user = dup_proxy_user (self, message, &password);
  if (user == NULL)
    return;

  both = g_strconcat (user, ":", password, NULL);
  encoded = g_base64_encode ((const guchar *) both, strlen (both));
  basic = g_strconcat ("Basic ", encoded, NULL);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Proxy-Authorization",
                                basic);
}

static void
set_probes (GSocket *socket,
            int      idle,
            int      interval,
            int      probes)
{
  g_socket_set_option (socket, IPPROTO_TCP, TCP_KEEPIDLE, idle, NULL);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_KEEPINTVL, interval, NULL);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_KEEPCNT, probes, NULL);
}

static void
network_event_cb (SoupMessage        *message,
                  GSocketClientEvent  event,
                  GIOStream          *connection,
                  ChatClient         *self)
{
  GSocket *socket;

  if (event != G_SOCKET_CLIENT_CONNECTED || !G_IS_SOCKET_CONNECTION (connection))
    return;

  socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (connection));
  g_socket_set_keepalive (socket, TRUE);
  set_probes (socket, PROBE_IDLE_SECONDS, PROBE_INTERVAL_SECONDS, PROBES);
  if (g_hash_table_add (self->sockets, socket))
    g_object_weak_ref (G_OBJECT (socket), forget_socket_cb, self->sockets);
}

static void
finished_cb (SoupMessage *message,
             ChatClient  *self)
{
  self->ahead_us = g_get_monotonic_time ();
}

/* Also of the CONNECT that libsoup makes itself. */
static void
queued_cb (SoupSession *session,
           SoupMessage *message,
           ChatClient  *self)
{
  g_signal_connect_object (message, "authenticate", G_CALLBACK (authenticate_cb), self, 0);
  g_signal_connect_object (message, "starting", G_CALLBACK (starting_cb), self, 0);
  g_signal_connect_object (message, "network-event", G_CALLBACK (network_event_cb), self, 0);
  g_signal_connect_object (message, "finished", G_CALLBACK (finished_cb), self, 0);
}

static void
set_resolver (ChatClient     *self,
              GProxyResolver *base)
{
  g_autoptr(GProxyResolver) resolver = base != NULL ? chat_proxy_resolver_new (base) : NULL;

  soup_session_set_proxy_resolver (self->session, resolver);
}

static void
chat_client_init (ChatClient *self)
{
  self->sockets = g_hash_table_new (NULL, NULL);
  /* timeout 0: the default of 60 s would end a reply that thinks; the stream has timers */
  self->session = soup_session_new_with_options ("timeout", 0,
                                                 "idle-timeout", IDLE_SECONDS,
                                                 "max-conns", MAX_CONNECTIONS,
                                                 "max-conns-per-host", MAX_CONNECTIONS_PER_HOST,
                                                 "user-agent", "claude-chat/" PACKAGE_VERSION,
                                                 NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  g_signal_connect_object (self->session, "request-queued", G_CALLBACK (queued_cb), self, 0);
  set_resolver (self, g_proxy_resolver_get_default ());
}

ChatClient *
chat_client_new (const char *ca_file)
{
  ChatClient *self = g_object_new (CHAT_TYPE_CLIENT, NULL);
  g_autoptr(GTlsDatabase) database = NULL;
  g_autoptr(GError) error = NULL;

  if (ca_file == NULL)
    return self;

  /* a file that cannot be read must not turn into trust in everybody else */
  database = g_tls_file_database_new (ca_file, &error);
  if (database != NULL)
    soup_session_set_tls_database (self->session, database);
  else
    self->ca_error = g_strdup (error->message);
  return self;
}

static gboolean
is_loopback (GUri *uri)
{
  const char *host = g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : "";
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);
  return g_ascii_strcasecmp (host, "localhost") == 0 || g_str_has_suffix (host, ".localhost");
}

void
chat_client_set_proxy (ChatClient *self,
                       const char *url)
{
  g_autoptr(GProxyResolver) resolver = url != NULL ? g_simple_proxy_resolver_new (url, NULL) : NULL;
  g_autoptr(GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_PARSE_RELAXED, NULL) : NULL;

  self->far_proxy = url != NULL && (uri == NULL || !is_loopback (uri));
  set_resolver (self, resolver);
}

SoupSession *
chat_client_get_session (ChatClient *self)
{
  return self->session;
}

static void
probe_all (ChatClient *self,
           int         idle,
           int         interval,
           int         probes)
{
  GHashTableIter iter;
  gpointer socket;

  g_hash_table_iter_init (&iter, self->sockets);
  while (g_hash_table_iter_next (&iter, &socket, NULL))
    {
      if (!g_socket_is_closed (socket))
        set_probes (socket, idle, interval, probes);
    }
}

static gboolean
probed_cb (gpointer user_data)
{
  ChatClient *self = user_data;

  self->probing = 0;
  probe_all (self, PROBE_IDLE_SECONDS, PROBE_INTERVAL_SECONDS, PROBES);
  return G_SOURCE_REMOVE;
}

void
chat_client_probe (ChatClient *self)
{
  self->ahead_us = 0;
  g_clear_handle_id (&self->probing, g_source_remove);
  probe_all (self, SOON_IDLE_SECONDS, SOON_INTERVAL_SECONDS, SOON_PROBES);
  self->probing = g_timeout_add (SOON_MS, probed_cb, self);
}

static ChatFailure *
check_uri (ChatClient *self,
           GUri       *uri,
           gboolean    allow_http)
{
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return chat_failure_new (CHAT_FAILURE_BAD_ADDRESS, NULL);
  if (g_strcmp0 (scheme, "https") == 0)
    return NULL;
  if (g_strcmp0 (scheme, "http") != 0)
    return chat_failure_new (CHAT_FAILURE_BAD_ADDRESS, NULL);
  if (!allow_http && (self->far_proxy || !is_loopback (uri)))
    return chat_failure_new (CHAT_FAILURE_INSECURE, NULL);

  return NULL;
}

static SoupMessage *
new_message (ChatClient        *self,
             const char        *method,
             const char        *endpoint,
             const char        *accept,
             const ChatHeader  *headers,
             gboolean           allow_http,
             ChatFailure      **failure)
{
  g_autoptr(GUri) uri = g_uri_parse (endpoint, SOUP_HTTP_URI_FLAGS, NULL);
  SoupMessage *message;
  SoupMessageHeaders *out;

  *failure = check_uri (self, uri, allow_http);
  if (*failure == NULL && self->ca_error != NULL)
    *failure = chat_failure_new (CHAT_FAILURE_TLS, self->ca_error);
  if (*failure != NULL)
    return NULL;

  message = soup_message_new_from_uri (method, uri);
  /* idempotent: else a POST never gets a connection that stands. If that is closed before a byte of
   * the answer, another one is used, as the turn would by itself. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE |
                                   SOUP_MESSAGE_IDEMPOTENT);

  out = soup_message_get_request_headers (message);
  soup_message_headers_replace (out, "Accept", accept);
  soup_message_headers_replace (out, "Accept-Encoding", "identity");
  for (; headers->name != NULL; headers++)
    soup_message_headers_replace (out, headers->name, headers->value);

  return message;
}

SoupMessage *
chat_client_new_post (ChatClient        *self,
                      const char        *endpoint,
                      const ChatHeader  *headers,
                      GBytes            *body,
                      gboolean           allow_http,
                      ChatFailure      **failure)
{
  SoupMessage *message = new_message (self, SOUP_METHOD_POST, endpoint,
                                      "text/event-stream, application/json", headers, allow_http,
                                      failure);

  if (message != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", body);

  return message;
}

SoupMessage *
chat_client_new_get (ChatClient        *self,
                     const char        *endpoint,
                     const ChatHeader  *headers,
                     gboolean           allow_http,
                     ChatFailure      **failure)
{
  return new_message (self, SOUP_METHOD_GET, endpoint, "application/json", headers, allow_http,
                      failure);
}

/* Nobody was asked yet but the proxy. */
static gboolean
is_about_proxy (ChatClient      *self,
                SoupMessage     *message,
                ChatFailureKind  kind)
{
  GProxyResolver *resolver = soup_session_get_proxy_resolver (self->session);

  return (kind == CHAT_FAILURE_REFUSED || kind == CHAT_FAILURE_NAME_NOT_FOUND ||
          kind == CHAT_FAILURE_UNREACHABLE) &&
         resolver != NULL && chat_proxy_resolver_has_proxy (CHAT_PROXY_RESOLVER (resolver),
                                                            soup_message_get_uri (message));
}

/* If it failed, the request itself will say why. */
static void
preconnected_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  soup_session_preconnect_finish (SOUP_SESSION (source), result, NULL);
}

void
chat_client_preconnect (ChatClient *self,
                        const char *endpoint,
                        gboolean    allow_http)
{
  const ChatHeader none[] = { { NULL, NULL } };
  g_autoptr(ChatFailure) failure = NULL;
  g_autoptr(SoupMessage) message = NULL;
  gint64 now_us = g_get_monotonic_time ();

  if (self->ahead_us != 0 && now_us - self->ahead_us < AHEAD_US)
    return;
  message = chat_client_new_get (self, endpoint, none, allow_http, &failure);
  if (message == NULL)
    return;

  self->ahead_us = now_us;
  soup_session_preconnect_async (self->session, message, G_PRIORITY_DEFAULT, NULL, preconnected_cb,
                                 NULL);
}

static ChatFailureKind
get_io_kind (int      code,
             gboolean connected)
{
  switch (code)
    {
    case G_IO_ERROR_CONNECTION_REFUSED:
      return CHAT_FAILURE_REFUSED;
    case G_IO_ERROR_HOST_NOT_FOUND:
      return CHAT_FAILURE_NAME_NOT_FOUND;
    case G_IO_ERROR_HOST_UNREACHABLE:
    case G_IO_ERROR_NETWORK_UNREACHABLE:
      return CHAT_FAILURE_UNREACHABLE;
    case G_IO_ERROR_PROXY_FAILED:
    case G_IO_ERROR_PROXY_AUTH_FAILED:
    case G_IO_ERROR_PROXY_NEED_AUTH:
    case G_IO_ERROR_PROXY_NOT_ALLOWED:
      return CHAT_FAILURE_PROXY;
    case G_IO_ERROR_TIMED_OUT:
      return connected ? CHAT_FAILURE_CONNECTION_LOST : CHAT_FAILURE_CONNECT_TIMEOUT;
    case G_IO_ERROR_CONNECTION_CLOSED:   /* the same value as BROKEN_PIPE */
    case G_IO_ERROR_PARTIAL_INPUT:
      return CHAT_FAILURE_CONNECTION_LOST;
    default:
      return connected ? CHAT_FAILURE_CONNECTION_LOST : CHAT_FAILURE_OTHER;
    }
}

ChatFailure *
chat_client_failure_from_error (ChatClient   *self,
                                SoupMessage  *message,
                                const GError *error,
                                gboolean      connected)
{
  ChatFailureKind kind = connected ? CHAT_FAILURE_CONNECTION_LOST : CHAT_FAILURE_OTHER;

  if (g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE))
    kind = CHAT_FAILURE_UNREACHABLE;
  else if (error->domain == G_RESOLVER_ERROR)
    kind = CHAT_FAILURE_NAME_NOT_FOUND;
  else if (error->domain == G_TLS_ERROR)
    kind = connected ? CHAT_FAILURE_CONNECTION_LOST : CHAT_FAILURE_TLS;
  else if (error->domain == G_IO_ERROR)
    kind = get_io_kind (error->code, connected);
  if (!connected && is_about_proxy (self, message, kind))
    kind = CHAT_FAILURE_PROXY;

  return chat_failure_new (kind, error->message);
}
