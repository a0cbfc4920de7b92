/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was paid: entries into the ledger and sums out of it. Each is a ChatStoreWork or an applier.
 */

#pragma once

#include "chat-store-batch-private.h"
#include "chat-store-private.h"

G_BEGIN_DECLS

typedef struct
{
  gint64              since;          /* ms since 1970, included */
  gint64              until;          /* not included */
  char               *conversation;   /* uid, or NULL: all */
  ChatStoreSpentGroup group;
} ChatStoreSpentRequest;

void     chat_store_spent_request_free (gpointer                data);
/* GPtrArray of ChatSpent, one for each group, in its order. */
gpointer chat_store_sum_spent          (ChatStoreDb            *db,
                                        gpointer                request,
                                        GError                **error);

typedef struct
{
  ChatPrices *prices;
  GHashTable *servers;                /* profile id → server */
} ChatStorePricingRequest;

void     chat_store_pricing_request_free (gpointer              data);
/* Looks again at entries of unknown cost, all of them. GINT_TO_POINTER (1 + number now known). */
gpointer chat_store_price_unknown      (ChatStoreDb            *db,
                                        gpointer                request,
                                        GError                **error);

/* CHAT_CHANGE_BOOK */
gboolean chat_store_book               (ChatStoreDb            *db,
                                        const ChatStoreChange  *change,
                                        GError                **error);

G_END_DECLS
