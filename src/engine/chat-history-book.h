/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Within the engine: entries into the ledger of what was paid.
 */

#pragma once

#include "chat-history-private.h"

G_BEGIN_DECLS

/* @entry (transfer full) (nullable). Signal "booked" follows. */
void                  chat_history_book          (ChatHistory          *self,
                                                  ChatLedgerEntry      *entry);
/* Who knows the prices of replies that are ended when the history opens. */
void                  chat_history_set_entry_func (ChatHistory         *self,
                                                  ChatHistoryEntryFunc  func,
                                                  gpointer              user_data);
void                  chat_history_book_recovered (ChatHistory         *self,
                                                  ChatConversation     *conversation,
                                                  ChatMessage          *message);

G_END_DECLS
