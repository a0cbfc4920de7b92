/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The text of the composer, read and written by others than the keys.
 */

#include "chat-prompt-view.h"

#include "chat-prompt-scroll.h"


char *
chat_prompt_view_dup_text (ChatPromptView *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  g_return_val_if_fail (CHAT_IS_PROMPT_VIEW (self), NULL);

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}


void
chat_prompt_view_set_text (ChatPromptView *self,
                           const char     *text)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  g_return_if_fail (CHAT_IS_PROMPT_VIEW (self));

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  gtk_text_view_reset_im_context (GTK_TEXT_VIEW (self));
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, text, -1);
  gtk_text_buffer_end_user_action (buffer);
  chat_prompt_scroll_to_cursor (GTK_TEXT_VIEW (self));
}


void
chat_prompt_view_load_text (ChatPromptView *self,
                            const char     *text)
{
  GtkTextBuffer *buffer;

  g_return_if_fail (CHAT_IS_PROMPT_VIEW (self));

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  gtk_text_buffer_begin_irreversible_action (buffer);
  chat_prompt_view_set_text (self, text);
  gtk_text_buffer_end_irreversible_action (buffer);
}


void
chat_prompt_view_insert_lines (ChatPromptView *self,
                               const char     *lines)
{
  GtkTextBuffer *buffer;
  GtkTextIter at;

  g_return_if_fail (CHAT_IS_PROMPT_VIEW (self));

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  gtk_text_view_reset_im_context (GTK_TEXT_VIEW (self));
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_iter_at_mark (buffer, &at, gtk_text_buffer_get_insert (buffer));
  if (!gtk_text_iter_starts_line (&at))
    gtk_text_buffer_insert (buffer, &at, "\n\n", -1);
  gtk_text_buffer_insert (buffer, &at, lines, -1);
  gtk_text_buffer_place_cursor (buffer, &at);
  gtk_text_buffer_end_user_action (buffer);
  chat_prompt_scroll_to_cursor (GTK_TEXT_VIEW (self));
}
