/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Changes as SQL. All of it runs inside a transaction that chat_store_apply_batch() opens.
 */

#pragma once

#include "chat-store-batch-private.h"
#include "chat-store-private.h"

G_BEGIN_DECLS

/* A ChatStoreWork whose request is a ChatStoreBatch. */
gpointer chat_store_apply_batch      (ChatStoreDb            *db,
                                      gpointer                request,
                                      GError                **error);

/* The row of a conversation, made if there is none. 0 with @error set. */
gint64   chat_store_need_conversation (ChatStoreDb           *db,
                                      const char             *uid,
                                      gint64                  created_ms,
                                      GError                **error);
/* The row of a message. 0 with CHAT_STORE_ERROR_NOT_FOUND or another error set. */
gint64   chat_store_find_message     (ChatStoreDb            *db,
                                      const char             *uid,
                                      GError                **error);

/* chat-store-put.c */
gboolean chat_store_put_message      (ChatStoreDb            *db,
                                      const ChatStoreChange  *change,
                                      GError                **error);
/* chat-store-copy.c */
gboolean chat_store_copy             (ChatStoreDb            *db,
                                      const ChatStoreChange  *change,
                                      GError                **error);
/* chat-store-trash.c */
gboolean chat_store_trash_branch     (ChatStoreDb            *db,
                                      const ChatStoreChange  *change,
                                      GError                **error);
gboolean chat_store_restore_messages (ChatStoreDb            *db,
                                      const ChatStoreChange  *change,
                                      GError                **error);
gboolean chat_store_purge            (ChatStoreDb            *db,
                                      const ChatStoreChange  *change,
                                      GError                **error);
gboolean chat_store_empty_trash      (ChatStoreDb            *db,
                                      const ChatStoreChange  *change,
                                      GError                **error);
/* chat-store-journal.c */
gboolean chat_store_append_journal   (ChatStoreDb            *db,
                                      const ChatStoreChange  *change,
                                      GError                **error);
gboolean chat_store_clear_journal    (ChatStoreDb            *db,
                                      const ChatStoreChange  *change,
                                      GError                **error);

G_END_DECLS
