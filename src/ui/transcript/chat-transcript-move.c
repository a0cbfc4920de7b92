/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The message cursor: from message to message, and what stays in its place while versions change.
 */

#include "chat-transcript-private.h"

#include "chat-page-views.h"

/* px above the first message of a conversation, and above the one that was gone to. */
#define FIRST_GAP 12

/* The message to go to from the end, or the top of what is visible. */
static ChatMessageView *
find_next_view (ChatTranscript *self,
                ChatPage       *page,
                gboolean        back)
{
  GtkTextIter iter;
  guint position = 0;
  int height;

  if (back && chat_scroll_rule_get_pinned (self->rule))
    return chat_page_get_last (page);

  gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (self->column), &iter, 0,
                                      chat_column_get_visible_top (self->column));
  chat_page_find_view (page, &iter, &position);
  /* Back to the start of the message that is cut off at the top. */
  if (back && chat_column_get_message_top (self->column, chat_page_get_view (page, position),
                                           &height) < 0)
    return chat_page_get_view (page, position);
  if (back)
    return position > 0 ? chat_page_get_view (page, position - 1) : NULL;
  return chat_page_get_view (page, position + 1);
}

/* From the cursor, wherever the reader has scrolled to since; else from what is in view. */
static ChatMessage *
find_next_message (ChatTranscript *self,
                   gboolean        back)
{
  ChatPage *page = chat_follower_get_page (self->follower);
  ChatMessageView *view;
  guint position;

  if (self->cursor != NULL &&
      chat_conversation_find (self->conversation, self->cursor, &position))
    {
      if (back && position == 0)
        return NULL;
      return chat_conversation_get_message (self->conversation,
                                            back ? position - 1 : position + 1);
    }

  view = find_next_view (self, page, back);
  return view != NULL ? chat_message_view_get_message (view) : NULL;
}

static void
get_role_line (ChatTranscript  *self,
               ChatMessageView *view,
               GdkRectangle    *line)
{
  GtkTextView *column = GTK_TEXT_VIEW (self->column);
  GtkTextIter start;

  gtk_text_buffer_get_iter_at_mark (gtk_text_view_get_buffer (column), &start,
                                    chat_message_view_get_start (view));
  gtk_text_view_get_iter_location (column, &start, line);
}

/* px from the top of the window: for each message as for the first one, whatever the font. */
static int
get_distance (ChatTranscript  *self,
              ChatMessageView *view)
{
  ChatSection *role = chat_message_view_get_section (view, 0);
  GtkTextIter start;
  GdkRectangle line;
  int top;

  get_role_line (self, view, &line);
  gtk_text_buffer_get_iter_at_mark (role->page->buffer, &start, role->start);
  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (self->column), &start, &top, NULL);
  return line.y - top - role->gap + FIRST_GAP;
}

static void
scroll_to (ChatTranscript  *self,
           ChatMessageView *view)
{
  int page = gtk_widget_get_height (GTK_WIDGET (self->column));
  GdkRectangle line;

  get_role_line (self, view, &line);
  /* GTK shares out what the page has beside the line above and below it, and cuts the rest off. */
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self->column), chat_message_view_get_start (view),
                                0, TRUE, 0,
                                CLAMP ((get_distance (self, view) + 0.5) /
                                       MAX (page - line.height, 1), 0, 1));
}

static void
go_to (ChatTranscript  *self,
       ChatPage        *page,
       ChatMessageView *view)
{
  GtkTextIter iter;

  chat_transcript_set_cursor (self, chat_message_view_get_message (view));
  gtk_text_buffer_get_iter_at_mark (page->buffer, &iter, chat_message_view_get_start (view));
  gtk_text_buffer_place_cursor (page->buffer, &iter);
  scroll_to (self, view);
}

void
chat_transcript_show_message (ChatTranscript *self,
                              ChatMessage    *message)
{
  ChatPage *page;
  ChatMessageView *view;

  g_return_if_fail (CHAT_IS_TRANSCRIPT (self));

  chat_follower_reach (self->follower, message);
  page = chat_follower_get_page (self->follower);
  view = page != NULL ? chat_page_find_message (page, message) : NULL;
  if (view == NULL)
    return;

  gtk_widget_grab_focus (GTK_WIDGET (self->column));
  chat_scroll_rule_move (self->rule, TRUE);
  go_to (self, page, view);
}

void
chat_transcript_move_message (ChatTranscript *self,
                              gboolean        back)
{
  ChatPage *page = chat_follower_get_page (self->follower);
  ChatMessage *message;

  g_return_if_fail (CHAT_IS_TRANSCRIPT (self));

  if (page == NULL || page->views->len == 0)
    return;

  message = find_next_message (self, back);
  if (message == NULL && !back)
    {
      chat_transcript_scroll_to_latest (self);
      return;
    }

  gtk_widget_grab_focus (GTK_WIDGET (self->column));
  if (message == NULL)
    return;

  chat_scroll_rule_move (self->rule, back);
  chat_follower_reach (self->follower, message);
  go_to (self, page, chat_page_find_message (page, message));
}

void
chat_transcript_scroll_to_start (ChatTranscript *self)
{
  ChatMessage *first = self->conversation != NULL
                       ? chat_conversation_get_message (self->conversation, 0) : NULL;

  if (first == NULL)
    return;

  chat_scroll_rule_move (self->rule, TRUE);
  chat_follower_reach (self->follower, first);
  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->column)), 0);
}

ChatMessage *
chat_transcript_get_cursor (ChatTranscript *self)
{
  g_return_val_if_fail (CHAT_IS_TRANSCRIPT (self), NULL);

  return self->cursor;
}

void
chat_transcript_hold (ChatTranscript *self,
                      ChatMessage    *message)
{
  ChatPage *page = chat_follower_get_page (self->follower);
  ChatMessageView *view = page != NULL ? chat_page_find_message (page, message) : NULL;
  GdkRectangle line;

  g_return_if_fail (CHAT_IS_TRANSCRIPT (self));

  self->held = -1;
  self->had_cursor = self->cursor == message;
  chat_scroll_rule_move (self->rule, TRUE);
  if (view == NULL)
    return;

  get_role_line (self, view, &line);
  self->held = line.y - chat_column_get_visible_top (self->column);
}

void
chat_transcript_let_go (ChatTranscript *self,
                        ChatMessage    *version)
{
  ChatPage *page = chat_follower_get_page (self->follower);
  ChatMessageView *view = page != NULL ? chat_page_find_message (page, version) : NULL;
  GdkRectangle line;

  g_return_if_fail (CHAT_IS_TRANSCRIPT (self));

  if (view == NULL)
    return;

  if (self->had_cursor)
    chat_transcript_set_cursor (self, version);
  /* Not by GTK, which would glide. */
  chat_scroll_rule_settle (self->rule);
  get_role_line (self, view, &line);
  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->column)),
                            line.y - (self->held >= 0 ? self->held : get_distance (self, view)));
}
