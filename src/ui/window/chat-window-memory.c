/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the next start finds again of a window: its size, and the conversation that it showed.
 */

#include "chat-settings.h"
#include "chat-window-private.h"

static guint state_changed;


static void
emit_changed (ChatWindow *self)
{
  g_signal_emit (self, state_changed, 0);
}


void
chat_window_install_memory (GType type)
{
  state_changed = g_signal_new ("state-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}


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
  static const char * const remembered[] = {
    "notify::default-width", "notify::default-height", "notify::maximized", "notify::is-active",
  };
  int width;
  int height;

  g_settings_get (self->settings, CHAT_SETTING_WINDOW_SIZE, "(ii)", &width, &height);
  if (width > 0 && height > 0)
    gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (g_settings_get_boolean (self->settings, CHAT_SETTING_WINDOW_MAXIMIZED))
    gtk_window_maximize (GTK_WINDOW (self));
  g_signal_connect_object (self, "unmap", G_CALLBACK (save_size), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (remembered); i++)
    g_signal_connect_object (self, remembered[i], G_CALLBACK (emit_changed), self,
                             G_CONNECT_SWAPPED);
}


void
chat_window_remember_conversation (ChatWindow *self)
{
  g_autofree char *last = g_settings_get_string (self->settings, CHAT_SETTING_LAST_CONVERSATION);
  const char *uid = self->info != NULL ? chat_conversation_info_get_uid (self->info) : NULL;

  if (uid != NULL && !g_str_equal (uid, last))
    g_settings_set_string (self->settings, CHAT_SETTING_LAST_CONVERSATION, uid);
  emit_changed (self);
}


GVariant *
chat_window_get_state (ChatWindow *self)
{
  const char *uid;
  int width;
  int height;

  g_return_val_if_fail (CHAT_IS_WINDOW (self), NULL);

  if (self->loading != NULL)
    return NULL;

  uid = self->info != NULL ? chat_conversation_info_get_uid (self->info) : "";
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);

  return g_variant_new (CHAT_WINDOW_STATE_TYPE, uid, width, height,
                        gtk_window_is_maximized (GTK_WINDOW (self)));
}


void
chat_window_set_state (ChatWindow *self,
                       GVariant   *state)
{
  const char *uid;
  int width;
  int height;
  gboolean maximized;

  g_return_if_fail (CHAT_IS_WINDOW (self));

  g_variant_get (state, "(&siib)", &uid, &width, &height, &maximized);
  if (width > 0 && height > 0)
    gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (maximized)
    gtk_window_maximize (GTK_WINDOW (self));
  else
    gtk_window_unmaximize (GTK_WINDOW (self));
  if (*uid != '\0')
    chat_window_show_conversation (self, uid);
}
