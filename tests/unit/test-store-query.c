/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a search asks for, as typed and half typed.
 */

#include "chat-store-match.h"
#include "chat-store-query.h"
#include "chat-store-script.h"

#include <string.h>

static void
append_words (GString         *out,
              const char      *sign,
              const GPtrArray *words)
{
  for (guint i = 0; i < words->len; i++)
    {
      const ChatQueryWord *word = g_ptr_array_index (words, i);

      g_string_append_printf (out, "%s[%s]%s ", sign, word->text, word->prefix ? "*" : "");
    }
}

static void
append_filter (GString    *out,
               const char *name,
               const char *value)
{
  if (value != NULL)
    g_string_append_printf (out, "%s=%s ", name, value);
}

static char *
describe (const char *text)
{
  static const char * const places[] = { NULL, "archive", "trash", "current" };
  g_autoptr(ChatStoreQuery) query = chat_store_query_new (text);
  GString *out = g_string_new (NULL);

  if (query == NULL)
    return g_string_free (g_string_append (out, "nothing"), FALSE);

  append_words (out, "", query->words);
  append_words (out, "-", query->without);
  append_filter (out, "role", query->role);
  append_filter (out, "model", query->model);
  append_filter (out, "-model", query->without_model);
  append_filter (out, "tag", query->tag);
  append_filter (out, "-tag", query->without_tag);
  append_filter (out, "in", places[query->in]);
  if (query->has != 0)
    g_string_append_printf (out, "has=%d ", query->has);
  if (query->without_has != 0)
    g_string_append_printf (out, "-has=%d ", query->without_has);
  if (query->after_ms != 0)
    g_string_append_printf (out, "after=%" G_GINT64_FORMAT " ", query->after_ms);
  if (query->before_ms != 0)
    g_string_append_printf (out, "before=%" G_GINT64_FORMAT " ", query->before_ms);
  g_string_set_size (out, out->len - 1);
  return g_string_free (out, FALSE);
}

static const struct
{
  const char *text;
  const char *expected;
} cases[] = {
  { "", "nothing" },
  { "  \t\n ", "nothing" },
  { "!!! -> () \"\" - -- *", "nothing" },
  { "hello ", "[hello]" },
  { "hello", "[hello]*" },
  { "h", "[h]" },
  { "hello world ", "[hello] [world]" },
  { "hel* world ", "[hel]* [world]" },
  { "h* ", "[h]" },
  { "\"two words\"", "[two words]" },
  { "\"two words\"*", "[two words]*" },
  { "\"an open phr", "[an open phr]*" },
  { "“curly ones” ", "[curly ones]" },
  { "one\"two three\" ", "[one] [two three]" },
  { "-not this ", "[this] -[not]" },
  { "-not", "-[not]" },
  { "-\"not these\" ", "-[not these]" },
  { "--verbose ", "[--verbose]" },
  { "well-known ", "[well-known]" },
  { "var_1 foo.bar C++ ", "[var_1] [foo.bar] [C++]" },
  { "C++", "[C++]" },
  { "東京", "[東京]" },
  { "東京* ", "[東京]" },
  { "　東京　", "[東京]" },
  { "서울 ", "[서울]*" },
  { "\xe1\x84\x89\xe1\x85\xa5\xe1\x84\x8b\xe1\x85\xae\xe1\x86\xaf ", "[서울]*" },
  { "🎉 ", "[🎉]" },
  { "role:user ", "role=user" },
  { "ROLE:Assistant x ", "[x] role=assistant" },
  { "role:a", "role=assistant" },
  { "-role:user ", "role=assistant" },
  { "role:nobody ", "[role:nobody]" },
  { "role:", "nothing" },
  { "role: x ", "[role:] [x]" },
  { "http://example.org/a ", "[http://example.org/a]" },
  { "note:x ", "[note:x]" },
  { "model:opus-4 -model:haiku ", "model=opus-4 -model=haiku" },
  { "has:code has:tool -has:image ", "has=5 -has=2" },
  { "has:everything ", "[has:everything]" },
  { "tag:work tag:\"to do\" -tag:old ", "tag=to do -tag=old" },
  { "in:archive ", "in=archive" },
  { "in:t", "in=trash" },
  { "-in:archive x ", "[x] in=current" },
  { "in:nowhere ", "[in:nowhere]" },
  { "after:2024 ", "after=1704067200000" },
  { "after:2024-02 before:2024-02-29 ", "after=1706745600000 before=1709164800000" },
  { "-after:2024 ", "before=1704067200000" },
  { "after:2024-1", "after=1704067200000" },
  { "after:20", "nothing" },
  { "after:20 ", "[after:20]" },
  { "after:2023-02-29 ", "[after:2023-02-29]" },
  { "before:yesterday ", "[before:yesterday]" },
  { "a\001cb\002 ", "[a] [cb]" },
  { "broken \xff\xfe bytes ", "[broken] [bytes]" },
  { "NEAR OR AND NOT ", "[NEAR] [OR] [AND] [NOT]" },
};

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *described = describe (cases[i].text);

      g_test_message ("case %" G_GSIZE_FORMAT ": %s", i, cases[i].expected);
      g_assert_cmpstr (described, ==, cases[i].expected);
    }
}

static void
test_much (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(ChatStoreQuery) query = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "word ");
  query = chat_store_query_new (text->str);

  g_assert_cmpuint (query->words->len, >, 1);
  g_assert_cmpuint (query->words->len, <, 100);
}

/* Whatever stands in a query, its quotes are balanced in what the index is asked. */
static void
test_match (void)
{
  g_autoptr(ChatStoreQuery) query = chat_store_query_new ("one \"two three\" -four role:user ");
  g_autofree char *messages = chat_store_match_messages (query, NULL);
  g_autofree char *titles = chat_store_match_titles (query);

  g_assert_cmpstr (messages, ==, "(\"one\" \"two three\" \"\001ruser\") NOT (\"four\")");
  g_assert_cmpstr (titles, ==, "(\"one\" \"two three\") NOT (\"four\")");
}

static void
test_match_without_words (void)
{
  g_autoptr(ChatStoreQuery) query = chat_store_query_new ("-four ");
  g_autofree char *messages = chat_store_match_messages (query, NULL);

  g_assert_cmpstr (messages, ==, "(\"\001ruser\" OR \"\001rassistant\") NOT (\"four\")");
  g_assert_null (chat_store_match_titles (query));
}

static void
test_scripts (void)
{
  g_assert_cmpint (chat_store_script_of ('a'), ==, CHAT_SCRIPT_SPACED);
  g_assert_cmpint (chat_store_script_of (0x6771), ==, CHAT_SCRIPT_DENSE);
  g_assert_cmpint (chat_store_script_of (0x3002), ==, CHAT_SCRIPT_SPACED);   /* 。 */
  g_assert_cmpint (chat_store_script_of (0x0e01), ==, CHAT_SCRIPT_DENSE);    /* Thai */
  g_assert_cmpint (chat_store_script_of (0xac00), ==, CHAT_SCRIPT_SPACED);   /* Hangul */
  g_assert_cmpint (chat_store_script_of (0x1f389), ==, CHAT_SCRIPT_SYMBOL);
  g_assert_cmpint (chat_store_script_of (0x2500), ==, CHAT_SCRIPT_SPACED);   /* ─ */
  g_assert_cmpint (chat_store_script_of (0xff21), ==, CHAT_SCRIPT_WIDE);
  g_assert_cmpint (chat_store_script_of (0x20000), ==, CHAT_SCRIPT_DENSE);
}

static void
test_compose (void)
{
  g_autofree char *kana = chat_store_compose ("\xe3\x81\x8b\xe3\x82\x99", -1);
  g_autofree char *half = chat_store_compose ("ｶﾞ", -1);

  g_assert_cmpstr (kana, ==, "が");
  g_assert_cmpstr (half, ==, "ガ");
  g_assert_null (chat_store_compose ("naïve 東京 ガ 서울", -1));
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/query/cases", test_cases);
  g_test_add_func ("/store/query/much", test_much);
  g_test_add_func ("/store/query/match", test_match);
  g_test_add_func ("/store/query/match-without-words", test_match_without_words);
  g_test_add_func ("/store/query/scripts", test_scripts);
  g_test_add_func ("/store/query/compose", test_compose);
  return g_test_run ();
}
