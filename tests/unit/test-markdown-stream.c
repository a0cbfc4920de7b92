/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Markdown that is still coming: right at every moment, and in the end what the whole is.
 */

#include "markdown-dump.h"
#include "test-support.h"

#include <json-glib/json-glib.h>

#include <string.h>
#include <time.h>

/* Of what has come so much may not be shown yet, in bytes. */
#define MAX_HELD 16

typedef struct
{
  gsize    from;
  gsize    to;
} Flash;

/* What was there before an append. */
typedef struct
{
  GPtrArray *blocks;
  GPtrArray *rows;          /* of the last block, if it is a table */
  GString   *text;          /* of the last block */
} Before;

static void
append_shown (GString                 *out,
              const ChatMarkdownBlock *block)
{
  if (block->table == NULL)
    {
      g_string_append (out, block->text.text->str);
      return;
    }

  for (guint i = 0; i < block->table->rows->len; i++)
    {
      const GPtrArray *row = block->table->rows->pdata[i];

      if (i > 0)
        g_string_append_c (out, '\n');
      for (guint j = 0; j < row->len; j++)
        {
          if (j > 0)
            g_string_append_c (out, '\t');
          g_string_append (out, ((const ChatMarkdownText *) row->pdata[j])->text->str);
        }
    }
}

/* The text without any look. */
static char *
show (const GPtrArray *blocks)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    {
      if (out->len > 0)
        g_string_append_c (out, '\n');
      append_shown (out, blocks->pdata[i]);
    }

  return g_strchomp (g_string_free (out, FALSE));
}

static char *
parse_and_dump (const char *source,
                gsize       length)
{
  g_autoptr(GPtrArray) blocks = chat_markdown_parse (source, length);

  return markdown_dump (blocks);
}

static void
assert_finished (ChatMarkdownStream *stream,
                 const char         *source,
                 gsize               length)
{
  g_autofree char *expected = parse_and_dump (source, length);
  g_autofree char *dump = NULL;

  chat_markdown_stream_finish (stream);
  dump = markdown_dump (chat_markdown_stream_get_blocks (stream));
  g_assert_cmpstr (dump, ==, expected);
}

static void
remember (Before          *before,
          const GPtrArray *blocks)
{
  const ChatMarkdownBlock *last = blocks->len > 0 ? blocks->pdata[blocks->len - 1] : NULL;

  g_ptr_array_set_size (before->blocks, 0);
  g_ptr_array_set_size (before->rows, 0);
  g_string_truncate (before->text, 0);
  for (guint i = 0; i < blocks->len; i++)
    g_ptr_array_add (before->blocks, blocks->pdata[i]);
  if (last != NULL)
    g_string_append (before->text, last->text.text->str);
  for (guint i = 0; last != NULL && last->table != NULL && i < last->table->rows->len; i++)
    g_ptr_array_add (before->rows, last->table->rows->pdata[i]);
}

/* What is said to be as it was is. */
static void
assert_kept (ChatMarkdownStream *stream,
             const Before       *before)
{
  const GPtrArray *blocks = chat_markdown_stream_get_blocks (stream);
  guint first = chat_markdown_stream_get_first_changed (stream);
  gsize kept = chat_markdown_stream_get_kept (stream);
  const ChatMarkdownBlock *block;

  g_assert_cmpuint (first, <=, blocks->len);
  g_assert_cmpuint (first, <=, before->blocks->len);
  for (guint i = 0; i < first; i++)
    g_assert_true (blocks->pdata[i] == before->blocks->pdata[i]);

  if (kept == 0)
    return;
  g_assert_cmpuint (first, ==, before->blocks->len - 1);
  block = blocks->pdata[first];
  if (block->table == NULL)
    {
      g_assert_cmpuint (kept, ==, before->text->len);
      g_assert_true (g_str_has_prefix (block->text.text->str, before->text->str));
    }
  for (guint i = 0; block->table != NULL && i < kept; i++)
    g_assert_true (block->table->rows->pdata[i] == before->rows->pdata[i]);
}

/* The same that a stream shows which got all at once: no path through it shows more or less. */
static void
assert_like_fresh (ChatMarkdownStream *stream,
                   const char         *source,
                   gsize               length)
{
  g_autoptr(ChatMarkdownStream) fresh = chat_markdown_stream_new ();
  g_autofree char *dump = markdown_dump (chat_markdown_stream_get_blocks (stream));
  g_autofree char *expected = NULL;

  chat_markdown_stream_append (fresh, source, length);
  expected = markdown_dump (chat_markdown_stream_get_blocks (fresh));
  g_assert_cmpstr (dump, ==, expected);
}

static void
check_bytewise (const char *source,
                gsize       length,
                gboolean    like_fresh)
{
  g_autoptr(ChatMarkdownStream) stream = chat_markdown_stream_new ();
  g_autoptr(GPtrArray) blocks = g_ptr_array_new ();
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();
  g_autoptr(GString) text = g_string_new (NULL);
  Before before = { blocks, rows, text };

  for (gsize i = 0; i < length; i++)
    {
      chat_markdown_stream_append (stream, source + i, 1);
      assert_kept (stream, &before);
      remember (&before, chat_markdown_stream_get_blocks (stream));
      if (like_fresh)
        assert_like_fresh (stream, source, i + 1);
    }
  assert_finished (stream, source, length);
}

static void
check_cut (const char *source,
           gsize       length,
           gint32      longest)
{
  g_autoptr(ChatMarkdownStream) stream = chat_markdown_stream_new ();
  gsize n;

  for (gsize i = 0; i < length; i += n)
    {
      n = (gsize) g_test_rand_int_range (1, longest);
      n = MIN (n, length - i);
      chat_markdown_stream_append (stream, source + i, n);
    }
  assert_finished (stream, source, length);
}

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

static void
test_examples (gconstpointer data)
{
  g_autoptr(JsonNode) examples = load_json (data);
  JsonArray *array = json_node_get_array (examples);
  g_autoptr(GString) all = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *markdown
        = json_object_get_string_member (json_array_get_object_element (array, i), "markdown");

      g_test_message ("%u: %s", i + 1, markdown);
      /* a definition that is behind is known to the whole only */
      check_bytewise (markdown, strlen (markdown), strstr (markdown, "]:") == NULL);
      check_cut (markdown, strlen (markdown), 12);
      g_string_append (all, markdown);
      g_string_append (all, "\n\n");
    }
  for (guint i = 0; i < 20; i++)
    check_cut (all->str, all->len, 200);
}

static char *
load_torture (const char *name,
              gsize      *length)
{
  g_autofree char *path = g_strconcat ("markdown/torture/", name, NULL);

  return test_load_fixture (path, length);
}

static void
test_equal (gconstpointer data)
{
  gsize length;
  g_autofree char *source = load_torture (data, &length);

  check_bytewise (source, length, strstr (source, "]:") == NULL);
  for (guint i = 0; i < 50; i++)
    check_cut (source, length, 40);
}

static void
test_long (void)
{
  g_auto(GStrv) names = test_list_fixtures ("markdown/torture", ".md");
  g_autoptr(GString) all = g_string_new (NULL);

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *text
        = load_torture (names[g_test_rand_int_range (0, (gint32) g_strv_length (names))], NULL);

      g_string_append (all, text);
      g_string_append (all, i % 3 == 0 ? "\n" : "\n\n");
    }
  check_bytewise (all->str, all->len, FALSE);
  for (guint i = 0; i < 10; i++)
    check_cut (all->str, all->len, 500);
}

static GArray *
load_flashes (const char *name)
{
  g_autoptr(JsonNode) node = load_json ("flashes.json");
  JsonObject *files = json_node_get_object (node);
  GArray *flashes = g_array_new (FALSE, FALSE, sizeof (Flash));

  if (!json_object_has_member (files, name))
    return flashes;

  for (guint i = 0; i < json_array_get_length (json_object_get_array_member (files, name)); i++)
    {
      JsonArray *range
        = json_array_get_array_element (json_object_get_array_member (files, name), i);
      Flash flash = {
        .from = (gsize) json_array_get_int_element (range, 0),
        .to = (gsize) json_array_get_int_element (range, 1),
      };

      g_array_append_val (flashes, flash);
    }

  return flashes;
}

static gboolean
is_listed (GArray *flashes,
           gsize   length)
{
  for (guint i = 0; i < flashes->len; i++)
    {
      const Flash *flash = &g_array_index (flashes, Flash, i);

      if (length >= flash->from && length <= flash->to)
        return TRUE;
    }

  return FALSE;
}

/* For each letter and digit that the whole shows, the last place in the source it can come from. */
static GArray *
find_origins (const char *source,
              gsize       length,
              const char *whole)
{
  GArray *origins = g_array_new (FALSE, FALSE, sizeof (gsize));
  gsize at = length;

  for (gsize i = strlen (whole); i > 0; i--)
    {
      if (!g_ascii_isalnum (whole[i - 1]))
        continue;
      while (at > 0 && source[at - 1] != whole[i - 1])
        at--;
      if (at == 0)
        break;
      at--;
      g_array_prepend_val (origins, at);
    }

  return origins;
}

static guint
count_alnum (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += g_ascii_isalnum (*text);

  return n;
}

static void
assert_nothing_lost (const GArray *origins,
                     const char   *shown,
                     gsize         length)
{
  guint n = count_alnum (shown);

  g_assert_true (n >= origins->len
                 || g_array_index (origins, gsize, n) + MAX_HELD >= length);
}

static guint
count_lines (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == '\n';

  return n;
}

/* No mark is shown that the whole does not show, no text is missing, no line goes away again. */
static void
test_prefixes (gconstpointer data)
{
  gsize length;
  g_autofree char *source = load_torture (data, &length);
  g_autoptr(GPtrArray) blocks = chat_markdown_parse (source, length);
  g_autofree char *whole = show (blocks);
  g_autoptr(GArray) flashes = load_flashes (data);
  g_autoptr(GArray) origins = find_origins (source, length, whole);
  g_autoptr(ChatMarkdownStream) stream = chat_markdown_stream_new ();
  guint n_lines = 0;

  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *shown = NULL;

      chat_markdown_stream_append (stream, source + i, 1);
      if (((guchar) source[i + 1] & 0xC0) == 0x80)
        continue;

      g_test_message ("%" G_GSIZE_FORMAT, i + 1);
      shown = show (chat_markdown_stream_get_blocks (stream));
      g_assert_cmpint (g_str_has_prefix (whole, shown), !=, is_listed (flashes, i + 1));
      if (!is_listed (flashes, i + 1))
        assert_nothing_lost (origins, shown, i + 1);
      g_assert_cmpuint (count_lines (shown) + 1, >=, n_lines);
      n_lines = MAX (n_lines, count_lines (shown));
    }
}

/* A paragraph looks open as long as a line may be added to it, not longer. */
static void
test_open (void)
{
  static const struct { const char *source; const char *dump; } cases[] = {
    { "**a", "paragraph @0-3\n  \u2039strong open\u203Aa\u2039/\u203A\n" },
    { "**a\n", "paragraph @0-3\n  \u2039strong open\u203Aa\u2039/\u203A\n" },
    { "**a\n\n", "paragraph @0-4\n  **a\n" },
    { "[a](http://b", "paragraph @0-2\n  \u2039link open\u203Aa\u2039/\u203A\n" },
    { "![a](http://b", "paragraph @0-3\n  \u2039image open\u203Aa\u2039/\u203A\n" },
    { "http://b", "paragraph @0-8\n  \u2039link open\u203Ahttp://b\u2039/\u203A\n" },
    { "`a *b* [c", "paragraph @0-9\n  \u2039code open\u203Aa *b* [c\u2039/\u203A\n" },
    { "$$\na = b", "math open @0-8\n  | a = b\n" },
    { "```py", "code fenced open @0-5\n" },
    { "```py\na", "code fenced (py) open @0-7\n  | a\n" },
    { "a\n-", "paragraph @0-2\n  a\n" },
    { "a\n1", "paragraph @0-2\n  a\n" },
    { "| a |\n|--", "paragraph @0-6\n  | a |\n" },
    { "| a |\n|---|\n", "table @0-12\n  -\n  | a |\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ChatMarkdownStream) stream = chat_markdown_stream_new ();
      g_autofree char *dump = NULL;

      chat_markdown_stream_append (stream, cases[i].source, strlen (cases[i].source));
      dump = markdown_dump (chat_markdown_stream_get_blocks (stream));
      g_assert_cmpstr (dump, ==, cases[i].dump);
    }
}

/* Brackets that close nothing behind much that is open. */
static void
test_brackets (void)
{
  g_autoptr(ChatMarkdownStream) stream = chat_markdown_stream_new ();
  g_autoptr(GString) source = g_string_new (NULL);
  clock_t start = clock ();

  for (guint i = 0; i < 8 * 1024; i++)
    g_string_append (source, "**a ");
  for (guint i = 0; i < 32 * 1024; i++)
    g_string_append_c (source, ']');
  g_string_append (source, " b");
  chat_markdown_stream_append (stream, source->str, source->len);

  g_assert_cmpfloat ((double) (clock () - start) / CLOCKS_PER_SEC, <, 0.5);
}

static void
add_torture_tests (void)
{
  g_auto(GStrv) names = test_list_fixtures ("markdown/torture", ".md");

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *equal = g_strconcat ("/markdown-stream/equal/", names[i], NULL);
      g_autofree char *prefixes = g_strconcat ("/markdown-stream/prefixes/", names[i], NULL);

      g_test_add_data_func_full (equal, g_strdup (names[i]), test_equal, g_free);
      g_test_add_data_func_full (prefixes, g_strdup (names[i]), test_prefixes, g_free);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/markdown-stream/open", test_open);
  g_test_add_data_func ("/markdown-stream/commonmark", "commonmark-0.31.2.json", test_examples);
  g_test_add_data_func ("/markdown-stream/gfm", "gfm-0.29.json", test_examples);
  add_torture_tests ();
  g_test_add_func ("/markdown-stream/long", test_long);
  g_test_add_func ("/markdown-stream/brackets", test_brackets);

  return g_test_run ();
}
