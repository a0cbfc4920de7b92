/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the next start finds again of a window: its size, and the conversation that it showed.
 */

#include "chat-settings.h"
#include "chat-window-private.h"


static void
save_size (ChatWindow *self)
{
  int width;
  int height;

  /* Also of a maximized window: what it goes back to. */
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (width > 0 && height > 0)
    g_settings_set (self->settings, CHAT_SETTING_WINDOW_SIZE, "(ii)", width, height);
  g_settings_set_boolean (self->settings, CHAT_SETTING_WINDOW_MAXIMIZED,
                          gtk_window_is_maximized (GTK_WINDOW (self)));
}


void
chat_window_restore_size (ChatWindow *self)
{
  int width;
  int height;

  g_settings_get (self->settings, CHAT_SETTING_WINDOW_SIZE, "(ii)", &width, &height);
  if (width > 0 && height > 0)
    gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (g_settings_get_boolean (self->settings, CHAT_SETTING_WINDOW_MAXIMIZED))
    gtk_window_maximize (GTK_WINDOW (self));
  g_signal_connect_object (self, "unmap", G_CALLBACK (save_size), self, G_CONNECT_SWAPPED);
}


void
chat_window_remember_conversation (ChatWindow *self)
{
  g_autofree char *last = g_settings_get_string (self->settings, CHAT_SETTING_LAST_CONVERSATION);
  const char *uid = self->info != NULL ? chat_conversation_info_get_uid (self->info) : NULL;

  if (uid != NULL && !g_str_equal (uid, last))
    g_settings_set_string (self->settings, CHAT_SETTING_LAST_CONVERSATION, uid);
}
