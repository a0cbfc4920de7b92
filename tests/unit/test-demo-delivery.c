/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a script of the demo server lets a reply come, to the byte and the moment.
 */

#include "test-demo-client.h"

#include "chat-demo-flood.h"
#include "test-support.h"

#include <string.h>
#include <unistd.h>

static void
test_framing (void)
{
  g_autoptr(TestClient) until_close = test_demo_play ("{\"events\":[\"abc\"],\"framing\":\"close\"}");
  g_autoptr(TestClient) with_length = test_demo_play ("{\"events\":[\"abc\"],\"framing\":\"length\"}");
  g_autoptr(TestClient) in_chunks = test_demo_play ("{\"body\":\"abc\",\"framing\":\"chunked\",\"chunks\":2}");

  g_assert_true (g_str_has_suffix (until_close->received->str, "\r\n\r\nabc"));
  g_assert_null (strstr (until_close->received->str, "Content-Length"));
  g_assert_true (g_str_has_suffix (with_length->received->str, "\r\n\r\nabc"));
  g_assert_nonnull (strstr (with_length->received->str, "Content-Length: 3\r\n"));
  g_assert_true (g_str_has_suffix (in_chunks->received->str, "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"));
}

static void
assert_chunks (const char *how,
               const char *expected)
{
  g_autofree char *script =
    g_strdup_printf ("{\"events\":[\"aaa\",\"bbbb\",\"cé\"]%s%s}", *how != '\0' ? "," : "", how);
  g_autoptr(TestClient) client = test_demo_play (script);
  g_autoptr(GPtrArray) chunks = test_client_chunks (client);
  g_autoptr(GString) all = g_string_new (NULL);

  for (guint i = 0; i < chunks->len; i++)
    {
      GString *chunk = chunks->pdata[i];

      g_string_append_printf (all, "%s%s", chunk->str, i + 1 < chunks->len ? "|" : "");
    }
  g_assert_true (test_client_finished (client));
  g_assert_cmpstr (all->str, ==, expected);
}

static void
test_chunks (void)
{
  assert_chunks ("", "aaa|bbbb|cé");
  assert_chunks ("\"chunks\":\"event\"", "aaa|bbbb|cé");
  assert_chunks ("\"chunks\":\"whole\"", "aaabbbbcé");
  assert_chunks ("\"chunks\":4", "aaab|bbbc|é");
  assert_chunks ("\"chunks\":9", "aaabbbbc\xc3|\xa9");
  assert_chunks ("\"chunks\":[1,9]", "a|aabbbbc\xc3|\xa9");
}

/* Each byte is a chunk, and comes by itself. */
static void
test_gap (void)
{
  g_autoptr(ChatDemoServer) server =
    test_demo_start ("{\"events\":[\"abc\"],\"chunks\":1,\"gap_ms\":20}");
  g_autoptr(TestClient) client = test_client_ask (server, NULL);
  gint64 asked_us = g_get_monotonic_time ();

  test_client_await (client, "1\r\na\r\n");
  g_assert_null (strstr (client->received->str, "1\r\nb\r\n"));
  test_client_wait (client);
  g_assert_cmpint (client->read_us - asked_us, >=, 40000);
}

static void
test_waits (void)
{
  g_autoptr(ChatDemoServer) server = test_demo_start (
    "{\"events\":[{\"type\":\"a\"},{\"type\":\"b\"},{\"type\":\"c\"}],"
    "\"wait_ms\":{\"headers\":10,\"first\":20,\"event\":5,\"at\":{\"2\":30}}}");
  g_autoptr(TestClient) client = test_client_ask (server, NULL);
  gint64 asked_us = g_get_monotonic_time ();

  test_client_await (client, "\r\n\r\n");
  g_assert_cmpint (client->read_us - asked_us, >=, 10000);
  test_client_await (client, "event: a");
  g_assert_cmpint (client->read_us - asked_us, >=, 30000);
  test_client_await (client, "event: b");
  g_assert_cmpint (client->read_us - asked_us, >=, 35000);
  test_client_await (client, "event: c");
  g_assert_cmpint (client->read_us - asked_us, >=, 70000);
  test_client_wait (client);
}

static void
test_speed (void)
{
  g_autoptr(ChatDemoServer) server =
    test_demo_start ("{\"text\":{\"$repeat\":\" word\",\"times\":100},\"speed\":200}");
  g_autoptr(TestClient) client = test_client_ask (server, NULL);
  g_autoptr(TestClient) at_once = NULL;
  gint64 asked_us = g_get_monotonic_time ();
  gint64 took_us;

  test_client_wait (client);
  g_assert_cmpint (chat_demo_server_get_over_us (server, 0) - asked_us, >=, 500000);
  chat_demo_server_set_speed (server, 0);
  at_once = test_client_ask (server, NULL);
  test_client_wait (at_once);
  took_us = chat_demo_server_get_over_us (server, 1) -
            chat_demo_server_get_first_byte_us (server, 1);
  g_assert_cmpint (took_us, <, 500000);
}

static void
test_pings (void)
{
  g_autoptr(ChatDemoServer) server =
    test_demo_start ("{\"text\":\"Hi\",\"hang\":\"headers\",\"ping_ms\":3}");
  g_autoptr(TestClient) client = test_client_ask (server, NULL);

  test_wait_until (test_demo_count (client->received->str, "event: ping\ndata: {\"type\": \"ping\"}\n\n") >= 3);
  g_assert_null (strstr (client->received->str, "message_start"));
}

static void
note_left_cb (ChatDemoServer *server,
              guint           number,
              gpointer        user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* The server hangs at a stage; the client leaves; the server sees it without writing anything. */
static void
assert_leaving (const char *hang,
                const char *last_text,
                const char *missing_text)
{
  g_autofree char *script = g_strdup_printf ("{\"thinking\":\"Hm\",\"text\":\"Hi\",\"hang\":%s}", hang);
  g_autoptr(ChatDemoServer) server = test_demo_start (script);
  g_autoptr(TestClient) client = test_client_ask (server, NULL);
  gboolean has_left = FALSE;
  gint64 left_us;

  g_signal_connect (server, "client-left", G_CALLBACK (note_left_cb), &has_left);
  test_wait_until (chat_demo_server_get_n_requests (server) == 1);
  if (last_text != NULL)
    test_client_await (client, last_text);
  g_assert_null (strstr (client->received->str, missing_text));
  g_assert_false (has_left);
  test_client_leave (client);
  left_us = g_get_monotonic_time ();
  test_wait_until (has_left);
  g_assert_cmpint (chat_demo_server_get_left_us (server, 0), >=, left_us);
  g_assert_cmpint (chat_demo_server_get_over_us (server, 0), ==, 0);
}

static void
test_leaving (void)
{
  assert_leaving ("\"start\"", NULL, "HTTP");
  assert_leaving ("\"headers\"", "\r\n\r\n", "message_start");
  assert_leaving ("2", "content_block_start", "ping");
  assert_leaving ("4", "thinking_delta", "signature_delta");
}

static void
test_cuts (void)
{
  g_autoptr(TestClient) at_event = test_demo_play ("{\"events\":[{\"type\":\"a\"},{\"type\":\"b\"}],"
                                                   "\"cut\":{\"event\":1}}");
  g_autoptr(TestClient) in_character = test_demo_play ("{\"events\":[\"data: é\\n\\n\"],"
                                                       "\"cut\":{\"after\":\"data: \",\"bytes\":1}}");
  g_autoptr(TestClient) in_chunk = test_demo_play ("{\"events\":[\"abcdef\"],"
                                                   "\"cut\":{\"byte\":2,\"in_chunk\":true}}");
  g_autoptr(TestClient) of_length = test_demo_play ("{\"body\":\"abcdef\",\"cut\":{\"byte\":2}}");
  g_autofree char *event = test_client_body (at_event);
  g_autofree char *character = test_client_body (in_character);

  g_assert_cmpstr (event, ==, "event: a\ndata: {\"type\":\"a\"}\n\n");
  g_assert_false (test_client_finished (at_event));
  g_assert_no_error (at_event->error);
  g_assert_cmpstr (character, ==, "data: \xc3");
  g_assert_true (g_str_has_suffix (in_chunk->received->str, "\r\n\r\n6\r\nab"));
  g_assert_true (g_str_has_suffix (of_length->received->str, "\r\n\r\nab"));
  g_assert_nonnull (strstr (of_length->received->str, "Content-Length: 6\r\n"));
}

static void
test_cut_tool_input (void)
{
  g_autoptr(TestClient) client = test_demo_play (
    "{\"delta\":3,\"message\":{\"content\":[{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"t\","
    "\"input\":{\"city\":\"Kyoto\"}}]},\"cut\":{\"event\":6}}");
  g_autofree char *body = test_client_body (client);

  g_assert_nonnull (strstr (body, "partial_json\":\"{\\\"c\""));
  g_assert_null (strstr (body, "content_block_stop"));
}

static void
test_then (void)
{
  g_autoptr(TestClient) client = test_demo_play (
    "{\"text\":\"one two three\",\"cut\":{\"event\":4},"
    "\"then\":[{\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}]}");
  g_autofree char *text = test_client_text (client);
  g_autofree char *body = test_client_body (client);

  g_assert_cmpstr (text, ==, "one");
  g_assert_nonnull (strstr (body, "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":"
                            "\"overloaded_error\",\"message\":\"Overloaded\"},"));
  g_assert_true (test_client_finished (client));
}

static void
test_reset (void)
{
  g_autoptr(TestClient) client = test_demo_play ("{\"text\":\"one two\",\"cut\":{\"event\":3},"
                                                 "\"end\":\"reset\"}");

  g_assert_nonnull (client->error);
  g_assert_error (client->error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
}

static void
test_keep (void)
{
  g_autoptr(ChatDemoServer) server = test_demo_start ("{\"text\":\"Hi\",\"end\":\"keep\"}");
  g_autoptr(TestClient) client = test_client_ask (server, NULL);

  test_client_await (client, "\r\n0\r\n\r\n");
  test_wait_until (chat_demo_server_get_over_us (server, 0) > 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (client->is_over);
  test_client_leave (client);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (chat_demo_server_get_left_us (server, 0), ==, 0);
}

static void
test_deep_and_long (void)
{
  g_autoptr(TestClient) deep = test_demo_play ("{\"body\":{\"$repeat\":\"[\",\"times\":100000}}");
  g_autoptr(TestClient) line = test_demo_play (
    "{\"events\":[{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\","
    "\"text\":{\"$repeat\":\"0123456789abcdef\",\"times\":131072}}}],\"chunks\":65536}");
  g_autoptr(GPtrArray) chunks = test_client_chunks (line);
  g_autofree char *body = test_client_body (deep);
  g_autofree char *text = test_client_text (line);

  g_assert_cmpuint (strlen (body), ==, 100000);
  g_assert_cmpuint (strlen (text), ==, 2 * 1024 * 1024);
  g_assert_cmpuint (chunks->len, ==, 33);
}

static void
test_flood (void)
{
  g_autoptr(TestClient) client = test_demo_play ("{\"flood\":{\"count\":20000}}");
  g_autoptr(GPtrArray) chunks = test_client_chunks (client);
  g_autofree char *text = test_client_text (client);
  g_autofree char *expected = chat_demo_flood_dup_text (20000);

  g_assert_true (test_client_finished (client));
  g_assert_cmpuint (chunks->len, ==, 20000 + 5);
  g_assert_true (strcmp (text, expected) == 0);
}

static void
test_flood_rate (void)
{
  g_autoptr(ChatDemoServer) server = test_demo_start ("{\"flood\":{\"count\":100,\"per_second\":1000}}");
  g_autoptr(TestClient) client = test_client_ask (server, NULL);
  g_autofree char *text = NULL;
  g_autofree char *expected = chat_demo_flood_dup_text (100);
  gint64 asked_us = g_get_monotonic_time ();

  test_client_wait (client);
  text = test_client_text (client);
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpint (chat_demo_server_get_over_us (server, 0) - asked_us, >=, 99000);
}

/* In bytes, of this process: the server is a part of it. */
static gsize
measure_memory (void)
{
  g_autofree char *statm = NULL;
  g_auto(GStrv) fields = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &statm, NULL, NULL));
  fields = g_strsplit (statm, " ", -1);
  return g_ascii_strtoull (fields[1], NULL, 10) * sysconf (_SC_PAGESIZE);
}

/* The reader stops, the socket fills, and then the server has nothing to do; an endless flood has
 * by then cost it no memory to speak of. */
static void
test_stalled_reader (void)
{
  g_autoptr(ChatDemoServer) server = test_demo_start ("{\"flood\":{}}");
  g_autoptr(TestClient) client = test_client_ask (server, NULL);
  gsize before;
  gsize stalled_at;

  test_client_await (client, "text_delta");
  client->pauses = TRUE;
  before = measure_memory ();
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (measure_memory () - MIN (before, measure_memory ()), <, 2 * 1024 * 1024);

  stalled_at = client->received->len;
  test_client_resume (client);
  test_wait_until (client->received->len > stalled_at + 8 * 1024 * 1024);
  test_client_leave (client);
  test_wait_until (chat_demo_server_get_left_us (server, 0) > 0);
}

/* Reads as fast as it comes, in a thread of its own, so that the socket never fills. */
static gpointer
drain (gpointer data)
{
  GSocketConnection *connection = data;
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  g_autofree char *buffer = g_malloc (1024 * 1024);

  while (g_input_stream_read (input, buffer, 1024 * 1024, NULL, NULL) > 0)
    ;
  return NULL;
}

static GSocketConnection *
connect_to_flood (ChatDemoServer *server)
{
  static const char request[] =
    "POST /v1/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n\r\n{}";
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GError) error = NULL;
  GSocketConnection *connection;

  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1",
                                                chat_demo_server_get_port (server), NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                             strlen (request), NULL, NULL, &error);
  g_assert_no_error (error);
  return connection;
}

/* Others are served while a flood runs. */
static void
test_flood_is_fair (void)
{
  g_autoptr(ChatDemoServer) server = test_demo_start (
    "{\"check\":false,\"replies\":[{\"flood\":{}},{\"text\":\"Hi\"}]}");
  g_autoptr(GSocketConnection) flooded = connect_to_flood (server);
  GThread *reader = g_thread_new ("reader", drain, flooded);
  g_autoptr(TestClient) other = NULL;
  g_autofree char *text = NULL;

  test_wait_until (chat_demo_server_get_n_requests (server) == 1);
  other = test_client_ask (server, NULL);
  test_client_wait (other);
  text = test_client_text (other);
  g_assert_cmpstr (text, ==, "Hi");
  g_assert_cmpint (chat_demo_server_get_left_us (server, 0), ==, 0);
  chat_demo_server_stop (server);
  g_thread_join (reader);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo-delivery/framing", test_framing);
  g_test_add_func ("/demo-delivery/chunks", test_chunks);
  g_test_add_func ("/demo-delivery/gap", test_gap);
  g_test_add_func ("/demo-delivery/waits", test_waits);
  g_test_add_func ("/demo-delivery/speed", test_speed);
  g_test_add_func ("/demo-delivery/pings", test_pings);
  g_test_add_func ("/demo-delivery/leaving", test_leaving);
  g_test_add_func ("/demo-delivery/cuts", test_cuts);
  g_test_add_func ("/demo-delivery/cut-tool-input", test_cut_tool_input);
  g_test_add_func ("/demo-delivery/then", test_then);
  g_test_add_func ("/demo-delivery/reset", test_reset);
  g_test_add_func ("/demo-delivery/keep", test_keep);
  g_test_add_func ("/demo-delivery/deep-and-long", test_deep_and_long);
  g_test_add_func ("/demo-delivery/flood", test_flood);
  g_test_add_func ("/demo-delivery/flood-rate", test_flood_rate);
  g_test_add_func ("/demo-delivery/stalled-reader", test_stalled_reader);
  g_test_add_func ("/demo-delivery/flood-is-fair", test_flood_is_fair);
  return g_test_run ();
}
