/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was used and paid: one entry of the ledger, and the sum of many.
 */

#pragma once

#include "chat-prices.h"

G_BEGIN_DECLS

typedef enum
{
  CHAT_SPENT_INPUT,         /* neither read from the cache nor written to it */
  CHAT_SPENT_OUTPUT,        /* thinking included */
  CHAT_SPENT_CACHE_WRITE,
  CHAT_SPENT_CACHE_READ,
  CHAT_SPENT_THINKING,
  CHAT_SPENT_SEARCHES,
  CHAT_N_SPENT,
} ChatSpentKind;

/* A server may write what it likes: of one reply no more is counted, which is more than any holds,
 * so that the sum of millions does not overflow. */
#define CHAT_SPENT_MOST 1000000000000

/* The names of the columns and of members of JSON, in that order. */
extern const char * const chat_spent_names[CHAT_N_SPENT];

/* One reply, or one title that a model gave. It stays when its conversation goes: what was paid is
 * paid. Plain data: may go from one thread to another. */
typedef struct
{
  char     *reply;          /* uid; booked again under the same one it takes the old one's place */
  char     *conversation;   /* uid */
  char     *profile;        /* id, or NULL */
  char     *model;          /* or NULL */
  gint64    at;             /* ms since 1970 */
  gint64    counts[CHAT_N_SPENT];
  gint64    cost;           /* nano-dollars, CHAT_COST_UNKNOWN */
  gint64    saved;          /* nano-dollars, by the cache; may be negative */
  gboolean  is_partial;     /* it broke off: the server had not said yet what it used in all */
  char     *usage;          /* JSON object as the API sent it, while the cost is unknown */
} ChatLedgerEntry;

/* @server: as chat_prices_find() has it. NULL if @message used nothing that anybody knows of.
 * Returns: (transfer full) (nullable) */
ChatLedgerEntry *chat_ledger_entry_new  (ChatPrices      *prices,
                                         const char      *server,
                                         const char      *conversation,
                                         const char      *profile,
                                         ChatMessage     *message);
void             chat_ledger_entry_free (ChatLedgerEntry *self);

/* Many entries. */
typedef struct
{
  char     *key;            /* what they have in common: a day as ISO 8601 has it, a model; or NULL */
  gint64    n_replies;
  gint64    n_unclear;      /* of them are those whose cost is not known, or not in full */
  gint64    counts[CHAT_N_SPENT];
  gint64    cost;           /* of all others, nano-dollars */
  gint64    saved;
} ChatSpent;

/* Stands for a sum that cannot be had: of what nobody knows the price of. */
extern const ChatSpent chat_spent_unknown;

void             chat_spent_free        (ChatSpent       *self);
/* Adds all but the key. */
void             chat_spent_add         (ChatSpent       *self,
                                         const ChatSpent *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatLedgerEntry, chat_ledger_entry_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatSpent, chat_spent_free)

G_END_DECLS
