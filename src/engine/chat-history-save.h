/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Within the engine: how the files of the history save what changed.
 */

#pragma once

#include "chat-history-private.h"

G_BEGIN_DECLS

/* @batch (transfer full); @func (nullable) comes once. The conversation is kept until it is saved. */
void                  chat_history_save          (ChatHistory          *self,
                                                  ChatStoreBatch       *batch,
                                                  ChatSaveMode          mode,
                                                  ChatConversation     *conversation,
                                                  ChatSavedFunc         func,
                                                  gpointer              user_data);
/* Profile, model, parameters and system prompt, if the conversation has begun. */
void                  chat_history_save_settings (ChatHistory          *self,
                                                  ChatConversation     *conversation);
/* For changes of which nobody waits for the end. */
void                  chat_history_save_later    (ChatHistory          *self,
                                                  ChatStoreBatch       *batch,
                                                  const char           *uid);
/* TRUE while what is on the disk and what is in memory are two things. */
gboolean              chat_history_is_apart      (ChatHistory          *self);
/* Uids of conversations that are not on the disk as they are. Returns: (transfer full) */
GHashTable           *chat_history_dup_unsaved   (ChatHistory          *self);
/* Adds to @batch the messages of the chosen path that were never saved. */
void                  chat_history_put_path      (ChatHistory          *self,
                                                  ChatStoreBatch       *batch,
                                                  ChatConversation     *conversation);
void                  chat_history_put_message   (ChatStoreBatch       *batch,
                                                  ChatConversation     *conversation,
                                                  ChatMessage          *message);
/* Adds to @batch the conversation itself and its settings. */
void                  chat_history_put_conversation (ChatHistory       *self,
                                                  ChatStoreBatch       *batch,
                                                  ChatConversation     *conversation);
/* Adds to @batch where the path ends, and the time of the newest message. */
void                  chat_history_put_leaf      (ChatHistory          *self,
                                                  ChatStoreBatch       *batch,
                                                  ChatConversation     *conversation);
/* All of its messages are as they are on the disk. Returns: whether any of them is open. */
gboolean              chat_history_mark_saved    (ChatConversation     *conversation);
/* Its messages, each after its parent and the oldest sibling first; with @leaf (nullable) only the path
 * that ends there. Returns: (transfer container), messages borrowed */
GPtrArray            *chat_history_list_tree     (ChatConversation     *conversation,
                                                  ChatMessage          *leaf);
/* A ChatWriterLostFunc: saves the conversation with all its messages anew. */
void                  chat_history_save_again    (ChatConversation     *conversation,
                                                  gpointer              user_data);
/* A ChatWriterStateFunc. */
void                  chat_history_writer_state  (const GError         *error,
                                                  gpointer              user_data);

/* chat-history-load.c: FALSE: @task was returned with why nothing can be read. */
gboolean              chat_history_check_readable (ChatHistory         *self,
                                                  GTask                *task);
/* The same file: ends @task with what the store found, or why it did not. All are (transfer full). */
void                  chat_history_return_found   (GTask               *task,
                                                  GPtrArray            *found,
                                                  GError               *error);

G_END_DECLS
