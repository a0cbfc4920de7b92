/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Within the engine: what is to be saved, one batch after the other; nothing is lost when one fails.
 */

#pragma once

#include "chat-store.h"

G_BEGIN_DECLS

typedef void (*ChatSavedFunc) (gboolean saved,
                               gpointer user_data);
/* @error NULL: all is saved again. */
typedef void (*ChatWriterStateFunc) (const GError *error,
                                     gpointer      user_data);
/* A batch of @conversation is void: what it builds on is no longer in the store, because another
 * program deleted it. What is in memory is all there is. */
typedef void (*ChatWriterLostFunc) (ChatConversation *conversation,
                                    gpointer          user_data);
typedef void (*ChatSettledFunc) (gpointer user_data);

typedef enum
{
  CHAT_SAVE_KEEP,   /* whatever happens, it is tried again until it is saved */
  CHAT_SAVE_DROP,   /* useless once something before it, or it itself, has failed: the journal */
} ChatSaveMode;

typedef struct _ChatHistoryWriter ChatHistoryWriter;

ChatHistoryWriter *chat_history_writer_new       (ChatWriterStateFunc  state_func,
                                                  ChatWriterLostFunc   lost_func,
                                                  gpointer             user_data);
void               chat_history_writer_free      (ChatHistoryWriter   *self);
/* Hands all that waits to @store (nullable), which finishes it; so it is with what still comes.
 * Callbacks that wait hear FALSE, and none comes later. */
void               chat_history_writer_close     (ChatHistoryWriter   *self,
                                                  ChatStore           *store);
/* Until then everything waits. Starts with what has waited longest. */
void               chat_history_writer_set_store (ChatHistoryWriter   *self,
                                                  ChatStore           *store);
/* There is nothing to write to, for now. */
void               chat_history_writer_fail      (ChatHistoryWriter   *self,
                                                  const GError        *error);
/* @batch (transfer full). @held (nullable) is kept until it is saved. @func (nullable) comes once:
 * FALSE, from within this call too, as soon as something could not be saved. */
void               chat_history_writer_push      (ChatHistoryWriter   *self,
                                                  ChatStoreBatch      *batch,
                                                  ChatSaveMode         mode,
                                                  ChatConversation    *held,
                                                  ChatSavedFunc        func,
                                                  gpointer             user_data);
void               chat_history_writer_retry     (ChatHistoryWriter   *self);
/* Calls @func once nothing is on its way any more, at once if that is so now: what is read then has
 * all that was written before. Also when writing fails; chat_history_writer_get_error() tells. */
void               chat_history_writer_settle    (ChatHistoryWriter   *self,
                                                  ChatSettledFunc      func,
                                                  gpointer             user_data);
/* Why writing fails, or NULL. Borrowed. */
const GError      *chat_history_writer_get_error (ChatHistoryWriter   *self);
/* Uids of the conversations that are held. Returns: (transfer container), keys borrowed */
GHashTable        *chat_history_writer_dup_held  (ChatHistoryWriter   *self);

G_END_DECLS
