/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The colours of JSON in the body of a card, by the highlighter that colours code.
 */

#include "chat-body-colors.h"

#define LANGUAGE "json"

struct _ChatBodyColors
{
  ChatSection   *section;     /* borrowed */
  ChatHighlight *highlight;
};

static void
get_start (ChatBodyColors *self,
           GtkTextIter    *start)
{
  gtk_text_buffer_get_iter_at_mark (self->section->page->buffer, start, self->section->body);
}

static void
show_cb (gpointer      owner,
         guint         start,
         guint         end,
         const GArray *runs)
{
  ChatBodyColors *self = owner;
  ChatPage *page = self->section->page;
  g_autoptr(GArray) shown = g_array_sized_new (FALSE, FALSE, sizeof (ChatCodeRun), runs->len);
  GtkTextIter iter;
  guint first;

  if (self->section->body == NULL)
    return;

  get_start (self, &iter);
  first = (guint) gtk_text_iter_get_offset (&iter);
  for (guint i = 0; i < runs->len; i++)
    {
      ChatCodeRun run = g_array_index (runs, ChatCodeRun, i);

      run.start += first;
      run.end += first;
      g_array_append_val (shown, run);
    }
  chat_code_tags_show (chat_tags_get_code (page->tags), page->buffer, first + start, first + end,
                       shown);
}

static gboolean
is_visible_cb (gpointer owner)
{
  ChatBodyColors *self = owner;
  ChatColumn *column = self->section->page->column;
  GtkTextIter start;
  GtkTextIter end;

  if (self->section->body == NULL ||
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (column)) != self->section->page->buffer)
    return FALSE;

  get_start (self, &start);
  chat_section_get_last (self->section, &end);
  return chat_column_shows (column, &start, &end);
}

static const ChatHighlightClient client = { show_cb, is_visible_cb };

/* Overlong lines are broken on the page, and then its characters are not those of the text. */
static gboolean
is_on_page (ChatBodyColors *self,
            const char     *text,
            gsize           length)
{
  g_autofree char *shown = NULL;
  g_autofree char *wanted = g_strndup (text, length);
  GtkTextIter start;
  GtkTextIter end;

  get_start (self, &start);
  end = start;
  gtk_text_iter_forward_chars (&end, (int) g_utf8_strlen (wanted, -1));
  shown = gtk_text_iter_get_slice (&start, &end);
  return g_str_equal (shown, wanted);
}

ChatBodyColors *
chat_body_colors_new (ChatSection *section,
                      const char  *text,
                      gsize        length)
{
  ChatBodyColors *self = g_new0 (ChatBodyColors, 1);

  self->section = section;
  if (section->body == NULL || !is_on_page (self, text, length))
    return self;

  self->highlight = chat_highlight_new (chat_column_get_highlighter (section->page->column),
                                        LANGUAGE, &client, self);
  chat_highlight_append (self->highlight, text, length);
  chat_highlight_finish (self->highlight);
  return self;
}

void
chat_body_colors_free (ChatBodyColors *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->highlight, chat_highlight_free);
  g_free (self);
}
