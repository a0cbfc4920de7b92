/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where links of the column lead, at the pointer and at the caret.
 */

#include "chat-column-targets.h"

/* In the gutter and beyond the end of a line a handle counts, but a link does not. */
const char *
chat_column_find_uri (ChatColumn        *self,
                      ChatSection       *section,
                      const GtkTextIter *iter,
                      double             x,
                      double             y)
{
  int edge = chat_column_get_gutter (self);
  gboolean within;
  const char *uri;
  int buffer_x;
  int buffer_y;

  if (section == NULL || x < edge || x > self->width - edge)
    return NULL;

  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET,
                                         (int) x, (int) y, &buffer_x, &buffer_y);
  uri = chat_column_find_grid_uri (self, buffer_x, buffer_y, &within);
  return within ? uri : chat_section_get_uri (section, iter);
}

const char *
chat_column_find_caret_uri (ChatColumn *self)
{
  ChatMessageView *view;
  ChatSection *section;
  GtkTextIter iter;

  if (self->page == NULL || !gtk_text_view_get_cursor_visible (GTK_TEXT_VIEW (self)))
    return NULL;

  gtk_text_buffer_get_iter_at_mark (self->page->buffer, &iter,
                                    gtk_text_buffer_get_insert (self->page->buffer));
  view = chat_page_find_view (self->page, &iter, NULL);
  section = view != NULL ? chat_message_view_find (view, &iter) : NULL;
  return section != NULL ? chat_section_get_uri (section, &iter) : NULL;
}

void
chat_column_set_link (ChatColumn *self,
                      const char *uri)
{
  if (g_strcmp0 (self->link, uri) == 0)
    return;

  g_free (self->link);
  self->link = g_strdup (uri);
  g_object_notify (G_OBJECT (self), "link");
}

static void
caret_moved_cb (ChatColumn *self)
{
  chat_column_set_link (self, chat_column_find_caret_uri (self));
}

void
chat_column_follow_links (ChatColumn *self)
{
  chat_column_set_link (self, NULL);
  if (self->page != NULL)
    g_signal_connect_object (self->page->buffer, "notify::cursor-position",
                             G_CALLBACK (caret_moved_cb), self, G_CONNECT_SWAPPED);
}
