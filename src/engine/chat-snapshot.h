/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Within the engine: a conversation as it is at this moment, for another thread to read.
 */

#pragma once

#include "chat-conversation.h"

G_BEGIN_DECLS

/* Main thread. Blocks that are not open are shared, so that attachments cost nothing; nothing else
 * is. Whoever gets it may read it wherever that is, and change it. */

/* All branches, with the chosen path. Returns: (transfer full) */
ChatConversation *chat_snapshot_of_tree (ChatConversation *conversation);
/* The chosen path before @before; NULL, or not on it: all of it. Returns: (transfer full) */
ChatConversation *chat_snapshot_of_path (ChatConversation *conversation,
                                         ChatMessage      *before);

G_END_DECLS
