/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of conversations, in groups by date: only what is on the screen is ever asked for.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CHAT_TYPE_CONVERSATION_LIST (chat_conversation_list_get_type ())
G_DECLARE_FINAL_TYPE (ChatConversationList, chat_conversation_list, CHAT, CONVERSATION_LIST,
                      GtkWidget)

/* A row that is clicked activates "win.show-conversation" with its uid, the Delete key on it
 * "win.delete"; its menu is that of chat-conversation-menu.h. Signal "changed": it may have become
 * empty or is no longer so. */

/* @model (nullable): of ChatConversationInfo. */
void       chat_conversation_list_set_model       (ChatConversationList *self,
                                                   GListModel           *model);
guint      chat_conversation_list_get_n_rows      (ChatConversationList *self);
/* The uid at @position; what is not loaded yet has none. Returns: (transfer full) (nullable) */
char      *chat_conversation_list_dup_uid         (ChatConversationList *self,
                                                   guint                 position);
/* The conversation that the window shows (nullable): its row is the selected one. */
void       chat_conversation_list_set_shown       (ChatConversationList *self,
                                                   const char           *uid);
/* See chat_shown_selection_find(). */
guint      chat_conversation_list_find_shown      (ChatConversationList *self);
/* The conversation to go on with when the one that is shown leaves the list, or NULL. Before or
 * after it has left. Returns: (transfer full) */
char      *chat_conversation_list_dup_neighbour   (ChatConversationList *self);
/* The row that has the keyboard focus. Returns: (transfer full) (nullable) */
char      *chat_conversation_list_dup_focused_uid (ChatConversationList *self);
/* What a popover about @uid can point to: its row if that can be seen, or NULL. */
GtkWidget *chat_conversation_list_find_row        (ChatConversationList *self,
                                                   const char           *uid);

G_END_DECLS
