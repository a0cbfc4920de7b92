/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A window: header bar, banner and one conversation.
 */

#pragma once

#include <adwaita.h>

#include "chat-engine.h"
#include "chat-view.h"

G_BEGIN_DECLS

#define CHAT_TYPE_WINDOW (chat_window_get_type ())
G_DECLARE_FINAL_TYPE (ChatWindow, chat_window, CHAT, WINDOW, AdwApplicationWindow)

/* Shows an empty conversation. Owns the actions "win.*". */
GtkWidget *chat_window_new      (GtkApplication *application,
                                 ChatEngine     *engine);

/* The conversation in front. */
ChatView  *chat_window_get_view (ChatWindow     *self);

G_END_DECLS
