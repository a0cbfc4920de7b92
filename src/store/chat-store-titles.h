/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Conversations by a few letters of their titles.
 */

#pragma once

#include "chat-store.h"

G_BEGIN_DECLS

/* Conversations, also archived ones, whose titles match @words as chat-fuzzy.h has it, the best first;
 * without words the newest. Works beside all other jobs: what is not yet saved is not found. */
void              chat_store_find_titles_async (ChatStore         *self,
                                              const char           *words,
                                              guint                 limit,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
/* Returns: (transfer full) (element-type ChatConversationInfo) */
GPtrArray        *chat_store_find_titles_finish (ChatStore        *self,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS
