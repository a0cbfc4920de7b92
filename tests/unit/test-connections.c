/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How connections live: used again, made ahead, looked at after a sleep.
 */

#include "chat-wake.h"
#include "test-support.h"
#include "test-talk.h"

#include <libsoup/soup.h>
#include <string.h>

static const char reply[] =
  "data: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"content\":[]}}\n\n"
  "data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\","
  "\"text\":\"Yes.\"}}\n\n"
  "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}\n\n"
  "data: {\"type\":\"message_stop\"}\n\n";

/* A server that keeps its connections, unlike the one of the demo. */
typedef struct
{
  TestTalk    talk;
  SoupServer *soup;
  GHashTable *sockets;   /* of requests */
  guint       n_connections;
} Fixture;

static void
serve_cb (SoupServer        *soup,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  Fixture *self = user_data;

  g_hash_table_add (self->sockets, soup_server_message_get_socket (message));
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  soup_server_message_set_response (message, "text/event-stream", SOUP_MEMORY_STATIC, reply,
                                    strlen (reply));
  soup_message_body_complete (soup_server_message_get_response_body (message));
}

/* SoupServer makes the first message of a connection when it accepts it. */
static void
request_started_cb (SoupServer        *soup,
                    SoupServerMessage *message,
                    Fixture           *self)
{
  self->n_connections++;
}

static void
set_up (Fixture *self)
{
  g_autoptr(GError) error = NULL;
  GSList *uris;
  g_autofree char *url = NULL;

  test_talk_set_up (&self->talk, "{\"text\":\"\"}");
  self->soup = soup_server_new (NULL, NULL);
  self->sockets = g_hash_table_new (NULL, NULL);
  self->n_connections = 0;
  soup_server_add_handler (self->soup, NULL, serve_cb, self, NULL);
  g_signal_connect (self->soup, "request-started", G_CALLBACK (request_started_cb), self);
  soup_server_listen_local (self->soup, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->soup);
  url = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  g_object_unref (self->talk.profile);
  self->talk.profile = chat_profile_new ("Kept", url);
  chat_profile_set_key (self->talk.profile, CHAT_AUTH_X_API_KEY, TEST_TALK_KEY);
  chat_engine_set_profile (self->talk.engine, self->talk.profile);
}

static void
tear_down (Fixture *self)
{
  test_talk_tear_down (&self->talk);
  soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
  g_hash_table_unref (self->sockets);
}

static void
spin (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
ask (Fixture *self)
{

  test_assert_reply (test_talk_ask (&self->talk, "hello"), CHAT_MESSAGE_COMPLETE,
                     CHAT_FAILURE_NONE, "Yes.");
  spin ();
}

static void
test_used_again (void)
{
  Fixture self;
  guint n_asked = 0;

  /* the last chunk may come behind the message, and then the next one is too fast */
  set_up (&self);
  do
    {
      ask (&self);
      n_asked++;
    }
  while (g_hash_table_size (self.sockets) == n_asked && n_asked < 50);
  g_assert_cmpuint (g_hash_table_size (self.sockets), <, n_asked);
  tear_down (&self);
}

static void
test_made_ahead (void)
{
  Fixture self;

  set_up (&self);
  chat_engine_expect_prompt (self.talk.engine, self.talk.conversation);
  chat_engine_expect_prompt (self.talk.engine, self.talk.conversation);
  test_wait_until (self.n_connections == 1);
  spin ();
  g_assert_cmpuint (self.n_connections, ==, 1);
  g_assert_cmpuint (g_hash_table_size (self.sockets), ==, 0);

  ask (&self);
  g_assert_cmpuint (g_hash_table_size (self.sockets), ==, 1);
  tear_down (&self);
}

/* Nobody is told; the request says it. */
static void
test_ahead_of_nobody (void)
{
  TestTalk talk;

  test_talk_set_up (&talk, "{\"text\":\"\"}");
  chat_demo_server_stop (talk.server);
  chat_engine_expect_prompt (talk.engine, talk.conversation);
  spin ();
  test_talk_tear_down (&talk);
}

static gint64
asleep_cb (gpointer user_data)
{
  return *(gint64 *) user_data;
}

static void
woken_cb (gpointer user_data)
{
  (*(guint *) user_data)++;
}

static void
test_wake (void)
{
  static gint64 asleep_us;
  static guint n_woken;
  g_autoptr(ChatWake) wake = chat_wake_new (woken_cb, &n_woken, asleep_cb, &asleep_us);

  asleep_us = 5 * G_TIME_SPAN_HOUR;   /* earlier sleeps are none of ours */
  chat_wake_watch (wake, TRUE);
  asleep_us += 30 * G_TIME_SPAN_SECOND;
  test_wait_until (n_woken == 1);
  asleep_us += G_TIME_SPAN_HOUR;
  test_wait_until (n_woken == 2);

  chat_wake_watch (wake, FALSE);
  asleep_us += G_TIME_SPAN_HOUR;
  chat_wake_watch (wake, TRUE);
  asleep_us += G_TIME_SPAN_HOUR;
  test_wait_until (n_woken > 2);
  g_assert_cmpuint (n_woken, ==, 3);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/connections/used-again", test_used_again);
  g_test_add_func ("/connections/made-ahead", test_made_ahead);
  g_test_add_func ("/connections/ahead-of-nobody", test_ahead_of_nobody);
  g_test_add_func ("/connections/wake", test_wake);

  return g_test_run ();
}
