/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Follows a conversation: how high what is on the page is, and the room for the rest; the reader's
 * place while both change.
 */

#include "chat-follower-room.h"

#include "chat-follower-private.h"

guint
chat_follower_get_end (ChatFollower *self)
{
  return self->first + self->page->views->len;
}

guint
chat_follower_get_n (ChatFollower *self)
{
  return chat_heights_get_n (self->heights);
}

/* Before its first layout nothing has a height. */
gboolean
chat_follower_is_laid_out (ChatFollower *self)
{
  GtkTextIter start;
  int top;
  int height;

  gtk_text_buffer_get_start_iter (self->page->buffer, &start);
  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (self->column), &start, &top, &height);
  return gtk_widget_get_width (GTK_WIDGET (self->column)) > 0 && height > 0;
}

void
chat_follower_get_line (ChatFollower *self,
                        guint         place,
                        GtkTextIter  *start)
{
  ChatMessageView *view = chat_page_get_view (self->page, place);

  gtk_text_buffer_get_iter_at_mark (self->page->buffer, start,
                                    view != NULL ? chat_message_view_get_start (view)
                                                 : self->page->bottom);
}

/* In the coordinates of the buffer; @place past the last one: the end of it. */
int
chat_follower_get_top (ChatFollower *self,
                       guint         place)
{
  GtkTextIter start;
  int top;

  chat_follower_get_line (self, place, &start);
  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (self->column), &start, &top, NULL);
  return top;
}

int
chat_follower_get_page_height (ChatFollower *self)
{
  return gtk_widget_get_height (GTK_WIDGET (self->column));
}

/* The line of room below the page. */
static gboolean
is_bottom (ChatFollower      *self,
           const GtkTextIter *at)
{
  GtkTextIter bottom;

  gtk_text_buffer_get_iter_at_mark (self->page->buffer, &bottom, self->page->bottom);
  return gtk_text_iter_get_line (at) == gtk_text_iter_get_line (&bottom);
}

void
chat_follower_hold (ChatFollower *self,
                    ChatHeld     *held)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->column);
  int visible = chat_column_get_visible_top (self->column);
  GtkTextIter iter;
  int top;

  held->line = NULL;
  if (!self->measured)
    return;

  gtk_text_view_get_line_at_y (view, &iter, visible, &top);
  if (self->page->above > 0 && gtk_text_iter_get_line (&iter) == 0)
    {
      gtk_text_iter_forward_line (&iter);
      gtk_text_view_get_line_yrange (view, &iter, &top, NULL);
    }
  /* Below all text the reader waits for what comes there: that is to come into view. */
  if (is_bottom (self, &iter))
    {
      chat_follower_get_line (self, MAX (self->page->views->len, 1) - 1, &iter);
      gtk_text_view_get_line_yrange (view, &iter, &top, NULL);
    }
  held->line = gtk_text_buffer_create_mark (self->page->buffer, NULL, &iter, FALSE);
  held->offset = visible - top;
}

void
chat_follower_put (ChatFollower *self,
                   GtkTextMark  *line,
                   int           offset)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->column);
  GtkTextIter iter;

  /* The lines that make room, and that behind the first. */
  gtk_text_buffer_get_start_iter (self->page->buffer, &iter);
  chat_scroll_rule_measure (self->rule, view, &iter, &iter);
  chat_follower_get_line (self, 0, &iter);
  chat_scroll_rule_measure (self->rule, view, &iter, &iter);
  gtk_text_buffer_get_end_iter (self->page->buffer, &iter);
  chat_scroll_rule_measure (self->rule, view, &iter, &iter);
  chat_scroll_rule_put (self->rule, view, line, offset);
}

int
chat_follower_get_rest (ChatFollower *self)
{
  guint end = chat_follower_get_end (self);
  guint last = self->page->views->len - 1;

  if (!self->measured || self->page->views->len == 0 || chat_scroll_rule_get_pinned (self->rule) ||
      !chat_message_view_is_partial (chat_page_get_view (self->page, last)))
    return 0;

  return MAX (chat_heights_get (self->heights, end - 1, end) -
              (chat_follower_get_top (self, last + 1) - chat_follower_get_top (self, last)), 0);
}

void
chat_follower_make_room_below (ChatFollower *self)
{
  chat_page_set_below (self->page, chat_follower_get_rest (self) +
                                   chat_heights_get (self->heights, chat_follower_get_end (self),
                                                     chat_follower_get_n (self)));
}

void
chat_follower_let_go (ChatFollower *self,
                      ChatHeld     *held)
{
  chat_follower_make_room_below (self);
  if (held->line == NULL)
    return;

  chat_follower_put (self, held->line, held->offset);
  gtk_text_buffer_delete_mark (self->page->buffer, held->line);
  chat_follower_tell (self);
}

/* @height: what keeps all below in its place. It is kept as long as it is believable, since whoever
 * pulls the page along (a hand on the bar, a page that glides) knows places, not lines. */
void
chat_follower_make_room_above (ChatFollower *self,
                               int           height)
{
  int guess = chat_heights_get (self->heights, 0, self->first);

  if (height < guess / 2 || height > 2 * guess)
    height = guess;
  chat_page_set_above (self->page, height);
}

/* From now on their heights are known, but for those of which there is more to come. */
void
chat_follower_note_heights (ChatFollower *self,
                            guint         place,
                            guint         n_views)
{
  for (guint i = place; i < place + n_views; i++)
    {
      ChatMessageView *view = chat_page_get_view (self->page, i);
      ChatMessage *message = chat_message_view_get_message (view);

      if (chat_message_view_is_partial (view))
        continue;
      /* It was empty when it came, if its reply was streamed. */
      if (chat_message_get_state (message) != CHAT_MESSAGE_OPEN)
        chat_heights_renew (self->heights, self->first + i, message);
      chat_heights_measure (self->heights, self->first + i,
                            chat_follower_get_top (self, i + 1) - chat_follower_get_top (self, i));
    }
}

static void
measure_lines (ChatFollower *self,
               GtkTextIter  *start,
               guint         end_place)
{
  GtkTextIter end;

  chat_follower_get_line (self, end_place, &end);
  chat_scroll_rule_measure (self->rule, GTK_TEXT_VIEW (self->column), start, &end);
}

void
chat_follower_measure (ChatFollower *self,
                       guint         place,
                       guint         n_views)
{
  GtkTextIter start;

  chat_follower_get_line (self, place, &start);
  measure_lines (self, &start, place + n_views);
  chat_follower_note_heights (self, place, n_views);
}

void
chat_follower_measure_end (ChatFollower *self,
                           guint         place,
                           GtkTextMark  *from)
{
  GtkTextIter start;

  gtk_text_buffer_get_iter_at_mark (self->page->buffer, &start, from);
  measure_lines (self, &start, place + 1);
  chat_follower_note_heights (self, place, 1);
}

void
chat_follower_list_tops (ChatFollower *self,
                         GArray       *tops)
{
  guint n_messages = self->page != NULL ? chat_follower_get_n (self) : 0;
  double *top = NULL;
  double above;
  double end;
  double page_top;
  double page_end;

  g_array_set_size (tops, n_messages > 0 ? n_messages + 1 : 0);
  if (n_messages == 0)
    return;

  top = (double *) (gpointer) tops->data;
  chat_heights_list_tops (self->heights, top);
  above = top[self->first];
  end = top[chat_follower_get_end (self)];
  /* The room above keeps what it was when the guesses change. */
  page_top = chat_follower_get_top (self, 0);
  page_end = chat_follower_get_top (self, self->page->views->len) + chat_follower_get_rest (self);
  for (guint i = 0; i < self->first; i++)
    top[i] *= page_top / above;
  for (guint i = 0; i < self->page->views->len; i++)
    top[self->first + i] = chat_follower_get_top (self, i);
  top[chat_follower_get_end (self)] = page_end;
  for (guint i = chat_follower_get_end (self) + 1; i <= n_messages; i++)
    top[i] += page_end - end;
}
