/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the next message will hold: guessed from the last reply, and counted by the server.
 */

#include "chat-engine-private.h"
#include "chat-forecast.h"
#include "chat-token-count.h"
#include "test-support.h"
#include "test-talk.h"

#include <glib/gstdio.h>

#define REPLY "{\"check\":false,\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"Reply.\"}]," \
              "\"usage\":{\"input_tokens\":1000,\"output_tokens\":200," \
              "\"cache_read_input_tokens\":11000}}}"

#define HUGE_REPLY \
  "{\"check\":false,\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"Reply.\"}]," \
  "\"usage\":{\"input_tokens\":9000000000000000000,\"output_tokens\":9000000000000000000," \
  "\"cache_read_input_tokens\":9000000000000000000," \
  "\"cache_creation_input_tokens\":9000000000000000000}}}"

#define PRICES "{\"format\":1,\"lists\":[{\"servers\":[\"local\"],\"models\":{" \
               "\"claude-demo\":{\"input\":10,\"output\":50,\"cache_read\":1}}}]}"

static void
test_guess (void)
{
  ChatForecast forecast;
  gint64 created;
  TestTalk talk;

  test_talk_set_up (&talk, REPLY);
  chat_profile_set_model (talk.profile, "claude-opus-5");
  chat_profile_get_dialect (talk.profile)->cache_control = TRUE;
  chat_forecast_look (&forecast, talk.engine, talk.conversation, NULL);
  chat_forecast_draft (&forecast, talk.engine, talk.conversation, 8, 0, 0);
  g_assert_cmpint (forecast.tokens, ==, 2);
  g_assert_cmpint (forecast.limit, ==, 1000000);
  g_assert_cmpint (forecast.reply_tokens, ==, 0);
  g_assert_cmpint (forecast.cost, ==, CHAT_COST_UNKNOWN);

  created = chat_message_get_created (test_talk_ask (&talk, "hello"));
  chat_forecast_look (&forecast, talk.engine, talk.conversation, NULL);
  chat_forecast_draft (&forecast, talk.engine, talk.conversation, 400, 0, created + 1000);
  g_assert_cmpint (forecast.known_tokens, ==, 12200);
  g_assert_cmpint (forecast.tokens, ==, 12300);
  g_assert_cmpint (forecast.reply_tokens, ==, 200);
  g_assert_cmpint (forecast.from_cache, ==, 11000);
  g_assert_cmpint (forecast.cache_until, ==, created + 5 * 60 * 1000);

  chat_forecast_draft (&forecast, talk.engine, talk.conversation, 400, 1568, created + 1000);
  g_assert_cmpint (forecast.tokens, ==, 12300 + 1568);

  /* and later there is nothing in the cache any more */
  chat_forecast_draft (&forecast, talk.engine, talk.conversation, 400, 0, forecast.cache_until);
  g_assert_cmpint (forecast.from_cache, ==, 0);

  /* in the place of a message that is edited, what stood there is not sent again */
  test_talk_ask (&talk, "again");
  chat_forecast_look (&forecast, talk.engine, talk.conversation,
                      chat_conversation_get_message (talk.conversation, 2));
  g_assert_cmpint (forecast.known_tokens, ==, 12200);
  g_assert_cmpint (forecast.guessed_tokens, ==, 0);
  chat_forecast_look (&forecast, talk.engine, talk.conversation,
                      chat_conversation_get_message (talk.conversation, 0));
  g_assert_cmpint (forecast.known_tokens, ==, 0);
  chat_forecast_draft (&forecast, talk.engine, talk.conversation, 8, 0, 0);
  g_assert_cmpint (forecast.tokens, ==, 2);
  test_talk_tear_down (&talk);
}

/* A server that keeps a cache of its own accord is not paid twice for what is in it. */
static void
test_own_cache (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "claude-chat", NULL);
  g_autofree char *path = g_build_filename (folder, "prices.json", NULL);
  ChatForecast forecast;
  gint64 created;
  TestTalk talk;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, PRICES, -1, NULL));
  test_talk_set_up (&talk, REPLY);
  chat_profile_set_model (talk.profile, "claude-demo");
  created = chat_message_get_created (test_talk_ask (&talk, "hello"));
  chat_forecast_look (&forecast, talk.engine, talk.conversation, NULL);
  chat_forecast_draft (&forecast, talk.engine, talk.conversation, 400, 0, created + 1000);
  g_assert_cmpint (forecast.from_cache, ==, 11000);

  /* 1300 new, 11 000 cached, 200 out, at 10, 1 and 50 dollars a million */
  g_assert_cmpint (forecast.cost, ==, 13000000 + 11000000 + 10000000);
  test_talk_tear_down (&talk);
  g_unlink (path);
}

/* What one model has read is not in the cache of another, under whatever name it goes. */
static void
test_other_model (void)
{
  ChatForecast forecast;
  ChatMessage *reply;
  gint64 created;
  TestTalk talk;

  test_talk_set_up (&talk, REPLY);
  chat_profile_set_model (talk.profile, "claude-opus-5");
  reply = test_talk_ask (&talk, "hello");
  created = chat_message_get_created (reply);
  chat_message_set_model (reply, "claude-opus-5-20260801");
  chat_forecast_look (&forecast, talk.engine, talk.conversation, NULL);
  chat_forecast_draft (&forecast, talk.engine, talk.conversation, 400, 0, created + 1000);
  g_assert_cmpint (forecast.from_cache, ==, 11000);
  chat_message_set_model (reply, "eu.anthropic.opus-5-v1:0");
  chat_forecast_look (&forecast, talk.engine, talk.conversation, NULL);
  chat_forecast_draft (&forecast, talk.engine, talk.conversation, 400, 0, created + 1000);
  g_assert_cmpint (forecast.from_cache, ==, 11000);
  chat_message_set_model (reply, "claude-opus-5");

  chat_profile_set_model (talk.profile, "claude-haiku-4-5");
  chat_forecast_look (&forecast, talk.engine, talk.conversation, NULL);
  chat_forecast_draft (&forecast, talk.engine, talk.conversation, 400, 0, created + 1000);
  g_assert_cmpint (forecast.known_tokens, ==, 12200);
  g_assert_cmpint (forecast.from_cache, ==, 0);
  g_assert_cmpint (forecast.cache_until, ==, 0);
  test_talk_tear_down (&talk);
}

/* A server may write what it likes. */
static void
test_huge (void)
{
  ChatForecast forecast;
  gint64 created;
  TestTalk talk;

  test_talk_set_up (&talk, HUGE_REPLY);
  created = chat_message_get_created (test_talk_ask (&talk, "hello"));
  test_talk_ask (&talk, "again");
  chat_forecast_look (&forecast, talk.engine, talk.conversation, NULL);
  chat_forecast_draft (&forecast, talk.engine, talk.conversation, 400, 1568, created + 1000);
  g_assert_cmpint (forecast.known_tokens, >, 0);
  g_assert_cmpint (forecast.tokens, >, forecast.known_tokens);
  g_assert_cmpint (forecast.from_cache, >, 0);
  g_assert_cmpint (forecast.from_cache, <=, forecast.tokens);
  g_assert_cmpint (forecast.reply_tokens, >, 0);
  g_assert_cmpint (forecast.cost, >=, CHAT_COST_UNKNOWN);
  test_talk_tear_down (&talk);
}

/* A model on this computer: nobody knows its limit, and nobody charges. */
static void
test_free (void)
{
  ChatForecast forecast;
  TestTalk talk;

  test_talk_set_up (&talk, REPLY);
  chat_profile_set_model (talk.profile, "qwen3:8b");
  test_talk_ask (&talk, "hello");
  chat_forecast_look (&forecast, talk.engine, talk.conversation, NULL);
  chat_forecast_draft (&forecast, talk.engine, talk.conversation, 4, 0, 0);
  g_assert_cmpint (forecast.limit, ==, 0);
  g_assert_cmpint (forecast.cost, ==, 0);
  test_talk_tear_down (&talk);
}

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gint64
count (TestTalk     *talk,
       ChatMessage  *edited,
       const char   *draft,
       GCancellable *cancellable)
{
  g_autoptr(GAsyncResult) result = NULL;

  chat_token_count_async (talk->engine, talk->conversation, edited, draft, cancellable,
                          keep_result_cb, &result);
  test_wait_until (result != NULL);
  return chat_token_count_finish (result);
}

static void
test_count (void)
{
  g_autoptr(GCancellable) cancelled = g_cancellable_new ();
  ChatMessage *first;
  gint64 few;
  TestTalk talk;

  test_talk_set_up (&talk, REPLY);
  test_talk_ask (&talk, "hello");
  /* nobody knows whether a foreign server can */
  g_assert_cmpint (count (&talk, NULL, "more", NULL), ==, -1);
  g_assert_cmpuint (chat_demo_server_get_n_requests (talk.server), ==, 1);

  /* it refuses what has no business in such a request */
  test_talk_set_script (&talk, "{\"check\":true,\"text\":\"Reply.\"}");
  chat_profile_set_demo (talk.profile, chat_demo_server_get_url (talk.server));
  few = count (&talk, NULL, "more", NULL);
  g_assert_cmpint (few, >, 0);
  g_assert_cmpint (count (&talk, NULL, "more and more and more and more", NULL), >, few);
  first = chat_conversation_get_message (talk.conversation, 0);
  g_assert_cmpint (count (&talk, first, "more", NULL), <, few);
  /* what is being written is no part of the conversation yet */
  g_assert_cmpuint (chat_conversation_get_n_messages (talk.conversation), ==, 2);

  g_cancellable_cancel (cancelled);
  g_assert_cmpint (count (&talk, NULL, "more", cancelled), ==, -1);
  test_talk_tear_down (&talk);
}

static void
queued_cb (SoupSession *session,
           SoupMessage *message,
           guint       *n_queued)
{
  (*n_queued)++;
}

/* The main loop goes on while the request is written: nothing is asked before it has run, of what
 * changed meanwhile nothing counts, and nothing at all is asked for a draft that has changed. */
static void
test_count_apart (void)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) first = NULL;
  g_autoptr(GAsyncResult) second = NULL;
  g_autoptr(ChatMessage) later = chat_message_new_user ("later");
  ChatClient *client;
  gint64 expected;
  guint n_queued = 0;
  TestTalk talk;

  test_talk_set_up (&talk, REPLY);
  test_talk_ask (&talk, "hello");
  test_talk_set_script (&talk, "{\"check\":true,\"text\":\"Reply.\"}");
  chat_profile_set_demo (talk.profile, chat_demo_server_get_url (talk.server));
  expected = count (&talk, NULL, "new", NULL);
  g_assert_cmpint (expected, >, 0);
  client = chat_engine_get_client (talk.engine, talk.profile);
  g_signal_connect (chat_client_get_session (client), "request-queued", G_CALLBACK (queued_cb),
                    &n_queued);

  chat_token_count_async (talk.engine, talk.conversation, NULL, "old", cancellable,
                          keep_result_cb, &first);
  g_cancellable_cancel (cancellable);
  chat_token_count_async (talk.engine, talk.conversation, NULL, "new", NULL,
                          keep_result_cb, &second);
  g_assert_cmpuint (n_queued, ==, 0);
  chat_conversation_append (talk.conversation, later);
  test_wait_until (first != NULL && second != NULL);
  g_assert_cmpint (chat_token_count_finish (first), ==, -1);
  g_assert_cmpint (chat_token_count_finish (second), ==, expected);
  g_assert_cmpuint (n_queued, ==, 1);

  g_signal_handlers_disconnect_by_data (chat_client_get_session (client), &n_queued);
  g_clear_object (&first);
  g_clear_object (&second);
  test_talk_tear_down (&talk);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/forecast/own-cache", test_own_cache);
  g_test_add_func ("/forecast/guess", test_guess);
  g_test_add_func ("/forecast/other-model", test_other_model);
  g_test_add_func ("/forecast/huge", test_huge);
  g_test_add_func ("/forecast/free", test_free);
  g_test_add_func ("/forecast/count", test_count);
  g_test_add_func ("/forecast/count-apart", test_count_apart);

  return g_test_run ();
}
