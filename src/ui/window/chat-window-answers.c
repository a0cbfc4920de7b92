/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the conversation in the window is answered: what is set for it, and what is told of that.
 */

#include "chat-parameters-window.h"
#include "chat-prompts-window.h"
#include "chat-toast.h"
#include "chat-window-private.h"

#include <glib/gi18n.h>


static ChatConversation *
get_conversation (ChatWindow *self)
{
  return chat_view_get_conversation (self->view);
}


static void
create_models_cb (GtkMenuButton *button,
                  gpointer       user_data)
{
  ChatWindow *self = user_data;

  if (self->model_popover != NULL)
    return;

  self->model_popover = CHAT_MODEL_POPOVER (chat_model_popover_new (self->engine));
  chat_model_popover_set_conversation (self->model_popover, get_conversation (self));
  g_signal_connect_object (self->model_popover, "chosen", G_CALLBACK (chat_window_choose), self,
                           G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, GTK_WIDGET (self->model_popover));
}


static void
parameters_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);
  ChatConversation *conversation = get_conversation (self);

  if (self->parameters != NULL
      && chat_parameters_window_get_conversation (self->parameters) != conversation)
    gtk_window_close (GTK_WINDOW (self->parameters));
  if (self->parameters == NULL)
    g_set_weak_pointer (&self->parameters,
                        CHAT_PARAMETERS_WINDOW (chat_parameters_window_new (GTK_WINDOW (self),
                                                                            self->engine,
                                                                            conversation)));
  gtk_window_present (GTK_WINDOW (self->parameters));
}


static void
toggle_thinking_action (GtkWidget  *widget,
                        const char *action_name,
                        GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);
  ChatConversation *conversation = get_conversation (self);
  g_auto(ChatParameters) parameters =
    chat_parameters_from_json (chat_conversation_get_parameters (conversation));
  const gboolean off = parameters.thinking != CHAT_THINKING_MODE_OFF;
  const char *words;

  parameters.thinking = off ? CHAT_THINKING_MODE_OFF : CHAT_THINKING_MODE_DEFAULT;
  chat_engine_set_parameters (self->engine, conversation, &parameters);
  if ((chat_engine_get_left_out (self->engine, conversation) & CHAT_LEFT_OUT_OFF) != 0)
    words = _("This model always thinks.");
  else
    words = off ? _("Thinking is off from the next message on.")
                : _("Thinking is as the model has it.");
  chat_window_tell_state (self, chat_toast_new (words));
}


/* The menu stands outside of the conversation. */
static void
insert_prompt_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (CHAT_WINDOW (widget)->view), "chat.insert-prompt", NULL);
}


static void
prompts_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);

  gtk_window_present (GTK_WINDOW (chat_prompts_window_new (GTK_WINDOW (self), self->engine)));
}


void
chat_window_offer_models (ChatWindow *self)
{
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->model_button), create_models_cb,
                                         self, NULL);
}


void
chat_window_tell_left_out (ChatWindow *self)
{
  AdwToast *toast;

  if (chat_engine_get_left_out (self->engine, get_conversation (self)) == 0)
    return;

  toast = chat_toast_new (_("This model does not take all parameters that are set."));
  /* Translators: a button that opens the parameters */
  adw_toast_set_button_label (toast, C_("button", "Show"));
  adw_toast_set_action_name (toast, "win.parameters");
  chat_window_add_toast (self, toast);
}


void
chat_window_install_answers (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.parameters", NULL, parameters_action);
  gtk_widget_class_install_action (widget_class, "win.insert-prompt", NULL, insert_prompt_action);
  gtk_widget_class_install_action (widget_class, "win.prompts", NULL, prompts_action);
  gtk_widget_class_install_action (widget_class, "win.toggle-thinking", NULL,
                                   toggle_thinking_action);
}
