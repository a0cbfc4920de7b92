/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The key that asks quickly from wherever one is, through the desktop's GlobalShortcuts portal:
 * https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.GlobalShortcuts.html
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CHAT_TYPE_GLOBAL_KEY (chat_global_key_get_type ())
G_DECLARE_FINAL_TYPE (ChatGlobalKey, chat_global_key, CHAT, GLOBAL_KEY, GObject)

/* Follows the setting. From when the desktop is asked, and as long as the key is bound, the application
 * goes on without a window. Who refuses the key turns the setting off. Signal "activated" (char *token):
 * the key was pressed; @token (nullable) allows to come to the front. */
ChatGlobalKey *chat_global_key_new             (GApplication        *application,
                                                GSettings           *settings);
/* The key of @application, or NULL. */
ChatGlobalKey *chat_global_key_find            (GApplication        *application);
/* Whether the key is wanted and the desktop did not give it, or took it back; property "refused". Not
 * what the user refused. */
gboolean       chat_global_key_is_refused      (ChatGlobalKey       *self);
/* The program is to end. */
void           chat_global_key_release         (ChatGlobalKey       *self);

/* Whether the desktop has such keys. */
void           chat_global_key_probe_async     (GCancellable        *cancellable,
                                                GAsyncReadyCallback  callback,
                                                gpointer             user_data);
gboolean       chat_global_key_probe_finish    (GAsyncResult        *result);

G_END_DECLS
