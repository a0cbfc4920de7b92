/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The demo server and its connections: starting, stopping, large requests, https.
 */

#include "test-demo-client.h"

#include "test-support.h"

#include <string.h>

#define HEADERS "anthropic-version: 2023-06-01\r\nContent-Type: application/json\r\n"

static void
test_port_taken (void)
{
  g_autoptr(ChatDemoServer) first = test_demo_start (NULL);
  g_autoptr(ChatDemoServer) second = chat_demo_server_new ();
  g_autoptr(GError) error = NULL;

  g_assert_null (chat_demo_server_get_url (second));
  g_assert_false (chat_demo_server_start (second, chat_demo_server_get_port (first), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
}

static void
test_stop_and_start (void)
{
  g_autoptr(ChatDemoServer) server = test_demo_start ("{\"text\":\"Hi.\",\"hang\":2}");
  g_autoptr(TestClient) client = test_client_ask (server, NULL);

  test_client_await (client, "content_block_start");
  chat_demo_server_stop (server);
  test_client_wait (client);
  g_assert_null (chat_demo_server_get_url (server));
  g_assert_cmpuint (chat_demo_server_get_port (server), ==, 0);

  g_assert_true (chat_demo_server_start (server, 0, NULL));
  chat_demo_server_set_script (server, "{\"text\":\"Hi.\"}", NULL);
  test_demo_assert_reply (server, "\"Hello\"", "Hi.");
  g_assert_cmpuint (chat_demo_server_get_n_requests (server), ==, 2);
}

static void
stop_cb (ChatDemoServer *server,
         guint           number,
         gpointer        user_data)
{
  chat_demo_server_stop (server);
}

static void
test_stop_when_over (void)
{
  static const char *const scripts[] = {
    "{\"text\":\"Hi.\"}", "{\"text\":\"Hi.\",\"end\":\"keep\"}", "{\"text\":\"Hi.\",\"end\":\"reset\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autoptr(ChatDemoServer) server = test_demo_start (scripts[i]);
      g_autoptr(TestClient) client = test_client_ask (server, NULL);

      g_signal_connect (server, "reply-over", G_CALLBACK (stop_cb), NULL);
      test_client_wait (client);
      g_assert_null (chat_demo_server_get_url (server));
    }
}

/* Whatever is going on when the server goes, nothing of it may come back. How far a request has
 * come after so many turns of the main loop differs, so this tries them all. */
static void
test_finalize_soon (void)
{
  for (guint turns = 0; turns < 40; turns++)
    {
      ChatDemoServer *server = test_demo_start ("{\"text\":\"Hi.\",\"hang\":\"start\"}");
      g_autoptr(TestClient) client = test_client_ask (server, NULL);

      for (guint i = 0; i < turns && chat_demo_server_get_n_requests (server) == 0; i++)
        g_main_context_iteration (NULL, TRUE);
      g_assert_finalize_object (server);
      test_client_wait (client);
    }
}

static void
test_finalize (void)
{
  ChatDemoServer *server = test_demo_start ("{\"text\":\"Hi.\",\"hang\":\"start\"}");
  g_autoptr(TestClient) idle = test_client_new_raw (server, NULL, g_bytes_new_static ("", 0));
  g_autoptr(TestClient) hanging = test_client_ask (server, NULL);
  g_autoptr(TestClient) arriving = NULL;

  test_wait_until (chat_demo_server_get_n_requests (server) == 1);
  arriving = test_client_ask (server, NULL);
  test_wait_until (chat_demo_server_get_n_connections (server) == 3);
  g_assert_finalize_object (server);
  test_client_wait (idle);
  test_client_wait (hanging);
  test_client_wait (arriving);
}

static void
test_two_servers (void)
{
  g_autoptr(ChatDemoServer) first = test_demo_start ("{\"text\":\"one\"}");
  g_autoptr(ChatDemoServer) second = test_demo_start ("{\"text\":\"two\"}");

  test_demo_assert_reply (first, "\"Hello\"", "one");
  test_demo_assert_reply (second, "\"Hello\"", "two");
  g_assert_cmpuint (chat_demo_server_get_n_requests (first), ==, 1);
}

static GBytes *
make_big_request (gboolean chunked)
{
  const gsize size = 33 * 1024 * 1024;
  GString *request = g_string_sized_new (size + 1024);

  g_string_append (request, "POST /v1/messages HTTP/1.1\r\nHost: 127.0.0.1\r\n" HEADERS);
  if (chunked)
    g_string_append_printf (request, "Transfer-Encoding: chunked\r\n\r\n%zx\r\n", size);
  else
    g_string_append_printf (request, "Content-Length: %zu\r\n\r\n", size);
  g_string_set_size (request, request->len + size);
  memset (request->str + request->len - size, 'x', size);
  if (chunked)
    g_string_append (request, "\r\n0\r\n\r\n");
  return g_string_free_to_bytes (request);
}

static void
test_too_large (gconstpointer chunked)
{
  g_autoptr(ChatDemoServer) server = test_demo_start (NULL);
  g_autoptr(TestClient) client =
    test_client_new_raw (server, NULL, make_big_request (GPOINTER_TO_INT (chunked)));
  g_autofree char *body = NULL;

  test_client_wait (client);
  g_assert_cmpuint (test_client_status (client), ==, 413);
  body = test_client_body (client);
  g_assert_nonnull (strstr (body, "{\"type\":\"request_too_large\","
                            "\"message\":\"Request exceeds the maximum size\"}"));
  g_assert_null (chat_demo_server_get_body (server, 0));
}

static GTlsDatabase *
load_trusted (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "demo", name, NULL);
  g_autoptr(GError) error = NULL;
  GTlsDatabase *trusted = g_tls_file_database_new (path, &error);

  g_assert_no_error (error);
  return trusted;
}

static void
use_certificate (ChatDemoServer *server)
{
  g_autofree char *certificate = g_test_build_filename (G_TEST_DIST, "fixtures", "demo",
                                                        "tls-certificate.pem", NULL);
  g_autofree char *key = g_test_build_filename (G_TEST_DIST, "fixtures", "demo", "tls-key.pem", NULL);
  g_autoptr(GError) error = NULL;

  chat_demo_server_set_certificate (server, certificate, key, &error);
  g_assert_no_error (error);
}

static GBytes *
make_question (void)
{
  g_autofree char *request =
    g_strdup_printf ("POST /v1/messages HTTP/1.1\r\nHost: 127.0.0.1\r\n" HEADERS
                     "Content-Length: %zu\r\n\r\n%s", strlen (TEST_QUESTION), TEST_QUESTION);

  return g_bytes_new (request, strlen (request));
}

static void
test_tls (void)
{
  g_autoptr(ChatDemoServer) server = chat_demo_server_new ();
  g_autoptr(GTlsDatabase) trusted = NULL;
  g_autoptr(TestClient) client = NULL;
  g_autoptr(TestClient) leaving = NULL;
  g_autofree char *text = NULL;

  if (!g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    {
      g_test_skip ("GLib has no TLS here");
      return;
    }
  trusted = load_trusted ("tls-certificate.pem");
  use_certificate (server);
  g_assert_true (chat_demo_server_start (server, 0, NULL));
  g_assert_true (g_str_has_prefix (chat_demo_server_get_url (server), "https://127.0.0.1:"));
  chat_demo_server_set_script (server, "{\"replies\":[{\"text\":\"secret\"},"
                               "{\"text\":\"secret\",\"hang\":3}]}", NULL);
  client = test_client_new_raw (server, trusted, make_question ());
  test_client_wait (client);
  g_assert_no_error (client->error);   /* TLS was ended in order */
  text = test_client_text (client);
  g_assert_cmpstr (text, ==, "secret");

  leaving = test_client_new_raw (server, trusted, make_question ());
  test_client_await (leaving, "ping");
  test_client_leave (leaving);
  test_wait_until (chat_demo_server_get_left_us (server, 1) > 0);
}

static void
test_tls_untrusted (void)
{
  g_autoptr(ChatDemoServer) server = chat_demo_server_new ();
  g_autoptr(TestClient) client = NULL;
  g_autoptr(TestClient) other = NULL;
  g_autoptr(GTlsDatabase) trusted = NULL;
  g_autoptr(GTlsDatabase) own = NULL;

  if (!g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    {
      g_test_skip ("GLib has no TLS here");
      return;
    }
  trusted = load_trusted ("tls-other-authority.pem");
  own = load_trusted ("tls-certificate.pem");
  use_certificate (server);
  chat_demo_server_set_speed (server, 0);
  g_assert_true (chat_demo_server_start (server, 0, NULL));
  client = test_client_new_raw (server, trusted, make_question ());
  test_client_wait (client);
  g_assert_error (client->error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE);
  g_assert_cmpuint (chat_demo_server_get_n_connections (server), ==, 1);
  g_assert_cmpuint (chat_demo_server_get_n_requests (server), ==, 0);

  /* Others are still served. It also lets the failed handshake end before the server goes: libsoup
   * 3.6 would report it to a connection that is no more. */
  other = test_client_new_raw (server, own, make_question ());
  test_client_wait (other);
  g_assert_no_error (other->error);
  g_assert_cmpuint (chat_demo_server_get_n_requests (server), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo-connections/port-taken", test_port_taken);
  g_test_add_func ("/demo-connections/stop-and-start", test_stop_and_start);
  g_test_add_func ("/demo-connections/stop-when-over", test_stop_when_over);
  g_test_add_func ("/demo-connections/finalize", test_finalize);
  g_test_add_func ("/demo-connections/finalize-soon", test_finalize_soon);
  g_test_add_func ("/demo-connections/two-servers", test_two_servers);
  g_test_add_data_func ("/demo-connections/too-large/length", GINT_TO_POINTER (FALSE), test_too_large);
  g_test_add_data_func ("/demo-connections/too-large/chunked", GINT_TO_POINTER (TRUE), test_too_large);
  g_test_add_func ("/demo-connections/tls", test_tls);
  g_test_add_func ("/demo-connections/tls-untrusted", test_tls_untrusted);
  return g_test_run ();
}
