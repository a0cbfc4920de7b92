/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the engine spends: entered into the ledger, held against the budget.
 */

#include "chat-engine-spending.h"

#include "chat-engine-private.h"
#include "chat-history-book.h"
#include "chat-model-info.h"
#include "chat-turn-private.h"

/* A reply that was being written when the program ended. */
ChatLedgerEntry *
chat_engine_enter_recovered (ChatConversation *conversation,
                             ChatMessage      *message,
                             gpointer          user_data)
{
  ChatEngine *self = user_data;

  return chat_spending_settle (chat_engine_get_spending (self),
                               chat_engine_get_profile_for (self, conversation), conversation,
                               message);
}

void
chat_engine_enter_title (ChatProfile      *profile,
                         ChatConversation *conversation,
                         ChatMessage      *answer,
                         gpointer          user_data)
{
  ChatEngine *self = user_data;
  ChatHistory *history = chat_engine_get_history (self);
  ChatLedgerEntry *entry = chat_spending_settle (chat_engine_get_spending (self), profile,
                                                 conversation, answer);

  if (history != NULL)
    chat_history_book (history, entry);
  else
    chat_ledger_entry_free (entry);
}

void
chat_engine_override_budget (ChatEngine *self)
{
  chat_spending_override (chat_engine_get_spending (self), TRUE);
}

/* The prompt is kept, and the reason stands below it. What could not be read may be when it is sent
 * again. */
void
chat_engine_check_budget (ChatEngine *self,
                          ChatTurn   *turn)
{
  ChatSpending *spending = chat_engine_get_spending (self);
  const gboolean unknown = chat_spending_get_state (spending) == CHAT_BUDGET_UNKNOWN;

  if (!chat_spending_allows (spending, chat_turn_get_profile (turn), chat_turn_get_model (turn)))
    chat_turn_refuse (turn, chat_failure_new (unknown ? CHAT_FAILURE_SPENDING_UNKNOWN
                                                      : CHAT_FAILURE_BUDGET, NULL));
  if (unknown)
    chat_spending_refresh (spending);
  chat_spending_override (spending, FALSE);
}

gint64
chat_engine_get_context (ChatEngine  *self,
                         ChatProfile *profile,
                         const char  *model)
{
  ChatModel *found = chat_engine_find_model (self, profile, model);
  const ChatModelInfo *info = chat_model_info_find (model);

  if (found != NULL && chat_model_get_context (found) > 0)
    return chat_model_get_context (found);
  return info != NULL ? info->context_window : 0;
}

ChatCapabilities
chat_engine_get_capabilities (ChatEngine  *self,
                              ChatProfile *profile,
                              const char  *model)
{
  ChatModel *found = chat_engine_find_model (self, profile, model);

  return found != NULL ? *chat_model_get_capabilities (found) : chat_capabilities_for_model (model);
}
