/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Checked reading of JSON, look-ups that never warn, and writing it by hand.
 */

#include "chat-json.h"

#include "chat-json-copy.h"
#include "chat-json-scan.h"

#include <math.h>
#include <string.h>

#define REPLACEMENT "\xEF\xBF\xBD"

/* The string at the top, or in the first element. */
static void
assert_string (const char *json,
               gssize      length,
               const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = chat_json_parse (json, length, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (json_node_get_string (node), ==, expected);
}

/* json-glib gives invalid UTF-8 for half of these, and loses the next character (see the reference
 * of its behaviour in chat-json.h). */
static void
test_surrogates (void)
{
  static const struct
  {
    const char *json;
    const char *text;
  } cases[] = {
    { "\"\\ud83d\\ude00\"", "😀" },
    { "\"\\uD83D\\uDE00!\"", "😀!" },
    { "\"\\ud83d\"", REPLACEMENT },
    { "\"\\ude00\"", REPLACEMENT },
    { "\"a\\ud83db\"", "a" REPLACEMENT "b" },
    { "\"a\\ude00b\"", "a" REPLACEMENT "b" },
    { "\"\\ud83d\\ud83d\"", REPLACEMENT REPLACEMENT },
    { "\"\\ud83d\\ud83d\\ude00\"", REPLACEMENT "😀" },
    { "\"\\ude00\\ud83d\"", REPLACEMENT REPLACEMENT },
    { "\"\\ud83d\\u0041\"", REPLACEMENT "A" },
    { "\"\\ud83d\\n\"", REPLACEMENT "\n" },
    { "\"\\ud83d\\\\\"", REPLACEMENT "\\" },
    { "\"\\ud83d\\\"\"", REPLACEMENT "\"" },
    { "\"\\ud83dude00\"", REPLACEMENT "ude00" },
    { "\"\\ud83d \\ude00\"", REPLACEMENT " " REPLACEMENT },
    /* these only look so */
    { "\"\\\\ud83d\"", "\\ud83d" },
    { "\"\\\\\\ud83d\"", "\\" REPLACEMENT },
    { "\"\\\\\\\\ude00\"", "\\\\ude00" },
    { "\"\\ud7ff\\ue000\"", "\xED\x9F\xBF\xEE\x80\x80" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].json);
      assert_string (cases[i].json, -1, cases[i].text);
    }
}

static void
test_nul (void)
{
  assert_string ("\"a\\u0000b\"", -1, "a" REPLACEMENT "b");
  assert_string ("\"\\u0000\"", -1, REPLACEMENT);
  assert_string ("\"\\\\u0000\"", -1, "\\u0000");
  assert_string ("\"\\u0000\\u0000\\ud800\"", -1, REPLACEMENT REPLACEMENT REPLACEMENT);
}

static void
test_invalid_utf8 (void)
{
  assert_string ("\"a\xFF" "b\"", -1, "a" REPLACEMENT "b");
  assert_string ("\"\xED\xA0\x80\"", -1, REPLACEMENT REPLACEMENT REPLACEMENT);
  /* a lead byte does not take the quote with it */
  assert_string ("\"\xE4\"", -1, REPLACEMENT);
  assert_string ("\"\xF0\x9F\x98\" ", -1, REPLACEMENT);
}

static void
test_damaged_member_names (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) object =
    chat_json_parse_object ("{\"a\\ud83d\":1,\"b\xFF\":2,\"c\\u0000d\":3,\"\\u0064\":4}", -1, &error);

  g_assert_no_error (error);
  g_assert_cmpint (chat_json_get_int (object, "a" REPLACEMENT, 0), ==, 1);
  g_assert_cmpint (chat_json_get_int (object, "b" REPLACEMENT, 0), ==, 2);
  g_assert_cmpint (chat_json_get_int (object, "c" REPLACEMENT "d", 0), ==, 3);
  g_assert_cmpint (chat_json_get_int (object, "d", 0), ==, 4);
}

static void
test_length (void)
{
  g_autoptr(JsonNode) node = chat_json_parse ("12345", 2, NULL);

  g_assert_cmpint (json_node_get_int (node), ==, 12);
  g_assert_null (chat_json_parse ("12345", 0, NULL));
}

static void
test_objects_only (void)
{
  static const char * const others[] = { "[]", "[{}]", "null", "1", "\"{}\"", "", "{}{}", "{" };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (chat_json_parse_object (others[i], -1, &error));
      g_assert_error (error, CHAT_JSON_ERROR, CHAT_JSON_ERROR_SYNTAX);
    }
}

/* One member of each kind. Any warning ends the test. */
#define EVERY_KIND                                                                                 \
  "{\"null\":null,\"true\":true,\"int\":7,\"double\":2.5,\"whole\":12.0,\"huge\":1e400,"            \
  "\"big\":1e30,\"string\":\"s\",\"object\":{\"in\":1},\"array\":[{\"in\":2},3,null]}"

static void
test_look_ups (void)
{
  static const char * const members[] = {
    "null", "true", "int", "double", "whole", "huge", "big", "string", "object", "array", "absent",
  };
  g_autoptr(JsonObject) object = chat_json_parse_object (EVERY_KIND, -1, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *member = members[i];

      g_assert_cmpstr (chat_json_get_string (object, member), ==,
                       strcmp (member, "string") == 0 ? "s" : NULL);
      g_assert_cmpint (chat_json_get_object (object, member) != NULL, ==,
                       strcmp (member, "object") == 0);
      g_assert_cmpint (chat_json_get_array (object, member) != NULL, ==,
                       strcmp (member, "array") == 0);
      g_assert_cmpint (chat_json_get_boolean (object, member, FALSE), ==,
                       strcmp (member, "true") == 0);
      g_assert_true (chat_json_get_boolean (object, member, TRUE));
    }
}

static void
test_numbers (void)
{
  g_autoptr(JsonObject) object = chat_json_parse_object (EVERY_KIND, -1, NULL);

  g_assert_cmpint (chat_json_get_int (object, "int", -1), ==, 7);
  g_assert_cmpint (chat_json_get_int (object, "whole", -1), ==, 12);
  g_assert_cmpint (chat_json_get_int (object, "null", -1), ==, -1);
  g_assert_cmpint (chat_json_get_int (object, "string", -1), ==, -1);
  g_assert_cmpint (chat_json_get_int (object, "true", -1), ==, -1);
  g_assert_cmpint (chat_json_get_int (object, "object", -1), ==, -1);
  g_assert_cmpint (chat_json_get_int (object, "absent", -1), ==, -1);
  /* a cast of these would be undefined */
  g_assert_cmpint (chat_json_get_int (object, "huge", -1), ==, -1);
  g_assert_cmpint (chat_json_get_int (object, "big", -1), ==, -1);

  g_assert_cmpfloat (chat_json_get_double (object, "double", 0), ==, 2.5);
  g_assert_cmpfloat (chat_json_get_double (object, "int", 0), ==, 7);
  g_assert_cmpfloat (chat_json_get_double (object, "string", -1), ==, -1);
  g_assert_cmpfloat (chat_json_get_double (object, "null", -1), ==, -1);
}

static void
test_nothing_to_look_in (void)
{
  g_autoptr(JsonObject) object = chat_json_parse_object (EVERY_KIND, -1, NULL);
  JsonArray *array = chat_json_get_array (object, "array");

  g_assert_null (chat_json_get_string (NULL, "a"));
  g_assert_null (chat_json_get_object (NULL, "a"));
  g_assert_null (chat_json_get_array (NULL, "a"));
  g_assert_true (chat_json_get_boolean (NULL, "a", TRUE));
  g_assert_cmpint (chat_json_get_int (NULL, "a", 5), ==, 5);
  g_assert_cmpfloat (chat_json_get_double (NULL, "a", 5), ==, 5);

  g_assert_nonnull (chat_json_array_get_object (array, 0));
  g_assert_null (chat_json_array_get_object (array, 1));
  g_assert_null (chat_json_array_get_object (array, 2));
  g_assert_null (chat_json_array_get_object (array, 3));
  g_assert_null (chat_json_array_get_object (NULL, 0));
}

/* Written, read again, and nothing in between that a strict reader would refuse. */
static void
assert_written (const char *text,
                gssize      length,
                const char *expected)
{
  g_autoptr(GString) out = g_string_new (NULL);

  chat_json_append_string (out, text, length);
  g_assert_cmpint (chat_json_scan (out->str, out->len), ==, CHAT_JSON_SCAN_OK);
  for (gsize i = 0; i < out->len; i++)
    g_assert_cmpint ((guchar) out->str[i], >=, 0x20);
  assert_string (out->str, (gssize) out->len, expected);
}

static void
test_append_string (void)
{
  for (char c = 0x01; c < 0x7f; c++)
    {
      const char text[] = { 'a', c, 'b', '\0' };

      assert_written (text, -1, text);
    }

  assert_written ("", -1, "");
  assert_written ("\x7f\xC2\x85\xE2\x80\xA8 é你😀", -1, "\x7f\xC2\x85\xE2\x80\xA8 é你😀");
  assert_written ("\\ud83d \\n \"", -1, "\\ud83d \\n \"");
  assert_written ("abc", 2, "ab");
  assert_written ("a\0b", 3, "a" REPLACEMENT "b");
}

static void
test_append_string_bytes (void)
{
  g_autoptr(GString) out = g_string_new (NULL);

  chat_json_append_string (out, NULL, -1);
  g_string_append_c (out, ' ');
  chat_json_append_string (out, "a/b é", -1);
  g_string_append_c (out, ' ');
  chat_json_append_string (out, "\x1f\0", 2);

  g_assert_cmpstr (out->str, ==, "null \"a/b é\" \"\\u001f\\u0000\"");
}

static void
test_append_members (void)
{
  g_autoptr(GString) out = g_string_new ("{");

  chat_json_append_member (out, "text", "{");
  chat_json_append_member (out, "none", NULL);
  chat_json_append_int_member (out, "lowest", G_MININT64);
  chat_json_append_key (out, "inner");
  g_string_append_c (out, '{');
  chat_json_append_raw_member (out, "raw", "1.50e3");
  g_string_append_c (out, '}');
  chat_json_append_raw_member (out, "nothing", NULL);
  chat_json_append_double_member (out, "half", 0.5);
  chat_json_append_double_member (out, "endless", INFINITY);
  chat_json_append_double_member (out, "none at all", NAN);
  g_string_append_c (out, '}');

  g_assert_cmpstr (out->str, ==,
                   "{\"text\":\"{\",\"none\":null,\"lowest\":-9223372036854775808,"
                   "\"inner\":{\"raw\":1.50e3},\"nothing\":null,\"half\":0.5,\"endless\":null,"
                   "\"none at all\":null}");
}

static void
test_append_node (void)
{
  static const char * const texts[] = {
    "{\"a\":[null,true,false,{}],\"b\":{\"c\":[]},\"d\":-9223372036854775808,\"e\":0.5}",
    "\"a/\\u001f\\\"é\"",
    "[]",
    "7",
    "null",
  };
  g_autoptr(JsonNode) endless = chat_json_parse ("[1e400,-1e400,1e-400]", -1, NULL);
  g_autoptr(GString) out = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(JsonNode) node = chat_json_parse (texts[i], -1, NULL);

      g_string_truncate (out, 0);
      chat_json_append_node (out, node);
      g_assert_cmpstr (out->str, ==, texts[i]);
    }

  g_string_truncate (out, 0);
  chat_json_append_node (out, endless);
  g_assert_cmpstr (out->str, ==, "[null,null,0]");
}

static void
test_copy (void)
{
  static const char text[] =
    "{\"a\":[null,true,{\"b\":[[],{}]},\"é\",7,-0.5,1e-400],\"c\":{\"d\":9223372036854775807}}";
  g_autoptr(JsonNode) node = chat_json_parse (text, -1, NULL);
  g_autoptr(JsonNode) copy = chat_json_copy (node);
  JsonArray *array = chat_json_get_array (json_node_get_object (copy), "a");

  g_assert_true (json_node_equal (copy, node));
  g_assert_true (json_node_get_object (copy) != json_node_get_object (node));
  g_assert_true (array != chat_json_get_array (json_node_get_object (node), "a"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/surrogates", test_surrogates);
  g_test_add_func ("/json/nul", test_nul);
  g_test_add_func ("/json/invalid-utf8", test_invalid_utf8);
  g_test_add_func ("/json/damaged-member-names", test_damaged_member_names);
  g_test_add_func ("/json/length", test_length);
  g_test_add_func ("/json/objects-only", test_objects_only);
  g_test_add_func ("/json/look-ups", test_look_ups);
  g_test_add_func ("/json/numbers", test_numbers);
  g_test_add_func ("/json/nothing-to-look-in", test_nothing_to_look_in);
  g_test_add_func ("/json/append-string", test_append_string);
  g_test_add_func ("/json/append-string-bytes", test_append_string_bytes);
  g_test_add_func ("/json/append-members", test_append_members);
  g_test_add_func ("/json/append-node", test_append_node);
  g_test_add_func ("/json/copy", test_copy);

  return g_test_run ();
}
