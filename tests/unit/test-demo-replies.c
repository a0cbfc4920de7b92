/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a script of the demo server can say, seen from a socket.
 */

#include "test-demo-client.h"

#include "chat-demo-text.h"
#include "chat-json.h"

#include <glib/gstdio.h>
#include <string.h>

static void
assert_body (const char *script,
             const char *expected)
{
  g_autoptr(TestClient) client = test_demo_play (script);
  g_autofree char *body = test_client_body (client);

  g_assert_cmpstr (body, ==, expected);
}

/* The events of a composed message, each parsed; names must be the types. */
static GPtrArray *
parse_events (const char *body)
{
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_auto(GStrv) frames = g_strsplit (body, "\n\n", -1);

  for (guint i = 0; frames[i] != NULL && *frames[i] != '\0'; i++)
    {
      g_auto(GStrv) lines = g_strsplit (frames[i], "\n", -1);
      g_autoptr(GError) error = NULL;
      JsonObject *event = chat_json_parse_object (lines[1] + strlen ("data: "), -1, &error);
      g_autofree char *name = NULL;

      g_assert_no_error (error);
      g_assert_cmpuint (g_strv_length (lines), ==, 2);
      name = g_strconcat ("event: ", chat_json_get_string (event, "type"), NULL);
      g_assert_cmpstr (lines[0], ==, name);
      g_ptr_array_add (events, event);
    }
  return events;
}

static GPtrArray *
play_events (const char *script)
{
  g_autoptr(TestClient) client = test_demo_play (script);
  g_autofree char *body = test_client_body (client);

  g_assert_true (test_client_finished (client));
  return parse_events (body);
}

/* "start0 delta0 …": the order of things. */
static char *
outline (GPtrArray *events)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < events->len; i++)
    {
      JsonObject *event = events->pdata[i];
      const char *type = chat_json_get_string (event, "type");

      if (g_str_has_prefix (type, "content_block_"))
        g_string_append_printf (text, " %s%d", type + strlen ("content_block_"),
                                (int) chat_json_get_int (event, "index", -1));
      else
        g_string_append_printf (text, " %s", type);
    }
  return g_string_free (text, FALSE);
}

static void
test_text (void)
{
  g_autoptr(GPtrArray) events = play_events ("{\"text\":\"Hi you.\"}");
  g_autofree char *order = outline (events);
  JsonObject *message = chat_json_get_object (events->pdata[0], "message");
  JsonObject *start_usage = chat_json_get_object (message, "usage");
  JsonObject *last = events->pdata[events->len - 2];

  g_assert_cmpstr (order, ==, " message_start start0 ping delta0 delta0 delta0 stop0 "
                   "message_delta message_stop");
  g_assert_cmpstr (chat_json_get_string (message, "model"), ==, "claude-demo");
  g_assert_cmpuint (json_array_get_length (chat_json_get_array (message, "content")), ==, 0);
  g_assert_cmpint (chat_json_get_int (start_usage, "input_tokens", 0), ==, 2);
  g_assert_cmpint (chat_json_get_int (chat_json_get_object (last, "usage"), "output_tokens", 0),
                   ==, 3);
  g_assert_cmpstr (chat_json_get_string (chat_json_get_object (last, "delta"), "stop_reason"),
                   ==, "end_turn");
}

static JsonObject *
get_delta (GPtrArray  *events,
           const char *type)
{
  for (guint i = 0; i < events->len; i++)
    {
      JsonObject *delta = chat_json_get_object (events->pdata[i], "delta");

      if (g_strcmp0 (chat_json_get_string (delta, "type"), type) == 0)
        return delta;
    }
  g_error ("There is no %s", type);
}

static void
test_thinking_is_signed (void)
{
  g_autoptr(GPtrArray) events = play_events ("{\"thinking\":\"Hm so\",\"text\":\"Hi\"}");
  g_autofree char *order = outline (events);
  const char *signature = chat_json_get_string (get_delta (events, "signature_delta"), "signature");

  g_assert_cmpstr (order, ==, " message_start start0 ping delta0 delta0 delta0 stop0 "
                   "start1 delta1 stop1 message_delta message_stop");
  g_assert_cmpint (chat_demo_check_signature ("Hm so", signature), ==, CHAT_DEMO_SIGNATURE_GOOD);
}

static void
test_signature_left_out (void)
{
  static const char *const scripts[] = {
    "{\"message\":{\"content\":[{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":null}]}}",
    "{\"message\":{\"content\":[{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"\"}]}}",
  };
  g_autoptr(TestClient) none = test_demo_play (scripts[0]);
  g_autoptr(GPtrArray) empty = play_events (scripts[1]);
  g_autofree char *body = test_client_body (none);

  g_assert_null (strstr (body, "signature"));
  g_assert_cmpstr (chat_json_get_string (get_delta (empty, "signature_delta"), "signature"), ==, "");
}

static void
test_tool_input (void)
{
  g_autoptr(GPtrArray) events = play_events (
    "{\"message\":{\"content\":[{\"type\":\"tool_use\",\"name\":\"t\","
    "\"input\":{\"a\":[1,0.1,true,null],\"b\":\"x/é\"}}]}}");
  JsonObject *block = chat_json_get_object (events->pdata[1], "content_block");
  g_autoptr(GString) input = g_string_new (NULL);
  JsonObject *first = chat_json_get_object (events->pdata[3], "delta");
  JsonObject *last = chat_json_get_object (events->pdata[events->len - 2], "delta");

  for (guint i = 3; i < events->len; i++)
    {
      const char *part = chat_json_get_string (chat_json_get_object (events->pdata[i], "delta"),
                                               "partial_json");

      g_string_append (input, part != NULL ? part : "");
    }
  g_assert_cmpstr (chat_json_get_string (first, "partial_json"), ==, "");
  g_assert_cmpstr (input->str, ==, "{\"a\":[1,0.1,true,null],\"b\":\"x/é\"}");
  g_assert_true (g_str_has_prefix (chat_json_get_string (block, "id"), "toolu_01"));
  g_assert_cmpuint (json_object_get_size (chat_json_get_object (block, "input")), ==, 0);
  g_assert_cmpstr (chat_json_get_string (last, "stop_reason"), ==, "tool_use");
}

static void
test_bad_tool_input (void)
{
  g_autoptr(GPtrArray) events = play_events (
    "{\"delta\":100,\"message\":{\"content\":[{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"t\","
    "\"input_text\":\"{\\\"a\\\":\"}]}}");
  JsonObject *second = chat_json_get_object (events->pdata[4], "delta");

  g_assert_cmpstr (chat_json_get_string (second, "partial_json"), ==, "{\"a\":");
}

static void
test_search (void)
{
  g_autoptr(GPtrArray) events = play_events (
    "{\"message\":{\"content\":["
    "{\"type\":\"server_tool_use\",\"id\":\"s{{unique}}\",\"name\":\"web_search\",\"input\":{}},"
    "{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"s{{unique}}\",\"content\":[]},"
    "{\"type\":\"text\",\"text\":\"Hi\",\"citations\":[{\"type\":\"x\",\"url\":\"u\"}]}],"
    "\"usage\":{\"server_tool_use\":{\"web_search_requests\":1},\"cache_read_input_tokens\":7}}}");
  g_autofree char *order = outline (events);
  JsonObject *call = chat_json_get_object (events->pdata[1], "content_block");
  JsonObject *result = chat_json_get_object (events->pdata[5], "content_block");
  JsonObject *text = chat_json_get_object (events->pdata[7], "content_block");
  JsonObject *citation = chat_json_get_object (get_delta (events, "citations_delta"), "citation");
  JsonObject *usage = chat_json_get_object (events->pdata[events->len - 2], "usage");
  JsonObject *early = chat_json_get_object (chat_json_get_object (events->pdata[0], "message"),
                                            "usage");

  g_assert_cmpstr (order, ==, " message_start start0 ping delta0 stop0 start1 stop1 "
                   "start2 delta2 delta2 stop2 message_delta message_stop");
  g_assert_cmpstr (chat_json_get_string (call, "id"), ==,
                   chat_json_get_string (result, "tool_use_id"));
  g_assert_cmpstr (chat_json_get_string (citation, "url"), ==, "u");
  g_assert_cmpuint (json_array_get_length (chat_json_get_array (text, "citations")), ==, 0);
  g_assert_nonnull (chat_json_get_object (usage, "server_tool_use"));
  g_assert_null (chat_json_get_object (early, "server_tool_use"));
  g_assert_cmpint (chat_json_get_int (early, "cache_read_input_tokens", 0), ==, 7);
  g_assert_cmpint (chat_json_get_int (usage, "cache_read_input_tokens", 0), ==, 7);
}

static void
test_refusal (void)
{
  g_autoptr(GPtrArray) events = play_events (
    "{\"message\":{\"content\":[],\"stop_reason\":\"refusal\",\"usage\":null,"
    "\"stop_details\":{\"type\":\"refusal\",\"category\":null}}}");
  JsonObject *delta = chat_json_get_object (events->pdata[1], "delta");

  g_assert_cmpuint (events->len, ==, 3);
  g_assert_cmpstr (chat_json_get_string (delta, "stop_reason"), ==, "refusal");
  g_assert_nonnull (chat_json_get_object (delta, "stop_details"));
  g_assert_false (json_object_has_member (events->pdata[1], "usage"));
}

static void
test_whole_message (void)
{
  static const char question[] = "{\"model\":\"claude-demo\",\"max_tokens\":9,"
                                 "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
  g_autoptr(ChatDemoServer) server = test_demo_start ("{\"thinking\":\"Hm\",\"text\":\"Hi you\"}");
  g_autoptr(TestClient) client = test_client_ask (server, question);
  g_autoptr(JsonObject) message = NULL;
  g_autofree char *body = NULL;
  JsonArray *content;
  JsonObject *thinking;
  JsonObject *text;

  test_client_wait (client);
  body = test_client_body (client);
  message = chat_json_parse_object (body, -1, NULL);
  content = chat_json_get_array (message, "content");
  thinking = chat_json_array_get_object (content, 0);
  text = chat_json_array_get_object (content, 1);
  g_assert_cmpstr (chat_json_get_string (text, "text"), ==, "Hi you");
  g_assert_cmpint (chat_demo_check_signature ("Hm", chat_json_get_string (thinking, "signature")),
                   ==, CHAT_DEMO_SIGNATURE_GOOD);
  g_assert_cmpstr (chat_json_get_string (message, "stop_reason"), ==, "end_turn");
  g_assert_nonnull (strstr (client->received->str, "Content-Type: application/json\r\n"));
}

static void
test_other_form_than_asked (void)
{
  g_autoptr(TestClient) client = test_demo_play ("{\"text\":\"Hi\",\"as\":\"json\"}");

  g_assert_nonnull (strstr (client->received->str, "Content-Type: application/json\r\n"));
  g_assert_nonnull (strstr (client->received->str, "\"type\":\"message\""));
}

static void
assert_obeys (const char *members,
              const char *expected)
{
  g_autoptr(ChatDemoServer) server = test_demo_start (
    "{\"obeys\":true,\"thinking\":\"Hm so\",\"text\":\"one two three\"}");
  g_autofree char *question =
    g_strdup_printf ("{\"model\":\"m\",\"stream\":true,\"messages\":"
                     "[{\"role\":\"user\",\"content\":\"Hello\"}],%s}", members);
  g_autoptr(TestClient) client = test_client_ask (server, question);
  g_autofree char *body = NULL;
  g_autoptr(GPtrArray) events = NULL;
  g_autofree char *order = NULL;
  JsonObject *delta;
  g_autofree char *all = NULL;

  test_client_wait (client);
  body = test_client_body (client);
  events = parse_events (body);
  order = outline (events);
  delta = chat_json_get_object (events->pdata[events->len - 2], "delta");
  all = g_strconcat (order, " ", chat_json_get_string (delta, "stop_reason"), NULL);
  g_assert_cmpstr (all, ==, expected);
}

static void
test_obeys (void)
{
  assert_obeys ("\"max_tokens\":50",
                " message_start start0 ping delta0 delta0 delta0 stop0 start1 delta1 delta1 delta1 "
                "stop1 message_delta message_stop end_turn");
  assert_obeys ("\"max_tokens\":50,\"thinking\":{\"type\":\"disabled\"}",
                " message_start start0 ping delta0 delta0 delta0 stop0 message_delta message_stop "
                "end_turn");
  assert_obeys ("\"max_tokens\":50,\"thinking\":{\"type\":\"adaptive\",\"display\":\"omitted\"}",
                " message_start start0 ping delta0 stop0 start1 delta1 delta1 delta1 stop1 "
                "message_delta message_stop end_turn");
  assert_obeys ("\"max_tokens\":4",
                " message_start start0 ping delta0 delta0 delta0 stop0 start1 delta1 delta1 stop1 "
                "message_delta message_stop max_tokens");
  assert_obeys ("\"max_tokens\":1",
                " message_start start0 ping delta0 delta0 stop0 message_delta message_stop "
                "max_tokens");
}

static void
test_padding (void)
{
  g_autoptr(TestClient) padded = test_demo_play ("{\"text\":\"Hi\"}");
  g_autoptr(TestClient) plain = test_demo_play ("{\"text\":\"Hi\",\"padding\":false}");

  g_assert_nonnull (strstr (padded->received->str, "  }\n"));
  g_assert_null (strstr (plain->received->str, " }\n"));
}

static void
test_dialect (void)
{
  assert_body ("{\"names\":false,\"space\":false,\"newline\":\"\\r\\n\","
               "\"events\":[{\"type\":\"x\",\"n\":1}]}",
               "data:{\"type\":\"x\",\"n\":1}\r\n\r\n");
}

static void
test_items (void)
{
  assert_body ("{\"events\":[{\"type\":\"ping\"},"
               "{\"event\":\"a\",\"data\":\"one\\ntwo\"},"
               "{\"data\":{\"error\":\"x\"}},"
               "\"data: [DONE]\\n\\n\","
               "{\"raw\":{\"$repeat\":\": \",\"times\":3}},"
               "{\"repeat\":2,\"items\":[\"r\"]},"
               "{\"ping\":true},"
               "{\"base64\":\"/wA=\"}]}",
               "event: ping\ndata: {\"type\":\"ping\"}\n\n"
               "event: a\ndata: one\ndata: two\n\n"
               "data: {\"error\":\"x\"}\n\n"
               "data: [DONE]\n\n"
               ": : : "
               "rr"
               "event: ping\ndata: {\"type\": \"ping\"}\n\n"
               "\xff");   /* and a NUL, which ends the string here */
}

static void
test_parts (void)
{
  g_autoptr(GPtrArray) events = play_events (
    "{\"events\":[{\"start\":{\"id\":\"msg_1\"}},"
    "{\"block\":{\"type\":\"text\",\"text\":\"a\"},\"open\":true},"
    "{\"block\":{\"type\":\"text\",\"text\":\"b\"},\"index\":3},"
    "{\"error\":{\"type\":\"api_error\",\"message\":\"m\"}},"
    "{\"finish\":{\"stop_reason\":\"stop_sequence\",\"stop_sequence\":\"END\"}}]}");
  g_autofree char *order = outline (events);
  JsonObject *error = chat_json_get_object (events->pdata[7], "error");
  JsonObject *delta = chat_json_get_object (events->pdata[8], "delta");

  g_assert_cmpstr (order, ==, " message_start start0 ping delta0 start3 delta3 stop3 error "
                   "message_delta message_stop");
  g_assert_cmpstr (chat_json_get_string (error, "message"), ==, "m");
  g_assert_cmpstr (chat_json_get_string (delta, "stop_sequence"), ==, "END");
}

static void
test_end_item (void)
{
  g_autoptr(TestClient) client = test_demo_play ("{\"events\":[\"a\",{\"end\":\"close\"},\"b\"]}");
  g_autofree char *body = test_client_body (client);

  g_assert_cmpstr (body, ==, "a");
  g_assert_false (test_client_finished (client));
}

static void
test_recording (void)
{
  g_autofree char *path = g_test_build_filename (
    G_TEST_DIST, "fixtures", "wire", "streams",
    "pydantic-ai__test_anthropic_model_thinking_part_stream.sse", NULL);
  g_autofree char *script = g_strdup_printf ("{\"sse\":{\"$file\":\"%s\"}}", path);
  g_autoptr(TestClient) client = test_demo_play (script);
  g_autoptr(GPtrArray) chunks = test_client_chunks (client);
  g_autofree char *body = test_client_body (client);
  g_autofree char *recorded = NULL;

  g_assert_true (g_file_get_contents (path, &recorded, NULL, NULL));
  g_assert_cmpstr (body, ==, recorded);
  g_assert_cmpuint (chunks->len, ==, test_demo_count (recorded, "\n\n"));
  g_assert_nonnull (strstr (client->received->str, "text/event-stream"));
}

static void
test_script_file (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("demo-script-XXXXXX", &error);
  g_autofree char *script = g_build_filename (folder, "script.json", NULL);
  g_autofree char *text = g_build_filename (folder, "text.md", NULL);
  g_autoptr(ChatDemoServer) server = chat_demo_server_new ();
  g_autoptr(TestClient) client = NULL;
  g_autofree char *said = NULL;

  g_file_set_contents (text, "You said:\n{{quote}}\n{{model}}\n", -1, &error);
  g_assert_no_error (error);
  g_file_set_contents (script, "{\"text\":{\"$lines\":[{\"$text\":\"text.md\"},\"end\"]}}", -1, &error);
  g_assert_no_error (error);
  g_assert_true (chat_demo_server_load_script (server, script, &error));
  g_assert_true (chat_demo_server_start (server, 0, &error));
  client = test_client_ask (server, "{\"model\":\"claude-x\",\"max_tokens\":9,\"stream\":true,"
                            "\"messages\":[{\"role\":\"user\",\"content\":\"a\\nb\\n\"}]}");
  test_client_wait (client);
  said = test_client_text (client);
  g_assert_cmpstr (said, ==, "You said:\n> a\n> b\nclaude-x\nend");
  g_unlink (text);
  g_unlink (script);
  g_rmdir (folder);
}

static void
test_status_and_headers (void)
{
  g_autoptr(TestClient) client = test_demo_play (
    "{\"status\":418,\"reason\":\"Short and stout\",\"body\":\"tea\","
    "\"headers\":{\"x-many\":[\"a\",\"b\"],\"Content-Type\":\"text/tea\",\"request-id\":null}}");
  const char *head = client->received->str;

  g_assert_true (g_str_has_prefix (head, "HTTP/1.1 418 Short and stout\r\n"));
  g_assert_nonnull (strstr (head, "x-many: a\r\nx-many: b\r\n"));
  g_assert_nonnull (strstr (head, "Content-Type: text/tea\r\n"));
  g_assert_null (strstr (head, "request-id"));
  g_assert_nonnull (strstr (head, "Content-Length: 3\r\n"));
}

static void
test_error_body (void)
{
  static const struct { const char *type; guint status; } cases[] = {
    { "overloaded_error", 529 }, { "rate_limit_error", 429 }, { "authentication_error", 401 },
    { "a_new_error", 500 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *script =
        g_strdup_printf ("{\"error\":{\"type\":\"%s\",\"message\":\"m\"}}", cases[i].type);
      g_autoptr(TestClient) client = test_demo_play (script);
      g_autofree char *body = test_client_body (client);

      g_assert_cmpuint (test_client_status (client), ==, cases[i].status);
      g_assert_true (g_str_has_prefix (body, "{\"type\":\"error\",\"error\":{\"type\":"));
      g_assert_nonnull (strstr (body, "\"request_id\":\"req_"));
    }
}

static void
test_bodies (void)
{
  g_autoptr(TestClient) html = test_demo_play ("{\"status\":502,\"body\":\"<html>Bad gateway</html>\"}");
  g_autoptr(TestClient) json = test_demo_play ("{\"status\":400,\"body\":{\"detail\":[\"x\"]}}");
  g_autoptr(TestClient) empty = test_demo_play ("{}");
  g_autoptr(TestClient) redirect = test_demo_play ("{\"status\":307,"
                                                   "\"headers\":{\"location\":\"http://127.0.0.1:1/\"}}");
  g_autofree char *body = test_client_body (json);
  g_autofree char *nothing = test_client_body (empty);

  g_assert_nonnull (strstr (html->received->str, "Content-Type: text/html"));
  g_assert_cmpstr (body, ==, "{\"detail\":[\"x\"]}");
  g_assert_cmpstr (nothing, ==, "");
  g_assert_nonnull (strstr (empty->received->str, "Content-Length: 0\r\n"));
  g_assert_cmpuint (test_client_status (redirect), ==, 307);
  g_assert_nonnull (strstr (redirect->received->str, "Location: http://127.0.0.1:1/\r\n"));
}

static void
test_wire (void)
{
  g_autoptr(TestClient) client = test_demo_play ("{\"wire\":\"HTTP/1.1 200 OK\\r\\n\\r\\nzz\"}");

  g_assert_cmpstr (client->received->str, ==, "HTTP/1.1 200 OK\r\n\r\nzz");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo-replies/text", test_text);
  g_test_add_func ("/demo-replies/thinking-is-signed", test_thinking_is_signed);
  g_test_add_func ("/demo-replies/signature-left-out", test_signature_left_out);
  g_test_add_func ("/demo-replies/tool-input", test_tool_input);
  g_test_add_func ("/demo-replies/bad-tool-input", test_bad_tool_input);
  g_test_add_func ("/demo-replies/search", test_search);
  g_test_add_func ("/demo-replies/refusal", test_refusal);
  g_test_add_func ("/demo-replies/whole-message", test_whole_message);
  g_test_add_func ("/demo-replies/other-form-than-asked", test_other_form_than_asked);
  g_test_add_func ("/demo-replies/obeys", test_obeys);
  g_test_add_func ("/demo-replies/padding", test_padding);
  g_test_add_func ("/demo-replies/dialect", test_dialect);
  g_test_add_func ("/demo-replies/items", test_items);
  g_test_add_func ("/demo-replies/parts", test_parts);
  g_test_add_func ("/demo-replies/end-item", test_end_item);
  g_test_add_func ("/demo-replies/recording", test_recording);
  g_test_add_func ("/demo-replies/script-file", test_script_file);
  g_test_add_func ("/demo-replies/status-and-headers", test_status_and_headers);
  g_test_add_func ("/demo-replies/error-body", test_error_body);
  g_test_add_func ("/demo-replies/bodies", test_bodies);
  g_test_add_func ("/demo-replies/wire", test_wire);
  return g_test_run ();
}
