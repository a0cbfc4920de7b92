/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Within the engine: keeps one turn safe, from before its request leaves to its end.
 */

#pragma once

#include "chat-history-writer.h"
#include "chat-history.h"

G_BEGIN_DECLS

typedef struct _ChatKeeper ChatKeeper;

/* @message: the open reply. */
ChatKeeper *chat_keeper_new         (ChatHistory      *history,
                                     ChatConversation *conversation,
                                     ChatMessage      *message);
void        chat_keeper_free        (ChatKeeper       *self);
/* Saves the prompt, the open reply and the conversation. @func comes once they are on the disk, or
 * cannot be: at once, if that is known. */
void        chat_keeper_begin       (ChatKeeper       *self,
                                     ChatSavedFunc     func,
                                     gpointer          user_data);
/* The request is sent again: what came of the one before counts no more. */
void        chat_keeper_begin_again (ChatKeeper       *self);
/* Bytes of the reply as they come; a ChatStreamBytesFunc. */
void        chat_keeper_add_bytes   (const char       *bytes,
                                     gsize             length,
                                     gpointer          keeper);
/* @message, an earlier one, is another now: it is saved at the end. */
void        chat_keeper_note_change (ChatKeeper       *self,
                                     ChatMessage      *message);
/* The reply is as it will stay. @entry (transfer full) (nullable): what it cost */
void        chat_keeper_end         (ChatKeeper       *self,
                                     ChatLedgerEntry  *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatKeeper, chat_keeper_free)

G_END_DECLS
