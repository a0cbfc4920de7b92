/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lines and the dot that a row has of the tree.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-branch-item.h"

G_BEGIN_DECLS

#define CHAT_TYPE_BRANCH_GRAPH (chat_branch_graph_get_type ())
G_DECLARE_FINAL_TYPE (ChatBranchGraph, chat_branch_graph, CHAT, BRANCH_GRAPH, GtkWidget)

/* Drawn in the widget's colour; what is shown now, in the accent. */
GtkWidget *chat_branch_graph_new      (void);
/* @item (nullable). @n_lanes: of the whole tree, which all rows are as wide as. */
void       chat_branch_graph_set_item (ChatBranchGraph *self,
                                       ChatBranchItem  *item,
                                       guint            n_lanes);

G_END_DECLS
