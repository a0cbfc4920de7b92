/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The toasts of a conversation, and the key for what they offer.
 */

#include "chat-view-private.h"

#include "chat-toast.h"

#include <glib/gi18n.h>

/* Seconds: it should not outlast the reply. */
#define BUSY_TIMEOUT 2


static void
offer_gone_cb (gpointer  user_data,
               GObject  *offer)
{
  ChatView *self = user_data;

  g_queue_remove (&self->offers, offer);
}


/* What the button of the toast does, which goes too soon to be reached by Tab. What was done last
 * is taken back first, also while its toast waits for those of before. */
static void
take_offer_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  ChatView *self = CHAT_VIEW (widget);
  AdwToast *last = g_queue_pop_head (&self->offers);
  g_autoptr(AdwToast) offer = NULL;

  if (last == NULL)
    return;

  offer = g_object_ref (last);
  g_object_weak_unref (G_OBJECT (offer), offer_gone_cb, self);
  gtk_widget_activate_action_variant (widget, adw_toast_get_action_name (offer),
                                      adw_toast_get_action_target_value (offer));
  chat_toast_dismiss (offer, self->toasts);
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


void
chat_view_forget_offers (ChatView *self)
{
  AdwToast *offer;

  g_clear_weak_pointer (&self->state);
  while ((offer = g_queue_pop_head (&self->offers)) != NULL)
    g_object_weak_unref (G_OBJECT (offer), offer_gone_cb, self);
}


void
chat_view_add_toast (ChatView *self,
                     AdwToast *toast)
{
  g_return_if_fail (CHAT_IS_VIEW (self));
  g_return_if_fail (ADW_IS_TOAST (toast));

  if (adw_toast_get_action_name (toast) != NULL)
    {
      g_queue_push_head (&self->offers, toast);
      g_object_weak_ref (G_OBJECT (toast), offer_gone_cb, self);
    }
  chat_toast_fit (toast, GTK_WIDGET (self->toasts));
  if (adw_toast_get_title (toast) != NULL)
    chat_announcer_say (self->announcer, adw_toast_get_title (toast));
  chat_toast_show (toast, self->toasts);
}


void
chat_view_tell_state (ChatView *self,
                      AdwToast *toast)
{
  g_return_if_fail (CHAT_IS_VIEW (self));

  if (self->state != NULL)
    chat_toast_dismiss (self->state, self->toasts);
  g_set_weak_pointer (&self->state, toast);
  chat_view_add_toast (self, toast);
}
