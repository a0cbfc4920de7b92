/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row of the sidebar: a conversation's title and what goes on in it, below the heading of its
 * group if it is the first of that.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-conversation-info.h"

G_BEGIN_DECLS

#define CHAT_TYPE_SIDEBAR_ROW (chat_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (ChatSidebarRow, chat_sidebar_row, CHAT, SIDEBAR_ROW, GtkWidget)

GtkWidget            *chat_sidebar_row_new      (void);

/* What the row shows, followed from now on. @previous (nullable): the conversation
 * above it. @now: which day it is. */
void                  chat_sidebar_row_set      (ChatSidebarRow       *self,
                                                 ChatConversationInfo *info,
                                                 ChatConversationInfo *previous,
                                                 GDateTime            *now);
/* Follows nothing any more. What it shows stays: rows that are put by are not seen, and show
 * another conversation soon. */
void                  chat_sidebar_row_unset    (ChatSidebarRow       *self);
ChatConversationInfo *chat_sidebar_row_get_info (ChatSidebarRow       *self);   /* nullable */
/* The part that is the conversation, without the heading. */
GtkWidget            *chat_sidebar_row_get_body (ChatSidebarRow       *self);

G_END_DECLS
