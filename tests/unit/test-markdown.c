/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Markdown that is there as a whole: the specifications' examples, and texts of our own, as blocks
 * with styled text and the lines that each came from.
 */

#include "chat-markdown-words.h"
#include "markdown-dump.h"
#include "markdown-html.h"
#include "test-support.h"

#include <json-glib/json-glib.h>

#include <string.h>
#include <time.h>

/* What costs a square of the length takes seconds for a text of this one, hundreds of times as long
 * as words. */
#define LONG_TEXT (32 * 1024)
#define MAX_SHARE 50

typedef struct
{
  const char *name;
  const char *unit;        /* so often that the text is long */
  const char *end;
} Hostile;

static JsonNode *
load_json (const char *name)
{
  g_autofree char *path = g_strconcat ("markdown/", name, NULL);
  g_autofree char *text = test_load_fixture (path, NULL);
  g_autoptr(GError) error = NULL;
  JsonNode *node = json_from_string (text, &error);

  g_assert_no_error (error);

  return node;
}

static gboolean
is_listed (JsonObject *deviations,
           const char *list,
           gint64      example)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, example);

  return json_object_has_member (json_object_get_object_member (deviations, list), number);
}

static char *
render (const char *markdown)
{
  g_autoptr(GPtrArray) blocks = chat_markdown_parse (markdown, strlen (markdown));
  g_autofree char *html = markdown_to_html (blocks);

  return markdown_normalize_html (html);
}

static void
check_example (JsonObject *example,
               JsonObject *deviations)
{
  gint64 number = json_object_get_int_member (example, "example");
  const char *markdown = json_object_get_string_member (example, "markdown");
  g_autofree char *html = render (markdown);
  g_autofree char *expected
    = markdown_normalize_html (json_object_get_string_member (example, "html"));

  if (is_listed (deviations, "parser", number))
    return;

  g_test_message ("%" G_GINT64_FORMAT ": %s", number, markdown);
  if (is_listed (deviations, "intended", number))
    g_assert_cmpstr (html, !=, expected);
  else
    g_assert_cmpstr (html, ==, expected);
}

static void
test_examples (gconstpointer data)
{
  const char *name = data;
  g_autoptr(JsonNode) deviations = load_json ("deviations.json");
  g_autoptr(JsonNode) examples = load_json (name);
  JsonArray *array = json_node_get_array (examples);

  for (guint i = 0; i < json_array_get_length (array); i++)
    check_example (json_array_get_object_element (array, i),
                   json_object_get_object_member (json_node_get_object (deviations), name));
}

static void
test_torture (gconstpointer data)
{
  const char *name = data;
  g_autofree char *path = g_strconcat ("markdown/torture/", name, ".md", NULL);
  g_autofree char *expected_path = g_strconcat ("markdown/torture/", name, ".blocks", NULL);
  gsize length;
  g_autofree char *source = test_load_fixture (path, &length);
  g_autofree char *expected = test_load_fixture (expected_path, NULL);
  g_autoptr(GPtrArray) blocks = chat_markdown_parse (source, length);
  g_autofree char *dump = markdown_dump (blocks);

  g_assert_cmpstr (dump, ==, expected);
}

/* What a block is copied as is the block again. */
static void
test_ranges (gconstpointer data)
{
  g_autofree char *path = g_strconcat ("markdown/torture/", (const char *) data, ".md", NULL);
  gsize length;
  g_autofree char *source = test_load_fixture (path, &length);
  g_autoptr(GPtrArray) blocks = chat_markdown_parse (source, length);
  gsize last = 0;

  for (guint i = 0; i < blocks->len; i++)
    {
      const ChatMarkdownBlock *block = blocks->pdata[i];

      g_assert_cmpuint (block->start, >=, last);
      g_assert_cmpuint (block->end, >, block->start);
      g_assert_cmpuint (block->end, <=, length);
      g_assert_true (block->start == 0 || source[block->start - 1] == '\n');
      g_assert_true (block->end == length || source[block->end - 1] == '\n');
      for (gsize j = last; j < block->start; j++)
        g_assert_true (strchr ("> \t\n", source[j]) != NULL);
      last = block->end;
    }
}

static void
test_language (void)
{
  static const struct { const char *source; const char *language; } cases[] = {
    { "```Python title=x\n```\n", "python" },
    { "``` c,ignore\n```\n", "c" },
    { "~~~{r}\n~~~\n", NULL },
    { "```\n```\n", NULL },
    { "    indented\n", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) blocks = chat_markdown_parse (cases[i].source,
                                                         strlen (cases[i].source));
      g_autofree char *language = chat_markdown_block_dup_language (blocks->pdata[0]);

      g_assert_cmpstr (language, ==, cases[i].language);
    }
}

static void
test_odd_bytes (void)
{
  static const char source[] = "a\0b `c\0d`\r\nnext\r\r```\rx\0y\r```\r";
  g_autoptr(GPtrArray) blocks = chat_markdown_parse (source, sizeof source - 1);
  g_autofree char *dump = markdown_dump (blocks);
  g_autoptr(GPtrArray) none = chat_markdown_parse ("", 0);

  g_assert_cmpstr (dump, ==,
                   "paragraph @0-16\n  a\uFFFDb \u2039code\u203Ac\uFFFDd\u2039/\u203A next\n"
                   "code fenced @17-29\n  | x\uFFFDy\n");
  g_assert_cmpuint (none->len, ==, 0);
}

/* Scripts that put no blanks between words put none around formulas. */
static void
test_unspaced (void)
{
  static const struct { const char *source; const char *dump; } cases[] = {
    { "\u82E5$x>0$\uFF0C\u5219$y$\u3002",
      "\u82E5\u2039math\u203Ax>0\u2039/\u203A\uFF0C\u5219\u2039math\u203Ay\u2039/\u203A\u3002" },
    { "\u4EF7\u683C\u662F$5\uFF0C\u4E0D\u662F$6\u3002",
      "\u4EF7\u683C\u662F$5\uFF0C\u4E0D\u662F$6\u3002" },
    { "\u00E9$x$ \u2013$x$\u2013 $x$\u00E9",
      "\u00E9$x$ \u2013\u2039math\u203Ax\u2039/\u203A\u2013 $x$\u00E9" },
    /* emphasis with punctuation at its ends */
    { "**\u662F\u3002**\u540E", "\u2039strong\u203A\u662F\u3002\u2039/\u203A\u540E" },
    { "\u306F**\u300C\u8981\u300D**\u3067",
      "\u306F\u2039strong\u203A\u300C\u8981\u300D\u2039/\u203A\u3067" },
    { "\u7528**`a`**\u6765",
      "\u7528\u2039strong\u203A\u2039code\u203Aa\u2039/\u203A\u2039/\u203A\u6765" },
    { "\u7528**[a](b)**\u6765",
      "\u7528\u2039strong\u203A\u2039link b\u203Aa\u2039/\u203A\u2039/\u203A\u6765" },
    { "**\u7532**\uFF0C**\u4E59**\uFF08**\u4E19**\uFF09",
      "\u2039strong\u203A\u7532\u2039/\u203A\uFF0C\u2039strong\u203A\u4E59\u2039/\u203A\uFF08"
      "\u2039strong\u203A\u4E19\u2039/\u203A\uFF09" },
    { "`\u662F\u3002**\u540E` **a.**b",
      "\u2039code\u203A\u662F\u3002**\u540E\u2039/\u203A **a.**b" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) blocks = chat_markdown_parse (cases[i].source,
                                                         strlen (cases[i].source));
      g_autofree char *dump = markdown_dump (blocks);
      g_autofree char *expected = g_strdup_printf ("paragraph @0-%" G_GSIZE_FORMAT "\n  %s\n",
                                                   strlen (cases[i].source), cases[i].dump);

      g_assert_cmpstr (dump, ==, expected);
    }
}

/* Whoever nests deeper than anyone reads gets text. */
static void
test_depth (void)
{
  g_autoptr(GString) source = g_string_new (NULL);
  g_autoptr(GPtrArray) blocks = NULL;
  const ChatMarkdownBlock *block;

  for (guint i = 0; i < 1000; i++)
    g_string_append (source, i % 2 == 0 ? "> " : "- ");
  g_string_append (source, "text");
  blocks = chat_markdown_parse (source->str, source->len);

  g_assert_cmpuint (blocks->len, ==, 1);
  block = blocks->pdata[0];
  g_assert_cmpuint (block->containers->len, ==, CHAT_MARKDOWN_MAX_DEPTH);
  g_assert_true (g_str_has_suffix (block->text.text->str, "- text"));
}

static double
measure (const char *unit,
         const char *end)
{
  g_autoptr(GString) source = g_string_new (NULL);
  clock_t start;

  while (source->len < LONG_TEXT)
    g_string_append (source, unit);
  g_string_append (source, end);

  start = clock ();
  g_ptr_array_unref (chat_markdown_parse (source->str, source->len));

  return (double) (clock () - start) / CLOCKS_PER_SEC;
}

/* A text that nobody would write costs no more than a few times what one of words does. */
static void
test_cost (gconstpointer data)
{
  const Hostile *hostile = data;
  double words = measure ("some more words and ", "\n");

  g_assert_cmpfloat (measure (hostile->unit, hostile->end), <, MAX_SHARE * words + 0.1);
}

static void
add_cost_tests (void)
{
  static const Hostile hostiles[] = {
    { "formulas", "\\(", "\\)\n" },
    { "displays", "\\[", "\\]\n" },
    { "hosts", "_www.", "\n" },
    { "names of hosts", "\303\251www.", "a_b\n" },
    { "addresses beside code", "www.a.b`(`", "\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (hostiles); i++)
    {
      g_autofree char *path = g_strconcat ("/markdown/cost/", hostiles[i].name, NULL);

      g_test_add_data_func (path, &hostiles[i], test_cost);
    }
}

/* md4c fills up each row of a table: a few bytes must not become so many cells that they take all
 * memory. Nothing written goes away. */
static void
test_sparse_table (void)
{
  g_autoptr(GString) source = g_string_new (NULL);
  g_autoptr(GPtrArray) blocks = NULL;
  g_autoptr(ChatMarkdownStream) stream = chat_markdown_stream_new ();
  const ChatMarkdownBlock *block;

  for (guint i = 0; i < 100; i++)
    g_string_append (source, "|a");
  g_string_append (source, "|\n");
  for (guint i = 0; i < 100; i++)
    g_string_append (source, "|-");
  g_string_append (source, "|\n");
  for (guint i = 0; i < 100; i++)
    g_string_append (source, "|b\n");

  blocks = chat_markdown_parse (source->str, source->len);
  block = blocks->pdata[0];
  g_assert_cmpuint (blocks->len, ==, 1);
  g_assert_cmpint (block->kind, ==, CHAT_MARKDOWN_PARAGRAPH);
  g_assert_true (g_str_has_prefix (block->text.text->str, "|a|a"));
  g_assert_true (g_str_has_suffix (block->text.text->str, "|b |b"));

  for (gsize i = 0; i < source->len; i++)
    chat_markdown_stream_append (stream, source->str + i, 1);
  block = chat_markdown_stream_get_blocks (stream)->pdata[0];
  g_assert_cmpint (block->kind, ==, CHAT_MARKDOWN_PARAGRAPH);
}

/* A table of many short rows is one. */
static void
test_short_rows (void)
{
  g_autoptr(GString) source = g_string_new ("| a | b | c | d |\n|---|---|---|---|\n");
  g_autoptr(GPtrArray) blocks = NULL;
  const ChatMarkdownBlock *block;

  for (guint i = 0; i < 5000; i++)
    g_string_append (source, "| b\n");
  blocks = chat_markdown_parse (source->str, source->len);
  block = blocks->pdata[0];

  g_assert_cmpint (block->kind, ==, CHAT_MARKDOWN_TABLE);
  g_assert_cmpuint (block->table->rows->len, ==, 5001);
}

static void
add_torture_tests (void)
{
  g_auto(GStrv) names = test_list_fixtures ("markdown/torture", ".md");

  for (guint i = 0; names[i] != NULL; i++)
    {
      char *name = g_strndup (names[i], strlen (names[i]) - strlen (".md"));
      g_autofree char *blocks = g_strconcat ("/markdown/torture/", name, NULL);
      g_autofree char *ranges = g_strconcat ("/markdown/ranges/", name, NULL);

      g_test_add_data_func (blocks, name, test_torture);
      g_test_add_data_func_full (ranges, name, test_ranges, g_free);
    }
}

static void
test_words (void)
{
  static const struct
  {
    const char *source;
    gsize       max;
    const char *words;
  } cases[] = {
    { "# A *head*\n\nand **bold `a*b*`**, [a link](https://example.org)", 100,
      "A head\nand bold a*b*, a link" },
    { "1. one\n   - [x] two", 100, "1.\tone\n☑\ttwo" },
    { "```c\n# **a**\n```", 100, "# **a**" },
    { "", 100, "" },
    /* what is open where it ends, a character included, looks as if it were closed */
    { "**bold text** and more", 9, "bold te" },
    { "```c\nint a;\n```", 12, "int a;" },
    { "a\303\244b", 2, "a" },
    { "abc", 0, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = chat_markdown_dup_words (cases[i].source, strlen (cases[i].source),
                                                        cases[i].max);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/markdown/commonmark", "commonmark-0.31.2.json", test_examples);
  g_test_add_data_func ("/markdown/gfm", "gfm-0.29.json", test_examples);
  add_torture_tests ();
  add_cost_tests ();
  g_test_add_func ("/markdown/language", test_language);
  g_test_add_func ("/markdown/odd-bytes", test_odd_bytes);
  g_test_add_func ("/markdown/unspaced", test_unspaced);
  g_test_add_func ("/markdown/depth", test_depth);
  g_test_add_func ("/markdown/sparse-table", test_sparse_table);
  g_test_add_func ("/markdown/short-rows", test_short_rows);
  g_test_add_func ("/markdown/words", test_words);

  return g_test_run ();
}
