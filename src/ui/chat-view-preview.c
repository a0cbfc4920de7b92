/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What would be sent from the composer, shown before it is.
 */

#include "chat-preview-window.h"
#include "chat-toast.h"
#include "chat-view-private.h"

#include <glib/gi18n.h>


/* Unchanged it goes the usual way. */
static void
send_cb (ChatView   *self,
         const char *body)
{
  g_autoptr(ChatMessage) prompt = NULL;

  if (body == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "chat.send", NULL);
      return;
    }
  if (chat_session_is_busy (self->session))
    {
      chat_view_add_toast (self, chat_toast_new (_("A reply is still coming. Nothing was sent.")));
      return;
    }

  prompt = chat_view_write_message (self, TRUE);
  chat_session_send_body (self->session, chat_view_get_edited (self), prompt, body);
  chat_composer_clear (self->composer);
  chat_transcript_scroll_to_latest (self->transcript);
}


static void
preview_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  ChatView *self = CHAT_VIEW (widget);
  const gboolean blank = chat_composer_is_blank (self->composer);
  g_autoptr(ChatMessage) prompt = blank ? NULL : chat_view_write_message (self, FALSE);
  ChatPreview *preview = chat_session_preview (self->session, chat_view_get_edited (self),
                                               prompt);
  GtkWidget *window =
    chat_preview_window_new (GTK_WINDOW (gtk_widget_get_root (widget)), preview,
                             !blank && !chat_session_is_busy (self->session));

  chat_preview_window_count (CHAT_PREVIEW_WINDOW (window), self->engine,
                             chat_engine_get_profile_for (self->engine, self->conversation));
  g_signal_connect_object (window, "send", G_CALLBACK (send_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}


void
chat_view_install_preview_action (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chat.preview", NULL, preview_action);
}
