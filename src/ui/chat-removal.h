/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The end of a conversation that was taken away, and how to put it back.
 */

#pragma once

#include "chat-conversation.h"

G_BEGIN_DECLS

typedef struct _ChatRemoval ChatRemoval;

/* Remembers the messages from @position on. Nothing is removed yet. */
ChatRemoval *chat_removal_new   (ChatConversation *conversation,
                                 guint             position);
/* Removes all messages from the position on. */
void         chat_removal_apply (ChatRemoval      *self);
/* Puts the remembered messages in place of whatever stands at the position now. */
void         chat_removal_undo  (ChatRemoval      *self);
void         chat_removal_free  (ChatRemoval      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatRemoval, chat_removal_free)

G_END_DECLS
