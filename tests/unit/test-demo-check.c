/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The demo server refuses what the real API refuses, in its words: fixtures/demo/.
 */

#include "chat-demo-check.h"

#include "chat-demo-text.h"
#include "test-support.h"

#include <string.h>

static void
set_header (JsonObject *headers,
            const char *name,
            JsonNode   *value,
            gpointer    user_data)
{
  soup_message_headers_remove (user_data, name);
  if (!JSON_NODE_HOLDS_NULL (value))
    soup_message_headers_append (user_data, name, json_node_get_string (value));
}

static SoupMessageHeaders *
make_headers (JsonObject *test)
{
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  JsonObject *given = chat_json_get_object (test, "headers");

  soup_message_headers_append (headers, "anthropic-version", "2023-06-01");
  soup_message_headers_append (headers, "content-type", "application/json");
  if (given != NULL)
    json_object_foreach_member (given, set_header, headers);
  return headers;
}

static void
set_member (JsonObject *object,
            const char *name,
            JsonNode   *value,
            gpointer    user_data)
{
  json_object_set_member (user_data, name, json_node_copy (value));
}

static char *
compose_body (JsonObject *test)
{
  g_autoptr(JsonObject) body = json_object_new ();
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), body);
  JsonObject *with = chat_json_get_object (test, "with");

  json_object_set_string_member (body, "model", "claude-demo");
  json_object_set_int_member (body, "max_tokens", 1024);
  json_object_set_member (body, "messages",
                          json_node_copy (json_object_get_member (test, "messages")));
  if (with != NULL)
    json_object_foreach_member (with, set_member, body);
  return json_to_string (node, FALSE);
}

static GBytes *
make_body (JsonObject *test)
{
  const char *raw = chat_json_get_string (test, "raw");
  const char *base64 = chat_json_get_string (test, "base64");
  gsize length;
  char *body;

  if (raw != NULL)
    return g_bytes_new (raw, strlen (raw));
  body = base64 != NULL ? (char *) g_base64_decode (base64, &length) : compose_body (test);
  return g_bytes_new_take (body, base64 != NULL ? length : strlen (body));
}

static ChatDemoRefusal *
check (JsonObject *test)
{
  g_autoptr(SoupMessageHeaders) headers = make_headers (test);
  g_autoptr(GBytes) body = make_body (test);
  g_autoptr(ChatDemoRequest) request =
    chat_demo_request_new ("POST", "/v1/messages", headers, body);
  const ChatDemoRules rules = {
    .key = chat_json_get_string (test, "key"),
    .checks = TRUE,
    .strict = chat_json_get_boolean (test, "strict", FALSE),
  };
  ChatDemoRefusal *refusal = chat_demo_check_headers (request, &rules);

  if (refusal != NULL)
    return refusal;
  return chat_demo_check_body (request, &rules, chat_json_get_boolean (test, "count", FALSE));
}

static void
assert_message (const char *message,
                const char *expected)
{
  g_autofree char *start = g_strndup (expected, strlen (expected) - 1);

  if (!g_str_has_suffix (expected, "*"))
    g_assert_cmpstr (message, ==, expected);
  else if (!g_str_has_prefix (message, start))
    g_error ("“%s” is expected to begin with “%s”", message, start);
}

static void
test_refused (gconstpointer data)
{
  JsonObject *test = (JsonObject *) data;
  g_autoptr(ChatDemoRefusal) refusal = check (test);

  g_assert_nonnull (refusal);
  assert_message (refusal->message, chat_json_get_string (test, "message"));
  g_assert_cmpuint (refusal->status, ==, chat_json_get_int (test, "status", 0));
  g_assert_cmpstr (refusal->type, ==, chat_json_get_string (test, "type"));
}

static void
test_accepted (gconstpointer data)
{
  g_autoptr(ChatDemoRefusal) refusal = check ((JsonObject *) data);

  if (refusal != NULL)
    g_error ("%s", refusal->message);
}

static void
test_compressed_code (void)
{
  g_autoptr(JsonObject) test = chat_json_parse_object (
    "{\"headers\":{\"content-encoding\":\"gzip\"},\"messages\":[]}", -1, NULL);
  g_autoptr(ChatDemoRefusal) refusal = check (test);

  g_assert_cmpstr (refusal->code, ==, "request_body_encoding_unsupported");
}

static void
test_too_large (void)
{
  g_autoptr(SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autoptr(ChatDemoRequest) request =
    chat_demo_request_new ("POST", "/v1/messages", headers, NULL);
  const ChatDemoRules rules = { .checks = FALSE };
  g_autoptr(ChatDemoRefusal) refusal = NULL;

  request->is_too_large = TRUE;
  refusal = chat_demo_check_body (request, &rules, FALSE);
  g_assert_cmpuint (refusal->status, ==, 413);
  g_assert_cmpstr (refusal->type, ==, "request_too_large");
}

/* Without checks everything passes that is JSON. */
static void
test_unchecked (void)
{
  static const char body[] = "{\"messages\":\"\\ud83d\"}";
  g_autoptr(GBytes) bytes = g_bytes_new_static (body, strlen (body));
  g_autoptr(SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autoptr(ChatDemoRequest) request =
    chat_demo_request_new ("POST", "/v1/messages", headers, bytes);
  const ChatDemoRules rules = { .checks = FALSE };

  g_assert_null (chat_demo_check_headers (request, &rules));
  g_assert_null (chat_demo_check_body (request, &rules, FALSE));
  g_assert_nonnull (request->json);
}

static void
test_signatures (void)
{
  g_autofree char *signature = chat_demo_sign ("Hm.");
  g_autofree char *again = chat_demo_sign ("Hm.");

  g_assert_cmpstr (signature, ==, again);
  g_assert_cmpint (chat_demo_check_signature ("Hm.", signature), ==, CHAT_DEMO_SIGNATURE_GOOD);
  g_assert_cmpint (chat_demo_check_signature ("Hm", signature), ==, CHAT_DEMO_SIGNATURE_BAD);
  g_assert_cmpint (chat_demo_check_signature ("Hm.", ""), ==, CHAT_DEMO_SIGNATURE_FOREIGN);
}

static JsonArray *
add_cases (const char    *folder,
           const char    *file,
           GTestDataFunc  func)
{
  g_autofree char *path = g_strdup_printf ("demo/%s.json", file);
  g_autofree char *json = test_load_fixture (path, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) root = json_from_string (json, &error);
  JsonArray *cases;

  g_assert_no_error (error);
  cases = json_array_ref (json_node_get_array (root));
  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      JsonObject *test = json_array_get_object_element (cases, i);
      g_autofree char *name = g_strdup_printf ("/demo-check/%s/%s", folder,
                                               chat_json_get_string (test, "name"));

      g_test_add_data_func (name, test, func);
    }
  return cases;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(JsonArray) refused = NULL;
  g_autoptr(JsonArray) accepted = NULL;

  g_test_init (&argc, &argv, NULL);
  refused = add_cases ("refused", "refused", test_refused);
  accepted = add_cases ("accepted", "accepted", test_accepted);
  g_test_add_func ("/demo-check/code-of-compression", test_compressed_code);
  g_test_add_func ("/demo-check/too-large", test_too_large);
  g_test_add_func ("/demo-check/unchecked", test_unchecked);
  g_test_add_func ("/demo-check/signatures", test_signatures);
  return g_test_run ();
}
