/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The text of the composer, as others read and write it.
 */

#include "chat-composer-private.h"

#include "chat-prompt-scroll.h"


char *
chat_composer_dup_text (ChatComposer *self)
{
  g_return_val_if_fail (CHAT_IS_COMPOSER (self), NULL);

  return chat_prompt_view_dup_text (self->prompt);
}


char *
chat_composer_dup_draft (ChatComposer *self)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (CHAT_IS_COMPOSER (self), NULL);

  if (self->draft != NULL)
    return g_strdup (self->draft);

  text = chat_prompt_view_dup_text (self->prompt);

  return self->history != NULL ? chat_prompt_history_dup_draft (self->history, text)
                               : g_steal_pointer (&text);
}


static void
load (ChatComposer *self,
      const char   *draft)
{
  chat_completion_freeze (self->completion);
  chat_prompt_view_load_text (self->prompt, draft);
  chat_completion_thaw (self->completion);
}


void
chat_composer_set_text (ChatComposer *self,
                        const char   *text)
{
  g_return_if_fail (CHAT_IS_COMPOSER (self));

  chat_completion_freeze (self->completion);
  chat_prompt_view_set_text (self->prompt, text);
  chat_completion_thaw (self->completion);
}


/* Somebody may have written it in another window; who was faster than the disk has the word. */
static void
resume_draft (ChatComposer *self,
              const char   *draft)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->prompt));
  g_autofree char *text = chat_prompt_view_dup_text (self->prompt);

  if (!gtk_text_buffer_get_modified (buffer) && !g_str_equal (text, draft))
    chat_composer_set_text (self, draft);
}


void
chat_composer_load_draft (ChatComposer *self,
                          const char   *draft)
{
  g_return_if_fail (CHAT_IS_COMPOSER (self));

  if (self->resumed)
    resume_draft (self, draft);
  else
    load (self, draft);
  self->resumed = FALSE;
}


void
chat_composer_resume (ChatComposer  *self,
                      GtkTextBuffer *buffer)
{
  g_return_if_fail (CHAT_IS_COMPOSER (self));

  gtk_text_buffer_set_modified (buffer, FALSE);
  chat_prompt_view_resume (self->prompt, buffer);
  chat_meter_set_buffer (self->meter, buffer);
  self->resumed = TRUE;
}


GtkTextBuffer *
chat_composer_release (ChatComposer *self)
{
  g_autoptr(GtkTextBuffer) buffer = NULL;

  g_return_val_if_fail (CHAT_IS_COMPOSER (self), NULL);

  buffer = chat_prompt_view_release (self->prompt);
  chat_meter_set_buffer (self->meter, gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->prompt)));

  return gtk_text_buffer_get_can_undo (buffer) || gtk_text_buffer_get_can_redo (buffer)
           ? g_steal_pointer (&buffer)
           : NULL;
}


void
chat_composer_insert_lines (ChatComposer *self,
                            const char   *lines)
{
  g_return_if_fail (CHAT_IS_COMPOSER (self));

  chat_prompt_view_insert_lines (self->prompt, lines);
}


void
chat_composer_insert (ChatComposer *self,
                      const char   *text)
{
  GtkTextBuffer *buffer;

  g_return_if_fail (CHAT_IS_COMPOSER (self));

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->prompt));
  gtk_text_view_reset_im_context (GTK_TEXT_VIEW (self->prompt));
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete_selection (buffer, FALSE, TRUE);
  gtk_text_buffer_insert_at_cursor (buffer, text, -1);
  gtk_text_buffer_end_user_action (buffer);
  chat_prompt_scroll_to_cursor (GTK_TEXT_VIEW (self->prompt));
}


char *
chat_composer_dup_selected (ChatComposer *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter start;
  GtkTextIter end;

  g_return_val_if_fail (CHAT_IS_COMPOSER (self), NULL);

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->prompt));
  if (!gtk_text_buffer_get_selection_bounds (buffer, &start, &end))
    return NULL;

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}
