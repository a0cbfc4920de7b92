/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JSON as text: what is valid, where the values are, and how it is laid out.
 */

#include "chat-json-scan.h"
#include "chat-json.h"

#include "test-guard.h"
#include "test-support.h"

#include <string.h>

#define ACCEPT "json/accept"
#define REJECT "json/reject"

/* Far beyond what overflows the stack of a parser that recurses. */
#define ABSURD_DEPTH 100000

static ChatJsonScan
scan_guarded (const char *text,
              gsize       length)
{
  g_autoptr(TestGuard) guard = test_guard_new (length);

  return chat_json_scan (test_guard_put (guard, text, length), length);
}

static char *
load_case (const char *folder,
           const char *name,
           gsize      *length)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_test_message ("%s", path);
  return test_load_fixture (path, length);
}

static void
test_accept (void)
{
  g_auto(GStrv) names = test_list_fixtures (ACCEPT, ".json");

  for (gsize i = 0; names[i] != NULL; i++)
    {
      gsize length;
      g_autofree char *text = load_case (ACCEPT, names[i], &length);
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) node = chat_json_parse (text, (gssize) length, &error);

      g_assert_cmpint (scan_guarded (text, length), ==, CHAT_JSON_SCAN_OK);
      g_assert_no_error (error);
      g_assert_nonnull (node);
    }
}

static void
test_reject (void)
{
  g_auto(GStrv) names = test_list_fixtures (REJECT, ".json");

  for (gsize i = 0; names[i] != NULL; i++)
    {
      gsize length;
      g_autofree char *text = load_case (REJECT, names[i], &length);
      g_autoptr(GError) error = NULL;

      g_assert_cmpint (scan_guarded (text, length), ==, CHAT_JSON_SCAN_SYNTAX);
      g_assert_null (chat_json_parse (text, (gssize) length, &error));
      g_assert_error (error, CHAT_JSON_ERROR, CHAT_JSON_ERROR_SYNTAX);
    }
}

/* A text that is cut anywhere is no value any more, but for a number at the top. */
static void
test_cut_anywhere (void)
{
  g_auto(GStrv) names = test_list_fixtures (ACCEPT, ".json");

  for (gsize i = 0; names[i] != NULL; i++)
    {
      gsize length;
      g_autofree char *text = load_case (ACCEPT, names[i], &length);
      const char *last = g_strchomp (text) + strlen (text);

      if (strlen (text) > 2000 || g_str_has_prefix (names[i], "scalar"))
        continue;
      for (gsize n = 0; n < (gsize) (last - text); n++)
        g_assert_cmpint (scan_guarded (text, n), ==, CHAT_JSON_SCAN_SYNTAX);
    }
}

/* What the scan lets through must never surprise json-glib: every byte of every accepted case is
 * replaced by every character that means something. */
static void
test_json_glib_takes_what_passes (void)
{
  static const char meaningful[] = "{}[]:,\"\\/'-+.0123eEutfnr \t\n\x01\x7f*#";
  g_auto(GStrv) names = test_list_fixtures (ACCEPT, ".json");
  g_autoptr(JsonParser) parser = json_parser_new ();
  guint n_passed = 0;

  for (gsize i = 0; names[i] != NULL; i++)
    {
      gsize length;
      g_autofree char *text = load_case (ACCEPT, names[i], &length);

      /* json-glib's own trouble with \u is settled in chat_json_parse(), see test-json.c */
      if (length > 200 || strstr (text, "\\u") != NULL)
        continue;

      for (gsize at = 0; at < length; at++)
        for (gsize c = 0; c < sizeof meaningful - 1; c++)
          {
            g_autofree char *changed = g_memdup2 (text, length);

            changed[at] = meaningful[c];
            if (chat_json_scan (changed, length) != CHAT_JSON_SCAN_OK ||
                memmem (changed, length, "\\u", 2) != NULL ||
                !g_utf8_validate (changed, (gssize) length, NULL))
              continue;

            g_autoptr(GError) error = NULL;

            json_parser_load_from_data (parser, changed, (gssize) length, &error);
            g_assert_no_error (error);
            n_passed++;
          }
    }

  g_assert_cmpuint (n_passed, >, 1000);
}

static char *
nest (const char *open,
      const char *inner,
      const char *close,
      guint       depth)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (text, open);
  g_string_append (text, inner);
  for (guint i = 0; i < depth; i++)
    g_string_append (text, close);

  return g_string_free (text, FALSE);
}

static void
test_depth (void)
{
  static const struct
  {
    const char *open;
    const char *inner;
    const char *close;
  } shapes[] = {
    { "[", "", "]" },
    { "[ ", "1", " ]" },
    { "{\"a\":", "{}", "}" },
    { "{\"a\":[", "null", "]}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      /* the last two shapes add a level inside, or two at a time */
      guint most = i == 2 ? CHAT_JSON_MAX_DEPTH - 1
                          : i == 3 ? CHAT_JSON_MAX_DEPTH / 2 : CHAT_JSON_MAX_DEPTH;
      g_autofree char *deep = nest (shapes[i].open, shapes[i].inner, shapes[i].close, most);
      g_autofree char *deeper = nest (shapes[i].open, shapes[i].inner, shapes[i].close, most + 1);
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) node = chat_json_parse (deep, -1, &error);

      g_assert_no_error (error);
      g_assert_nonnull (node);
      g_assert_cmpint (chat_json_scan (deep, strlen (deep)), ==, CHAT_JSON_SCAN_OK);

      g_assert_cmpint (chat_json_scan (deeper, strlen (deeper)), ==, CHAT_JSON_SCAN_DEPTH);
      g_assert_null (chat_json_parse (deeper, -1, &error));
      g_assert_error (error, CHAT_JSON_ERROR, CHAT_JSON_ERROR_DEPTH);
    }
}

static void
test_absurd_depth (void)
{
  g_autofree char *arrays = nest ("[", "", "]", ABSURD_DEPTH);
  g_autofree char *objects = nest ("{\"a\":", "1", "}", ABSURD_DEPTH);
  g_autofree char *unclosed = nest ("[", "", "", ABSURD_DEPTH);
  g_autofree char *laid_out = chat_json_pretty (arrays, strlen (arrays));

  g_assert_cmpint (chat_json_scan (arrays, strlen (arrays)), ==, CHAT_JSON_SCAN_DEPTH);
  g_assert_cmpint (chat_json_scan (objects, strlen (objects)), ==, CHAT_JSON_SCAN_DEPTH);
  g_assert_cmpint (chat_json_scan (unclosed, strlen (unclosed)), ==, CHAT_JSON_SCAN_DEPTH);
  g_assert_cmpstr (laid_out, ==, arrays);
}

/* Depth is what is open, not what was ever opened. */
static void
test_many_siblings (void)
{
  g_autofree char *siblings = nest ("[1],{},", "0", "", ABSURD_DEPTH);
  g_autofree char *text = g_strdup_printf ("[%s]", siblings);

  g_assert_cmpint (chat_json_scan (text, strlen (text)), ==, CHAT_JSON_SCAN_OK);
}

static void
test_find_member (void)
{
  static const struct
  {
    const char *text;
    const char *member;
    const char *value;    /* NULL: not there */
  } cases[] = {
    { "{\"a\":1}", "a", "1" },
    { " { \"a\" : 1.50e3 , \"b\" : null } ", "a", "1.50e3" },
    { " { \"a\" : 1.50e3 , \"b\" : null } ", "b", "null" },
    { "{\"a\":{\"b\":2},\"c\":3}", "b", NULL },
    { "{\"a\":[{\"b\":2}],\"c\":3}", "b", NULL },
    { "{\"a\":{\"a\":2}}", "a", "{\"a\":2}" },
    { "{\"a\":1,\"b\":2,\"a\":[ 3 ]}", "a", "[ 3 ]" },
    { "{\"a\":\"\\/ \\\"b\\\":1 }\",\"c\":\"]\"}", "a", "\"\\/ \\\"b\\\":1 }\"" },
    { "{\"a\":\"\\/ \\\"b\\\":1 }\",\"c\":\"]\"}", "b", NULL },
    { "{\"a\":\"\\\\\",\"b\":true}", "b", "true" },
    { "{\"ab\":1,\"abc\":2}", "abc", "2" },
    { "{\"abc\":2}", "ab", NULL },
    { "{\"\":7}", "", "7" },
    { "{\"te\\u0078t\":1}", "text", NULL },
    { "{\"a\\\"b\":1,\"b\":2}", "b", "2" },
    { "{}", "a", NULL },
    { "[\"a\",1]", "a", NULL },
    { "\"a\"", "a", NULL },
    { "7", "a", NULL },
    { "{\"v\":\"a\",\"a\":\"v\"}", "a", "\"v\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length = strlen (cases[i].text);
      g_autoptr(TestGuard) guard = test_guard_new (length);
      const char *text = test_guard_put (guard, cases[i].text, length);
      const char *value = NULL;
      gsize value_length = 0;
      gboolean found = chat_json_find_member (text, length, cases[i].member, &value, &value_length);

      g_test_message ("%s in %s", cases[i].member, cases[i].text);
      g_assert_cmpint (found, ==, cases[i].value != NULL);
      if (found)
        g_assert_cmpmem (value, value_length, cases[i].value, strlen (cases[i].value));
    }
}

static void
write_member_cb (const char *name,
                 gsize       name_length,
                 const char *value,
                 gsize       value_length,
                 gpointer    user_data)
{
  g_string_append_printf (user_data, "<%.*s|%.*s>", (int) name_length, name,
                          (int) value_length, value);
}

static void
test_each_member (void)
{
  static const struct
  {
    const char *text;
    const char *members;
  } cases[] = {
    { "{ \"b\" : [ 1, {\"c\":2} ] ,\"a\":\"x\\\"\",\"b\": {} }",
      "<b|[ 1, {\"c\":2} ]><a|\"x\\\"\"><b|{}>" },
    { "{\"te\\u0078t\":-0.0e1}", "<te\\u0078t|-0.0e1>" },
    { "{}", "" },
    { " { } ", "" },
    { "[{\"a\":1}]", "" },
    { "null", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GString) members = g_string_new (NULL);

      chat_json_each_member (cases[i].text, strlen (cases[i].text), write_member_cb, members);
      g_assert_cmpstr (members->str, ==, cases[i].members);
    }
}

/* Without the white space between tokens. */
static char *
squeeze (const char *text)
{
  GString *out = g_string_new (NULL);
  gboolean in_string = FALSE;

  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        in_string = !in_string;
      if (in_string && *text == '\\')
        g_string_append_c (out, *text++);
      if (in_string || strchr (" \t\r\n", *text) == NULL)
        g_string_append_c (out, *text);
    }

  return g_string_free (out, FALSE);
}

static void
test_pretty_keeps_tokens (void)
{
  g_auto(GStrv) names = test_list_fixtures (ACCEPT, ".json");

  for (gsize i = 0; names[i] != NULL; i++)
    {
      gsize length;
      g_autofree char *text = load_case (ACCEPT, names[i], &length);
      g_autofree char *pretty = chat_json_pretty (text, length);
      g_autofree char *again = chat_json_pretty (pretty, strlen (pretty));
      g_autofree char *tokens = squeeze (text);
      g_autofree char *pretty_tokens = squeeze (pretty);

      g_assert_cmpstr (pretty_tokens, ==, tokens);
      g_assert_cmpstr (again, ==, pretty);
    }
}

static void
test_pretty_layout (void)
{
  static const struct
  {
    const char *text;
    const char *pretty;
  } cases[] = {
    { "{\"a\":1.50e3,\"b\":[true,\"\\/ , { \"]}",
      "{\n  \"a\": 1.50e3,\n  \"b\": [\n    true,\n    \"\\/ , { \"\n  ]\n}" },
    { " { \"a\" : { } , \"b\" : [ ] } ", "{\n  \"a\": {},\n  \"b\": []\n}" },
    { "[[[]]]", "[\n  [\n    []\n  ]\n]" },
    { " 1 ", "1" },
    { "{}", "{}" },
    /* no JSON: as it is */
    { "{\"a\": [1, 2", "{\"a\": [1, 2" },
    { "{} {}", "{} {}" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *pretty = chat_json_pretty (cases[i].text, strlen (cases[i].text));

      g_assert_cmpstr (pretty, ==, cases[i].pretty);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-scan/accept", test_accept);
  g_test_add_func ("/json-scan/reject", test_reject);
  g_test_add_func ("/json-scan/cut-anywhere", test_cut_anywhere);
  g_test_add_func ("/json-scan/json-glib-takes-what-passes", test_json_glib_takes_what_passes);
  g_test_add_func ("/json-scan/depth", test_depth);
  g_test_add_func ("/json-scan/absurd-depth", test_absurd_depth);
  g_test_add_func ("/json-scan/many-siblings", test_many_siblings);
  g_test_add_func ("/json-scan/find-member", test_find_member);
  g_test_add_func ("/json-scan/each-member", test_each_member);
  g_test_add_func ("/json-scan/pretty-keeps-tokens", test_pretty_keeps_tokens);
  g_test_add_func ("/json-scan/pretty-layout", test_pretty_layout);

  return g_test_run ();
}
