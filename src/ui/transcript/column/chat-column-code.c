/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Folding and wrapping of code, by pointer and keys.
 */

#include "chat-column-code.h"

/* The role line leads to the whole message. */
static ChatCodeBlock *
find_first_fold (ChatMessageView *view)
{
  ChatCodeBlock *code;

  for (guint i = 0; (code = chat_code_find (view, i)) != NULL; i++)
    {
      if (chat_code_block_can_fold (code))
        return code;
    }

  return NULL;
}

static gboolean
is_first_line (ChatMessageView   *view,
               const GtkTextIter *at)
{
  return chat_message_view_find (view, at) == chat_message_view_get_section (view, 0);
}

ChatCodeBlock *
chat_column_find_fold (ChatColumn        *self,
                       const GtkTextIter *at,
                       gboolean           handle)
{
  ChatMessageView *view = chat_page_find_view (self->page, at, NULL);
  ChatCodePlace place;
  ChatCodeBlock *code;
  GtkTextIter start;

  if (view == NULL)
    return NULL;
  if (!chat_code_find_at (self->page, at, &place))
    return !handle && is_first_line (view, at) && chat_message_view_find_fold (view) == NULL
           ? find_first_fold (view) : NULL;

  code = chat_code_find (view, place.number);
  if (!chat_code_block_can_fold (code))
    return NULL;

  chat_code_block_get_handle (code, &start);
  return !handle || gtk_text_iter_compare (at, &start) >= 0 ? code : NULL;
}

static int
get_top (ChatColumn        *self,
         const GtkTextIter *iter)
{
  int top;

  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (self), iter, &top, NULL);
  return top;
}

static int
get_handle_top (ChatColumn    *self,
                ChatCodeBlock *code)
{
  GtkTextIter iter;

  chat_code_block_get_handle (code, &iter);
  return get_top (self, &iter);
}

/* What is unfolded comes where the line was that was pressed; folded, that line stays in its place:
 * the text view holds what is on top, which may be among the lines that go. */
void
chat_column_toggle_code (ChatColumn    *self,
                         ChatCodeBlock *code)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));
  gboolean folds = !chat_code_block_is_folded (code);
  int place = get_handle_top (self, code) - (int) gtk_adjustment_get_value (adjustment);

  g_signal_emit_by_name (self, "reader-moved", (int) CHAT_MOVE_UP);
  chat_code_block_toggle (code);
  if (folds)
    gtk_adjustment_set_value (adjustment, get_handle_top (self, code) - place);
  g_signal_emit_by_name (self, "page-changed");
}

void
chat_column_rewrap_code (ChatColumn    *self,
                         ChatCodeBlock *code)
{
  chat_code_block_rewrap (code);
  g_signal_emit_by_name (self, "page-changed");
}
