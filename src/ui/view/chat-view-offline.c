/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A conversation while the computer is offline: it is said, and on request a message waits.
 */

#include "chat-view-private.h"

#include <glib/gi18n.h>


/* A server on this computer needs no network. */
static gboolean
is_cut_off (ChatView *self)
{
  ChatProfile *profile = chat_engine_get_profile_for (self->engine, self->conversation);

  return !chat_engine_is_online (self->engine) && !chat_profile_is_demo (profile) &&
         !chat_profile_is_local (profile);
}


static void
show (ChatView *self)
{
  const gboolean cut_off = is_cut_off (self);
  const gboolean told = chat_banner_is_revealed (self->offline_banner) == cut_off;
  const char *text = self->waiting
                     ? _("Offline. Your message is sent as soon as the network is back.")
                     : _("This computer is offline. What you write is kept.");

  chat_banner_set_revealed (self->offline_banner, cut_off);
  chat_banner_set_text (self->offline_banner, text);
  if (cut_off && !told)
    chat_announcer_say (self->announcer, text);
  g_object_set (self->offline_banner,
                /* Translators: a button; "back" is said of the network */
                "label", self->waiting ? NULL : _("Send when back"),
                "other-label", self->waiting ? _("Cancel") : NULL,
                NULL);
}


void
chat_view_update_offline (ChatView *self)
{
  const gboolean cut_off = is_cut_off (self);
  /* While a reply is coming nothing could be sent, and so nothing is promised. */
  const gboolean can_send = !chat_composer_is_blank (self->composer) &&
                            !chat_session_is_busy (self->session);
  const gboolean send = self->waiting && !cut_off && can_send;

  /* sent by hand, taken back, or sent now */
  if (!can_send || !cut_off)
    self->waiting = FALSE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chat.send-when-back",
                                 cut_off && can_send && !self->waiting);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chat.send-not", self->waiting);
  show (self);
  if (send)
    gtk_widget_activate_action (GTK_WIDGET (self), "chat.send", NULL);
}


static void
set_waiting (ChatView *self,
             gboolean  waiting)
{
  self->waiting = waiting;
  chat_view_update_offline (self);
  chat_composer_focus (self->composer);
}


static void
send_when_back_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  set_waiting (CHAT_VIEW (widget), TRUE);
}


static void
send_not_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  set_waiting (CHAT_VIEW (widget), FALSE);
}


void
chat_view_install_offline_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chat.send-when-back", NULL,
                                   send_when_back_action);
  gtk_widget_class_install_action (widget_class, "chat.send-not", NULL, send_not_action);
}
