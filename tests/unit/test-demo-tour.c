/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The guided tour: every topic is found, and nothing that it says is refused when it is sent back.
 */

#include "test-demo-client.h"

#include "chat-demo-tour.h"
#include "chat-json.h"
#include "test-support.h"

#include <string.h>

typedef struct
{
  const char *prompt;
  const char *blocks;   /* of the reply, and its stop reason */
  const char *words;    /* that are in it */
} Topic;

static const Topic topics[] = {
  { "Show me what you can do.",
    "thinking text server_tool_use web_search_tool_result text text end_turn", "A look around" },
  { "Write a small C program that counts the words of a file, and explain how it works.",
    "text end_turn", "count_words" },
  { "Improve this text. It is for my neighbours", "text end_turn", "Before" },
  { "Explain this error, and how to get rid of it:\nSegmentation fault", "text end_turn",
    "What it means" },
  { "hello", "text end_turn", "demo model" },
  { "Help!", "text end_turn", "Type one of these words" },
  { "table", "text end_turn", "| Planet |" },
  { "thinking", "thinking text end_turn", "switch" },
  { "search", "text server_tool_use web_search_tool_result text text text text text end_turn",
    "example.org" },
  { "tool", "thinking text tool_use tool_use", "get_weather" },
  { "math", "thinking text end_turn", "induction" },
  { "arabic", "text end_turn", "من اليمين" },
  { "ما هذا البرنامج؟", "text end_turn", "من اليمين" },
  { "long", "text end_turn", "How a word gets to you" },
  { "stop", "text end_turn", "for stopping" },
  { "refusal", "refusal", "declines to answer" },
  { "redacted", "redacted_thinking text end_turn", "may not read" },
  { "unknown", "demo_hologram text end_turn", "from the future" },
  { "limit", "text max_tokens", "in the middle of" },
  { "slow", "text end_turn", "took a while" },
  { "request", "text end_turn", "\\\"model\\\": \\\"claude-demo\\\"" },
  { "Your answer broke off after these words:\n\na table\n\nPlease go on", "text end_turn",
    "goes on from here" },
  { "thank you", "text end_turn", "welcome" },
  { "What do whales eat?", "text end_turn", "> What do whales eat?" },
};

static ChatDemoServer *
start_tour (void)
{
  ChatDemoServer *server = chat_demo_server_new ();

  g_assert_true (chat_demo_server_start (server, 0, NULL));
  chat_demo_server_set_speed (server, 0);
  return server;
}

static char *
make_question (const char *turns,
               const char *prompt,
               gboolean    streams)
{
  GString *question = g_string_new ("{\"model\":\"claude-demo\",\"max_tokens\":9000,");

  g_string_append_printf (question, "\"stream\":%s,\"messages\":[%s{\"role\":\"user\",\"content\":",
                          streams ? "true" : "false", turns);
  chat_json_append_string (question, prompt, -1);
  g_string_append (question, "}]}");
  return g_string_free (question, FALSE);
}

/* Returns: the body of a reply that is not streamed. */
static char *
ask (ChatDemoServer *server,
     const char     *question)
{
  g_autoptr(TestClient) client = test_client_ask (server, question);

  test_client_wait (client);
  if (test_client_status (client) != 200)
    g_error ("%s", client->received->str);
  return test_client_body (client);
}

static char *
outline (JsonObject *message)
{
  JsonArray *content = chat_json_get_array (message, "content");
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (content); i++)
    g_string_append_printf (text, "%s ",
                            chat_json_get_string (chat_json_array_get_object (content, i), "type"));
  g_string_append (text, chat_json_get_string (message, "stop_reason"));
  return g_string_free (text, FALSE);
}

/* What a client would have to answer to the reply: its text, behind the results of its tools. */
static char *
make_answer (JsonObject *message)
{
  JsonArray *content = chat_json_get_array (message, "content");
  GString *blocks = g_string_new ("[");

  for (guint i = 0; i < json_array_get_length (content); i++)
    {
      JsonObject *block = chat_json_array_get_object (content, i);

      if (strcmp (chat_json_get_string (block, "type"), "tool_use") == 0)
        g_string_append_printf (blocks, "{\"type\":\"tool_result\",\"tool_use_id\":\"%s\"},",
                                chat_json_get_string (block, "id"));
    }
  g_string_append (blocks, "{\"type\":\"text\",\"text\":\"thanks\"}]");
  return g_string_free (blocks, FALSE);
}

static void
assert_goes_on (ChatDemoServer *server,
                const char     *prompt,
                JsonObject     *message)
{
  g_autoptr(JsonNode) content = json_node_copy (json_object_get_member (message, "content"));
  g_autofree char *reply = json_to_string (content, FALSE);
  g_autofree char *answer = make_answer (message);
  g_autofree char *turns = NULL;
  g_autofree char *body = NULL;

  if (json_array_get_length (json_node_get_array (content)) == 0)
    return;
  turns = g_strdup_printf ("{\"model\":\"claude-demo\",\"max_tokens\":9000,\"messages\":["
                           "{\"role\":\"user\",\"content\":\"hello\"},"
                           "{\"role\":\"assistant\",\"content\":%s},"
                           "{\"role\":\"user\",\"content\":%s}]}", reply, answer);
  body = ask (server, turns);
  g_assert_nonnull (strstr (body, "You are welcome"));
}

static void
test_topic (gconstpointer data)
{
  const Topic *topic = data;
  g_autoptr(ChatDemoServer) server = start_tour ();
  g_autofree char *question = make_question ("", topic->prompt, FALSE);
  g_autofree char *body = NULL;
  g_autoptr(JsonObject) message = NULL;
  g_autofree char *blocks = NULL;

  chat_demo_server_set_strict (server, TRUE);
  body = ask (server, question);
  message = chat_json_parse_object (body, -1, NULL);
  blocks = outline (message);
  g_assert_cmpstr (blocks, ==, topic->blocks);
  if (strstr (body, topic->words) == NULL)
    g_error ("“%s” is not in %s", topic->words, body);
  assert_goes_on (server, topic->prompt, message);
}

/* A mistake in it would end the program. */
static void
test_no_mistake (void)
{
  g_autoptr(ChatDemoScript) tour = chat_demo_tour_new (TRUE);

  g_assert_nonnull (tour);
}

static void
test_tool_answer (void)
{
  g_autoptr(ChatDemoServer) server = start_tour ();
  g_autofree char *body = ask (server,
    "{\"model\":\"m\",\"max_tokens\":900,\"messages\":[{\"role\":\"user\",\"content\":\"tool\"},"
    "{\"role\":\"assistant\",\"content\":"
    "[{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"t\",\"input\":{}}]},"
    "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t\"}]}]}");

  g_assert_nonnull (strstr (body, "result of the tool has arrived"));
}

/* Refused at first with the time to come back at; the same request is answered then. */
static void
test_comes_back (gconstpointer prompt)
{
  g_autoptr(ChatDemoServer) server = start_tour ();
  g_autofree char *question = make_question ("", prompt, TRUE);
  g_autoptr(TestClient) first = test_client_ask (server, question);
  g_autoptr(TestClient) second = NULL;

  test_client_wait (first);
  g_assert_cmpuint (test_client_status (first), >=, 429);
  g_assert_nonnull (strstr (first->received->str, "retry-after: "));
  second = test_client_ask (server, question);
  test_client_wait (second);
  g_assert_cmpuint (test_client_status (second), ==, 200);
}

static void
test_interrupted (void)
{
  g_autoptr(ChatDemoServer) server = start_tour ();
  g_autofree char *question = make_question ("", "interrupted", TRUE);
  g_autoptr(TestClient) client = test_client_ask (server, question);
  g_autofree char *text = NULL;

  test_client_wait (client);
  text = test_client_text (client);
  g_assert_cmpuint (strlen (text), >, 100);
  g_assert_false (test_client_finished (client));
  g_assert_null (strstr (client->received->str, "message_stop"));
}

static void
test_error (void)
{
  g_autoptr(ChatDemoServer) server = start_tour ();
  g_autofree char *question = make_question ("", "error", TRUE);
  g_autoptr(TestClient) client = test_client_ask (server, question);
  g_autofree char *text = NULL;

  test_client_wait (client);
  text = test_client_text (client);
  g_assert_cmpuint (strlen (text), >, 100);
  g_assert_nonnull (strstr (client->received->str, "event: error\n"));
  g_assert_true (test_client_finished (client));
}

/* About sixty tokens a second, also over many of them. */
static void
test_pace (void)
{
  g_autoptr(ChatDemoServer) server = start_tour ();
  g_autofree char *question = make_question ("", "thanks", TRUE);
  g_autoptr(TestClient) client = NULL;
  gint64 asked_us = g_get_monotonic_time ();
  gint64 took_us;

  chat_demo_server_set_speed (server, 10);
  client = test_client_ask (server, question);
  test_client_wait (client);
  took_us = chat_demo_server_get_over_us (server, 0) - asked_us;
  g_assert_cmpint (took_us, >=, 50000 + 27 * G_USEC_PER_SEC / 600);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    {
      g_autofree char *name = g_strdup_printf ("/demo-tour/topic/%u", i);

      g_test_add_data_func (name, &topics[i], test_topic);
    }
  g_test_add_func ("/demo-tour/no-mistake", test_no_mistake);
  g_test_add_func ("/demo-tour/tool-answer", test_tool_answer);
  g_test_add_data_func ("/demo-tour/overloaded", "overloaded", test_comes_back);
  g_test_add_data_func ("/demo-tour/rate-limit", "rate limit", test_comes_back);
  g_test_add_func ("/demo-tour/interrupted", test_interrupted);
  g_test_add_func ("/demo-tour/error", test_error);
  g_test_add_func ("/demo-tour/pace", test_pace);
  return g_test_run ();
}
