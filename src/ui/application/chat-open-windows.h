/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which windows are open, for the next start: after a quit, and after the program was killed.
 */

#pragma once

#include "chat-window.h"

G_BEGIN_DECLS

#define CHAT_TYPE_OPEN_WINDOWS (chat_open_windows_get_type ())
G_DECLARE_FINAL_TYPE (ChatOpenWindows, chat_open_windows, CHAT, OPEN_WINDOWS, GObject)

/* Writes what the windows of @application (borrowed) show, and their sizes, into
 * CHAT_SETTING_OPEN_WINDOWS, some hundred ms after it has changed. A window that is closed is
 * forgotten, but for the last one.
 *
 * Whoever begins with a new conversation finds windows again only if the program did not come to its
 * end: it was killed, or the session was over. */
ChatOpenWindows *chat_open_windows_new  (GtkApplication  *application,
                                         ChatEngine      *engine,
                                         GSettings       *settings);

/* Presents the window that was used last; if there is none, those that were open at the end of the
 * program, or one, as the user wants to begin. Returns: (transfer none) the one in front */
ChatWindow      *chat_open_windows_get  (ChatOpenWindows *self);
/* Opens one more beside those that are open, or were. Returns: (transfer none) */
ChatWindow      *chat_open_windows_add  (ChatOpenWindows *self);
/* All windows are going to be closed: they are what the next start finds. */
void             chat_open_windows_keep (ChatOpenWindows *self);

G_END_DECLS
