/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A client for tests of the demo server that sees every byte: no HTTP library between.
 */

#include "test-demo-client.h"

#include "chat-json.h"
#include "test-support.h"

#include <string.h>

static void read_more (TestClient *self);   /* loops to itself */

static void
stop_reading (TestClient *self,
              GError     *error)
{
  self->is_over = TRUE;
  self->error = error;
}

static void
bytes_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  TestClient *self = user_data;
  g_autoptr(GError) error = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  self->n_pending--;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (n <= 0)
    {
      stop_reading (self, g_steal_pointer (&error));
      return;
    }
  self->read_us = g_get_monotonic_time ();
  g_string_append_len (self->received, (const char *) self->buffer, n);
  if (!self->pauses)
    read_more (self);
}

static void
read_more (TestClient *self)
{
  self->n_pending++;
  g_input_stream_read_async (g_io_stream_get_input_stream (self->stream), self->buffer,
                             sizeof self->buffer, G_PRIORITY_DEFAULT, self->cancellable,
                             bytes_read_cb, self);
}

/* A server may answer and close before it has read everything; that is no error of the test's. */
static void
request_written_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  TestClient *self = user_data;

  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
  self->n_pending--;
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  TestClient *self = user_data;
  g_autoptr(GError) error = NULL;
  GSocketConnection *connection;
  gsize size;
  const void *data = g_bytes_get_data (self->request, &size);

  self->n_pending--;
  connection = g_socket_client_connect_to_uri_finish (G_SOCKET_CLIENT (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (connection == NULL)
    {
      stop_reading (self, g_steal_pointer (&error));
      return;
    }
  self->stream = G_IO_STREAM (connection);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (self->stream), data, size,
                                   G_PRIORITY_DEFAULT, self->cancellable, request_written_cb, self);
  self->n_pending++;
  if (!self->pauses)
    read_more (self);
}

static void
connecting_cb (GSocketClient      *socket_client,
               GSocketClientEvent  event,
               GSocketConnectable *connectable,
               GIOStream          *stream,
               gpointer            user_data)
{
  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING)
    g_tls_connection_set_database (G_TLS_CONNECTION (stream), user_data);
}

TestClient *
test_client_new_raw (ChatDemoServer *server,
                     GTlsDatabase   *trusted,
                     GBytes         *request)
{
  TestClient *self = g_new0 (TestClient, 1);

  self->socket_client = g_socket_client_new ();
  g_socket_client_set_enable_proxy (self->socket_client, FALSE);
  g_socket_client_set_tls (self->socket_client, trusted != NULL);
  if (trusted != NULL)
    g_signal_connect_object (self->socket_client, "event", G_CALLBACK (connecting_cb), trusted, 0);
  self->cancellable = g_cancellable_new ();
  self->request = request;
  self->received = g_string_new (NULL);
  g_socket_client_connect_to_uri_async (self->socket_client, chat_demo_server_get_url (server), 0,
                                        self->cancellable, connected_cb, self);
  self->n_pending++;
  return self;
}

TestClient *
test_client_new (ChatDemoServer *server,
                 const char     *method,
                 const char     *path,
                 const char     *headers,
                 const char     *body)
{
  GString *request = g_string_new (NULL);

  g_string_append_printf (request, "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\n%s", method, path, headers);
  if (body != NULL)
    g_string_append_printf (request, "Content-Length: %zu\r\n\r\n%s", strlen (body), body);
  else
    g_string_append (request, "\r\n");
  return test_client_new_raw (server, NULL, g_string_free_to_bytes (request));
}

TestClient *
test_client_ask (ChatDemoServer *server,
                 const char     *body)
{
  return test_client_new (server, "POST", "/v1/messages",
                          "anthropic-version: 2023-06-01\r\nContent-Type: application/json\r\n",
                          body != NULL ? body : TEST_QUESTION);
}

void
test_client_leave (TestClient *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->stream);
}

void
test_client_free (TestClient *self)
{
  test_client_leave (self);
  while (self->n_pending > 0)
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&self->stream);
  g_object_unref (self->socket_client);
  g_object_unref (self->cancellable);
  g_bytes_unref (self->request);
  g_string_free (self->received, TRUE);
  g_clear_error (&self->error);
  g_free (self);
}

void
test_client_resume (TestClient *self)
{
  self->pauses = FALSE;
  read_more (self);
}

void
test_client_wait (TestClient *self)
{
  test_wait_until (self->is_over);
}

void
test_client_await (TestClient *self,
                   const char *text)
{
  test_wait_until (strstr (self->received->str, text) != NULL || self->is_over);
  g_assert_nonnull (strstr (self->received->str, text));
}

guint
test_client_status (TestClient *self)
{
  const char *start = strchr (self->received->str, ' ');

  return start != NULL ? (guint) g_ascii_strtoull (start + 1, NULL, 10) : 0;
}

static const char *
find_body (TestClient *self)
{
  const char *blank = strstr (self->received->str, "\r\n\r\n");

  g_assert_nonnull (blank);
  return blank + 4;
}

/* Takes the chunk at @at. Returns: (transfer full) (nullable), NULL if it is not whole */
static GString *
take_chunk (TestClient  *self,
            const char **at)
{
  const char *end = self->received->str + self->received->len;
  char *data;
  gsize size = g_ascii_strtoull (*at, &data, 16);

  if (data == *at || data[0] != '\r' || data[1] != '\n' || (gsize) (end - data) < size + 4)
    return NULL;
  g_assert_true (strncmp (data + 2 + size, "\r\n", 2) == 0);
  *at = data + 2 + size + 2;
  return g_string_new_len (data + 2, size);
}

static void
free_string (gpointer data)
{
  g_string_free (data, TRUE);
}

static GPtrArray *
collect_chunks (TestClient *self,
                gboolean   *finished)
{
  GPtrArray *chunks = g_ptr_array_new_with_free_func (free_string);
  const char *at = find_body (self);
  GString *chunk;

  *finished = FALSE;
  while (!*finished && (chunk = take_chunk (self, &at)) != NULL)
    {
      *finished = chunk->len == 0;
      g_ptr_array_add (chunks, chunk);
    }
  if (*finished)
    g_ptr_array_set_size (chunks, chunks->len - 1);
  return chunks;
}

GPtrArray *
test_client_chunks (TestClient *self)
{
  gboolean finished;

  return collect_chunks (self, &finished);
}

gboolean
test_client_finished (TestClient *self)
{
  gboolean finished;
  g_autoptr(GPtrArray) chunks G_GNUC_UNUSED = collect_chunks (self, &finished);

  return finished;
}

char *
test_client_body (TestClient *self)
{
  g_autoptr(GPtrArray) chunks = NULL;
  GString *body;

  if (strstr (self->received->str, "Transfer-Encoding: chunked\r\n") == NULL)
    return g_strdup (find_body (self));
  body = g_string_new (NULL);
  chunks = test_client_chunks (self);
  for (guint i = 0; i < chunks->len; i++)
    {
      GString *chunk = chunks->pdata[i];

      g_string_append_len (body, chunk->str, chunk->len);
    }
  return g_string_free (body, FALSE);
}

char *
test_client_text (TestClient *self)
{
  g_autofree char *body = test_client_body (self);
  g_auto(GStrv) lines = g_strsplit (body, "\n", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr(JsonObject) event = NULL;
      JsonObject *delta;

      if (!g_str_has_prefix (lines[i], "data: {") || strstr (lines[i], "\"text_delta\"") == NULL)
        continue;
      event = chat_json_parse_object (lines[i] + strlen ("data: "), -1, NULL);
      delta = chat_json_get_object (event, "delta");
      if (chat_json_get_string (delta, "text") != NULL)
        g_string_append (text, chat_json_get_string (delta, "text"));
    }
  return g_string_free (text, FALSE);
}

ChatDemoServer *
test_demo_start (const char *script)
{
  ChatDemoServer *server = chat_demo_server_new ();
  g_autoptr(GError) error = NULL;

  if (script != NULL)
    chat_demo_server_set_script (server, script, &error);
  g_assert_no_error (error);
  chat_demo_server_start (server, 0, &error);
  g_assert_no_error (error);
  return server;
}

TestClient *
test_demo_play (const char *script)
{
  g_autoptr(ChatDemoServer) server = test_demo_start (script);
  TestClient *client = test_client_ask (server, NULL);

  test_client_wait (client);
  return client;
}

void
test_demo_assert_reply (ChatDemoServer *server,
                        const char     *content,
                        const char     *expected)
{
  g_autofree char *question =
    g_strdup_printf ("{\"model\":\"m\",\"max_tokens\":9,\"stream\":true,\"messages\":"
                     "[{\"role\":\"user\",\"content\":%s}]}", content);
  g_autoptr(TestClient) client = test_client_ask (server, question);
  g_autofree char *text = NULL;

  test_client_wait (client);
  text = test_client_text (client);
  g_assert_cmpstr (text, ==, expected);
}

guint
test_demo_count (const char *text,
                 const char *part)
{
  guint n = 0;

  for (const char *c = strstr (text, part); c != NULL; c = strstr (c + 1, part))
    n++;
  return n;
}
