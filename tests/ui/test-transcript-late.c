/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Changes that come late in a frame: nothing may be drawn without its place, of which GTK warns.
 */

#include "transcript-support.h"

/* Long, with a scrollbar that always shows. */
static void
open_with_bar (Talk *talk)
{
  g_autoptr(GString) text = g_string_new (NULL);
  GtkWidget *window;

  talk_open (talk, 600, 400);
  window = gtk_widget_get_ancestor (GTK_WIDGET (talk->column), GTK_TYPE_SCROLLED_WINDOW);
  gtk_scrolled_window_set_overlay_scrolling (GTK_SCROLLED_WINDOW (window), FALSE);

  for (int i = 0; i < 60; i++)
    g_string_append_printf (text, "Line number %d of an answer that is long.\n\n", i);
  talk_say (talk, "Go");
  talk_answer (talk, text->str);
  talk_frame (talk);
}

static gboolean
change_late_cb (GtkWidget     *widget,
                GdkFrameClock *clock,
                gpointer       data)
{
  Talk *talk = data;
  GtkTextIter start;
  GtkTextIter end;

  gtk_adjustment_set_value (talk->adjustment, gtk_adjustment_get_value (talk->adjustment) - 50);
  talk_find (talk, "Line number 59", &start, &end);
  gtk_text_buffer_insert (gtk_text_view_get_buffer (talk->column), &end, "\n\n", -1);
  return G_SOURCE_REMOVE;
}

/* A text that settles while it is allocated, in the same frame as something further out is: GTK
 * would warn of a widget that is drawn without having got its place. */
static void
test_late_change (void)
{
  Talk talk;

  open_with_bar (&talk);
  talk_answer (&talk, "```c\nint x;\n```");
  talk_frame (&talk);
  gtk_widget_add_tick_callback (talk.window, change_late_cb, &talk, NULL);
  talk_frame (&talk);
  talk_frame (&talk);
  talk_close (&talk);
}

static gboolean
grow_line_cb (GtkWidget     *widget,
              GdkFrameClock *clock,
              gpointer       data)
{
  Talk *talk = data;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (talk->column);
  GtkTextTag *tag = gtk_text_buffer_create_tag (buffer, NULL, "pixels-above-lines", 40, NULL);
  GdkRectangle visible;
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_view_get_visible_rect (talk->column, &visible);
  gtk_text_view_get_line_at_y (talk->column, &start, visible.y + visible.height / 2, NULL);
  end = start;
  gtk_text_iter_forward_line (&end);
  gtk_text_buffer_apply_tag (buffer, tag, &start, &end);
  gtk_widget_queue_draw (GTK_WIDGET (talk->column));
  return G_SOURCE_REMOVE;
}

/* A line that grows when nothing asks for an allocation: GTK would find out while it draws, and
 * then the scrollbar would be drawn without its place. */
static void
test_silent_growth (void)
{
  Talk talk;

  open_with_bar (&talk);
  gtk_adjustment_set_value (talk.adjustment, 300);
  talk_frame (&talk);
  gtk_widget_add_tick_callback (talk.window, grow_line_cb, &talk, NULL);
  talk_frame (&talk);
  talk_frame (&talk);
  talk_close (&talk);
}

/* What the bar takes, with its borders, is surely less. */
#define BAR_WIDTH 21

/* px of a window that holds less than the text. */
#define LOW 220
#define HIGH 600

static int
get_upper (Talk *talk,
           int   width,
           int   height)
{
  gtk_window_set_default_size (GTK_WINDOW (talk->window), width, height);
  talk_frame (talk);
  return (int) gtk_adjustment_get_upper (talk->adjustment);
}

/* The width of a window in which the text is higher than where it is narrower by a bar. */
static int
find_width (Talk *talk,
            int  *upper)
{
  for (int width = 400; width < 700; width += 3)
    {
      *upper = get_upper (talk, width, LOW);
      if (get_upper (talk, width - BAR_WIDTH, LOW) < *upper)
        return width;
    }

  g_assert_not_reached ();
}

static void
enlarge (Talk       *talk,
         const char *words)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (talk->column);
  GtkTextTag *tag = gtk_text_buffer_create_tag (buffer, NULL, "scale", 1.5, NULL);
  GtkTextIter start;
  GtkTextIter end;

  talk_find (talk, words, &start, &end);
  gtk_text_buffer_apply_tag (buffer, tag, &start, &end);
}

static void
count_cb (int *n)
{
  (*n)++;
}

/* Two signs of a higher font, side by side in one line, make one line higher; where there is room
 * for the first of them in the line before, they make two so. Such a text fits beside a bar, which
 * it does not need then, but not without: a bar that comes and goes would do so for ever, as what
 * lies over the text is placed anew each time. */
static void
test_bar_at_the_edge (void)
{
  Talk talk;
  GtkWidget *window;
  int width;
  int chrome;
  int n_resized;
  int upper;

  talk_open (&talk, 400, LOW);
  window = gtk_widget_get_ancestor (GTK_WIDGET (talk.column), GTK_TYPE_SCROLLED_WINDOW);
  talk_say (&talk, "Go");
  talk_answer (&talk, "Some words, as many as fill one line of a window, W W and then some\n\n"
                      "```c\nint x;\n```");
  enlarge (&talk, "W W");
  width = find_width (&talk, &upper);
  get_upper (&talk, width, HIGH);
  chrome = HIGH - (int) gtk_adjustment_get_page_size (talk.adjustment);

  gtk_scrolled_window_set_overlay_scrolling (GTK_SCROLLED_WINDOW (window), FALSE);
  g_signal_connect_swapped (talk.column, "resized", G_CALLBACK (count_cb), &n_resized);
  for (int short_of = 1; short_of < 8; short_of++)
    {
      get_upper (&talk, width, chrome + upper - short_of);
      n_resized = 0;
      talk_frame (&talk);
      g_assert_cmpint (n_resized, ==, 0);
      g_assert_cmpfloat (gtk_adjustment_get_page_size (talk.adjustment), ==, upper - short_of);
    }
  talk_close (&talk);
}

/* Whole windows are laid out only in frames in which the text becomes higher. */
static void
test_same_height (void)
{
  Talk talk;
  ChatContentBlock *block;
  GdkFrameClock *clock;
  int n_layouts = 0;

  talk_open (&talk, 600, 400);
  talk_say (&talk, "Go");
  talk_reply (&talk);
  block = talk_block (&talk, "{\"type\":\"text\",\"text\":\"\"}");
  talk_add (&talk, block, "Begin");
  talk_frame (&talk);
  talk_frame (&talk);

  clock = gtk_widget_get_frame_clock (talk.window);
  g_signal_connect_swapped (clock, "layout", G_CALLBACK (count_cb), &n_layouts);
  talk_add (&talk, block, " more");
  talk_frame (&talk);
  talk_assert_shows (&talk, "Begin more");
  g_assert_cmpint (n_layouts, ==, 0);
  talk_add (&talk, block, "\n\nand a line");
  talk_frame (&talk);
  g_assert_cmpint (n_layouts, >, 0);
  g_signal_handlers_disconnect_by_data (clock, &n_layouts);
  talk_close (&talk);
}

int
main (int   argc,
      char *argv[])
{
  talk_init (&argc, &argv);

  g_test_add_func ("/transcript-late/change", test_late_change);
  g_test_add_func ("/transcript-late/silent-growth", test_silent_growth);
  g_test_add_func ("/transcript-late/bar-at-the-edge", test_bar_at_the_edge);
  g_test_add_func ("/transcript-late/same-height", test_same_height);

  return g_test_run ();
}
