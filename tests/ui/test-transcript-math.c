/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Formulas in the transcript: drawn where their source is, copied as source, said in words.
 */

#include "chat-column-private.h"
#include "chat-transcript-find.h"
#include "transcript-support.h"

#include <string.h>

#define TEXT "{\"type\":\"text\",\"text\":\"\"}"
/* px of a line of text. */
#define LINE 24

/* How wide the words are on the page, and how high the line is that they are in. */
static int
get_width (Talk       *talk,
           const char *text)
{
  GtkTextIter start;
  GtkTextIter end;
  GdkRectangle first;
  GdkRectangle last;

  talk_find (talk, text, &start, &end);
  gtk_text_view_get_iter_location (talk->column, &start, &first);
  gtk_text_view_get_iter_location (talk->column, &end, &last);
  return last.x - first.x;
}

/* The pad in front of the source is as wide as what is drawn. */
static GdkRectangle
get_pad (Talk       *talk,
         const char *source)
{
  GtkTextIter start;
  GtkTextIter end;
  GdkRectangle pad;

  talk_find (talk, source, &start, &end);
  gtk_text_iter_backward_char (&start);
  gtk_text_view_get_iter_location (talk->column, &start, &pad);
  return pad;
}

static void
test_drawn (void)
{
  Talk talk;

  talk_open (&talk, 800, 600);
  talk_answer (&talk, "First.\n\nPlain words.\n\nIt is $x^2+1$ then.\n\n$$\\frac{a}{b} = c$$\n\n"
                      "High $\\dfrac{p}{q}$ here.");
  talk_frame (&talk);

  g_assert_cmpint (get_width (&talk, "x^2+1"), <=, 1);
  g_assert_cmpint (get_pad (&talk, "x^2+1").width, >, 20);
  g_assert_cmpint (get_pad (&talk, "x^2+1").width, <, 80);
  g_assert_cmpint (get_width (&talk, "\\frac{a}{b} = c"), <=, 2);
  g_assert_cmpint (talk_measure_line (&talk, "It is"), <=, talk_measure_line (&talk, "Plain") + 2);
  g_assert_cmpint (talk_measure_line (&talk, "\\frac"), >, talk_measure_line (&talk, "Plain") + 8);
  g_assert_cmpint (talk_measure_line (&talk, "High"), >, talk_measure_line (&talk, "Plain") + 8);
  talk_close (&talk);
}

/* Source, and all of it can be read. */
static void
test_unknown (void)
{
  Talk talk;

  talk_open (&talk, 800, 600);
  talk_answer (&talk, "So $\\unknown{x}$ stays.\n\n$$\n\\begin{tikzcd}\nA\n\\end{tikzcd}\n$$\n");
  talk_frame (&talk);

  g_assert_cmpint (get_width (&talk, "\\unknown{x}"), >, 60);
  g_assert_cmpint (get_width (&talk, "\\begin{tikzcd}"), >, 60);
  g_assert_cmpint (get_width (&talk, "\\end{tikzcd}"), >, 60);
  talk_close (&talk);
}

static void
test_copy (void)
{
  Talk talk;
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *copied = NULL;

  talk_open (&talk, 800, 600);
  talk_answer (&talk, "Say $x^2$ and $\\alpha$ now.");
  talk_frame (&talk);
  talk_find (&talk, "Say", &start, &end);
  copied = talk_copy (&talk, &start, "now.");

  g_assert_nonnull (strstr (copied, "x^2"));
  g_assert_nonnull (strstr (copied, "\\alpha"));
  /* Nothing of what only keeps room. */
  g_assert_null (strstr (copied, "\u00a0"));
  g_assert_null (strstr (copied, "\u2060"));
  talk_close (&talk);
}

static void
test_speech (void)
{
  Talk talk;
  GdkRectangle pad;
  g_autofree char *said = NULL;
  g_autofree char *beside = NULL;

  talk_open (&talk, 800, 600);
  talk_answer (&talk, "Say $\\frac{a}{b}$ now.");
  talk_frame (&talk);
  pad = get_pad (&talk, "\\frac");
  said = chat_column_dup_formula_speech (CHAT_COLUMN (talk.column), pad.x + pad.width / 2, pad.y);
  beside = chat_column_dup_formula_speech (CHAT_COLUMN (talk.column), pad.x - 20, pad.y);

  g_assert_cmpstr (said, ==, "a over b");
  g_assert_null (beside);
  talk_close (&talk);
}

/* In a window that becomes narrow, formulas stay within the text. */
static void
test_narrow (void)
{
  static const char *const source = "a_1+a_2+a_3+a_4+a_5+a_6+a_7+a_8+a_9+b_1+b_2+b_3+b_4+b_5+b_6";
  g_autofree char *text = g_strdup_printf ("See:\n\n$$%s$$\n\nand $%s$.\n", source, source);
  Talk talk;

  talk_open (&talk, 800, 600);
  talk_answer (&talk, text);
  talk_frame (&talk);
  g_assert_cmpint (get_pad (&talk, source).width, >, 300);

  gtk_window_set_default_size (GTK_WINDOW (talk.window), 360, 600);
  test_wait_until (gtk_widget_get_width (GTK_WIDGET (talk.column)) <= 360);
  talk_frame (&talk);
  g_assert_cmpint (get_pad (&talk, source).width, <=,
                   chat_column_get_text_width (CHAT_COLUMN (talk.column)));
  talk_close (&talk);
}

/* A table is as wide as its formulas are, not their sources. */
static void
test_table (void)
{
  static const char *const source = "\\operatorname{arctan}\\left(\\frac{\\alpha}{\\beta}\\right)";
  g_autofree char *text =
    g_strdup_printf ("| a | b | c |\n|---|---|---|\n| $%s$ | $%s$ | $%s + 1$ |\n", source, source,
                     source);
  Talk talk;
  GdkRectangle pad;
  g_autofree char *said = NULL;

  talk_open (&talk, 600, 600);
  talk_answer (&talk, text);
  talk_frame (&talk);
  pad = get_pad (&talk, source);
  said = chat_column_dup_formula_speech (CHAT_COLUMN (talk.column), pad.x + pad.width / 2, pad.y);

  g_assert_nonnull (said);
  g_assert_cmpint (pad.width, <, 150);
  talk_close (&talk);
}

/* Where cells wrap, a row has room for the formula in it; what cannot be drawn is source. */
static void
test_wrapping_table (void)
{
  Talk talk;
  int plain;

  talk_open (&talk, 500, 600);
  talk_answer (&talk, "| a | b |\n|---|---|\n"
                      "| so many words that this table is wider than its window, and wraps | b |\n"
                      "| one | $x$ |\n"
                      "| two | $\\displaystyle\\frac{1}{1+x^2}$ |\n"
                      "| three | $\\frac{a}{b}$ and $\\sum_{i=1}^n i$ and $\\prod_{i=1}^n i$ too |\n"
                      "| four | $\\unknown{x}$ |\n");
  talk_frame (&talk);
  plain = talk_measure_line (&talk, "one");

  g_assert_cmpint (talk_measure_line (&talk, "so many"), >, plain + 10);
  g_assert_cmpint (talk_measure_line (&talk, "two"), >, plain + 5);
  g_assert_cmpint (talk_measure_line (&talk, "two"), <, 2 * plain);
  g_assert_cmpint (talk_measure_line (&talk, "four"), ==, plain);
  talk_close (&talk);
}

/* What is on the page before the end of the text. */
static char *
stream (Talk       *talk,
        const char *text,
        gboolean    watch)
{
  ChatContentBlock *block;
  g_autofree char *all = NULL;
  double highest = 0;

  talk_reply (talk);
  block = talk_block (talk, TEXT);
  for (const char *p = text; *p != '\0'; p += watch ? 1 : strlen (p))
    {
      g_autofree char *piece = watch ? g_strndup (p, 1) : g_strdup (p);

      talk_add (talk, block, piece);
      talk_frame (talk);
      g_assert_cmpfloat (gtk_adjustment_get_upper (talk->adjustment), >=, highest - LINE);
      highest = MAX (highest, gtk_adjustment_get_upper (talk->adjustment));
    }
  talk_close_block (talk, block);
  talk_end (talk, CHAT_MESSAGE_COMPLETE);
  talk_frame (talk);

  all = talk_dup_text (talk);
  g_assert_nonnull (strstr (all, "The end."));
  return g_strndup (all, (gsize) (strstr (all, "The end.") - all));
}

/* Letter by letter it comes to the same, and nothing jumps up on the way. */
static void
test_stream (void)
{
  static const char *const text =
    "A line with $\\frac{a}{b}$ in it.\n\n$$\n\\begin{aligned}\na &= b + c \\\\\n&= d\n"
    "\\end{aligned}\n$$\n\nAnd $\\unknown$, then \\(x_i\\) and\n\n\\[ \\sum_{i=1}^n i \\]\n\nThe end.";
  Talk talk;
  Talk other;
  g_autofree char *slowly = NULL;
  g_autofree char *at_once = NULL;

  talk_open (&talk, 600, 500);
  slowly = stream (&talk, text, TRUE);
  talk_close (&talk);
  talk_open (&other, 600, 500);
  at_once = stream (&other, text, FALSE);
  g_assert_cmpint (get_width (&other, "\\sum_{i=1}^n i"), <=, 2);
  talk_close (&other);

  g_assert_cmpstr (slowly, ==, at_once);
}

/* Pixels of the window with the ground of a hit. */
static guint
count_marked (Talk *talk)
{
  const GdkRGBA *color = &CHAT_COLUMN (talk->column)->palette.colors[CHAT_COLOR_HIT_BG];
  g_autoptr(GdkTexture) texture = talk_render (talk);
  int width = gdk_texture_get_width (texture);
  int height = gdk_texture_get_height (texture);
  g_autofree guchar *pixels = g_malloc ((gsize) (4 * width * height));
  guint n_marked = 0;

  gdk_texture_download (texture, pixels, (gsize) (4 * width));
  for (int i = 0; i < width * height; i++)
    {
      const guchar *pixel = pixels + 4 * i;

      n_marked += ABS (pixel[2] - color->red * 255) < 2 &&
                  ABS (pixel[1] - color->green * 255) < 2 &&
                  ABS (pixel[0] - color->blue * 255) < 2;
    }

  return n_marked;
}

static void
look_for (Talk       *talk,
          const char *words)
{
  g_autoptr(ChatNeedle) needle = chat_needle_new (words, FALSE);

  chat_transcript_set_needle (talk->transcript, needle);
  talk_frame (talk);
  talk_frame (talk);
}

/* Its source cannot be seen, so all of it is marked. */
static void
test_hit (void)
{
  Talk talk;

  talk_open (&talk, 700, 400);
  talk_say (&talk, "How far?");
  talk_answer (&talk, "So $\\frac{alpha}{beta}$ it is.");
  talk_frame (&talk);
  look_for (&talk, "gamma");
  g_assert_cmpuint (count_marked (&talk), ==, 0);
  look_for (&talk, "alpha");
  g_assert_cmpuint (count_marked (&talk), >, LINE * LINE / 2);
  talk_close (&talk);
}

int
main (int   argc,
      char *argv[])
{
  talk_init (&argc, &argv);

  g_test_add_func ("/transcript-math/drawn", test_drawn);
  g_test_add_func ("/transcript-math/unknown", test_unknown);
  g_test_add_func ("/transcript-math/copy", test_copy);
  g_test_add_func ("/transcript-math/speech", test_speech);
  g_test_add_func ("/transcript-math/table", test_table);
  g_test_add_func ("/transcript-math/wrapping-table", test_wrapping_table);
  g_test_add_func ("/transcript-math/narrow", test_narrow);
  g_test_add_func ("/transcript-math/stream", test_stream);
  g_test_add_func ("/transcript-math/hit", test_hit);

  return g_test_run ();
}
