/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Values read where they stand: the same as json-glib makes of them.
 */

#include "chat-json-scan.h"
#include "chat-json-span.h"
#include "chat-json.h"

#include "test-guard.h"
#include "test-support.h"

#include <string.h>

typedef struct
{
  ChatJsonSpan  span;
  JsonObject   *object;
} Pair;

/* Of members with the same name the last one counts for both. */
static void
compare_member_cb (const char *name,
                   gsize       name_length,
                   const char *value,
                   gsize       value_length,
                   gpointer    user_data)
{
  const Pair *pair = user_data;
  JsonObject *object = pair->object;
  g_autofree char *key = chat_json_span_dup_string ((ChatJsonSpan) { name - 1, name_length + 2 });
  ChatJsonSpan span = chat_json_span_get (pair->span, key);
  g_autofree char *text = chat_json_span_dup_string (span);

  g_assert_cmpstr (text, ==, chat_json_get_string (object, key));
  g_assert_cmpint (chat_json_span_is_object (span), ==, chat_json_get_object (object, key) != NULL);
  g_assert_cmpint (chat_json_span_is_array (span), ==, chat_json_get_array (object, key) != NULL);
  g_assert_cmpint (chat_json_span_get_boolean (span, FALSE), ==,
                   chat_json_get_boolean (object, key, FALSE));
  g_assert_cmpfloat (chat_json_span_get_double (span, -7), ==,
                     chat_json_get_double (object, key, -7));
}

static void
assert_same_as_json_glib (const char *text,
                          gsize       length)
{
  g_autoptr(GString) repaired = NULL;
  ChatJsonSpan span = chat_json_span_of_object (text, length, &repaired);
  g_autoptr(JsonObject) object = chat_json_parse_object (text, (gssize) length, NULL);
  Pair pair = { span, object };

  g_assert_cmpint (span.at != NULL, ==, object != NULL);
  if (span.at != NULL)
    chat_json_each_member (span.at, span.length, compare_member_cb, &pair);
}

static void
test_json_glib (void)
{
  static const char * const folders[] = { "json/accept", "json/reject" };
  static const char * const texts[] = {
    "{\"a\":\"\\ud83d\\ude00 \\ud83d x \\ude00 \\u0000 \\b\\f\\n\\r\\t\\/\\\\\\\"\",\"b\":1.5e3,\"c\":-0}",
    "{\"\\u0061\":\"escaped\",\"\":null,\"t\":true,\"f\":false,\"o\":{},\"l\":[],\"e\":\"\"}",
    " \n{ \"a\" : \"\xff\" , \"n\" : 12 } \n",
    "{\"a\":\"\\\\\\\\\",\"b\":\"\\\\\\\"\",\"c\":\"x\\ud800\"}",
    "[{}]", "7", "", "{",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_same_as_json_glib (texts[i], strlen (texts[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_auto(GStrv) names = test_list_fixtures (folders[i], ".json");

      for (gsize j = 0; names[j] != NULL; j++)
        {
          g_autofree char *path = g_build_filename (folders[i], names[j], NULL);
          gsize length;
          g_autofree char *text = test_load_fixture (path, &length);

          g_test_message ("%s", path);
          assert_same_as_json_glib (text, length);
        }
    }
}

static void
test_fields (void)
{
  static const char text[] = "{\"a\":1,\"b\":\"x\",\"a\":2,\"\\u0062\":\"y\",\"d\":{\"e\":\"z\"}}";
  ChatJsonSpan a, b, c;
  const ChatJsonField fields[] = { { "a", &a }, { "b", &b }, { "c", &c } };
  ChatJsonSpan object = { text, strlen (text) };
  g_autofree char *last = NULL;
  g_autofree char *inner = NULL;
  g_autoptr(GString) out = g_string_new ("+");

  chat_json_read_fields (object, fields, G_N_ELEMENTS (fields));
  g_assert_cmpfloat (chat_json_span_get_double (a, 0), ==, 2);
  last = chat_json_span_dup_string (b);
  g_assert_cmpstr (last, ==, "y");
  g_assert_null (c.at);
  g_assert_null (chat_json_span_dup_string (c));
  g_assert_null (chat_json_span_dup_string (a));

  inner = chat_json_span_dup_string (chat_json_span_get (chat_json_span_get (object, "d"), "e"));
  g_assert_cmpstr (inner, ==, "z");
  g_assert_null (chat_json_span_get (a, "e").at);
  g_assert_true (chat_json_span_append_string (b, out));
  g_assert_false (chat_json_span_append_string (a, out));
  g_assert_false (chat_json_span_append_string (c, out));
  g_assert_cmpstr (out->str, ==, "+y");
}

/* At every place of a word, right before the end of what may be read. */
static void
test_count_plain (void)
{
  static const char marks[] = { '"', '\\', '\0', '\n', 0x1f, 0x7f };

  for (gsize length = 0; length < 36; length++)
    {
      g_autoptr(TestGuard) guard = test_guard_new (length + 1);
      g_autofree char *text = g_strnfill (length, length % 2 == 0 ? 'x' : '\xa2');

      g_assert_cmpuint (chat_json_count_plain (test_guard_put (guard, text, length), length), ==,
                        length);
      for (gsize i = 0; i < length; i++)
        for (gsize j = 0; j < G_N_ELEMENTS (marks); j++)
          {
            g_autofree char *marked = g_memdup2 (text, length);

            marked[i] = marks[j];
            g_assert_cmpuint (chat_json_count_plain (test_guard_put (guard, marked, length),
                                                     length), ==, i);
          }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-span/json-glib", test_json_glib);
  g_test_add_func ("/json-span/fields", test_fields);
  g_test_add_func ("/json-span/count-plain", test_count_plain);

  return g_test_run ();
}
