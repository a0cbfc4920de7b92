/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Searches for a program that is not the one that keeps the history: nothing is created, migrated
 * or mended, whatever is found.
 */

#pragma once

#include "chat-search-hit.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _ChatStoreReader ChatStoreReader;

/* @folder (nullable): that of chat_store_new(). Starts a thread. */
ChatStoreReader *chat_store_reader_new           (const char           *folder);
/* Waits for searches that are under way: cancel them first. */
void             chat_store_reader_free          (ChatStoreReader      *self);

/* As chat_store_search_async(), through the whole history, but of each conversation the newest
 * alone, of which it is not said whether they are in another branch; if very many messages match,
 * those of old conversations are not looked for. What the program that keeps it has not yet indexed is
 * not found. */
void             chat_store_reader_search_async  (ChatStoreReader      *self,
                                                  const char           *query,
                                                  guint                 limit,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
/* Returns: (transfer full) (element-type ChatSearchHit). Errors: CHAT_STORE_ERROR, also if there is
 * no history yet; G_IO_ERROR_CANCELLED. */
GPtrArray       *chat_store_reader_search_finish (GAsyncResult         *result,
                                                  GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatStoreReader, chat_store_reader_free)

G_END_DECLS
