/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stream's own clockwork: its three timers, pausing, Stop from within its callbacks.
 */

#include "chat-demo-server.h"
#include "chat-stream.h"

#include <string.h>

#define START "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"content\":[]}}," \
              "{\"type\":\"content_block_start\",\"index\":0," \
              "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}"

/* Short for the timer under test, none for the others. */
#define SHORT_MS 60

typedef struct
{
  ChatDemoServer *server;
  ChatClient     *client;
  ChatStream     *stream;
  ChatMessage    *message;
  GCancellable   *cancellable;
  ChatOutcome     outcome;
  ChatFailure    *failure;
  guint           n_done;
  guint           n_events;
} Fixture;

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Fixture *self = user_data;

  self->outcome = chat_stream_run_finish (CHAT_STREAM (source), result, &self->failure);
  self->n_done++;
}

static void
start (Fixture                  *self,
       const char               *script,
       const ChatStreamTimeouts *timeouts)
{
  static const char body[] = "{\"model\":\"claude-demo\",\"max_tokens\":10,\"stream\":true,"
                             "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
  const ChatHeader headers[] = { { "anthropic-version", "2023-06-01" }, { NULL, NULL } };
  g_autoptr(GBytes) bytes = g_bytes_new_static (body, strlen (body));
  g_autoptr(SoupMessage) request = NULL;
  g_autofree char *url = NULL;
  g_autoptr(GError) error = NULL;

  memset (self, 0, sizeof *self);
  self->server = chat_demo_server_new ();
  chat_demo_server_start (self->server, 0, &error);
  g_assert_no_error (error);
  chat_demo_server_set_script (self->server, script, &error);
  g_assert_no_error (error);

  self->client = chat_client_new (NULL);
  url = g_strconcat (chat_demo_server_get_url (self->server), "/v1/messages", NULL);
  request = chat_client_new_post (self->client, url, headers, bytes, FALSE, &self->failure);
  self->message = chat_message_new (CHAT_ROLE_ASSISTANT);
  self->cancellable = g_cancellable_new ();
  self->stream = chat_stream_new (self->client, request, self->message);
  chat_stream_set_timeouts (self->stream, timeouts);
}

static void
run (Fixture *self)
{
  chat_stream_run_async (self->stream, self->cancellable, done_cb, self);
}

static void
run_to_the_end (Fixture *self)
{
  run (self);
  while (self->n_done == 0)
    g_main_context_iteration (NULL, TRUE);
}

/* A send that was cancelled holds the stream until libsoup has said so. */
static void
wait_until_gone (ChatStream *stream)
{
  gpointer watched = stream;

  g_object_add_weak_pointer (G_OBJECT (stream), &watched);
  g_object_unref (stream);
  while (watched != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
finish (Fixture *self)
{
  g_assert_cmpuint (self->n_done, ==, 1);
  g_assert_cmpint (chat_stream_get_state (self->stream), ==, CHAT_STREAM_ENDED);
  g_clear_pointer (&self->failure, chat_failure_unref);
  wait_until_gone (g_steal_pointer (&self->stream));
  g_assert_finalize_object (g_steal_pointer (&self->message));
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  chat_demo_server_stop (self->server);
  g_clear_object (&self->server);
}

static void
assert_times_out (const char               *script,
                  const ChatStreamTimeouts *timeouts,
                  ChatFailureKind           kind)
{
  Fixture self;

  start (&self, script, timeouts);
  run_to_the_end (&self);
  g_assert_cmpint (self.outcome, ==, CHAT_OUTCOME_INTERRUPTED);
  g_assert_cmpint (self.failure->kind, ==, kind);
  finish (&self);
}

static void
test_first_byte_timeout (void)
{
  assert_times_out ("{\"replies\":[{\"hang\":\"start\"}]}",
                    &(ChatStreamTimeouts) { 0, SHORT_MS, 0 }, CHAT_FAILURE_FIRST_BYTE_TIMEOUT);
}

static void
test_idle_timeout (void)
{
  assert_times_out ("{\"replies\":[{\"events\":[" START ",{\"end\":\"hang\"}]}]}",
                    &(ChatStreamTimeouts) { 0, 0, SHORT_MS }, CHAT_FAILURE_IDLE_TIMEOUT);
  assert_times_out ("{\"replies\":[{\"events\":[{\"end\":\"hang\"}]}]}",
                    &(ChatStreamTimeouts) { 0, 0, SHORT_MS }, CHAT_FAILURE_IDLE_TIMEOUT);
}

/* 10.255.255.1 would be somebody's network: a listener that never accepts does on loopback what an
 * unreachable machine does far away. */
static void
test_connect_timeout (void)
{
  g_autoptr(GSocket) listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                              G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) address = NULL;
  g_autoptr(GPtrArray) waiting = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(ChatClient) client = chat_client_new (NULL);
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);
  g_autoptr(SoupMessage) request = NULL;
  g_autoptr(GBytes) body = g_bytes_new_static ("{}", 2);
  const ChatHeader headers[] = { { NULL, NULL } };
  g_autofree char *url = NULL;
  Fixture self = { 0 };

  g_socket_set_listen_backlog (listener, 0);
  g_assert_true (g_socket_bind (listener, any_port, FALSE, NULL));
  g_assert_true (g_socket_listen (listener, NULL));
  address = g_socket_get_local_address (listener, NULL);

  /* fills the queue of connections that nobody accepts */
  for (int i = 0; i < 4; i++)
    {
      GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL);

      g_socket_set_blocking (socket, FALSE);
      g_socket_connect (socket, address, NULL, NULL);
      g_ptr_array_add (waiting, socket);
    }

  url = g_strdup_printf ("http://127.0.0.1:%u/v1/messages",
                         g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  request = chat_client_new_post (client, url, headers, body, FALSE, &self.failure);
  self.stream = chat_stream_new (client, request, message);
  chat_stream_set_timeouts (self.stream, &(ChatStreamTimeouts) { SHORT_MS, 0, 0 });
  run_to_the_end (&self);

  g_assert_cmpint (self.failure->kind, ==, CHAT_FAILURE_CONNECT_TIMEOUT);
  g_clear_pointer (&self.failure, chat_failure_unref);
  g_clear_object (&self.stream);
}

/* Many times the idle limit, and every pause is well below it. */
static void
test_pings_keep_alive (void)
{
  const ChatStreamTimeouts timeouts = { 0, 0, 1000 };
  Fixture self;

  start (&self, "{\"replies\":[{\"ping_ms\":20,\"events\":[" START ",{\"wait_ms\":2500},"
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"At last\"}},"
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}},"
                "{\"type\":\"message_stop\"}]}]}", &timeouts);
  run_to_the_end (&self);
  g_assert_cmpint (self.outcome, ==, CHAT_OUTCOME_COMPLETE);
  finish (&self);
}

static void
count_event_cb (const ChatEvent *event,
                gpointer         user_data)
{
  Fixture *self = user_data;

  self->n_events++;
}

static gboolean
set_true_cb (gpointer user_data)
{
  gboolean *flag = user_data;

  *flag = TRUE;
  return G_SOURCE_REMOVE;
}

/* What the loop does in a while when nothing is to be read: an idle of the lowest priority runs. */
static void
let_everything_run (void)
{
  gboolean idle = FALSE;

  g_idle_add_full (G_PRIORITY_LOW, set_true_cb, &idle, NULL);
  while (!idle)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_pause (void)
{
  const ChatStreamTimeouts timeouts = { 0, 0, 0 };
  guint n_events;
  Fixture self;

  start (&self, "{\"replies\":[{\"flood\":{\"count\":100000}}]}", &timeouts);
  chat_stream_set_event_func (self.stream, count_event_cb, &self);
  run (&self);
  while (self.n_events == 0)
    g_main_context_iteration (NULL, TRUE);

  chat_stream_pause (self.stream);
  n_events = self.n_events;
  let_everything_run ();
  g_assert_cmpuint (self.n_events, ==, n_events);
  g_assert_cmpuint (n_events, <, 100000);

  chat_stream_resume (self.stream);
  while (self.n_done == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (self.outcome, ==, CHAT_OUTCOME_COMPLETE);
  g_assert_cmpuint (self.n_events, >=, 100000);
  finish (&self);
}

static void
cancel_in_event_cb (const ChatEvent *event,
                    gpointer         user_data)
{
  Fixture *self = user_data;

  self->n_events++;
  if (event->type == CHAT_EVENT_CONTENT_BLOCK_DELTA)
    g_cancellable_cancel (self->cancellable);
}

static void
cancel_on_change_cb (ChatMessage *message,
                     Fixture     *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
test_stop_within_event (void)
{
  const ChatStreamTimeouts timeouts = CHAT_STREAM_TIMEOUTS_INIT;
  Fixture self;

  start (&self, "{\"replies\":[{\"flood\":{\"count\":1000000}}]}", &timeouts);
  chat_stream_set_event_func (self.stream, cancel_in_event_cb, &self);
  run_to_the_end (&self);
  g_assert_cmpint (self.outcome, ==, CHAT_OUTCOME_INTERRUPTED);
  g_assert_null (self.failure);
  finish (&self);
}

static void
test_stop_within_change (void)
{
  const ChatStreamTimeouts timeouts = CHAT_STREAM_TIMEOUTS_INIT;
  Fixture self;

  start (&self, "{\"replies\":[{\"flood\":{\"count\":1000000}}]}", &timeouts);
  g_signal_connect (self.message, "changed", G_CALLBACK (cancel_on_change_cb), &self);
  run_to_the_end (&self);
  g_assert_cmpint (self.outcome, ==, CHAT_OUTCOME_INTERRUPTED);
  g_assert_null (self.failure);
  finish (&self);
}

static void
test_cancelled_before (void)
{
  const ChatStreamTimeouts timeouts = CHAT_STREAM_TIMEOUTS_INIT;
  Fixture self;

  start (&self, "{\"replies\":[{\"text\":\"Hi\"}]}", &timeouts);
  g_cancellable_cancel (self.cancellable);
  run_to_the_end (&self);
  g_assert_cmpint (self.outcome, ==, CHAT_OUTCOME_INTERRUPTED);
  g_assert_cmpuint (chat_message_get_n_blocks (self.message), ==, 0);
  finish (&self);
}

/* The connection may be used again when the body has ended, and is closed when it has not. */
static void
test_ends_at_message_stop (void)
{
  const ChatStreamTimeouts timeouts = { 0, 0, 0 };
  Fixture self;

  start (&self, "{\"replies\":[{\"events\":[" START ","
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}},"
                "{\"type\":\"message_stop\"},{\"end\":\"hang\"}]}]}", &timeouts);
  run_to_the_end (&self);
  g_assert_cmpint (self.outcome, ==, CHAT_OUTCOME_COMPLETE);
  while (chat_demo_server_get_left_us (self.server, 0) == 0)
    g_main_context_iteration (NULL, TRUE);
  finish (&self);
}

static void
count_bytes_cb (const char *bytes,
                gsize       length,
                gpointer    user_data)
{
  GString *journal = user_data;

  g_string_append_len (journal, bytes, (gssize) length);
}

static void
test_journal (void)
{
  const ChatStreamTimeouts timeouts = { 0, 0, 0 };
  g_autoptr(GString) journal = g_string_new (NULL);
  g_autoptr(ChatMessage) again = chat_message_new (CHAT_ROLE_ASSISTANT);
  g_autoptr(ChatReplyReader) reader = chat_reply_reader_new (again);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  Fixture self;

  start (&self, "{\"replies\":[{\"text\":\"What the journal holds is the wire.\"}]}", &timeouts);
  chat_stream_set_bytes_func (self.stream, count_bytes_cb, journal);
  run_to_the_end (&self);

  chat_reply_reader_feed (reader, journal->str, journal->len);
  first = chat_message_dup_text (self.message);
  second = chat_message_dup_text (again);
  g_assert_cmpstr (first, ==, second);
  finish (&self);
}

/* Two are libsoup's default for a host; more conversations than that may stream at once. */
static void
test_many_at_once (void)
{
  const ChatStreamTimeouts timeouts = { 0, 0, 0 };
  Fixture streams[8];
  guint n_reading;

  for (guint i = 0; i < G_N_ELEMENTS (streams); i++)
    start (&streams[i], "{\"replies\":[{\"events\":[" START ",{\"end\":\"hang\"}]}]}", &timeouts);

  /* all through the first one's client, to the first one's server */
  for (guint i = 1; i < G_N_ELEMENTS (streams); i++)
    {
      g_autofree char *url = g_strconcat (chat_demo_server_get_url (streams[0].server),
                                          "/v1/messages", NULL);
      const ChatHeader headers[] = { { "anthropic-version", "2023-06-01" }, { NULL, NULL } };
      g_autoptr(GBytes) body = g_bytes_new_static ("{}", 2);
      g_autoptr(SoupMessage) request = chat_client_new_post (streams[0].client, url, headers, body,
                                                             FALSE, &streams[i].failure);

      g_clear_object (&streams[i].stream);
      streams[i].stream = chat_stream_new (streams[0].client, request, streams[i].message);
    }
  for (guint i = 0; i < G_N_ELEMENTS (streams); i++)
    run (&streams[i]);

  do
    {
      g_main_context_iteration (NULL, TRUE);
      n_reading = 0;
      for (guint i = 0; i < G_N_ELEMENTS (streams); i++)
        n_reading += chat_stream_get_state (streams[i].stream) >= CHAT_STREAM_READING;
    }
  while (n_reading < G_N_ELEMENTS (streams));

  for (guint i = 0; i < G_N_ELEMENTS (streams); i++)
    {
      g_cancellable_cancel (streams[i].cancellable);
      while (streams[i].n_done == 0)
        g_main_context_iteration (NULL, TRUE);
      finish (&streams[i]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stream/connect-timeout", test_connect_timeout);
  g_test_add_func ("/stream/first-byte-timeout", test_first_byte_timeout);
  g_test_add_func ("/stream/idle-timeout", test_idle_timeout);
  g_test_add_func ("/stream/pings-keep-alive", test_pings_keep_alive);
  g_test_add_func ("/stream/pause", test_pause);
  g_test_add_func ("/stream/stop-within-event", test_stop_within_event);
  g_test_add_func ("/stream/stop-within-change", test_stop_within_change);
  g_test_add_func ("/stream/cancelled-before", test_cancelled_before);
  g_test_add_func ("/stream/ends-at-message-stop", test_ends_at_message_stop);
  g_test_add_func ("/stream/journal", test_journal);
  g_test_add_func ("/stream/many-at-once", test_many_at_once);

  return g_test_run ();
}
