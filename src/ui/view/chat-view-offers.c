/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The toasts of a conversation, and the key for what they offer.
 */

#include "chat-view-private.h"

#include "chat-toast.h"

#include <glib/gi18n.h>

/* Seconds: it should not outlast the reply. */
#define BUSY_TIMEOUT 2


/* What the button of the toast does, which goes too soon to be reached by Tab. */
static void
take_offer_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  chat_toast_place_take_offer (CHAT_VIEW (widget)->toast_place);
}


/* From parts of the view that have no toasts of their own. */
static void
tell_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  chat_view_tell_state (CHAT_VIEW (widget),
                        chat_toast_new (g_variant_get_string (parameter, NULL)));
}


/* Follows each key that sends: whoever has written something learns why it stays. */
static void
tell_busy_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  ChatView *self = CHAT_VIEW (widget);
  AdwToast *toast;

  if (!chat_session_is_busy (self->session) || chat_composer_is_blank (self->composer))
    return;

  toast = chat_toast_new (_("A reply is still coming. Nothing was sent."));
  adw_toast_set_timeout (toast, BUSY_TIMEOUT);
  chat_view_tell_state (self, toast);
}


void
chat_view_install_offer_action (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chat.tell", "s", tell_action);
  gtk_widget_class_install_action (widget_class, "chat.tell-busy", NULL, tell_busy_action);
  gtk_widget_class_install_action (widget_class, "chat.take-offer", NULL, take_offer_action);
}


ChatToastPlace *
chat_view_get_toast_place (ChatView *self)
{
  g_return_val_if_fail (CHAT_IS_VIEW (self), NULL);

  return self->toast_place;
}


void
chat_view_add_toast (ChatView *self,
                     AdwToast *toast)
{
  g_return_if_fail (CHAT_IS_VIEW (self));

  chat_toast_place_add (self->toast_place, toast);
}


void
chat_view_tell_state (ChatView *self,
                      AdwToast *toast)
{
  g_return_if_fail (CHAT_IS_VIEW (self));

  chat_toast_place_tell_state (self->toast_place, toast);
}
