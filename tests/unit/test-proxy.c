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

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/proxy/403", "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", test_refusal);
  g_test_add_data_func ("/proxy/407", "HTTP/1.1 407 Proxy Authentication Required\r\n"
                        "Proxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n", test_refusal);

  return g_test_run ();
}
