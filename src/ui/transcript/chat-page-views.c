/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The messages on a page.
 */

#include "chat-page-views.h"

ChatMessageView *
chat_page_get_view (ChatPage *page,
                    guint     position)
{
  return position < page->views->len ? g_ptr_array_index (page->views, position) : NULL;
}

ChatMessageView *
chat_page_get_last (ChatPage *page)
{
  return page->views->len > 0 ? g_ptr_array_index (page->views, page->views->len - 1) : NULL;
}

ChatMessageView *
chat_page_find_message (ChatPage    *page,
                        ChatMessage *message)
{
  /* From the end: it is nearly always the last one. */
  for (guint i = page->views->len; i > 0; i--)
    {
      ChatMessageView *view = g_ptr_array_index (page->views, i - 1);

      if (chat_message_view_get_message (view) == message)
        return view;
    }

  return NULL;
}

ChatMessageView *
chat_page_find_uid (ChatPage   *page,
                    const char *uid)
{
  for (guint i = 0; i < page->views->len; i++)
    {
      ChatMessageView *view = g_ptr_array_index (page->views, i);

      if (g_str_equal (chat_message_get_uid (chat_message_view_get_message (view)), uid))
        return view;
    }

  return NULL;
}

static void
link_views (ChatPage *page)
{
  for (guint i = 0; i < page->views->len; i++)
    chat_message_view_set_neighbours (g_ptr_array_index (page->views, i),
                                      i > 0 ? chat_page_get_view (page, i - 1) : NULL,
                                      chat_page_get_view (page, i + 1));
}

/* Behind the last message: the line of room below. */
static void
get_start_iter (ChatPage    *page,
                guint        position,
                GtkTextIter *start)
{
  ChatMessageView *view = chat_page_get_view (page, position);

  gtk_text_buffer_get_iter_at_mark (page->buffer, start,
                                    view != NULL ? chat_message_view_get_start (view)
                                                 : page->bottom);
}

/* All of their text goes at once: GTK tells assistive technology of each part that goes, and that
 * takes longer than the rest. */
static void
remove_views (ChatPage *page,
              guint     position,
              guint     n_removed)
{
  GtkTextIter start;
  GtkTextIter end;

  if (n_removed == 0)
    return;

  get_start_iter (page, position, &start);
  get_start_iter (page, position + n_removed, &end);
  chat_page_delete (page, &start, &end);
  for (guint i = 0; i < n_removed; i++)
    chat_message_view_drop (g_ptr_array_index (page->views, position + i));
  g_ptr_array_remove_range (page->views, position, n_removed);
}

void
chat_page_splice (ChatPage   *page,
                  guint       position,
                  guint       n_removed,
                  GListModel *model,
                  guint       source,
                  guint       n_added)
{
  remove_views (page, position, n_removed);
  if (n_added > 0)
    chat_column_prepare (page->column);

  for (guint i = 0; i < n_added; i++)
    {
      g_autoptr(ChatMessage) message = g_list_model_get_item (model, source + i);
      ChatMessageView *next = chat_page_get_view (page, position + i);
      GtkTextMark *before = next != NULL ? chat_message_view_get_start (next) : page->bottom;

      g_ptr_array_insert (page->views, (int) (position + i),
                          chat_message_view_new (page, message, before));
    }

  link_views (page);
}

/* Before all else; the first message then begins behind it. */
static void
write_above (ChatPage *page)
{
  ChatMessageView *first = chat_page_get_view (page, 0);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_start_iter (page->buffer, &start);
  gtk_text_buffer_insert (page->buffer, &start, "\u00a0\n", -1);
  gtk_text_buffer_move_mark (page->buffer, first != NULL ? chat_message_view_get_start (first)
                                                         : page->bottom, &start);

  gtk_text_buffer_get_iter_at_line (page->buffer, &end, 1);
  gtk_text_buffer_get_start_iter (page->buffer, &start);
  gtk_text_buffer_apply_tag (page->buffer, chat_tags_get_inline (page->tags, CHAT_INLINE_PAD),
                             &start, &end);
  gtk_text_iter_backward_char (&end);
  gtk_text_buffer_apply_tag (page->buffer,
                             chat_tags_get_line (page->tags, CHAT_STYLE_SPACER, 0, FALSE),
                             &start, &end);
  gtk_text_buffer_apply_tag (page->buffer, chat_tags_get_inline (page->tags, CHAT_INLINE_ABOVE),
                             &start, &end);
}

static void
remove_above (ChatPage *page)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_start_iter (page->buffer, &start);
  gtk_text_buffer_get_iter_at_line (page->buffer, &end, 1);
  gtk_text_buffer_delete (page->buffer, &start, &end);
}

void
chat_page_set_above (ChatPage *page,
                     int       height)
{
  if (height > 0)
    chat_tags_set_room (page->tags, CHAT_INLINE_ABOVE, height);
  if (height > 0 && page->above == 0)
    write_above (page);
  else if (height == 0 && page->above > 0)
    remove_above (page);
  page->above = height;
}

void
chat_page_drop_views (ChatPage *page)
{
  for (guint i = 0; i < page->views->len; i++)
    chat_message_view_free (g_ptr_array_index (page->views, i));
  g_ptr_array_set_size (page->views, 0);
}

static int
get_start (ChatPage *page,
           guint     position)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (page->buffer, &iter,
                                    chat_message_view_get_start (chat_page_get_view (page,
                                                                                     position)));
  return gtk_text_iter_get_offset (&iter);
}

ChatMessageView *
chat_page_find_view (ChatPage          *page,
                     const GtkTextIter *at,
                     guint             *position)
{
  int offset = gtk_text_iter_get_offset (at);
  guint low = 0;
  guint high = page->views->len;

  /* The last view that does not begin after @at is within [low - 1, high - 1]. */
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (get_start (page, middle) <= offset)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == 0)
    return NULL;

  if (position != NULL)
    *position = low - 1;
  return chat_page_get_view (page, low - 1);
}
