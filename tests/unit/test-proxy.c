/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A proxy that refuses is called a proxy that refuses, and never sees the key.
 */

#include "test-talk.h"

#include <string.h>

typedef struct
{
  const char *answer;     /* to whatever is asked */
  GString    *heard;
} Proxy;

static gboolean
serve_cb (GSocketService    *service,
          GSocketConnection *connection,
          GObject           *source,
          gpointer           user_data)
{
  Proxy *proxy = user_data;
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  char buffer[4096];
  gssize n = g_input_stream_read (input, buffer, sizeof buffer, NULL, NULL);

  g_string_append_len (proxy->heard, buffer, MAX (n, 0));
  g_output_stream_write_all (output, proxy->answer, strlen (proxy->answer), NULL, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return TRUE;
}

static void
test_refusal (gconstpointer data)
{
  g_autoptr(GSocketService) service = g_threaded_socket_service_new (1);
  Proxy proxy = { data, g_string_new (NULL) };
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_autoptr(ChatEngine) engine = NULL;
  g_autoptr(ChatProfile) profile = chat_profile_new ("Far", "https://far.invalid");
  g_autoptr(ChatConversation) conversation = chat_conversation_new ();
  g_autoptr(ChatTurn) turn = NULL;

  g_signal_connect (service, "run", G_CALLBACK (serve_cb), &proxy);
  g_setenv ("https_proxy", url, TRUE);
  engine = chat_engine_new ();
  chat_profile_set_key (profile, CHAT_AUTH_X_API_KEY, TEST_TALK_KEY);
  chat_engine_set_profile (engine, profile);

  turn = g_object_ref (chat_engine_send (engine, conversation, "hello", NULL));
  test_talk_wait (turn);
  test_assert_reply (chat_turn_get_message (turn), CHAT_MESSAGE_FAILED, CHAT_FAILURE_PROXY, "");
  g_assert_true (g_str_has_prefix (proxy.heard->str, "CONNECT far.invalid:443"));
  g_assert_null (strstr (proxy.heard->str, TEST_TALK_KEY));
  g_string_free (proxy.heard, TRUE);
}

#define ASKS "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\n" \
             "Content-Length: 0\r\n\r\n"

static guint
count (const char *text,
       const char *needle)
{
  guint n = 0;

  for (const char *found = strstr (text, needle); found != NULL; found = strstr (found + 1, needle))
    n++;
  return n;
}

/* Once, not without end, and with nothing of ours. With a tunnel only when it is asked for; plain
 * http goes out with it. */
static void
test_wrong_password (gconstpointer base_url)
{
  g_autoptr(GSocketService) service = g_threaded_socket_service_new (1);
  Proxy proxy = { ASKS, g_string_new (NULL) };
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_autofree char *url = g_strdup_printf ("http://us%%40er:pass@127.0.0.1:%u", port);
  const gboolean tunnelled = g_str_has_prefix (base_url, "https");
  TestTalk talk;
  ChatMessage *reply;

  g_signal_connect (service, "run", G_CALLBACK (serve_cb), &proxy);
  test_talk_set_up (&talk, "{\"text\":\"\"}");
  g_clear_object (&talk.profile);
  talk.profile = chat_profile_new ("Far", base_url);
  chat_profile_set_key (talk.profile, CHAT_AUTH_X_API_KEY, TEST_TALK_KEY);
  chat_profile_set_proxy (talk.profile, CHAT_PROXY_OWN, url);
  chat_profile_set_allow_http (talk.profile, TRUE);
  chat_engine_set_profile (talk.engine, talk.profile);

  reply = test_talk_ask (&talk, "hello");
  test_assert_reply (reply, CHAT_MESSAGE_FAILED, CHAT_FAILURE_PROXY, "");
  g_assert_cmpuint (count (proxy.heard->str, "far.invalid"), >=, 1);
  g_assert_cmpuint (count (proxy.heard->str, "HTTP/1.1\r\n"), ==, tunnelled ? 2 : 1);
  g_assert_cmpuint (count (proxy.heard->str, "Proxy-Authorization: Basic dXNAZXI6cGFzcw==\r\n"),
                    ==, 1);
  g_assert_cmpint (strstr (proxy.heard->str, TEST_TALK_KEY) == NULL, ==, tunnelled);
  test_talk_tear_down (&talk);
  g_string_free (proxy.heard, TRUE);
}

static void
test_nobody_there (void)
{
  TestTalk talk;

  test_talk_set_up (&talk, "{\"text\":\"\"}");
  chat_profile_set_proxy (talk.profile, CHAT_PROXY_OWN, "http://127.0.0.1:1");
  test_assert_reply (test_talk_ask (&talk, "hello"), CHAT_MESSAGE_FAILED, CHAT_FAILURE_PROXY, "");
  test_talk_tear_down (&talk);
}

/* What needs no encryption on the way to this computer does on the way to another one. */
static void
test_far_proxy (void)
{
  TestTalk talk;

  test_talk_set_up (&talk, "{\"text\":\"\"}");
  chat_profile_set_proxy (talk.profile, CHAT_PROXY_OWN, "http://proxy.invalid:3128");
  test_assert_reply (test_talk_ask (&talk, "hello"), CHAT_MESSAGE_FAILED, CHAT_FAILURE_INSECURE,
                     "");
  test_talk_tear_down (&talk);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/proxy/403", "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", test_refusal);
  g_test_add_data_func ("/proxy/407", "HTTP/1.1 407 Proxy Authentication Required\r\n"
                        "Proxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n", test_refusal);

  g_test_add_data_func ("/proxy/wrong-password/tunnel", "https://far.invalid",
                        test_wrong_password);
  g_test_add_data_func ("/proxy/wrong-password/plain", "http://far.invalid", test_wrong_password);
  g_test_add_func ("/proxy/nobody-there", test_nobody_there);
  g_test_add_func ("/proxy/far", test_far_proxy);

  return g_test_run ();
}
