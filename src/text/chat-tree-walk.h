/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All messages of a conversation, in every branch.
 */

#pragma once

#include "chat-conversation.h"

G_BEGIN_DECLS

/* @parent: (nullable). FALSE ends the walk. */
typedef gboolean (*ChatTreeWalkFunc) (ChatMessage *message,
                                      ChatMessage *parent,
                                      gpointer     user_data);

/* Each message after its parent, siblings oldest first, a branch whole before the next one. Does
 * not recurse. FALSE if @func ended it. */
gboolean chat_tree_walk (ChatConversation *conversation,
                         ChatTreeWalkFunc  func,
                         gpointer          user_data);

G_END_DECLS
