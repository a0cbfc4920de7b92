/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Follows a conversation: writes a long one from its end, a slice at a time.
 */

#include "chat-follower-private.h"

#include <time.h>

/* Messages and thread time that one slice takes: no frame waits for more. */
#define SLICE_MESSAGES 8
#define SLICE_US       4000

gint64
chat_follower_get_cpu_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

void
chat_follower_fill (ChatFollower *self,
                    guint         n_messages)
{
  n_messages = MIN (n_messages, self->first);
  self->first -= n_messages;
  chat_follower_splice (self, 0, 0, self->first, n_messages);
  chat_follower_write (self, 0, n_messages, G_MAXSIZE);
}

/* Above what is there, which does not move. */
static void
fill_above (ChatFollower *self,
            guint         n_messages)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->column);
  GtkTextBuffer *buffer = self->page->buffer;
  GtkTextMark *end = chat_message_view_get_start (chat_page_get_view (self->page, 0));
  int visible = chat_column_get_visible_top (self->column);
  GtkTextMark *anchor;
  GtkTextIter iter;
  int top;

  if (chat_scroll_rule_get_pinned (self->rule))
    {
      chat_follower_fill (self, n_messages);
      chat_scroll_rule_settle (self->rule);
      return;
    }

  gtk_text_view_get_line_at_y (view, &iter, visible, &top);
  anchor = gtk_text_buffer_create_mark (buffer, NULL, &iter, FALSE);
  chat_follower_fill (self, n_messages);
  chat_scroll_rule_stay (self->rule, view, end, anchor, visible - top);
  gtk_text_buffer_delete_mark (buffer, anchor);
}

static gboolean
fill_cb (gpointer data)
{
  ChatFollower *self = data;
  gint64 end = chat_follower_get_cpu_us () + SLICE_US;

  /* See tick_cb(). */
  if (gtk_widget_get_width (GTK_WIDGET (self->column)) == 0)
    return G_SOURCE_CONTINUE;

  while (self->first > 0 && chat_follower_get_cpu_us () < end)
    fill_above (self, SLICE_MESSAGES);
  chat_follower_tell (self);
  if (self->first > 0)
    return G_SOURCE_CONTINUE;

  self->filling = 0;
  return G_SOURCE_REMOVE;
}

void
chat_follower_schedule_filling (ChatFollower *self)
{
  if (self->filling == 0 && self->first > 0 &&
      gtk_widget_get_mapped (GTK_WIDGET (self->column)))
    self->filling = g_idle_add (fill_cb, self);
}

void
chat_follower_rewrite (ChatFollower *self)
{
  chat_follower_splice (self, 0, self->page->views->len, 0, 0);
  self->first = g_list_model_get_n_items (G_LIST_MODEL (self->conversation));
  chat_follower_fill (self, CHAT_FIRST_MESSAGES);
  chat_follower_schedule_filling (self);
}

void
chat_follower_reach (ChatFollower *self,
                     ChatMessage  *message)
{
  guint position;

  if (self->page == NULL || !chat_conversation_find (self->conversation, message, &position) ||
      position >= self->first)
    return;

  /* With what fills the window around it. */
  fill_above (self, self->first - position + CHAT_FIRST_MESSAGES);
  chat_follower_tell (self);
}
