/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Within the engine: the store as the thread of an export or import sees it. Each call waits for its
 * answer, which comes by way of the main loop.
 */

#pragma once

#include "chat-store-locate.h"
#include "chat-transfer.h"

G_BEGIN_DECLS

typedef struct _ChatTransferDesk ChatTransferDesk;

/* Main thread. @store (nullable): every call fails then. @progress (nullable) */
ChatTransferDesk  *chat_transfer_desk_new    (ChatStore             *store,
                                              ChatTransferProgress   progress,
                                              gpointer               progress_data);
void               chat_transfer_desk_free   (ChatTransferDesk      *self);

/* The rest for the thread alone. */

/* @offset: of the list of all that is not in the trash. Returns: (transfer full) */
GPtrArray         *chat_transfer_desk_list   (ChatTransferDesk      *self,
                                              guint                  offset,
                                              guint                  limit,
                                              GError               **error);
ChatConversation  *chat_transfer_desk_load   (ChatTransferDesk      *self,
                                              const char            *uid,
                                              ChatConversationInfo **info,
                                              GError               **error);
/* What is on its way is not seen by it. Returns: (transfer full) */
ChatStoreLocator  *chat_transfer_desk_new_locator (ChatTransferDesk *self,
                                              GError               **error);
/* @batch (transfer full). Does not wait for the end of it, but while too many are on their way.
 * FALSE if this one or an earlier one failed. */
gboolean           chat_transfer_desk_commit (ChatTransferDesk      *self,
                                              ChatStoreBatch        *batch,
                                              GError               **error);
/* How many are on their way; they end in order. */
guint              chat_transfer_desk_get_n_commits (ChatTransferDesk *self);
/* Waits for all of them. */
gboolean           chat_transfer_desk_settle (ChatTransferDesk      *self,
                                              GError               **error);
/* Told no oftener than anybody can see. */
void               chat_transfer_desk_report (ChatTransferDesk      *self,
                                              double                 fraction,
                                              guint                  n_conversations);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatTransferDesk, chat_transfer_desk_free)

G_END_DECLS
