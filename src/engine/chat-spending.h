/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is spent: the prices, the sums of the day and the month, the budget.
 */

#pragma once

#include "chat-history.h"
#include "chat-profile.h"
#include "chat-spent.h"

G_BEGIN_DECLS

/* What may be spent in a calendar month. */
typedef struct
{
  gint64   limit;          /* nano-dollars; 0: there is none */
  guint    warn_percent;   /* from this share of it on it is said; 0: never */
  gboolean stops;          /* what would cost money is not sent any more once it is used up */
} ChatBudget;

typedef enum
{
  CHAT_BUDGET_FINE,        /* or there is none */
  CHAT_BUDGET_NEAR,
  CHAT_BUDGET_SPENT,
  CHAT_BUDGET_UNKNOWN,     /* what was spent cannot be read */
} ChatBudgetState;

typedef enum
{
  CHAT_SPENDING_ALL,       /* one sum */
  CHAT_SPENDING_BY_DAY,
  CHAT_SPENDING_BY_MONTH,
  CHAT_SPENDING_BY_MODEL,
} ChatSpendingGroup;

#define CHAT_TYPE_SPENDING (chat_spending_get_type ())
G_DECLARE_FINAL_TYPE (ChatSpending, chat_spending, CHAT, SPENDING, GObject)

/* Signal "changed": prices, sums or the budget are others. Main thread only; made by the engine.
 *
 * Without a history, or until it is open, all sums are of nothing; when the ledger cannot be read,
 * they are chat_spent_unknown. */

/* Borrowed. */
ChatPrices       *chat_spending_get_prices   (ChatSpending        *self);
/* The user's own table cannot be used: what is wrong and what it means, for the user; or NULL. */
const char       *chat_spending_get_problem  (ChatSpending        *self);
/* Reads the user's own table again, if it has changed. */
void              chat_spending_reload       (ChatSpending        *self);
/* What chat_prices_find() calls the profile's server. Returns: (transfer full) (nullable) */
char             *chat_spending_dup_server   (ChatProfile         *profile);

/* By the local clock. Borrowed. */
const ChatSpent  *chat_spending_get_today    (ChatSpending        *self);
const ChatSpent  *chat_spending_get_month    (ChatSpending        *self);
/* Asks again, soon: something was paid, or another day began. */
void              chat_spending_refresh      (ChatSpending        *self);
/* The same now: the sums are those of the ledger when it ends. */
void              chat_spending_update_async (ChatSpending       *self,
                                              GAsyncReadyCallback callback,
                                              gpointer            user_data);
gboolean          chat_spending_update_finish (ChatSpending      *self,
                                              GAsyncResult       *result,
                                              GError            **error);
/* From @since until before @until, ms since 1970. @conversation (nullable): uid */
void              chat_spending_sum_async    (ChatSpending        *self,
                                              gint64               since,
                                              gint64               until,
                                              const char          *conversation,
                                              ChatSpendingGroup    group,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
/* Returns: (transfer full) (element-type ChatSpent); NULL with @error set */
GPtrArray        *chat_spending_sum_finish   (ChatSpending        *self,
                                              GAsyncResult        *result,
                                              GError             **error);

/* Borrowed. */
const ChatBudget *chat_spending_get_budget   (ChatSpending        *self);
void              chat_spending_set_budget   (ChatSpending        *self,
                                              const ChatBudget    *budget);
/* From the settings of chat-settings.h, now and whenever they change. */
void              chat_spending_bind_budget  (ChatSpending        *self,
                                              GSettings           *settings);
ChatBudgetState   chat_spending_get_state    (ChatSpending        *self);
/* At the user's word the budget forbids nothing for now. */
void              chat_spending_override     (ChatSpending        *self,
                                              gboolean             override);
/* FALSE: the budget forbids to ask @model at @profile. What is free may always be asked. */
gboolean          chat_spending_allows       (ChatSpending        *self,
                                              ChatProfile         *profile,
                                              const char          *model);

G_END_DECLS
