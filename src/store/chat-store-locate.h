/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of a conversation is known already: for imports, which may hold anything twice.
 */

#pragma once

#include "chat-store.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean   exists;       /* the conversation, be it in the trash */
  char      *leaf;         /* end of its chosen path, or NULL */
  gint64     updated_ms;
  GPtrArray *homes;        /* (element-type utf8) for each message the uid of its conversation, or NULL */
} ChatStoreLocation;

void               chat_store_location_free   (ChatStoreLocation   *self);
/* @messages: NULL-terminated uids. */
void               chat_store_locate_async    (ChatStore           *self,
                                               const char          *conversation,
                                               const char * const  *messages,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
/* Returns: (transfer full) */
ChatStoreLocation *chat_store_locate_finish   (ChatStore           *self,
                                               GAsyncResult        *result,
                                               GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatStoreLocation, chat_store_location_free)

G_END_DECLS
