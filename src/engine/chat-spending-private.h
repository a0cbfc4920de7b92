/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Within the engine: how the spending hears of what was paid.
 */

#pragma once

#include "chat-accounts.h"
#include "chat-spending.h"

G_BEGIN_DECLS

/* @path (nullable): of the user's own table, by default prices.json beside the accounts. */
ChatSpending    *chat_spending_new          (const char       *path,
                                             ChatAccounts     *accounts);
/* Once. Not owned: it is closed before it goes. */
void             chat_spending_set_history  (ChatSpending     *self,
                                             ChatHistory      *history);
/* Notes in @message what it cost. Returns: (transfer full) (nullable): the same for the ledger; NULL
 * if nothing was used */
ChatLedgerEntry *chat_spending_settle       (ChatSpending     *self,
                                             ChatProfile      *profile,
                                             ChatConversation *conversation,
                                             ChatMessage      *message);
/* As chat_spending_get_state(), at @now in s since 1970. */
ChatBudgetState  chat_spending_get_state_at (ChatSpending     *self,
                                             gint64            now);

G_END_DECLS
