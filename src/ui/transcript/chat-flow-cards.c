/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the blocks of code in streamed text are: the cards behind them grow along.
 */

#include "chat-flow-private.h"

/* A mark in the line that begins at @offset of the page. */
static GtkTextMark *
mark_line (ChatFlow *self,
           int       offset)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_offset (self->section->page->buffer, &iter, offset + 1);
  return gtk_text_buffer_create_mark (self->section->page->buffer, NULL, &iter, TRUE);
}

static void
open_card (ChatFlow           *self,
           const ChatFlowLine *line,
           int                 offset)
{
  ChatCodeCard card = { mark_line (self, offset), mark_line (self, offset),
                        line->first ? -1 : chat_flow_get_gap (self, line), FALSE };

  g_array_append_val (self->cards, card);
  self->card_open = TRUE;
}

static void
drop_card (ChatFlow *self)
{
  GtkTextBuffer *buffer = self->section->page->buffer;
  ChatCodeCard *card = &g_array_index (self->cards, ChatCodeCard, self->cards->len - 1);

  gtk_text_buffer_delete_mark (buffer, card->first);
  gtk_text_buffer_delete_mark (buffer, card->last);
  g_array_set_size (self->cards, self->cards->len - 1);
  self->card_open = FALSE;
}

static void
extend_card (ChatFlow *self,
             int       offset,
             gboolean  closed)
{
  ChatCodeCard *card = &g_array_index (self->cards, ChatCodeCard, self->cards->len - 1);
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_offset (self->section->page->buffer, &iter, offset + 1);
  gtk_text_buffer_move_mark (self->section->page->buffer, card->last, &iter);
  card->closed = closed;
  self->card_open = !closed;
}

/* @was: what a line that goes on was when the last frame ended. */
static void
follow_card (ChatFlow           *self,
             const ChatFlowLine *line,
             ChatLineKind        was,
             int                 offset)
{
  if (line->goes_on && was == CHAT_LINE_FENCE && line->kind != CHAT_LINE_FENCE)
    drop_card (self);
  if (line->goes_on && was == CHAT_LINE_FENCE_END && line->kind == CHAT_LINE_CODE)
    self->card_open = TRUE;

  if (line->kind == CHAT_LINE_FENCE && !(line->goes_on && was == CHAT_LINE_FENCE))
    open_card (self, line, offset);
  else if (self->card_open && (line->kind == CHAT_LINE_CODE || line->kind == CHAT_LINE_FENCE_END))
    extend_card (self, offset, line->kind == CHAT_LINE_FENCE_END);
}

void
chat_flow_follow_cards (ChatFlow *self,
                        int       base,
                        int       open_line)
{
  for (guint i = 0; !self->quiet && i < self->lines->len; i++)
    {
      const ChatFlowLine *line = &g_array_index (self->lines, ChatFlowLine, i);

      follow_card (self, line, self->kind_written,
                   line->goes_on ? open_line : base + (int) line->start);
    }
}
