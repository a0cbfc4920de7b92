/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words of Markdown that is still coming: at every moment those of its blocks, for the work of
 * what is new.
 */

#include "chat-markdown-words.h"
#include "test-support.h"

#include <string.h>

/* Bytes of a source that is long. */
#define LONG (96 * 1024)

/* What it says of the kept part holds, too. */
static void
check_cut (const char *source,
           gsize       length,
           gint32      longest)
{
  g_autoptr(ChatMarkdownLiveWords) live = chat_markdown_live_words_new ();
  g_autoptr(ChatMarkdownStream) stream = chat_markdown_stream_new ();
  gsize n;

  for (gsize i = 0; i < length; i += n)
    {
      g_autofree char *before = g_strdup (chat_markdown_live_words_get (live)->str);
      g_autofree char *words = NULL;
      gsize kept;

      n = (gsize) g_test_rand_int_range (1, longest);
      n = MIN (n, length - i);
      chat_markdown_stream_append (stream, source + i, n);
      words = chat_markdown_to_words (chat_markdown_stream_get_blocks (stream));
      kept = chat_markdown_live_words_append (live, source + i, n);
      g_assert_cmpstr (chat_markdown_live_words_get (live)->str, ==, words);
      g_assert_cmpuint (kept, <=, strlen (before));
      g_assert_true (strncmp (words, before, kept) == 0);
    }
}

static void
test_equal (gconstpointer data)
{
  g_autofree char *path = g_strconcat ("markdown/torture/", data, NULL);
  gsize length;
  g_autofree char *source = test_load_fixture (path, &length);

  check_cut (source, length, 4);
  for (guint i = 0; i < 10; i++)
    check_cut (source, length, 60);
}

/* Bytes that are new or were worded again, of a source that begins with @start and goes on with
 * @line. */
static void
test_work (gconstpointer data)
{
  const char *const *parts = data;
  g_autoptr(ChatMarkdownLiveWords) live = chat_markdown_live_words_new ();
  gsize length = strlen (parts[2]);
  gsize n_worded = 0;

  chat_markdown_live_words_append (live, parts[1], strlen (parts[1]));
  for (gsize i = 0; i < LONG; i += length)
    {
      gsize kept = chat_markdown_live_words_append (live, parts[2], length);

      n_worded += chat_markdown_live_words_get (live)->len - kept;
    }
  g_test_message ("%" G_GSIZE_FORMAT " bytes", n_worded);
  g_assert_cmpuint (n_worded, <, 4 * LONG);
}

int
main (int    argc,
      char **argv)
{
  static const char *const works[][3] = {
    { "/live-words/prose", "", "A paragraph with **bold** words.\n\n" },
    { "/live-words/code", "```c\n", "  return a + b;\n" },
    { "/live-words/table", "| a | b |\n|---|---|\n", "| one | two words |\n" },
    { "/live-words/list", "", "- an item\n  - and one within it\n" },
  };
  g_auto(GStrv) names = NULL;

  g_test_init (&argc, &argv, NULL);
  names = test_list_fixtures ("markdown/torture", ".md");
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/live-words/equal/%s", names[i]);

      g_test_add_data_func_full (path, g_strdup (names[i]), test_equal, g_free);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (works); i++)
    g_test_add_data_func (works[i][0], works[i], test_work);

  return g_test_run ();
}
