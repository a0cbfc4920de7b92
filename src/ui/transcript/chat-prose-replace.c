/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text of a section that is replaced around the caret and the selection, which stay.
 */

#include "chat-prose-private.h"

/* Caret or selection bound, while text around it is replaced. */
typedef struct
{
  GtkTextMark *mark;
  int          place;   /* characters behind where the replaced text begins; negative: not in it */
} Holder;

static void
hold (ChatProse         *self,
      Holder            *holder,
      GtkTextMark       *mark,
      const GtkTextIter *start,
      const GtkTextIter *end)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (self->section->page->buffer, &iter, mark);
  holder->mark = mark;
  holder->place = -1;
  if (gtk_text_iter_compare (&iter, start) > 0 && gtk_text_iter_compare (&iter, end) <= 0)
    holder->place = gtk_text_iter_get_offset (&iter) - gtk_text_iter_get_offset (start);
}

static void
release (ChatProse    *self,
         const Holder *holder,
         int           start,
         guint         n_chars)
{
  GtkTextBuffer *buffer = self->section->page->buffer;
  GtkTextIter iter;

  if (holder->place < 0)
    return;

  gtk_text_buffer_get_iter_at_offset (buffer, &iter, start + MIN (holder->place, (int) n_chars));
  gtk_text_buffer_move_mark (buffer, holder->mark, &iter);
}

void
chat_prose_replace (ChatProse     *self,
                    guint          start,
                    guint          end,
                    const ChatRun *run)
{
  ChatPage *page = self->section->page;
  Holder caret;
  Holder bound;
  GtkTextIter from;
  GtkTextIter to;
  int offset;

  chat_prose_get_iter (self, start, &from);
  chat_prose_get_iter (self, end, &to);
  offset = gtk_text_iter_get_offset (&from);
  hold (self, &caret, gtk_text_buffer_get_insert (page->buffer), &from, &to);
  hold (self, &bound, gtk_text_buffer_get_selection_bound (page->buffer), &from, &to);

  chat_page_delete (page, &from, &to);
  chat_page_insert (page, &from, run);
  release (self, &caret, offset, run->n_chars);
  release (self, &bound, offset, run->n_chars);
}
