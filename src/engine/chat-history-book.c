/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Entries into the ledger of what was paid.
 */

#include "chat-history-book.h"

#include "chat-history-save.h"

/* By itself, so that it stays when what it was paid for turns out to be gone. It is not waited for:
 * the reply's own end, which follows, brings it to the disk. */
void
chat_history_book (ChatHistory     *self,
                   ChatLedgerEntry *entry)
{
  ChatStoreBatch *batch;

  if (entry == NULL)
    return;

  batch = chat_store_batch_new ();
  chat_store_batch_book (batch, entry);
  chat_history_save_later (self, batch, NULL);
  chat_history_emit_booked (self);
}

void
chat_history_set_entry_func (ChatHistory          *self,
                             ChatHistoryEntryFunc  func,
                             gpointer              user_data)
{
  self->entry_func = func;
  self->entry_data = user_data;
}

void
chat_history_book_recovered (ChatHistory      *self,
                             ChatConversation *conversation,
                             ChatMessage      *message)
{
  if (self->entry_func != NULL)
    chat_history_book (self, self->entry_func (conversation, message, self->entry_data));
}
