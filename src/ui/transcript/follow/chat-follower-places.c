/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Follows a conversation: where the reader is in it, and the way to where he wants to be. Text of a
 * message can only be written from its beginning on, so that may take some frames.
 */

#include "chat-follower-private.h"
#include "chat-follower-write.h"

static void
want (ChatFollower            *self,
      const ChatFollowerPlace *place,
      gboolean                 whole)
{
  g_set_object (&self->wanted.message, place->message);
  self->wanted.offset = place->offset;
  self->wanted.px = place->px;
  self->wanted_whole = whole;
}

void
chat_follower_reach (ChatFollower *self,
                     ChatMessage  *message)
{
  guint position;

  if (self->page == NULL || !chat_conversation_find (self->conversation, message, &position) ||
      (position >= self->first && position < chat_follower_get_end (self)))
    return;

  chat_scroll_rule_unpin (self->rule);
  chat_follower_open_around (self, position);
  if (!self->measured)
    want (self, &(ChatFollowerPlace) { message, 0, 0 }, FALSE);
}

/* The line at @place, which is on the page. */
static void
find_line (ChatFollower            *self,
           const ChatFollowerPlace *place,
           GtkTextIter             *iter)
{
  guint position = 0;
  GtkTextIter end;

  chat_conversation_find (self->conversation, place->message, &position);
  chat_follower_get_line (self, position - self->first, iter);
  chat_follower_get_line (self, position - self->first + 1, &end);
  gtk_text_iter_forward_chars (iter, place->offset);
  if (gtk_text_iter_compare (iter, &end) >= 0)
    {
      *iter = end;
      gtk_text_iter_backward_char (iter);
    }
  gtk_text_iter_set_line_offset (iter, 0);
}

static gboolean
is_there (ChatFollower *self)
{
  ChatMessageView *view = chat_page_find_message (self->page, self->wanted.message);
  GtkTextIter iter;
  guint position;
  int top;

  if (view == NULL || !chat_message_view_is_partial (view))
    return view != NULL;
  if (self->wanted_whole || !chat_conversation_find (self->conversation, self->wanted.message,
                                                     &position))
    return FALSE;

  /* With what is in view below it. */
  find_line (self, &self->wanted, &iter);
  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (self->column), &iter, &top, NULL);
  return top + self->wanted.px + chat_follower_get_page_height (self) <
         chat_follower_get_top (self, position - self->first + 1);
}

void
chat_follower_go_to_wanted (ChatFollower *self)
{
  g_autoptr(ChatMessage) message = g_steal_pointer (&self->wanted.message);
  ChatFollowerPlace place = { message, self->wanted.offset, self->wanted.px };
  GtkTextMark *mark;
  GtkTextIter iter;

  if (chat_page_find_message (self->page, message) != NULL)
    {
      chat_scroll_rule_unpin (self->rule);
      find_line (self, &place, &iter);
      mark = gtk_text_buffer_create_mark (self->page->buffer, NULL, &iter, TRUE);
      chat_follower_put (self, mark, place.px);
      gtk_text_buffer_delete_mark (self->page->buffer, mark);
    }
  /* Whoever waits for all of it goes on from here before anything is seen. */
  if (self->wanted_whole && self->opening > 0)
    self->opening = 1;
  else
    chat_follower_end_opening (self);
}

void
chat_follower_set_out (ChatFollower *self)
{
  chat_follower_reach (self, self->wanted.message);
  if (is_there (self) ||
      chat_page_find_message (self->page, self->wanted.message) == NULL)
    chat_follower_go_to_wanted (self);
  else
    chat_follower_begin_opening (self);
}

gboolean
chat_follower_reach_all (ChatFollower *self,
                         ChatMessage  *message)
{
  ChatMessageView *view;

  chat_follower_reach (self, message);
  view = self->page != NULL ? chat_page_find_message (self->page, message) : NULL;
  if (view == NULL || !chat_message_view_is_partial (view))
    return view != NULL;

  chat_scroll_rule_unpin (self->rule);
  want (self, &(ChatFollowerPlace) { message, 0, 0 }, TRUE);
  if (self->measured)
    chat_follower_begin_opening (self);
  return FALSE;
}

gboolean
chat_follower_get_place (ChatFollower      *self,
                         ChatFollowerPlace *place)
{
  int visible = chat_column_get_visible_top (self->column);
  ChatMessageView *view;
  GtkTextIter iter;
  GtkTextIter start;
  guint position = 0;
  int top;

  if (self->page != NULL && self->wanted.message != NULL)
    {
      *place = self->wanted;
      return TRUE;
    }
  if (self->page == NULL || chat_scroll_rule_get_pinned (self->rule) || !self->measured)
    return FALSE;

  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (self->column), &iter, visible, &top);
  view = chat_page_find_view (self->page, &iter, &position);
  if (view == NULL)
    return FALSE;

  chat_follower_get_line (self, position, &start);
  place->message = chat_message_view_get_message (view);
  place->offset = gtk_text_iter_get_offset (&iter) - gtk_text_iter_get_offset (&start);
  place->px = visible - top;
  return TRUE;
}

void
chat_follower_set_place (ChatFollower            *self,
                         const ChatFollowerPlace *place)
{
  if (self->page == NULL)
    return;

  want (self, place, FALSE);
  if (self->measured)
    chat_follower_set_out (self);
  else
    gtk_widget_set_opacity (GTK_WIDGET (self->column), 0);
}
