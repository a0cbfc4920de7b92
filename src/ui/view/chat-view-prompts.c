/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Prompts of the library on their way into the composer.
 */

#include "chat-popover.h"
#include "chat-prompt-fill.h"
#include "chat-prompt-popover.h"
#include "chat-view-private.h"


static void
filled_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  ChatView *self = CHAT_VIEW (source);
  g_autofree char *text = chat_prompt_fill_finish (result);

  /* The window was closed meanwhile. */
  if (self->composer == NULL)
    return;

  if (text != NULL)
    chat_composer_insert (self->composer, text);
  chat_view_focus_composer (self);
}


static void
chosen_cb (ChatView        *self,
           ChatLibraryItem *prompt)
{
  g_autofree char *selected = chat_transcript_dup_selection (self->transcript);

  if (selected == NULL)
    selected = chat_composer_dup_selected (self->composer);
  chat_prompt_fill_async (GTK_WIDGET (self), prompt, selected, filled_cb, NULL);
}


static void
insert_prompt_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  ChatView *self = CHAT_VIEW (widget);
  GtkWidget *popover = chat_prompt_popover_new (self->engine);

  g_signal_connect_object (popover, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_TOP);
  chat_popover_show (popover, widget, GTK_WIDGET (self->composer));
}


static void
insert_named_prompt_action (GtkWidget  *widget,
                            const char *action_name,
                            GVariant   *parameter)
{
  ChatView *self = CHAT_VIEW (widget);
  ChatLibraryItem *prompt = chat_library_find (chat_engine_get_prompts (self->engine),
                                               g_variant_get_string (parameter, NULL));

  if (prompt != NULL)
    chosen_cb (self, prompt);
}


void
chat_view_install_prompt_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chat.insert-named-prompt", "s",
                                   insert_named_prompt_action);
  gtk_widget_class_install_action (widget_class, "chat.insert-prompt", NULL,
                                   insert_prompt_action);
}
