/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The demo server as a server: its paths, its keys, its rules, what it records.
 */

#include "test-demo-client.h"

#include "chat-json.h"

#include <string.h>

#define VERSION "anthropic-version: 2023-06-01\r\n"
#define JSON    "Content-Type: application/json\r\n"

/* Returns: the body of the answer. */
static char *
ask (ChatDemoServer *server,
     const char     *method,
     const char     *path,
     const char     *headers,
     const char     *body,
     guint           status)
{
  g_autoptr(TestClient) client = test_client_new (server, method, path, headers, body);

  test_client_wait (client);
  g_assert_no_error (client->error);
  g_assert_cmpuint (test_client_status (client), ==, status);
  return test_client_body (client);
}

static void
assert_error (const char *body,
              const char *type,
              const char *message)
{
  g_autoptr(JsonObject) object = chat_json_parse_object (body, -1, NULL);
  JsonObject *error = chat_json_get_object (object, "error");

  g_assert_cmpstr (chat_json_get_string (object, "type"), ==, "error");
  g_assert_cmpstr (chat_json_get_string (error, "type"), ==, type);
  g_assert_cmpstr (chat_json_get_string (error, "message"), ==, message);
  g_assert_true (g_str_has_prefix (chat_json_get_string (object, "request_id"), "req_"));
}

static void
test_models (void)
{
  g_autoptr(ChatDemoServer) server = test_demo_start (NULL);
  g_autofree char *list = ask (server, "GET", "/v1/models?limit=5", VERSION, NULL, 200);
  g_autofree char *one = ask (server, "GET", "/v1/models/claude-demo", VERSION, NULL, 200);
  g_autofree char *none = ask (server, "GET", "/v1/models/claude-x", VERSION, NULL, 404);
  g_autofree char *wrong = ask (server, "DELETE", "/v1/models", VERSION, NULL, 405);
  g_autoptr(JsonObject) listed = chat_json_parse_object (list, -1, NULL);
  g_autoptr(JsonObject) model = chat_json_parse_object (one, -1, NULL);
  JsonObject *first = chat_json_array_get_object (chat_json_get_array (listed, "data"), 0);

  g_assert_cmpstr (chat_json_get_string (first, "id"), ==, "claude-demo");
  g_assert_false (chat_json_get_boolean (listed, "has_more", TRUE));
  g_assert_cmpstr (chat_json_get_string (model, "display_name"), ==, "Demo model");
  assert_error (none, "not_found_error", "model: claude-x");
  assert_error (wrong, "invalid_request_error", "Method Not Allowed");
  g_assert_cmpuint (chat_demo_server_get_n_requests (server), ==, 0);
}

static void
test_other_paths (void)
{
  g_autoptr(ChatDemoServer) server = test_demo_start (NULL);
  g_autofree char *nothing = ask (server, "GET", "/v2", VERSION, NULL, 404);
  g_autofree char *journal = ask (server, "GET", "/__demo/journal", VERSION, NULL, 404);
  g_autofree char *get = ask (server, "GET", "/v1/messages", VERSION, NULL, 405);

  assert_error (nothing, "not_found_error", "Not found");
  assert_error (journal, "not_found_error", "Not found");
  assert_error (get, "invalid_request_error", "Method Not Allowed");
}

static void
test_count_tokens (void)
{
  g_autoptr(ChatDemoServer) server = test_demo_start (NULL);
  g_autofree char *counted =
    ask (server, "POST", "/v1/messages/count_tokens", VERSION JSON,
         "{\"model\":\"m\",\"system\":\"12345678\",\"messages\":[{\"role\":\"user\",\"content\":"
         "[{\"type\":\"text\",\"text\":\"1234\"}]}]}", 200);
  g_autofree char *refused = ask (server, "POST", "/v1/messages/count_tokens", VERSION JSON,
                                  TEST_QUESTION, 400);

  g_autofree char *pictures =
    ask (server, "POST", "/v1/messages/count_tokens", VERSION JSON,
         "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\","
         "\"source\":{\"type\":\"base64\",\"media_type\":\"image/gif\",\"data\":\"R0lGODlh\"}}]}]}",
         200);

  g_assert_cmpstr (counted, ==, "{\"input_tokens\":3}");
  /* as large as one is, and not as long as its letters */
  g_assert_cmpstr (pictures, ==, "{\"input_tokens\":1503}");
  assert_error (refused, "invalid_request_error", "max_tokens: Extra inputs are not permitted");
}

static void
test_query_and_long_path (void)
{
  g_autoptr(ChatDemoServer) server = test_demo_start ("{\"text\":\"Hi.\"}");
  g_autofree char *body = ask (server, "POST", "/v1/messages?beta=true", VERSION JSON,
                               TEST_QUESTION, 200);

  g_assert_nonnull (strstr (body, "message_stop"));
}

static void
test_key (void)
{
  g_autoptr(ChatDemoServer) server = test_demo_start (NULL);
  g_autofree char *refused = NULL;
  g_autofree char *no_key_for_models = NULL;
  g_autofree char *models = NULL;

  chat_demo_server_set_key (server, "sk-good");
  refused = ask (server, "POST", "/v1/messages", VERSION JSON "x-api-key: sk-bad\r\n",
                 TEST_QUESTION, 401);
  assert_error (refused, "authentication_error", "invalid x-api-key");
  no_key_for_models = ask (server, "GET", "/v1/models", VERSION, NULL, 401);
  models = ask (server, "GET", "/v1/models", VERSION "Authorization: Bearer sk-good\r\n", NULL, 200);
}

static void
test_checks (void)
{
  static const char prefill[] = "{\"model\":\"m\",\"max_tokens\":5,\"messages\":["
                                "{\"role\":\"assistant\",\"content\":\"Hi\"}]}";
  g_autoptr(ChatDemoServer) server = test_demo_start ("{\"text\":\"Hi.\"}");
  g_autofree char *refused = ask (server, "POST", "/v1/messages", VERSION JSON, prefill, 400);
  g_autofree char *let_through = NULL;

  assert_error (refused, "invalid_request_error",
                "messages: first message must use the \"user\" role");
  chat_demo_server_set_script (server, "{\"check\":false,\"text\":\"Hi.\"}", NULL);
  let_through = ask (server, "POST", "/v1/messages", "", prefill, 200);
  chat_demo_server_set_strict (server, TRUE);
  g_free (ask (server, "POST", "/v1/messages", "", prefill, 400));
}

static void
test_error_code (void)
{
  g_autoptr(ChatDemoServer) server = test_demo_start (NULL);
  g_autofree char *body = ask (server, "POST", "/v1/messages",
                               VERSION JSON "Content-Encoding: gzip\r\n", TEST_QUESTION, 400);

  g_assert_nonnull (strstr (body, "\"details\":{\"error_code\":"
                            "\"request_body_encoding_unsupported\"}"));
}

static void
test_order (void)
{
  g_autoptr(ChatDemoServer) server =
    test_demo_start ("{\"replies\":[{\"text\":\"one\"},{\"text\":\"two\"}]}");
  static const char *const expected[] = { "one", "two", "two" };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr(TestClient) client = test_client_ask (server, NULL);
      g_autofree char *text = NULL;

      test_client_wait (client);
      text = test_client_text (client);
      g_assert_cmpstr (text, ==, expected[i]);
    }
}

static void
test_rules (void)
{
  g_autoptr(ChatDemoServer) server = test_demo_start (
    "{\"check\":false,\"rules\":["
    "{\"when\":{\"tool_answer\":true},\"reply\":{\"text\":\"result\"}},"
    "{\"when\":{\"words\":[\"Table*\",\"two words\"]},\"reply\":{\"text\":\"words\"}},"
    "{\"when\":{\"pattern\":\"^x+$\"},\"reply\":{\"text\":\"pattern\"}},"
    "{\"when\":{\"words\":[\"again\"]},\"by\":\"attempt\","
    "\"replies\":[{\"text\":\"first\"},{\"text\":\"second\"}]},"
    "{\"when\":{\"path\":\"/v1/models\"},\"reply\":{\"status\":403,\"body\":\"no\"}}],"
    "\"replies\":[{\"text\":\"else\"}]}");

  test_demo_assert_reply (server, "\"a TABLES, please\"", "words");
  test_demo_assert_reply (server, "\"stable\"", "else");
  test_demo_assert_reply (server, "[{\"type\":\"text\",\"text\":\"it is two\"},"
                          "{\"type\":\"text\",\"text\":\"words\"}]", "else");
  test_demo_assert_reply (server, "[{\"type\":\"text\",\"text\":\"two words\"}]", "words");
  test_demo_assert_reply (server, "[{\"type\":\"text\",\"text\":\"ta\"},"
                          "{\"type\":\"text\",\"text\":\"ble\"}]", "else");
  test_demo_assert_reply (server, "\"two wordsmiths\"", "else");
  test_demo_assert_reply (server, "\"XXX\"", "pattern");
  test_demo_assert_reply (server, "[{\"type\":\"tool_result\",\"tool_use_id\":\"t\"}]", "result");
  test_demo_assert_reply (server, "[{\"type\":\"tool_result\",\"tool_use_id\":\"t\"},"
                          "{\"type\":\"text\",\"text\":\"table\"}]", "words");
  test_demo_assert_reply (server, "\"again\"", "first");
  test_demo_assert_reply (server, "\"again\"", "second");
  test_demo_assert_reply (server, "\"Again.\"", "first");
  g_free (ask (server, "GET", "/v1/models", VERSION, NULL, 403));
}

static void
test_no_rule_fits (void)
{
  g_autoptr(ChatDemoServer) server =
    test_demo_start ("{\"rules\":[{\"when\":{\"words\":[\"x\"]},\"reply\":{}}]}");
  g_autofree char *body = ask (server, "POST", "/v1/messages", VERSION JSON, TEST_QUESTION, 500);

  assert_error (body, "api_error", "No rule of the script fits this request");
}

static void
note_cb (ChatDemoServer *server,
         guint           number,
         gpointer        user_data)
{
  g_string_append_printf (user_data, " %u", number);
}

static void
test_records (void)
{
  g_autoptr(ChatDemoServer) server = test_demo_start ("{\"text\":\"Hi.\"}");
  g_autoptr(GString) received = g_string_new (NULL);
  g_autoptr(GString) over = g_string_new (NULL);
  g_autoptr(TestClient) first = NULL;
  g_autoptr(TestClient) second = NULL;
  gint64 before_us = g_get_monotonic_time ();

  g_signal_connect (server, "request-received", G_CALLBACK (note_cb), received);
  g_signal_connect (server, "reply-over", G_CALLBACK (note_cb), over);
  first = test_client_ask (server, NULL);
  test_client_wait (first);
  second = test_client_ask (server, "{}");
  test_client_wait (second);

  g_assert_cmpstr (received->str, ==, " 0 1");
  g_assert_cmpstr (over->str, ==, " 0 1");
  g_assert_cmpuint (chat_demo_server_get_n_requests (server), ==, 2);
  g_assert_cmpuint (chat_demo_server_get_n_connections (server), ==, 2);
  g_assert_cmpstr (chat_demo_server_get_body (server, 0), ==, TEST_QUESTION);
  g_assert_cmpstr (chat_demo_server_get_body (server, 1), ==, "{}");
  g_assert_null (chat_demo_server_get_body (server, 2));
  g_assert_cmpstr (chat_demo_server_get_header (server, 0, "Anthropic-Version"), ==, "2023-06-01");
  g_assert_null (chat_demo_server_get_header (server, 0, "x-api-key"));
  g_assert_cmpuint (chat_demo_server_get_status (server, 0), ==, 200);
  g_assert_cmpuint (chat_demo_server_get_status (server, 1), ==, 400);
  g_assert_cmpint (chat_demo_server_get_first_byte_us (server, 0), >=, before_us);
  g_assert_cmpint (chat_demo_server_get_first_delta_us (server, 0), >=,
                   chat_demo_server_get_first_byte_us (server, 0));
  g_assert_cmpint (chat_demo_server_get_over_us (server, 0), >=,
                   chat_demo_server_get_first_delta_us (server, 0));
  g_assert_cmpint (chat_demo_server_get_first_delta_us (server, 1), ==, 0);
  g_assert_cmpint (chat_demo_server_get_left_us (server, 0), ==, 0);
}

/* The old body is forgotten, the rest of the record is not. */
static void
test_old_bodies (void)
{
  g_autoptr(ChatDemoServer) server = test_demo_start ("{\"text\":\"Hi.\"}");

  for (guint i = 0; i < 258; i++)
    {
      g_autoptr(TestClient) client = test_client_ask (server, NULL);

      test_client_wait (client);
    }
  g_assert_null (chat_demo_server_get_body (server, 1));
  g_assert_nonnull (chat_demo_server_get_body (server, 2));
  g_assert_nonnull (chat_demo_server_get_header (server, 1, "content-type"));
}

static void
test_control (void)
{
  g_autoptr(ChatDemoServer) server = test_demo_start ("{\"text\":\"Hi.\"}");
  g_autofree char *reply = NULL;
  g_autofree char *refused = NULL;
  g_autofree char *journal = NULL;

  chat_demo_server_set_control (server, TRUE);
  reply = ask (server, "POST", "/v1/messages", VERSION JSON "X-Api-Key: sk-secret\r\n",
               TEST_QUESTION, 200);
  g_free (ask (server, "PUT", "/__demo/script", "", "{\"text\":\"Other.\"}", 200));
  refused = ask (server, "PUT", "/__demo/script", "", "{\"txt\":1}", 400);
  assert_error (refused, "invalid_request_error", "A reply knows no “txt”");
  test_demo_assert_reply (server, "\"Hello\"", "Other.");

  journal = ask (server, "GET", "/__demo/journal", "", NULL, 200);
  g_assert_true (g_str_has_prefix (journal, "[{\"method\":\"POST\",\"path\":\"/v1/messages\""));
  g_assert_nonnull (strstr (journal, "\"body\":" TEST_QUESTION ","));
  g_assert_null (strstr (journal, "sk-secret"));
}

static void
test_bad_scripts (void)
{
  static const struct { const char *script; const char *message; } cases[] = {
    { "{", NULL },
    { "[]", NULL },
    { "{\"txt\":\"Hi\"}", "A reply knows no “txt”" },
    { "{\"replies\":[{\"text\":\"Hi\",\"speeed\":1}]}", "A reply knows no “speeed”" },
    { "{\"replies\":[]}", "A rule needs at least one reply" },
    { "{\"replies\":[5]}", "A reply must be an object" },
    { "{\"replies\":[{}],\"text\":\"x\"}", "A script knows no “text”" },
    { "{\"rules\":[{\"reply\":{},\"by\":\"luck\"}]}", "“by” is order or attempt" },
    { "{\"rules\":[{\"reply\":{},\"when\":{\"word\":1}}]}", "A when knows no “word”" },
    { "{\"text\":5}", "A string is wanted where Integer stands" },
    { "{\"text\":\"Hi\",\"as\":\"xml\"}", "“as” is sse or json" },
    { "{\"text\":\"Hi\",\"end\":\"bang\"}", "“bang” is no end: finish, keep, hang, close or reset" },
    { "{\"text\":\"Hi\",\"hang\":\"never\"}", "“hang” is start, headers or a number of events" },
    { "{\"text\":\"Hi\",\"cut\":{\"after\":\"Ho!\"}}", "The reply holds no place for this cut" },
    { "{\"text\":\"Hi\",\"cut\":{\"byte\":99999}}", "The reply holds no place for this cut" },
    { "{\"text\":\"Hi\",\"chunks\":\"some\"}",
      "“chunks” is event, whole, a number of bytes or a list of offsets" },
    { "{\"headers\":{\"a\":\"b\\nc\"}}", "“a” is no header of one line" },
    { "{\"headers\":{\"a b\":\"c\"}}", "“a b” is no header of one line" },
    { "{\"text\":\"Hi\",\"chunks\":[\"x\"]}", "An offset must be a number" },
    { "{\"rules\":[{\"reply\":{},\"when\":{\"words\":[\"\"]}}]}", "A word must not be empty" },
    { "{\"text\":\"Hi\",\"framing\":\"loose\"}", "“framing” is chunked, length or close" },
    { "{\"message\":{\"content\":[5]}}", "A content block must be an object" },
    { "{\"message\":{\"content\":[{}]}}", "A content block needs a type" },
    { "{\"events\":{}}", "“events” must be an array" },
    { "{\"events\":[{\"what\":1}]}", "An item of “events” has no member that says what it is" },
    { "{\"events\":[{\"wait_ms\":-1}]}", "wait_ms must be a number" },
    { "{\"events\":[{\"repeat\":2}]}", "A repeat is {\"repeat\":N, \"items\":[…]}" },
    { "{\"flood\":{\"per_second\":-1}}", "A flood is {\"count\":N, \"per_second\":N}" },
    { "{\"text\":{\"$repeat\":\"x\"}}", "A $repeat needs a text and its times" },
    { "{\"wait_ms\":{\"header\":1}}", "A wait_ms knows no “header”" },
  };
  g_autoptr(ChatDemoServer) server = test_demo_start ("{\"text\":\"old\"}");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      if (chat_demo_server_set_script (server, cases[i].script, &error))
        g_error ("%s is no good, and was taken", cases[i].script);
      g_assert_nonnull (error);
      if (cases[i].message != NULL)
        g_assert_cmpstr (error->message, ==, cases[i].message);
    }
  test_demo_assert_reply (server, "\"Hello\"", "old");
}

static void
test_missing_file (void)
{
  g_autoptr(ChatDemoServer) server = test_demo_start (NULL);
  g_autoptr(GError) error = NULL;

  g_assert_false (chat_demo_server_load_script (server, "/nowhere/script.json", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (chat_demo_server_set_script (server, "{\"sse\":{\"$file\":\"/nowhere\"}}", &error));
  g_assert_nonnull (error);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo-server/models", test_models);
  g_test_add_func ("/demo-server/other-paths", test_other_paths);
  g_test_add_func ("/demo-server/count-tokens", test_count_tokens);
  g_test_add_func ("/demo-server/query", test_query_and_long_path);
  g_test_add_func ("/demo-server/key", test_key);
  g_test_add_func ("/demo-server/checks", test_checks);
  g_test_add_func ("/demo-server/error-code", test_error_code);
  g_test_add_func ("/demo-server/order", test_order);
  g_test_add_func ("/demo-server/rules", test_rules);
  g_test_add_func ("/demo-server/no-rule-fits", test_no_rule_fits);
  g_test_add_func ("/demo-server/records", test_records);
  g_test_add_func ("/demo-server/old-bodies", test_old_bodies);
  g_test_add_func ("/demo-server/control", test_control);
  g_test_add_func ("/demo-server/bad-scripts", test_bad_scripts);
  g_test_add_func ("/demo-server/missing-file", test_missing_file);
  return g_test_run ();
}
