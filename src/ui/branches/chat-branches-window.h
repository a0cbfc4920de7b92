/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All branches of a conversation in one view.
 */

#pragma once

#include <adwaita.h>

#include "chat-session.h"

G_BEGIN_DECLS

#define CHAT_TYPE_BRANCHES_WINDOW (chat_branches_window_get_type ())
G_DECLARE_FINAL_TYPE (ChatBranchesWindow, chat_branches_window, CHAT, BRANCHES_WINDOW, AdwWindow)

/* Modal over the window of @view, whose actions "chat.show-message" and "chat.fork" it activates. */
GtkWidget *chat_branches_window_new (ChatSession *session,
                                     GtkWidget   *view);

G_END_DECLS
