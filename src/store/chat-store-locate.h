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

void               chat_store_location_free (ChatStoreLocation   *self);

/* Looks beside the worker, on a connection of its own: nothing waits for anything. For one thread. */
typedef struct _ChatStoreLocator ChatStoreLocator;

/* The store must be open. NULL with CHAT_STORE_ERROR set. */
ChatStoreLocator  *chat_store_locator_new   (ChatStore           *store,
                                             GError             **error);
void               chat_store_locator_free  (ChatStoreLocator    *self);
/* What was committed before the call. @messages: NULL-terminated uids.
 * Returns: (transfer full), NULL with CHAT_STORE_ERROR set */
ChatStoreLocation *chat_store_locator_find  (ChatStoreLocator    *self,
                                             const char          *conversation,
                                             const char * const  *messages,
                                             GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatStoreLocation, chat_store_location_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatStoreLocator, chat_store_locator_free)

G_END_DECLS
