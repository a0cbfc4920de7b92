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


/* Takes @preview. */
static void
present (ChatView    *self,
         ChatPreview *preview)
{
  const gboolean blank = chat_composer_is_blank (self->composer);
  GtkWidget *window =
    chat_preview_window_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), preview,
                             !blank && !chat_session_is_busy (self->session));

  chat_preview_window_count (CHAT_PREVIEW_WINDOW (window), self->engine,
                             chat_engine_get_profile_for (self->engine, self->conversation));
  g_signal_connect_object (window, "send", G_CALLBACK (send_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}


static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(ChatView) self = CHAT_VIEW (user_data);
  ChatPreview *preview = chat_preview_make_finish (result);

  /* asked for again, or the window is gone */
  if (preview == NULL)
    return;

  g_clear_object (&self->previewing);
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    present (self, preview);
  else
    chat_preview_free (preview);
}


/* What is attached may be many megabytes. */
static void
preview_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  ChatView *self = CHAT_VIEW (widget);
  g_autoptr(ChatMessage) prompt = chat_composer_is_blank (self->composer)
                                  ? NULL : chat_view_write_message (self, FALSE);

  g_cancellable_cancel (self->previewing);
  g_clear_object (&self->previewing);
  self->previewing = g_cancellable_new ();
  chat_preview_make_async (self->engine, self->conversation, chat_view_get_edited (self), prompt,
                           self->previewing, made_cb, g_object_ref (self));
}


void
chat_view_install_preview_action (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chat.preview", NULL, preview_action);
}
