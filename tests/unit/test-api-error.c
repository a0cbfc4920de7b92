/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Error bodies of every shape as failures; the cases are tests/fixtures/errors.
 */

#include "chat-api-error.h"

#include "test-support.h"

#include <string.h>

/* 2026-11-22 12:00:00 UTC */
#define NOW G_GINT64_CONSTANT (1795348800)

static ChatFailure *
make_from_response (JsonObject *test_case)
{
  JsonObject *headers = chat_json_get_object (test_case, "headers");
  const ChatResponseHeaders response = {
    .content_type = chat_json_get_string (headers, "content-type"),
    .request_id = chat_json_get_string (headers, "request-id"),
    .retry_after = chat_json_get_string (headers, "retry-after"),
    .retry_after_ms = chat_json_get_string (headers, "retry-after-ms"),
    .should_retry = chat_json_get_string (headers, "x-should-retry"),
    .location = chat_json_get_string (headers, "location"),
  };
  const guint status = (guint) chat_json_get_int (test_case, "status", 0);
  const char *file = chat_json_get_string (test_case, "body_file");
  const char *body = chat_json_get_string (test_case, "body");
  g_autofree char *recorded = file != NULL ? test_load_fixture (file, NULL) : NULL;

  body = recorded != NULL ? recorded : body;
  g_assert_nonnull (body);

  return chat_api_error_from_response (status, &response, body, strlen (body), NOW);
}

static ChatFailure *
make (JsonObject *test_case)
{
  JsonObject *event = chat_json_get_object (test_case, "event");
  const char *text = chat_json_get_string (test_case, "event_text");

  if (event != NULL)
    return chat_api_error_from_event (event);
  if (text != NULL)
    return chat_api_error_from_text (text, strlen (text));

  return make_from_response (test_case);
}

static void
run_case (JsonObject *test_case)
{
  JsonObject *expected = chat_json_get_object (test_case, "expected");
  g_autoptr(ChatFailure) failure = make (test_case);

  g_test_message ("%s", chat_json_get_string (test_case, "name"));
  g_assert_cmpstr (chat_failure_kind_to_name (failure->kind), ==,
                   chat_json_get_string (expected, "kind"));
  g_assert_cmpint (failure->status, ==, chat_json_get_int (expected, "status", 0));
  g_assert_cmpstr (failure->type, ==, chat_json_get_string (expected, "type"));
  g_assert_cmpstr (failure->code, ==, chat_json_get_string (expected, "code"));
  g_assert_cmpstr (failure->message, ==, chat_json_get_string (expected, "message"));
  g_assert_cmpstr (failure->request_id, ==, chat_json_get_string (expected, "request_id"));
  g_assert_cmpstr (failure->location, ==, chat_json_get_string (expected, "location"));
  g_assert_cmpint (failure->retry_after_ms, ==, chat_json_get_int (expected, "retry_after_ms", -1));
  g_assert_cmpint (failure->should_retry, ==, chat_json_get_int (expected, "should_retry", -1));
  g_assert_cmpint (failure->in_stream, ==, !json_object_has_member (test_case, "status"));
}

static void
test_file (gconstpointer user_data)
{
  const char *path = user_data;
  gsize length;
  g_autofree char *text = test_load_fixture (path, &length);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) root = chat_json_parse (text, (gssize) length, &error);
  JsonArray *cases;

  g_assert_no_error (error);
  cases = json_node_get_array (root);
  g_assert_cmpuint (json_array_get_length (cases), >, 0);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    run_case (json_array_get_object_element (cases, i));
}

static ChatFailure *
make_from_body (const char *body,
                gsize       length)
{
  static const ChatResponseHeaders none = { NULL, };

  return chat_api_error_from_response (500, &none, body, length, NOW);
}

/* What no JSON file can hold: bytes that are not UTF-8, and U+0000. */
static void
test_bytes (void)
{
  static const char json[] = "{\"error\":\"a\xFF" "b\\u0000c\\ud800d\"}";
  static const char text[] = "a\xFF" "b\0c";
  g_autoptr(ChatFailure) from_json = make_from_body (json, sizeof json - 1);
  g_autoptr(ChatFailure) from_text = make_from_body (text, sizeof text - 1);

  g_assert_cmpstr (from_json->message, ==, "a\uFFFDb\uFFFDc\uFFFDd");
  g_assert_cmpstr (from_text->message, ==, "a\uFFFDb\uFFFDc");
}

static void
test_limits (void)
{
  g_autoptr(GString) body = g_string_new ("{\"error\":{\"type\":\"");
  g_autofree char *many = g_strnfill (2000000, 'x');
  g_autoptr(ChatFailure) from_json = NULL;
  g_autoptr(ChatFailure) from_text = make_from_body (many, strlen (many));

  g_assert_cmpint (g_utf8_strlen (from_text->message, -1), ==, 300);
  g_assert_true (g_str_has_suffix (from_text->message, "x…"));

  g_string_append_len (body, many, 5000);
  g_string_append (body, "\",\"message\":\"");
  g_string_append_len (body, many, 50000);
  g_string_append (body, "\"}}");
  from_json = make_from_body (body->str, body->len);
  g_assert_cmpint (g_utf8_strlen (from_json->message, -1), ==, 1000);
  g_assert_cmpint (g_utf8_strlen (from_json->type, -1), ==, 128);
}

/* A key may stand where the message is cut: then no half of it may show. */
static void
test_key_at_the_cut (void)
{
  for (guint before = 280; before < 310; before++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      g_autoptr(ChatFailure) failure = NULL;

      for (guint i = 0; i < before; i++)
        g_string_append_c (text, '.');
      g_string_append (text, " Bearer QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ7");
      failure = make_from_body (text->str, text->len);
      g_assert_null (strchr (failure->message, 'Q'));
    }
}

static void
test_deep (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autoptr(GString) body = g_string_new ("{\"error\":");
  g_autoptr(ChatFailure) failure = NULL;

  g_string_append (body, deep);
  failure = make_from_body (body->str, body->len);
  g_assert_cmpint (failure->kind, ==, CHAT_FAILURE_SERVER);
}

static void
test_looks_like_html (void)
{
  static const char * const pages[] = {
    "<!DOCTYPE html>", "<!doctype HTML PUBLIC \"x\">", "<html>", "\xEF\xBB\xBF\r\n <HTML lang=en>",
    "<!-- x --><html>", "<head>", "<body class=x>", "<h1>502</h1>", "<title>x", "<center>x",
    "<html",
  };
  static const char * const others[] = {
    "", " ", "<", "<!", "data: <html>", "{\"a\":\"<html>\"}", "event: x", "plain",
    "<!-- <html> -->", "<!-- <html>", "<b>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    g_assert_true (chat_api_error_looks_like_html (pages[i], strlen (pages[i])));
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (chat_api_error_looks_like_html (others[i], strlen (others[i])));

  g_assert_false (chat_api_error_looks_like_html ("<html>", 3));
}

static void
test_fold (void)
{
  static const struct
  {
    const char *text;
    gsize       max;
    const char *folded;
  } cases[] = {
    { " a \n\t b\u00A0\u2003c ", 99, "a b c" },
    { "abc", 3, "abc" },
    { "abcd", 3, "ab…" },
    { "abc d", 4, "abc…" },
    { "ab cd", 4, "ab…" },
    { "a cd", 3, "a…" },
    { "äöüß", 3, "äö…" },
    { "ab", 1, "…" },
    { "abc   ", 3, "abc" },
    { "", 3, "" },
    { "   ", 3, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folded = chat_api_error_fold (cases[i].text, cases[i].max);

      g_assert_cmpstr (folded, ==, cases[i].folded);
    }
}

static void
test_about_thinking (void)
{
  static const struct
  {
    ChatFailureKind  kind;
    const char      *message;
    gboolean         about;
  } cases[] = {
    { CHAT_FAILURE_INVALID_REQUEST,
      "messages.5.content.0: Invalid `signature` in `thinking` block. The block is bound to a "
      "different conversation.", TRUE },
    { CHAT_FAILURE_INVALID_REQUEST,
      "messages.1.content.0.thinking.signature: Field required", TRUE },
    { CHAT_FAILURE_INVALID_REQUEST,
      "`thinking` or `redacted_thinking` blocks in the latest assistant message cannot be modified",
      TRUE },
    { CHAT_FAILURE_INVALID_REQUEST, "thinking.type: `enabled` is not supported", FALSE },
    { CHAT_FAILURE_INVALID_REQUEST, "the signature of the webhook is wrong", FALSE },
    { CHAT_FAILURE_SERVER, "Invalid `signature` in `thinking` block", FALSE },
    { CHAT_FAILURE_INVALID_REQUEST, NULL, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ChatFailure) failure = chat_failure_new (cases[i].kind, cases[i].message);

      g_assert_cmpint (chat_api_error_is_about_thinking (failure), ==, cases[i].about);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_auto(GStrv) names = NULL;

  g_test_init (&argc, &argv, NULL);

  names = test_list_fixtures ("errors", ".json");
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("/api-error/", names[i], NULL);

      g_test_add_data_func_full (path, g_strconcat ("errors/", names[i], NULL), test_file, g_free);
    }

  g_test_add_func ("/api-error/bytes", test_bytes);
  g_test_add_func ("/api-error/limits", test_limits);
  g_test_add_func ("/api-error/key-at-the-cut", test_key_at_the_cut);
  g_test_add_func ("/api-error/deep", test_deep);
  g_test_add_func ("/api-error/looks-like-html", test_looks_like_html);
  g_test_add_func ("/api-error/fold", test_fold);
  g_test_add_func ("/api-error/about-thinking", test_about_thinking);

  return g_test_run ();
}
