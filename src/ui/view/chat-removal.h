/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A branch that was taken away, and how to put it back.
 */

#pragma once

#include "chat-history.h"

G_BEGIN_DECLS

typedef struct _ChatRemoval ChatRemoval;

/* Removes @message and all that follows it, from the conversation and from @history (nullable: there
 * is none). An emptied conversation loses its title. */
ChatRemoval *chat_removal_apply    (ChatHistory      *history,
                                    ChatConversation *conversation,
                                    ChatMessage      *message);
/* How many messages are gone. */
guint        chat_removal_get_size (ChatRemoval      *self);
/* Puts them back and shows again what was shown. FALSE if they are gone for good. */
gboolean     chat_removal_undo     (ChatRemoval      *self);
void         chat_removal_free     (ChatRemoval      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatRemoval, chat_removal_free)

G_END_DECLS
