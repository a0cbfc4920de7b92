/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a reply was asked for with.
 */

#pragma once

#include "chat-engine.h"

G_BEGIN_DECLS

/* The request that brought @reply, of the tree of @conversation, and what came, as far as they are
 * kept: in memory, of this session's replies, the newest 16 MB. A request that is not kept is made
 * anew from the history. */
void          chat_engine_find_exchange_async  (ChatEngine          *self,
                                                ChatConversation    *conversation,
                                                ChatMessage         *reply,
                                                GCancellable        *cancellable,
                                                GAsyncReadyCallback  callback,
                                                gpointer             user_data);
/* Returns: (transfer full); NULL if it was cancelled */
ChatExchange *chat_engine_find_exchange_finish (ChatEngine          *self,
                                                GAsyncResult        *result);

G_END_DECLS
