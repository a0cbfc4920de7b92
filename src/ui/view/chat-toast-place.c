/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A place where toasts are shown, and what they offer there.
 */

#include "chat-toast-place.h"

#include "chat-toast.h"

struct _ChatToastPlace
{
  GObject          parent_instance;

  AdwToastOverlay *overlay;
  ChatAnnouncer   *announcer;
  AdwToast        *state;     /* weak: what chat_toast_place_tell_state() told last */
  GQueue           offers;    /* (element-type AdwToast) weak: those with a button that are shown or
                               * wait for their turn, the last one in front */
};

G_DEFINE_FINAL_TYPE (ChatToastPlace, chat_toast_place, G_TYPE_OBJECT)


static void
offer_gone_cb (gpointer  user_data,
               GObject  *offer)
{
  ChatToastPlace *self = user_data;

  g_queue_remove (&self->offers, offer);
}


static void
forget_offer (ChatToastPlace *self,
              AdwToast       *offer)
{
  if (g_queue_remove (&self->offers, offer))
    g_object_weak_unref (G_OBJECT (offer), offer_gone_cb, self);
}


/* Its button was pressed, or it has been there for long enough; it goes a little later. */
static void
offer_dismissed_cb (AdwToast       *offer,
                    ChatToastPlace *self)
{
  forget_offer (self, offer);
}


static void
watch_offer (ChatToastPlace *self,
             AdwToast       *offer)
{
  g_object_weak_ref (G_OBJECT (offer), offer_gone_cb, self);
  g_signal_connect_object (offer, "dismissed", G_CALLBACK (offer_dismissed_cb), self, 0);
}


/* It names what it is about, which may be elsewhere, unlike "chat.undo". */
static gboolean
is_about_other (AdwToast *toast)
{
  return adw_toast_get_action_target_value (toast) != NULL &&
         g_str_has_prefix (adw_toast_get_action_name (toast), "win.");
}


static gboolean
is_offer (AdwToast *toast)
{
  return adw_toast_get_action_name (toast) != NULL;
}


/* Returns: (transfer full) (element-type AdwToast): the last one in front. */
static GList *
list_offers (ChatToastPlace *self,
             gboolean      (*is_wanted) (AdwToast *toast))
{
  GList *offers = NULL;

  for (GList *at = self->offers.tail; at != NULL; at = at->prev)
    {
      if (is_wanted (at->data))
        offers = g_list_prepend (offers, g_object_ref (at->data));
    }

  return offers;
}


static void
show_toast (ChatToastPlace *self,
            AdwToast       *toast)
{
  chat_toast_fit (toast, GTK_WIDGET (self->overlay));
  chat_toast_show (toast, self->overlay);
}


/* Behind those that @self has. @offers: of @before, which may be @self. */
static void
move_offers (ChatToastPlace *self,
             ChatToastPlace *before,
             GList          *offers)
{
  for (GList *at = offers; at != NULL; at = at->next)
    {
      AdwToast *toast = chat_toast_copy (at->data);

      forget_offer (before, at->data);
      chat_toast_dismiss (at->data, before->overlay);
      g_queue_push_tail (&self->offers, toast);
      watch_offer (self, toast);
      show_toast (self, toast);
    }
}


static void
chat_toast_place_dispose (GObject *object)
{
  ChatToastPlace *self = CHAT_TOAST_PLACE (object);

  g_clear_weak_pointer (&self->state);
  while (!g_queue_is_empty (&self->offers))
    forget_offer (self, g_queue_peek_head (&self->offers));
  g_clear_object (&self->announcer);

  G_OBJECT_CLASS (chat_toast_place_parent_class)->dispose (object);
}


static void
chat_toast_place_class_init (ChatToastPlaceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_toast_place_dispose;
}


static void
chat_toast_place_init (ChatToastPlace *self)
{
  g_queue_init (&self->offers);
}


ChatToastPlace *
chat_toast_place_new (AdwToastOverlay *overlay,
                      ChatAnnouncer   *announcer)
{
  ChatToastPlace *self = g_object_new (CHAT_TYPE_TOAST_PLACE, NULL);

  self->overlay = overlay;
  self->announcer = g_object_ref (announcer);

  return self;
}


void
chat_toast_place_add (ChatToastPlace *self,
                      AdwToast       *toast)
{
  g_autolist(AdwToast) older = NULL;
  g_autofree char *words = NULL;

  g_return_if_fail (CHAT_IS_TOAST_PLACE (self));
  g_return_if_fail (ADW_IS_TOAST (toast));

  if (is_offer (toast))
    {
      older = is_about_other (toast) ? list_offers (self, is_about_other) : NULL;
      g_queue_push_head (&self->offers, toast);
      watch_offer (self, toast);
    }
  words = chat_toast_dup_words (toast);
  if (words != NULL)
    chat_announcer_say (self->announcer, words);
  show_toast (self, toast);
  move_offers (self, self, older);
}


void
chat_toast_place_tell_state (ChatToastPlace *self,
                             AdwToast       *toast)
{
  g_return_if_fail (CHAT_IS_TOAST_PLACE (self));

  if (self->state != NULL)
    chat_toast_dismiss (self->state, self->overlay);
  g_set_weak_pointer (&self->state, toast);
  chat_toast_place_add (self, toast);
}


gboolean
chat_toast_place_take_offer (ChatToastPlace *self)
{
  g_autoptr(AdwToast) offer = NULL;

  g_return_val_if_fail (CHAT_IS_TOAST_PLACE (self), FALSE);

  if (g_queue_is_empty (&self->offers))
    return FALSE;

  offer = g_object_ref (g_queue_peek_head (&self->offers));
  forget_offer (self, offer);
  chat_toast_dismiss (offer, self->overlay);
  gtk_widget_activate_action_variant (GTK_WIDGET (self->overlay), adw_toast_get_action_name (offer),
                                      adw_toast_get_action_target_value (offer));
  return TRUE;
}


void
chat_toast_place_forget (ChatToastPlace *self,
                         const char     *action_name,
                         GVariant       *target)
{
  GList *at;

  g_return_if_fail (CHAT_IS_TOAST_PLACE (self));
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
chat_toast_place_follow (ChatToastPlace *self,
                         ChatToastPlace *before)
{
  g_autolist(AdwToast) offers = NULL;

  g_return_if_fail (CHAT_IS_TOAST_PLACE (self));
  g_return_if_fail (CHAT_IS_TOAST_PLACE (before) && before != self);

  offers = list_offers (before, is_about_other);
  move_offers (self, before, offers);
}


/* That which offers something comes with the offers. */
static void
take_over_state (ChatToastPlace *self,
                 ChatToastPlace *before)
{
  AdwToast *toast;

  if (before->state == NULL || is_offer (before->state))
    return;

  toast = chat_toast_copy (before->state);
  chat_toast_dismiss (before->state, before->overlay);
  g_set_weak_pointer (&self->state, toast);
  show_toast (self, toast);
}


void
chat_toast_place_take_over (ChatToastPlace *self,
                            ChatToastPlace *before)
{
  g_autolist(AdwToast) offers = NULL;

  g_return_if_fail (CHAT_IS_TOAST_PLACE (self));
  g_return_if_fail (CHAT_IS_TOAST_PLACE (before) && before != self);

  offers = list_offers (before, is_offer);
  move_offers (self, before, offers);
  take_over_state (self, before);
}
