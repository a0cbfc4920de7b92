/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All actions with their keys, to be searched and changed.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CHAT_TYPE_KEYS_WINDOW (chat_keys_window_get_type ())
G_DECLARE_FINAL_TYPE (ChatKeysWindow, chat_keys_window, CHAT, KEYS_WINDOW, AdwWindow)

/* Returns: (transfer floating) */
GtkWidget *chat_keys_window_new (GtkWindow *parent);

G_END_DECLS
