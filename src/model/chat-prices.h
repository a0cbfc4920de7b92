/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What tokens cost: the built-in table and the user's own, and what they make of a reply's usage.
 */

#pragma once

#include "chat-message.h"

G_BEGIN_DECLS

/* Money is whole nano-dollars (1e-9 USD). A price of USD for a million tokens with six decimals is a
 * whole number of pico-dollars for one token, so a reply's cost is added up exactly and rounded once. */
#define CHAT_NANO_PER_DOLLAR G_GINT64_CONSTANT (1000000000)
#define CHAT_COST_UNKNOWN    (-1)

/* Names of servers that are no hosts. */
#define CHAT_SERVER_LOCAL "local"   /* on this computer */
#define CHAT_SERVER_DEMO  "demo"    /* built in: nobody is charged */

typedef enum
{
  CHAT_RATE_INPUT,
  CHAT_RATE_OUTPUT,
  CHAT_RATE_CACHE_WRITE_5M,
  CHAT_RATE_CACHE_WRITE_1H,
  CHAT_RATE_CACHE_READ,
  CHAT_N_RATES,
} ChatRate;

/* Millionths of a dollar for a million tokens, which is pico-dollars for one; -1: unknown. */
typedef struct
{
  gint64 rates[CHAT_N_RATES];
} ChatRates;

#define CHAT_PRICES_ERROR (chat_prices_error_quark ())
GQuark chat_prices_error_quark (void);

typedef enum
{
  CHAT_PRICES_ERROR_DAMAGED,   /* not the text of a price table; the message says where */
} ChatPricesError;

typedef struct _ChatPrices ChatPrices;

/* The built-in table, behind the user's own in @own (nullable; data/prices.md says how it is
 * written). Never NULL: with an @own that cannot be used @error is set and the built-in table is
 * returned alone. Immutable: may be shared among threads. Returns: (transfer full) */
ChatPrices *chat_prices_new             (const char        *own,
                                         gssize             length,
                                         GError           **error);
ChatPrices *chat_prices_ref             (ChatPrices        *self);
void        chat_prices_unref           (ChatPrices        *self);
/* The day of the built-in table, as ISO 8601 has it. */
const char *chat_prices_get_date        (ChatPrices        *self);
/* Whether the user's own table holds anything. */
gboolean    chat_prices_has_own         (ChatPrices        *self);

/* @server: a host in lower case, CHAT_SERVER_LOCAL, CHAT_SERVER_DEMO, or NULL: nobody knows. Prices
 * of a prompt of @prompt_tokens; FALSE: unknown. Nothing but 0 for a server that charges nothing. */
gboolean    chat_prices_find            (ChatPrices        *self,
                                         const char        *server,
                                         const char        *model,
                                         gint64             prompt_tokens,
                                         ChatRates         *rates);
/* What such a usage costs, in nano-dollars, rounded half up; CHAT_COST_UNKNOWN where a needed
 * counter, price or surcharge is not known: no guess is made. */
gint64      chat_prices_cost            (ChatPrices        *self,
                                         const char        *server,
                                         const char        *model,
                                         const ChatUsage   *usage);
/* The same of a usage object as the API sends it: with its "iterations", each with a model of its
 * own, and what the server itself reports to have charged. @usage (nullable) */
gint64      chat_prices_cost_of_object  (ChatPrices        *self,
                                         const char        *server,
                                         const char        *model,
                                         JsonObject        *usage);
/* The same of a reply. One that was refused before a word came is not charged (Messages API, stop
 * reasons). */
gint64      chat_prices_cost_of_message (ChatPrices        *self,
                                         const char        *server,
                                         ChatMessage       *message);
/* By how much reading from the cache made @usage cheaper than the same without one, less what
 * writing cost more; nano-dollars, may be negative. FALSE: unknown. */
gboolean    chat_prices_saving          (ChatPrices        *self,
                                         const char        *server,
                                         const char        *model,
                                         const ChatUsage   *usage,
                                         gint64            *saving);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatPrices, chat_prices_unref)

G_END_DECLS
