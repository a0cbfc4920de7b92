/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row of the tree: one message in one line.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-branch-item.h"

G_BEGIN_DECLS

#define CHAT_TYPE_BRANCH_ROW (chat_branch_row_get_type ())
G_DECLARE_FINAL_TYPE (ChatBranchRow, chat_branch_row, CHAT, BRANCH_ROW, GtkWidget)

GtkWidget *chat_branch_row_new      (void);
void       chat_branch_row_set_item (ChatBranchRow  *self,
                                     ChatBranchItem *item,
                                     guint           n_lanes);
/* NULL before it has an item. Borrowed. */
ChatMessage *chat_branch_row_get_message (ChatBranchRow *self);

G_END_DECLS
