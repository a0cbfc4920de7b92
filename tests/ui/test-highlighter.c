/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Highlighting off screen: what it shows in the end is what GtkSourceView says of the whole text,
 * however the text came.
 */

#include "chat-code-classes.h"
#include "chat-code-language.h"
#include "chat-highlighter-private.h"
#include "test-support.h"
#include "toolkit-faults.h"

#include <adwaita.h>
#include <math.h>
#include <string.h>

#define N_SEEDS 12
/* Several parts. */
#define LONG_BYTES (100 * 1024)

/* Stands for the transcript: the look of each character that has been shown so far. */
typedef struct
{
  GArray  *styles;        /* (element-type guint8) */
  guint    n_calls;
  gboolean visible;
  GString *order;         /* nullable: @letter is added when something is shown */
  char     letter;
} Page;

static void
show_cb (gpointer      owner,
         guint         start,
         guint         end,
         const GArray *runs)
{
  Page *page = owner;

  page->n_calls++;
  if (page->order != NULL && (page->order->len == 0 ||
                              page->order->str[page->order->len - 1] != page->letter))
    g_string_append_c (page->order, page->letter);

  g_assert_cmpuint (start, <=, page->styles->len);
  g_array_set_size (page->styles, MAX (page->styles->len, end));
  memset (&g_array_index (page->styles, guint8, start), CHAT_CODE_PLAIN, end - start);
  for (guint i = 0; i < runs->len; i++)
    {
      const ChatCodeRun *run = &g_array_index (runs, ChatCodeRun, i);

      g_assert_cmpuint (run->start, >=, start);
      g_assert_cmpuint (run->start, <, run->end);
      g_assert_cmpuint (run->end, <=, end);
      memset (&g_array_index (page->styles, guint8, run->start), run->style,
              run->end - run->start);
    }
}

static gboolean
is_visible_cb (gpointer owner)
{
  return ((Page *) owner)->visible;
}

static const ChatHighlightClient client = { show_cb, is_visible_cb };

static void
page_init (Page *page)
{
  memset (page, 0, sizeof *page);
  page->styles = g_array_new (FALSE, TRUE, sizeof (guint8));
}

static void
page_clear (Page *page)
{
  g_array_unref (page->styles);
}

/* Each character's style as a letter, plain ones as dots. */
static char *
page_dup_letters (Page *page)
{
  char *letters = g_malloc0 (page->styles->len + 1);

  for (guint i = 0; i < page->styles->len; i++)
    {
      guint8 style = g_array_index (page->styles, guint8, i);

      letters[i] = style == CHAT_CODE_PLAIN ? '.' : (char) ('a' + style - 1);
    }

  return letters;
}

/* The whole text at once, as GtkSourceView has it, without any of our cutting. */
static char *
highlight_at_once (const char *id,
                   const char *text)
{
  g_autoptr(GtkSourceStyleScheme) classes = chat_code_classes_load ();
  g_autoptr(GtkSourceBuffer) buffer = gtk_source_buffer_new (NULL);
  g_autoptr(GArray) runs = g_array_new (FALSE, FALSE, sizeof (ChatCodeRun));
  GtkTextIter start;
  GtkTextIter end;
  char *letters;
  Page page;

  g_assert_nonnull (classes);
  gtk_source_buffer_set_style_scheme (buffer, classes);
  gtk_source_buffer_set_language (
    buffer, gtk_source_language_manager_get_language (gtk_source_language_manager_get_default (),
                                                      id));
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (buffer), text, -1);
  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (buffer), &start, &end);
  gtk_source_buffer_ensure_highlight (buffer, &start, &end);
  chat_code_classes_read (&start, runs);

  page_init (&page);
  show_cb (&page, 0, (guint) gtk_text_iter_get_offset (&end), runs);
  letters = page_dup_letters (&page);
  page_clear (&page);
  return letters;
}

/* In cuts that a stream could make, with time to work in between or without. */
static char *
highlight_in_cuts (ChatHighlighter *highlighter,
                   const char      *id,
                   const char      *text,
                   GRand           *rand)
{
  g_autoptr(ChatHighlight) highlight = NULL;
  int largest = g_rand_int_range (rand, 1, 120);
  const char *end = text + strlen (text);
  char *letters;
  Page page;

  page_init (&page);
  highlight = chat_highlight_new (highlighter, id, &client, &page);
  while (text < end)
    {
      const char *cut = text + g_rand_int_range (rand, 1, largest + 1);

      cut = cut < end ? g_utf8_find_next_char (cut - 1, end + 1) : end;
      chat_highlight_append (highlight, text, (gsize) (cut - text));
      text = cut;
      if (g_rand_int_range (rand, 0, 3) > 0)
        chat_highlight_catch_up (highlight);
      if (g_rand_int_range (rand, 0, 8) == 0)
        g_main_context_iteration (NULL, FALSE);
    }
  chat_highlight_finish (highlight);
  test_wait_until (chat_highlighter_is_idle (highlighter));

  letters = page_dup_letters (&page);
  page_clear (&page);
  return letters;
}

static void
test_random_cuts (gconstpointer data)
{
  const char *name = data;
  const ChatCodeLanguage *language = chat_code_language_find (strrchr (name, '.') + 1);
  g_autofree char *path = g_strconcat ("code/samples/", name, NULL);
  g_autofree char *text = test_load_fixture (path, NULL);
  g_autofree char *expected = highlight_at_once (language->id, text);
  g_autoptr(ChatHighlighter) highlighter = chat_highlighter_new ();

  g_assert_cmpuint (strspn (expected, "."), <, strlen (expected));
  for (guint seed = 0; seed < N_SEEDS; seed++)
    {
      g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
      g_autofree char *letters = highlight_in_cuts (highlighter, language->id, text, rand);

      g_test_message ("%s, seed %u", name, seed);
      g_assert_cmpstr (letters, ==, expected);
    }
}

static void
assert_letters (const char *id,
                const char *text,
                const char *expected)
{
  g_autofree char *letters = highlight_at_once (id, text);

  g_assert_cmpstr (letters, ==, expected);
}

/* The kinds, by letters: a comment, b string, c type, d statement, e preprocessor, f function,
 * g number, h note, i heading, m added, n removed, o hunk, p file. */
static void
test_classes (void)
{
  assert_letters ("c", "int x = 1; /* y */", "ccc.....g..aaaaaaa");
  assert_letters ("c", "return \"a\\n\";", "dddddd.bbggb.");
  assert_letters ("c", "#define X", "eeeeeeeee");
  assert_letters ("python3", "def f(): return None", "ddd.f....dddddd.gggg");
  assert_letters ("diff", "--- a\n+++ b\n@@ -1 +1 @@\n-x\n+y\n z\n",
                  "ppppp.ppppp.ooooooooooo.nn.mm....");
  assert_letters ("json", "{\"a\": 1, \"b\": true}", ".ffff.g..ffff.gggg.");
}

/* Over a limit the rest is plain, whether the line came at once or grew. */
static void
test_long_line (void)
{
  g_autoptr(ChatHighlighter) highlighter = chat_highlighter_new ();
  g_autofree char *filler = g_strnfill (CHAT_HIGHLIGHT_MAX_LINE, 'x');
  g_autofree char *text = g_strdup_printf ("int a;\nint %s;\nint b;\n", filler);
  g_autofree char *at_once = NULL;
  Page page;

  page_init (&page);
  for (guint seed = 0; seed < N_SEEDS; seed++)
    {
      g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
      g_autofree char *letters = highlight_in_cuts (highlighter, "c", text, rand);

      g_assert_true (g_str_has_prefix (letters, "ccc...."));
      g_assert_cmpuint (strspn (letters + 7, "."), ==, strlen (letters) - 7);
    }

  {
    g_autoptr(ChatHighlight) highlight = chat_highlight_new (highlighter, "c", &client, &page);

    chat_highlight_append (highlight, text, strlen (text));
    test_wait_until (chat_highlighter_is_idle (highlighter));
  }
  at_once = page_dup_letters (&page);
  g_assert_cmpstr (at_once, ==, "ccc....");
  page_clear (&page);
}

/* Long text goes in parts, and those do not depend on how it came either. */
static void
test_parts (void)
{
  g_autofree char *sample = test_load_fixture ("code/samples/sample.py", NULL);
  g_autoptr(ChatHighlighter) highlighter = chat_highlighter_new ();
  g_autoptr(ChatHighlight) highlight = NULL;
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *expected = NULL;
  Page page;

  while (text->len < LONG_BYTES)
    g_string_append_printf (text, "%s\n%*s\n", sample, (int) (text->len % 3), "");
  page_init (&page);
  highlight = chat_highlight_new (highlighter, "python3", &client, &page);
  chat_highlight_append (highlight, text->str, text->len);
  chat_highlight_finish (highlight);
  test_wait_until (chat_highlighter_is_idle (highlighter));
  expected = page_dup_letters (&page);
  g_assert_cmpuint (strlen (expected), ==, text->len);
  /* To the very end. */
  g_assert_cmpuint (strspn (expected + text->len - 200, "."), <, 200);

  for (guint seed = 0; seed < 3; seed++)
    {
      g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
      g_autofree char *letters = highlight_in_cuts (highlighter, "python3", text->str, rand);

      g_assert_cmpstr (letters, ==, expected);
    }
  page_clear (&page);
}

/* @n_before and @n_within: bytes of code, and of what goes on over many lines after it. */
static void
check_construct (const char *id,
                 const char *line,
                 gsize       n_before,
                 const char *opening,
                 const char *inner,
                 gsize       n_within,
                 const char *closing)
{
  g_autoptr(ChatHighlighter) highlighter = chat_highlighter_new ();
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *expected = NULL;

  while (text->len < n_before)
    g_string_append (text, line);
  g_string_append (text, opening);
  while (text->len < n_before + n_within)
    g_string_append (text, inner);
  g_string_append_printf (text, "%s%s", closing, line);

  expected = highlight_at_once (id, text->str);
  for (guint seed = 0; seed < 2; seed++)
    {
      g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
      g_autofree char *letters = highlight_in_cuts (highlighter, id, text->str, rand);

      g_assert_cmpstr (letters, ==, expected);
    }
}

/* No part begins within a comment or a string. */
static void
test_constructs (void)
{
  check_construct ("c", "int x = 1;\n", 7 * 1024, "/*\n", "Some int words.\n\nAnd if.\n",
                   12 * 1024, "*/\n");
  check_construct ("python3", "x = 1\n", 7 * 1024, "s = \"\"\"\n", "Some if words.\n\nAnd def.\n",
                   12 * 1024, "\"\"\"\n");
}

static void
test_unknown (void)
{
  g_autoptr(ChatHighlighter) highlighter = chat_highlighter_new ();
  Page page;

  page_init (&page);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr(ChatHighlight) highlight = chat_highlight_new (highlighter, "no-such-language",
                                                               &client, &page);

      chat_highlight_append (highlight, "int x;\n", 7);
      chat_highlight_catch_up (highlight);
      chat_highlight_finish (highlight);
      test_wait_until (chat_highlighter_is_idle (highlighter));
    }
  g_assert_cmpuint (page.n_calls, ==, 0);
  page_clear (&page);
}

/* The block that is seen goes first, though it came first and the others after it. */
static void
test_visible_first (void)
{
  g_autoptr(ChatHighlighter) highlighter = chat_highlighter_new ();
  g_autoptr(GString) order = g_string_new (NULL);
  ChatHighlight *highlights[3];
  Page pages[3];

  for (int i = 0; i < 3; i++)
    {
      page_init (&pages[i]);
      pages[i].order = order;
      pages[i].letter = (char) ('0' + i);
      pages[i].visible = i == 1;
      highlights[i] = chat_highlight_new (highlighter, "c", &client, &pages[i]);
      chat_highlight_append (highlights[i], "int x;\n", 7);
      chat_highlight_finish (highlights[i]);
    }
  test_wait_until (chat_highlighter_is_idle (highlighter));

  g_assert_cmpstr (order->str, ==, "120");
  for (int i = 0; i < 3; i++)
    {
      chat_highlight_free (highlights[i]);
      page_clear (&pages[i]);
    }
}

/* A language that has been prepared is there when text comes. */
static void
test_prepare (void)
{
  const char * const ids[] = { "c", "no-such-language", "python3", NULL };
  g_autoptr(ChatHighlighter) highlighter = chat_highlighter_new ();
  g_autoptr(ChatHighlight) highlight = NULL;
  Page page;

  chat_highlighter_prepare (highlighter, ids);
  test_wait_until (chat_highlighter_look_up (highlighter, "python3") == CHAT_LANGUAGE_READY);

  page_init (&page);
  highlight = chat_highlight_new (highlighter, "python3", &client, &page);
  chat_highlight_append (highlight, "def", 3);
  chat_highlight_catch_up (highlight);
  g_assert_cmpuint (page.n_calls, ==, 1);
  page_clear (&page);
  g_clear_pointer (&highlight, chat_highlight_free);
}

static gboolean
note_frame_cb (gpointer highlighter)
{
  chat_highlighter_note_frame (highlighter);
  return G_SOURCE_CONTINUE;
}

static gboolean
end_motion_cb (gpointer motion)
{
  g_clear_handle_id ((guint *) motion, g_source_remove);
  return G_SOURCE_REMOVE;
}

/* While something moves on the screen, none is prepared; afterwards it is. */
static void
test_prepare_when_still (void)
{
  const char * const ids[] = { "c", NULL };
  g_autoptr(ChatHighlighter) highlighter = chat_highlighter_new ();
  guint motion = g_timeout_add (16, note_frame_cb, highlighter);

  g_timeout_add (1500, end_motion_cb, &motion);
  chat_highlighter_note_frame (highlighter);
  chat_highlighter_prepare (highlighter, ids);
  test_wait_until (motion == 0 ||
                   chat_highlighter_look_up (highlighter, "c") == CHAT_LANGUAGE_READY);
  g_assert_cmpint (chat_highlighter_look_up (highlighter, "c"), ==, CHAT_LANGUAGE_TO_LOAD);
  test_wait_until (chat_highlighter_look_up (highlighter, "c") == CHAT_LANGUAGE_READY);
}

/* Thrown away while there is work left, also from within the middle of it. */
static void
test_free (void)
{
  g_autofree char *text = test_load_fixture ("code/samples/sample.js", NULL);
  ChatHighlighter *highlighter = chat_highlighter_new ();
  Page page;

  page_init (&page);
  for (int i = 0; i < 30; i++)
    {
      ChatHighlight *highlight = chat_highlight_new (highlighter, "js", &client, &page);

      chat_highlight_append (highlight, text, strlen (text));
      for (int j = 0; j < i % 4; j++)
        g_main_context_iteration (NULL, FALSE);
      chat_highlight_free (highlight);
    }
  chat_highlighter_free (highlighter);
  page_clear (&page);
}

/* On a page the tags are there, also above a tag that was made later for lines, and go again. */
static void
test_tags (void)
{
  g_autoptr(GtkTextTagTable) table = gtk_text_tag_table_new ();
  g_autoptr(ChatCodeTags) tags = chat_code_tags_new (table);
  g_autoptr(GtkTextBuffer) buffer = gtk_text_buffer_new (table);
  g_autoptr(GArray) runs = g_array_new (FALSE, FALSE, sizeof (ChatCodeRun));
  GtkTextTag *comment = chat_code_tags_get (tags, CHAT_CODE_COMMENT);
  ChatCodeRun run = { 3, 5, CHAT_CODE_COMMENT };
  GtkTextIter iter;

  gtk_text_buffer_set_text (buffer, "0123456789", -1);
  g_array_append_val (runs, run);
  chat_code_tags_show (tags, buffer, 2, 10, runs);
  gtk_text_buffer_get_iter_at_offset (buffer, &iter, 3);
  g_assert_true (gtk_text_iter_starts_tag (&iter, comment));
  gtk_text_buffer_get_iter_at_offset (buffer, &iter, 5);
  g_assert_true (gtk_text_iter_ends_tag (&iter, comment));

  g_array_set_size (runs, 0);
  chat_code_tags_show (tags, buffer, 4, 10, runs);
  gtk_text_buffer_get_iter_at_offset (buffer, &iter, 4);
  g_assert_true (gtk_text_iter_ends_tag (&iter, comment));
}

static double
get_luminance (const GdkRGBA *color)
{
  const float parts[3] = { color->red, color->green, color->blue };
  const double weights[3] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0;

  /* WCAG 2.1, "relative luminance" */
  for (int i = 0; i < 3; i++)
    sum += weights[i] * (parts[i] <= 0.03928 ? parts[i] / 12.92
                                             : pow ((parts[i] + 0.055) / 1.055, 2.4));

  return sum;
}

static double
get_contrast (const GdkRGBA *a,
              const GdkRGBA *b)
{
  double first = get_luminance (a) + 0.05;
  double second = get_luminance (b) + 0.05;

  return MAX (first, second) / MIN (first, second);
}

static void
check_contrast (ChatCodeTags  *tags,
                ChatCodeStyle  style,
                const GdkRGBA *card)
{
  g_autoptr(GdkRGBA) color = NULL;
  g_autoptr(GdkRGBA) background = NULL;
  gboolean has_color;
  gboolean has_background;

  g_object_get (chat_code_tags_get (tags, style),
                "foreground-set", &has_color,
                "foreground-rgba", &color,
                "paragraph-background-set", &has_background,
                "paragraph-background-rgba", &background,
                NULL);
  g_test_message ("style %d", style);
  if (has_color)
    g_assert_cmpfloat (get_contrast (color, has_background ? background : card), >=, 4.5);
}

/* With the style sheets of one appearance, as the program loads them. */
static void
test_contrast (gconstpointer data)
{
  g_auto(GStrv) sheets = g_strsplit (data, " ", -1);
  GtkWidget *widget = g_object_ref_sink (gtk_label_new (NULL));
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr(GPtrArray) providers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GtkTextTagTable) table = gtk_text_tag_table_new ();
  g_autoptr(ChatCodeTags) tags = chat_code_tags_new (table);
  GdkRGBA card;

  for (guint i = 0; sheets[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("/org/example/ClaudeChat/", sheets[i], NULL);
      GtkCssProvider *provider = gtk_css_provider_new ();

      gtk_css_provider_load_from_resource (provider, path);
      gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + i);
      g_ptr_array_add (providers, provider);
    }

  g_assert_true (gtk_style_context_lookup_color (gtk_widget_get_style_context (widget),
                                                 "chat_code_bg", &card));
  chat_code_tags_update (tags, widget);
  for (int i = CHAT_CODE_PLAIN + 1; i < CHAT_N_CODE_STYLES; i++)
    check_contrast (tags, (ChatCodeStyle) i, &card);

  for (guint i = 0; i < providers->len; i++)
    gtk_style_context_remove_provider_for_display (display, g_ptr_array_index (providers, i));
  g_object_unref (widget);
}

static void
add_samples (void)
{
  g_auto(GStrv) names = test_list_fixtures ("code/samples", "");

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/highlighter/random-cuts/%s", names[i]);

      g_test_add_data_func_full (path, g_strdup (names[i]), test_random_cuts, g_free);
    }
}

int
main (int    argc,
      char **argv)
{
  toolkit_faults_init_test (&argc, &argv);
  adw_init ();

  g_test_add_func ("/highlighter/classes", test_classes);
  add_samples ();
  g_test_add_func ("/highlighter/long-line", test_long_line);
  g_test_add_func ("/highlighter/parts", test_parts);
  g_test_add_func ("/highlighter/constructs", test_constructs);
  g_test_add_func ("/highlighter/unknown", test_unknown);
  g_test_add_func ("/highlighter/visible-first", test_visible_first);
  g_test_add_func ("/highlighter/prepare", test_prepare);
  g_test_add_func ("/highlighter/prepare-when-still", test_prepare_when_still);
  g_test_add_func ("/highlighter/free", test_free);
  g_test_add_func ("/highlighter/tags", test_tags);
  g_test_add_data_func ("/highlighter/contrast/light", "style.css", test_contrast);
  g_test_add_data_func ("/highlighter/contrast/dark", "style.css style-dark.css", test_contrast);
  g_test_add_data_func ("/highlighter/contrast/hc", "style.css style-hc.css", test_contrast);
  g_test_add_data_func ("/highlighter/contrast/hc-dark",
                        "style.css style-dark.css style-hc.css style-hc-dark.css", test_contrast);

  return g_test_run ();
}
