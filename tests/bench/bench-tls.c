/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The first word over TLS: cold, made ahead and kept, against a bare socket that is kept.
 */

#include "bench-support.h"

#include "chat-stream.h"

#include <string.h>

#define N_RUNS 41

typedef struct
{
  SoupServer *soup;
  GMainLoop  *loop;
  guint       port;
} Peer;

static const char reply[] =
  "data: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"content\":[]}}\n\n"
  "data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\","
  "\"text\":\"\"}}\n\n"
  "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\","
  "\"text\":\"Yes.\"}}\n\n"
  "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}\n\n"
  "data: {\"type\":\"message_stop\"}\n\n";

static const char body[] = "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[]}";

static void
serve_cb (SoupServer        *soup,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "text/event-stream", SOUP_MEMORY_STATIC, reply,
                                    strlen (reply));
}

/* Of its own thread: it must not wait for the client. */
static gpointer
serve (gpointer data)
{
  Peer *peer = data;
  g_autoptr(GMainContext) context = g_main_context_new ();
  g_autoptr(GTlsCertificate) certificate =
    g_tls_certificate_new_from_files (BENCH_TLS "/server.pem", BENCH_TLS "/server.key", NULL);
  GSList *uris;

  g_main_context_push_thread_default (context);
  peer->soup = soup_server_new ("tls-certificate", certificate, NULL);
  soup_server_add_handler (peer->soup, NULL, serve_cb, NULL, NULL);
  soup_server_listen_local (peer->soup, 0,
                            SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY, NULL);
  uris = soup_server_get_uris (peer->soup);
  peer->loop = g_main_loop_new (context, FALSE);
  g_atomic_int_set (&peer->port, (guint) g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_main_loop_run (peer->loop);
  g_object_unref (peer->soup);
  g_main_context_pop_thread_default (context);
  return NULL;
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  ChatFailure *failure = NULL;

  chat_stream_run_finish (CHAT_STREAM (source), result, &failure);
  g_assert_null (failure);
  *(gboolean *) user_data = TRUE;
}

static gboolean
over_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* What a person does between two prompts, in short. */
static void
rest (void)
{
  gboolean over = FALSE;

  g_timeout_add (30, over_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

/* Milliseconds from the request to the first word. */
static double
ask (ChatClient *client,
     const char *url)
{
  const ChatHeader headers[] = { { "anthropic-version", "2023-06-01" }, { NULL, NULL } };
  g_autoptr(GBytes) bytes = g_bytes_new_static (body, strlen (body));
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);
  g_autoptr(ChatFailure) failure = NULL;
  g_autoptr(SoupMessage) request = chat_client_new_post (client, url, headers, bytes, FALSE,
                                                         &failure);
  g_autoptr(ChatStream) stream = chat_stream_new (client, request, message);
  const ChatTimings *timings = chat_message_get_timings (message);
  gboolean done = FALSE;

  chat_stream_run_async (stream, NULL, done_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  return (timings->first_delta_us - timings->started_us) / 1000.0;
}

/* The same by a socket that waits for each byte and does nothing else. */
static double
ask_bare (GIOStream *connection)
{
  g_autofree char *request =
    g_strdup_printf ("POST /v1/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                     "Content-Length: %zu\r\n\r\n%s", strlen (body), body);
  gint64 started_us = g_get_monotonic_time ();
  char buffer[8192];
  gsize length = 0;
  gint64 first_us = 0;

  g_output_stream_write_all (g_io_stream_get_output_stream (connection), request,
                             strlen (request), NULL, NULL, NULL);
  while (memmem (buffer, length, "message_stop\"}\n\n", 16) == NULL)
    {
      length += (gsize) g_input_stream_read (g_io_stream_get_input_stream (connection),
                                             buffer + length, sizeof buffer - length, NULL, NULL);
      if (first_us == 0 && memmem (buffer, length, "Yes.", 4) != NULL)
        first_us = g_get_monotonic_time ();
    }
  return (first_us - started_us) / 1000.0;
}

static double
measure_bare (guint port)
{
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GTlsDatabase) database = g_tls_file_database_new (BENCH_TLS "/ca.pem", NULL);
  g_autoptr(GSocketConnection) socket =
    g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) port, NULL, NULL);
  g_autoptr(GSocketConnectable) name = g_network_address_new ("127.0.0.1", (guint16) port);
  g_autoptr(GIOStream) tls = g_tls_client_connection_new (G_IO_STREAM (socket), name, NULL);
  double values[N_RUNS];

  g_tls_connection_set_database (G_TLS_CONNECTION (tls), database);
  for (guint i = 0; i < N_RUNS; i++)
    {
      rest ();
      values[i] = ask_bare (tls);
    }
  return bench_median (values, N_RUNS);
}

typedef enum
{
  COLD,
  AHEAD,
  KEPT,
} Way;

static double
measure (Way         way,
         const char *url)
{
  g_autoptr(ChatClient) kept = chat_client_new (BENCH_TLS "/ca.pem");
  double values[N_RUNS];

  ask (kept, url);
  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autoptr(ChatClient) fresh = chat_client_new (BENCH_TLS "/ca.pem");

      if (way == AHEAD)
        chat_client_preconnect (fresh, url, FALSE);
      rest ();
      values[i] = ask (way == KEPT ? kept : fresh, url);
    }
  return bench_median (values, N_RUNS);
}

int
main (void)
{
  Peer peer = { NULL, NULL, 0 };
  g_autoptr(GThread) thread = NULL;
  g_autofree char *url = NULL;
  GString *line = bench_begin ("tls-first-word");

  g_setenv ("SOUP_FORCE_HTTP1", "1", TRUE);
  thread = g_thread_new ("peer", serve, &peer);
  while (g_atomic_int_get (&peer.port) == 0)
    g_thread_yield ();
  url = g_strdup_printf ("https://127.0.0.1:%u/v1/messages", peer.port);

  bench_number (line, "cold_ms", measure (COLD, url));
  bench_number (line, "ahead_ms", measure (AHEAD, url));
  bench_number (line, "kept_ms", measure (KEPT, url));
  bench_number (line, "bare_kept_ms", measure_bare (peer.port));
  bench_end (line);

  g_main_loop_quit (peer.loop);
  g_thread_join (g_steal_pointer (&thread));
  return 0;
}
