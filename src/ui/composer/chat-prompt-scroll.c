/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keeps the cursor in sight while a text view grows.
 */

#include "chat-prompt-scroll.h"

/* In so many frames it has grown: GTK measures text bit by bit. */
#define GROWING_FRAMES 8


/* At once: GTK 4.8 scrolls gradually, and overlooks meanwhile that the view has grown, so that
 * lines that there is room for stay out of sight. */
static gboolean
scroll_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       user_data)
{
  GtkTextView *view = GTK_TEXT_VIEW (widget);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  guint *n_frames = user_data;
  GdkRectangle cursor;
  GtkTextIter at;

  gtk_text_buffer_get_iter_at_mark (buffer, &at, gtk_text_buffer_get_insert (buffer));
  gtk_text_view_get_iter_location (view, &at, &cursor);
  gtk_adjustment_clamp_page (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view)), cursor.y,
                             cursor.y + cursor.height + gtk_text_view_get_top_margin (view)
                             + gtk_text_view_get_bottom_margin (view));
  *n_frames -= 1;

  return *n_frames > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}


void
chat_prompt_scroll_to_cursor (GtkTextView *view)
{
  guint *n_frames = g_new (guint, 1);

  *n_frames = GROWING_FRAMES;
  gtk_widget_add_tick_callback (GTK_WIDGET (view), scroll_cb, n_frames, g_free);
}
