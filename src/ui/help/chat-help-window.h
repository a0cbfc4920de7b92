/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The manual in a window.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CHAT_TYPE_HELP_WINDOW (chat_help_window_get_type ())
G_DECLARE_FINAL_TYPE (ChatHelpWindow, chat_help_window, CHAT, HELP_WINDOW, AdwWindow)

GtkWidget *chat_help_window_new     (GtkWindow      *parent);
/* @id: of a page; nothing happens if there is no such page. */
void       chat_help_window_show    (ChatHelpWindow *self,
                                     const char     *id);

G_END_DECLS
