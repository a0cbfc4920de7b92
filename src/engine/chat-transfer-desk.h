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
ChatStoreLocation *chat_transfer_desk_locate (ChatTransferDesk      *self,
                                              const char            *conversation,
                                              const char * const    *messages,
                                              GError               **error);
/* @batch (transfer full). Does not wait for the end of it, but while too many are on their way.
 * FALSE if this one or an earlier one failed. */
gboolean           chat_transfer_desk_commit (ChatTransferDesk      *self,
                                              ChatStoreBatch        *batch,
                                              GError               **error);
/* Waits for all of them. */
gboolean           chat_transfer_desk_settle (ChatTransferDesk      *self,
                                              GError               **error);
/* Told no oftener than anybody can see. */
void               chat_transfer_desk_report (ChatTransferDesk      *self,
                                              double                 fraction,
                                              guint                  n_conversations);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatTransferDesk, chat_transfer_desk_free)

G_END_DECLS
