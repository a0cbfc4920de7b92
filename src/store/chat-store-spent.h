/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ledger of the store as others see it: what was paid.
 */

#pragma once

#include "chat-store.h"

G_BEGIN_DECLS

/* What was paid from @since until before @until (ms since 1970), also for what has been deleted.
 * @conversation (nullable): only there. */
void              chat_store_spent_async     (ChatStore            *self,
                                              gint64                since,
                                              gint64                until,
                                              const char           *conversation,
                                              ChatStoreSpentGroup   group,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
/* Returns: (transfer full) (element-type ChatSpent) */
GPtrArray        *chat_store_spent_finish    (ChatStore            *self,
                                              GAsyncResult         *result,
                                              GError              **error);
/* Looks again at entries whose cost is unknown. @servers: profile id → server, as chat_prices_find()
 * has it; kept, not to be changed any more. */
void              chat_store_price_async     (ChatStore            *self,
                                              ChatPrices           *prices,
                                              GHashTable           *servers,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
/* @n_priced (out): how many of them are known now. */
gboolean          chat_store_price_finish    (ChatStore            *self,
                                              GAsyncResult         *result,
                                              guint                *n_priced,
                                              GError              **error);

G_END_DECLS
