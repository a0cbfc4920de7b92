/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be looked at of a request and its reply, how long it is kept, and that no key is in it.
 */

#include "test-support.h"
#include "test-talk.h"

#include "chat-engine-exchange.h"
#include "chat-exchange-log.h"

#include <string.h>

#define OK_SCRIPT "{\"replies\":[{\"text\":\"All good.\"}]}"
#define ECHO_SCRIPT \
  "{\"replies\":[{\"events\":[" \
  "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"content\":[]}}," \
  "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}," \
  "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\"," \
  "\"text\":\"It is " TEST_TALK_KEY "\"}}," \
  "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}," \
  "{\"type\":\"message_stop\"}]}]}"
#define URL "https://person:secret-word@api.example.org/v1/messages?key=secret-word"

static char *
dup_bytes (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return g_strndup (data != NULL ? data : "", length);
}

static void
assert_without (ChatExchange *exchange,
                const char   *secret)
{
  g_autofree char *head = chat_exchange_dup_head (exchange);
  g_autofree char *curl = chat_exchange_to_curl (exchange);
  g_autofree char *body = dup_bytes (exchange->body);
  g_autofree char *stream = exchange->stream != NULL ? dup_bytes (exchange->stream) : g_strdup ("");

  g_assert_null (strstr (head, secret));
  g_assert_null (strstr (curl, secret));
  g_assert_null (strstr (body, secret));
  g_assert_null (strstr (stream, secret));
}

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* Never at once: what is made anew may hold many megabytes. */
static ChatExchange *
find_exchange (ChatEngine       *engine,
               ChatConversation *conversation,
               ChatMessage      *reply)
{
  g_autoptr(GAsyncResult) result = NULL;

  chat_engine_find_exchange_async (engine, conversation, reply, NULL, keep_result_cb, &result);
  g_assert_null (result);
  test_wait_until (result != NULL);
  return chat_engine_find_exchange_finish (engine, result);
}

static void
test_kept (void)
{
  g_autoptr(ChatExchange) exchange = NULL;
  g_autofree char *head = NULL;
  g_autofree char *body = NULL;
  g_autofree char *stream = NULL;
  g_autofree char *curl = NULL;
  ChatMessage *reply;
  TestTalk talk;

  test_talk_set_up (&talk, OK_SCRIPT);
  reply = test_talk_ask (&talk, "hello");
  exchange = find_exchange (talk.engine, talk.conversation, reply);

  g_assert_false (exchange->rebuilt);
  g_assert_false (exchange->cut);
  body = dup_bytes (exchange->body);
  g_assert_cmpstr (body, ==, chat_demo_server_get_body (talk.server, 0));
  stream = dup_bytes (exchange->stream);
  g_assert_true (g_str_has_prefix (stream, "event: message_start\n"));
  g_assert_nonnull (strstr (stream, "message_stop"));
  head = chat_exchange_dup_head (exchange);
  g_assert_true (g_str_has_prefix (head, "POST http://127.0.0.1:"));
  g_assert_nonnull (strstr (head, "x-api-key: [removed]\n"));
  g_assert_nonnull (strstr (head, "anthropic-version: 2023-06-01\n"));
  curl = chat_exchange_to_curl (exchange);
  g_assert_null (strstr (curl, "[removed]"));
  g_assert_null (strstr (curl, "Content-Length"));
  assert_without (exchange, TEST_TALK_KEY);
  test_talk_tear_down (&talk);
}

/* A person may have typed it, and a server may say it again. */
static void
test_key_in_text (void)
{
  /* what the stream itself makes of it */
  g_autofree char *mask = g_strnfill (strlen (TEST_TALK_KEY), '*');
  g_autofree char *answer = g_strdup_printf ("\"It is %s\"", mask);
  g_autoptr(ChatExchange) exchange = NULL;
  g_autofree char *body = NULL;
  g_autofree char *stream = NULL;
  ChatMessage *reply;
  TestTalk talk;

  test_talk_set_up (&talk, ECHO_SCRIPT);
  reply = test_talk_ask (&talk, "My key is " TEST_TALK_KEY " or " TEST_TALK_KEY);
  exchange = find_exchange (talk.engine, talk.conversation, reply);

  assert_without (exchange, TEST_TALK_KEY);
  body = dup_bytes (exchange->body);
  g_assert_nonnull (strstr (body, "My key is [removed] or [removed]\""));
  stream = dup_bytes (exchange->stream);
  g_assert_nonnull (strstr (stream, answer));
  test_talk_tear_down (&talk);
}

/* While it comes in, too: the key may lie across two batches. */
static void
test_key_in_pieces (void)
{
  g_autoptr(ChatExchangeLog) log = chat_exchange_log_new (1000);
  g_autoptr(ChatProfile) profile = chat_profile_new ("p", "https://api.example.org");
  g_autoptr(SoupMessage) post = soup_message_new ("POST", URL);
  g_autoptr(ChatExchange) open = NULL;
  g_autoptr(ChatExchange) ended = NULL;
  g_autofree char *stream = NULL;

  chat_profile_set_key (profile, CHAT_AUTH_BEARER, TEST_TALK_KEY);
  soup_message_headers_append (soup_message_get_request_headers (post), "Authorization",
                               "Bearer " TEST_TALK_KEY);
  soup_message_headers_append (soup_message_get_request_headers (post), "X-Team", "secret-word");
  soup_message_headers_append (soup_message_get_request_headers (post), "User-Agent", "");
  chat_exchange_log_begin (log, "a", post, "{}", 2, profile);
  for (const char *p = "data: " TEST_TALK_KEY "\n"; *p != '\0'; p++)
    chat_exchange_log_add (log, "a", p, 1);

  open = chat_exchange_log_find (log, "a");
  assert_without (open, TEST_TALK_KEY);
  assert_without (open, "secret-word");
  chat_exchange_log_end (log, "a");
  ended = chat_exchange_log_find (log, "a");
  assert_without (ended, TEST_TALK_KEY);
  stream = dup_bytes (ended->stream);
  g_assert_cmpstr (stream, ==, "data: [removed]\n");
  g_assert_cmpstr (ended->url, ==, "https://api.example.org/v1/messages");
}

static void
test_rebuilt (void)
{
  g_autoptr(ChatEngine) other = chat_engine_new ();
  g_autoptr(ChatExchange) exchange = NULL;
  g_autofree char *body = NULL;
  ChatMessage *reply;
  TestTalk talk;

  test_talk_set_up (&talk, OK_SCRIPT);
  reply = test_talk_ask (&talk, "hello");
  chat_engine_set_profile (other, talk.profile);
  exchange = find_exchange (other, talk.conversation, reply);

  g_assert_true (exchange->rebuilt);
  g_assert_null (exchange->stream);
  body = dup_bytes (exchange->body);
  g_assert_cmpstr (body, ==, chat_demo_server_get_body (talk.server, 0));
  assert_without (exchange, TEST_TALK_KEY);
  test_talk_tear_down (&talk);
}

static void
begin (ChatExchangeLog *log,
       const char      *uid,
       const char      *body)
{
  g_autoptr(ChatProfile) profile = chat_profile_new ("p", "https://api.example.org");
  g_autoptr(SoupMessage) post = soup_message_new ("POST", URL);

  chat_exchange_log_begin (log, uid, post, body, strlen (body), profile);
}

/* The limit holds at every moment: the oldest go, the newest is cut. */
static void
test_limit (void)
{
  g_autoptr(ChatExchangeLog) log = chat_exchange_log_new (20);
  g_autoptr(ChatExchange) gone = NULL;
  g_autoptr(ChatExchange) cut = NULL;
  g_autoptr(ChatExchange) large = NULL;

  begin (log, "a", "{\"a\":1}");
  chat_exchange_log_add (log, "a", "0123456789", 10);
  begin (log, "b", "{\"b\":1}");
  gone = chat_exchange_log_find (log, "a");
  g_assert_null (gone);

  chat_exchange_log_add (log, "a", "0123456789", 10);
  chat_exchange_log_add (log, "b", "0123456789", 10);
  chat_exchange_log_add (log, "b", "0123456789", 10);
  chat_exchange_log_end (log, "b");
  cut = chat_exchange_log_find (log, "b");
  g_assert_true (cut->cut);
  g_assert_cmpuint (g_bytes_get_size (cut->stream), ==, 13);
  g_assert_cmpuint (g_bytes_get_size (cut->body), ==, 7);

  begin (log, "c", "{\"this\":\"is too long\"}");
  large = chat_exchange_log_find (log, "c");
  g_assert_null (large->body);
}

/* A shell gives curl the body as it was, whatever is in it. */
static void
test_curl (void)
{
  const char *body = "{\"a\":\"it's $HOME `id` \\\"x\\\" \xc3\xa9\"}";
  g_autoptr(ChatProfile) profile = chat_profile_new ("p", "https://api.example.org");
  g_autoptr(ChatExchange) exchange = NULL;
  g_autofree char *command = NULL;
  g_autofree char *script = NULL;
  g_autofree char *out = NULL;
  g_autofree char *expected = NULL;
  const char *argv[] = { "/bin/sh", "-c", NULL, NULL };
  const char *environment[] = { "ANTHROPIC_API_KEY=mine", NULL };
  int status;

  chat_profile_set_key (profile, CHAT_AUTH_X_API_KEY, TEST_TALK_KEY);
  exchange = chat_exchange_rebuild (profile, body, strlen (body));
  command = chat_exchange_to_curl (exchange);
  script = g_strconcat ("curl () { printf '<%s>' \"$@\"; }\n", command, NULL);
  argv[2] = script;
  g_assert_true (g_spawn_sync (NULL, (char **) argv, (char **) environment, G_SPAWN_DEFAULT,
                               NULL, NULL, &out, NULL, &status, NULL));

  expected = g_strdup_printf ("<--no-buffer><https://api.example.org/v1/messages>"
                              "<-H><Content-Type: application/json>"
                              "<-H><anthropic-version: 2023-06-01>"
                              "<-H><x-api-key: mine><--data-raw><%s>", body);
  g_assert_cmpstr (out, ==, expected);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/exchange/kept", test_kept);
  g_test_add_func ("/exchange/key-in-text", test_key_in_text);
  g_test_add_func ("/exchange/key-in-pieces", test_key_in_pieces);
  g_test_add_func ("/exchange/rebuilt", test_rebuilt);
  g_test_add_func ("/exchange/limit", test_limit);
  g_test_add_func ("/exchange/curl", test_curl);

  return g_test_run ();
}
