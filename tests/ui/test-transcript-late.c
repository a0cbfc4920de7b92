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

int
main (int   argc,
      char *argv[])
{
  talk_init (&argc, &argv);

  g_test_add_func ("/transcript-late/change", test_late_change);
  g_test_add_func ("/transcript-late/silent-growth", test_silent_growth);

  return g_test_run ();
}
