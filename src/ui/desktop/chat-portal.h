/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the desktop's portals are, and where they answer:
 * https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Request.html
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CHAT_PORTAL_NAME    "org.freedesktop.portal.Desktop"
#define CHAT_PORTAL_PATH    "/org/freedesktop/portal/desktop"
#define CHAT_PORTAL_REQUEST "org.freedesktop.portal.Request"

/* Waits for the answer to a request before it is made with the option "handle_token", @token. The
 * signal "Response" has a number, 0 for done and 1 for a user's no, and results, "(ua{sv})"; but
 * whoever sends it may send what he likes. @path (out) (optional) (transfer full): of the request.
 * Returns: the subscription, for g_dbus_connection_signal_unsubscribe() */
guint chat_portal_expect (GDBusConnection     *bus,
                          const char          *token,
                          GDBusSignalCallback  callback,
                          gpointer             user_data,
                          char               **path);
/* @parameters: of that signal. @results (out) (transfer full). FALSE if they are something else. */
gboolean chat_portal_read_response (GVariant  *parameters,
                                    guint32   *response,
                                    GVariant **results);

G_END_DECLS
