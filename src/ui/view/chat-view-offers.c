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


static void
forget_offer (ChatView *self,
              AdwToast *offer)
{
  if (g_queue_remove (&self->offers, offer))
    g_object_weak_unref (G_OBJECT (offer), offer_gone_cb, self);
}


/* Its button was pressed, or it has been there for long enough; it goes a little later. */
static void
offer_dismissed_cb (AdwToast *offer,
                    ChatView *self)
{
  forget_offer (self, offer);
}


static void
watch_offer (ChatView *self,
             AdwToast *offer)
{
  g_object_weak_ref (G_OBJECT (offer), offer_gone_cb, self);
  g_signal_connect_object (offer, "dismissed", G_CALLBACK (offer_dismissed_cb), self, 0);
}


/* What the button of the toast does, which goes too soon to be reached by Tab. What was done last
 * is taken back first, also while its toast waits for those of before. */
static void
take_offer_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  ChatView *self = CHAT_VIEW (widget);
  g_autoptr(AdwToast) offer = NULL;

  if (g_queue_is_empty (&self->offers))
    return;

  offer = g_object_ref (g_queue_peek_head (&self->offers));
  forget_offer (self, offer);
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
  g_clear_weak_pointer (&self->state);
  while (!g_queue_is_empty (&self->offers))
    forget_offer (self, g_queue_peek_head (&self->offers));
}


/* It names what it is about, which may be elsewhere, unlike "chat.undo". */
static gboolean
is_about_other (AdwToast *toast)
{
  return adw_toast_get_action_target_value (toast) != NULL &&
         g_str_has_prefix (adw_toast_get_action_name (toast), "win.");
}


/* Returns: (transfer full) (element-type AdwToast): the last one in front. */
static GList *
list_offers (ChatView *self)
{
  GList *offers = NULL;

  for (GList *at = self->offers.tail; at != NULL; at = at->prev)
    {
      if (is_about_other (at->data))
        offers = g_list_prepend (offers, g_object_ref (at->data));
    }

  return offers;
}


static void
show_toast (ChatView *self,
            AdwToast *toast)
{
  chat_toast_fit (toast, GTK_WIDGET (self->toasts));
  chat_toast_show (toast, self->toasts);
}


/* Behind those that @self has. @offers: of @before, which may be @self. */
static void
move_offers (ChatView *self,
             ChatView *before,
             GList    *offers)
{
  for (GList *at = offers; at != NULL; at = at->next)
    {
      AdwToast *toast = chat_toast_copy (at->data);

      forget_offer (before, at->data);
      chat_toast_dismiss (at->data, before->toasts);
      g_queue_push_tail (&self->offers, toast);
      watch_offer (self, toast);
      show_toast (self, toast);
    }
}


void
chat_view_add_toast (ChatView *self,
                     AdwToast *toast)
{
  g_autolist(AdwToast) older = NULL;
  g_autofree char *words = NULL;

  g_return_if_fail (CHAT_IS_VIEW (self));
  g_return_if_fail (ADW_IS_TOAST (toast));

  if (adw_toast_get_action_name (toast) != NULL)
    {
      older = is_about_other (toast) ? list_offers (self) : NULL;
      g_queue_push_head (&self->offers, toast);
      watch_offer (self, toast);
    }
  words = chat_toast_dup_words (toast);
  if (words != NULL)
    chat_announcer_say (self->announcer, words);
  show_toast (self, toast);
  /* The button that is seen is for what was done last, like the key. */
  move_offers (self, self, older);
}


void
chat_view_forget_offer (ChatView   *self,
                        const char *action_name,
                        GVariant   *target)
{
  GList *at;

  g_return_if_fail (CHAT_IS_VIEW (self));
  g_return_if_fail (action_name != NULL);
  g_return_if_fail (target != NULL);

  at = self->offers.head;
  while (at != NULL)
    {
      AdwToast *offer = at->data;

      at = at->next;
      if (is_about_other (offer) &&
          g_str_equal (adw_toast_get_action_name (offer), action_name) &&
          g_variant_equal (adw_toast_get_action_target_value (offer), target))
        forget_offer (self, offer);
    }
}


void
chat_view_take_offers (ChatView *self,
                       ChatView *before)
{
  g_autolist(AdwToast) offers = NULL;

  g_return_if_fail (CHAT_IS_VIEW (self));
  g_return_if_fail (CHAT_IS_VIEW (before) && before != self);

  offers = list_offers (before);
  move_offers (self, before, offers);
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
