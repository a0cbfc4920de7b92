/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The preferences.
 */

#pragma once

#include <adwaita.h>

#include "chat-engine.h"

G_BEGIN_DECLS

#define CHAT_TYPE_PREFERENCES_WINDOW (chat_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (ChatPreferencesWindow, chat_preferences_window, CHAT, PREFERENCES_WINDOW,
                      AdwPreferencesWindow)

/* Pages are named "accounts", "behaviour", "appearance", "data" (with a history) and "advanced". */
GtkWidget *chat_preferences_window_new (GtkWindow  *parent,
                                        ChatEngine *engine,
                                        GSettings  *settings);

G_END_DECLS
