/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Price tables as they are read and asked.
 */

#pragma once

#include "chat-prices.h"

G_BEGIN_DECLS

/* Factors on prices are thousandths. */
#define CHAT_FACTOR_ONE 1000

typedef struct
{
  char      *model;
  ChatRates  rates;
  gint64     tier_tokens;    /* above so many prompt tokens tier_rates hold; 0: one tier */
  ChatRates  tier_rates;
  gint64     fast;           /* factor of the fast mode; 0: unknown */
} ChatPriceEntry;

/* What one or more servers charge. */
typedef struct
{
  char      **servers;
  GPtrArray  *entries;       /* (element-type ChatPriceEntry) */
  gint64      web_search;    /* nano-dollars each; -1: unknown */
  gint64      web_fetch;
  gint64      us;            /* factor where only machines in the US may work; 0: unknown */
  gint64      batch;
  char       *reported;      /* the member of the usage that holds the cost in dollars, or NULL */
} ChatPriceList;

/* Appends the lists of a table to @lists. @date (out, nullable, transfer full). FALSE with @error
 * set leaves @lists as it was. */
gboolean chat_prices_read       (const char  *text,
                                 gssize       length,
                                 GPtrArray   *lists,
                                 char       **date,
                                 GError     **error);
void     chat_price_list_free   (gpointer     list);

G_END_DECLS
