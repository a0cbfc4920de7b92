/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the desktop's portals are, and where they answer.
 */

#include "chat-portal.h"


guint
chat_portal_expect (GDBusConnection      *bus,
                    const char           *token,
                    GDBusSignalCallback   callback,
                    gpointer              user_data,
                    char                **path)
{
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (bus) + 1);
  g_autofree char *request = NULL;
  guint subscription;

  g_strdelimit (sender, ".", '_');
  request = g_strdup_printf (CHAT_PORTAL_PATH "/request/%s/%s", sender, token);
  subscription = g_dbus_connection_signal_subscribe (bus, CHAT_PORTAL_NAME, CHAT_PORTAL_REQUEST,
                                                     "Response", request, NULL,
                                                     G_DBUS_SIGNAL_FLAGS_NONE, callback, user_data,
                                                     NULL);
  if (path != NULL)
    *path = g_steal_pointer (&request);

  return subscription;
}


gboolean
chat_portal_read_response (GVariant  *parameters,
                           guint32   *response,
                           GVariant **results)
{
  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    return FALSE;

  g_variant_get (parameters, "(u@a{sv})", response, results);
  return TRUE;
}
