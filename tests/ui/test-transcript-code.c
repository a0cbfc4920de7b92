/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Blocks of code in the transcript: their colours, and what hides in them.
 */

#include "transcript-support.h"

#include "chat-code-language.h"
#include "chat-column.h"

#include <string.h>

#define TEXT "{\"type\":\"text\",\"text\":\"\"}"

#define N_SEEDS 2

/* What each character of the page looks like: its style as a letter, plain ones as dots. */
static char *
dup_letters (Talk *talk)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (talk->column);
  GString *letters = g_string_new (NULL);
  GtkTextIter at;

  gtk_text_buffer_get_start_iter (buffer, &at);
  do
    {
      char letter = talk_get_look_at (talk, &at);

      /* No tag may run over the end of a line. */
      if (gtk_text_iter_ends_line (&at))
        g_assert_cmpint (letter, ==, '.');
      g_string_append_c (letters, gtk_text_iter_ends_line (&at) ? '\n' : letter);
    }
  while (gtk_text_iter_forward_char (&at));

  /* Below a reply stands how long it took, and room. */
  for (int i = 0; i < 2; i++)
    g_string_truncate (letters, (gsize) (strrchr (letters->str, '\n') - letters->str));

  return g_string_free (letters, FALSE);
}

static char *
wrap (const char *name)
{
  const ChatCodeLanguage *language = chat_code_language_find (strrchr (name, '.') + 1);
  g_autofree char *path = g_strconcat ("code/samples/", name, NULL);
  g_autofree char *code = test_load_fixture (path, NULL);

  /* Four backticks: one of the samples has fences itself. */
  return g_strdup_printf ("Before.\n\n````%s\n%s````\n\nBetween.\n\n```sh\nls $HOME\n```\n",
                          language->extension, code);
}

static char *
answer_at_once (const char *text)
{
  Talk talk;
  char *letters;

  talk_open (&talk, 800, 600);
  talk_say (&talk, "Code?");
  talk_answer (&talk, text);
  talk_wait_for_colors (&talk);
  letters = dup_letters (&talk);
  talk_close (&talk);
  return letters;
}

static char *
stream (const char *text,
        GRand      *rand)
{
  const char *end = text + strlen (text);
  int largest = g_rand_int_range (rand, 20, 300);
  ChatContentBlock *block;
  Talk talk;
  char *letters;

  talk_open (&talk, 800, 600);
  talk_say (&talk, "Code?");
  talk_reply (&talk);
  block = talk_block (&talk, TEXT);
  while (text < end)
    {
      int wanted = g_rand_int_range (rand, 1, largest);
      gsize length = (gsize) MIN (wanted, end - text);
      g_autofree char *piece = g_strndup (text, length);

      talk_add (&talk, block, piece);
      text += length;
      if (g_rand_int_range (rand, 0, 4) == 0)
        talk_frame (&talk);
    }
  talk_close_block (&talk, block);
  talk_end (&talk, CHAT_MESSAGE_COMPLETE);
  talk_wait_for_colors (&talk);
  letters = dup_letters (&talk);
  talk_close (&talk);
  return letters;
}

/* However a reply came, its code has the colours of one that came at once. */
static void
test_stream (gconstpointer data)
{
  g_autofree char *text = wrap (data);
  g_autofree char *expected = answer_at_once (text);

  g_assert_cmpuint (strcspn (expected, "abcdefghijklmnop"), <, strlen (expected));
  for (guint seed = 0; seed < N_SEEDS; seed++)
    {
      g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
      g_autofree char *letters = stream (text, rand);

      g_test_message ("seed %u", seed);
      g_assert_cmpstr (letters, ==, expected);
    }
}

/* While it streams the open line has its colours in the frame in which it comes. */
static void
test_live (void)
{
  ChatContentBlock *block;
  Talk talk;

  talk_open (&talk, 800, 600);
  talk_say (&talk, "Code?");
  /* The language is there. */
  talk_answer (&talk, "```c\nint a;\n```\n");
  talk_wait_for_colors (&talk);

  talk_reply (&talk);
  block = talk_block (&talk, TEXT);
  talk_add (&talk, block, "```c\n/* one\ntwo */ retur");
  talk_frame (&talk);
  g_assert_cmpint (talk_get_look (&talk, "two"), ==, 'a');
  g_assert_cmpint (talk_get_look (&talk, "retur"), ==, '.');
  talk_add (&talk, block, "n \"x");
  talk_frame (&talk);
  g_assert_cmpint (talk_get_look (&talk, "return"), ==, 'd');
  g_assert_cmpint (talk_get_look (&talk, "\"x"), ==, 'b');

  talk_end (&talk, CHAT_MESSAGE_COMPLETE);
  talk_close (&talk);
}

/* Without a word after the fence the language is what is certain. */
static void
test_guess (void)
{
  g_autofree char *text = NULL;
  Talk talk;

  talk_open (&talk, 800, 600);
  talk_say (&talk, "Code?");
  talk_answer (&talk, "```\n#!/bin/sh\nif true; then ls; fi\n```\n\n```\nif x\n```\n"
                      "\n```Elvish\nx\n```\n");
  talk_wait_for_colors (&talk);

  text = talk_dup_visible (&talk);
  g_assert_nonnull (strstr (text, "Shell · 2 lines\n"));
  g_assert_nonnull (strstr (text, "Code · 1 line\n"));
  g_assert_nonnull (strstr (text, "Elvish · 1 line\n"));
  g_assert_cmpint (talk_get_look (&talk, "if true"), ==, 'd');
  g_assert_cmpint (talk_get_look (&talk, "if x"), ==, '.');
  talk_close (&talk);
}

/* What hides shows, has no effect, and is copied as it is. */
static void
test_deceptive (void)
{
  const char *code = "if (admin\u202e) { /\u200b* x */ }";
  g_autofree char *text = g_strdup_printf ("```c\n%s\n```\n", code);
  g_autofree char *copied = NULL;
  GtkTextTag *unseen;
  GtkTextIter start;
  GtkTextIter end;
  Talk talk;

  talk_open (&talk, 800, 600);
  talk_say (&talk, "Code?");
  talk_answer (&talk, text);
  talk_wait_for_colors (&talk);

  talk_find (&talk, "⟦RLO⟧", &start, &end);
  unseen = chat_tags_get_inline (chat_column_get_tags (CHAT_COLUMN (talk.column)),
                                 CHAT_INLINE_UNSEEN);
  g_assert_true (gtk_text_iter_has_tag (&end, unseen));
  g_assert_cmphex (gtk_text_iter_get_char (&end), ==, 0x202e);
  talk_find (&talk, "⟦ZWSP⟧", &start, &end);
  g_assert_cmphex (gtk_text_iter_get_char (&end), ==, 0x200b);

  talk_find (&talk, "if (admin", &start, &end);
  copied = talk_copy (&talk, &start, "x */ }");
  g_assert_cmpstr (copied, ==, code);
  talk_close (&talk);
}

static void
add_samples (void)
{
  g_auto(GStrv) names = test_list_fixtures ("code/samples", "");

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/transcript/code/stream/%s", names[i]);

      g_test_add_data_func_full (path, g_strdup (names[i]), test_stream, g_free);
    }
}

int
main (int    argc,
      char **argv)
{
  talk_init (&argc, &argv);

  g_test_add_func ("/transcript/code/live", test_live);
  g_test_add_func ("/transcript/code/guess", test_guess);
  g_test_add_func ("/transcript/code/deceptive", test_deceptive);
  add_samples ();

  return g_test_run ();
}
