/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sidebar: the search, the list of conversations, and the choice of which are listed.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-conversation-list.h"
#include "chat-history.h"

G_BEGIN_DECLS

#define CHAT_TYPE_SIDEBAR (chat_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (ChatSidebar, chat_sidebar, CHAT, SIDEBAR, GtkWidget)

/* Property "choice", see chat-list-choice.h; it is also the action "sidebar.choice". */

/* Once. @history (nullable): then the list stays empty. */
void                  chat_sidebar_set_history      (ChatSidebar *self,
                                                     ChatHistory *history);
const char           *chat_sidebar_get_choice       (ChatSidebar *self);
void                  chat_sidebar_set_choice       (ChatSidebar *self,
                                                     const char  *choice);
ChatConversationList *chat_sidebar_get_list         (ChatSidebar *self);
/* What is written in it is the window's business. */
GtkSearchEntry       *chat_sidebar_get_search_entry (ChatSidebar *self);
/* Opens the main menu. */
void                  chat_sidebar_popup_menu       (ChatSidebar *self);

G_END_DECLS
