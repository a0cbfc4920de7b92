/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Replies whose writer is gone.
 */

#pragma once

#include "chat-store-private.h"

G_BEGIN_DECLS

/* A ChatStoreWork without a request: GPtrArray of ChatStoreOrphan, which are ours from then on. */
gpointer chat_store_take_orphans (ChatStoreDb  *db,
                                  gpointer      request,
                                  GError      **error);

G_END_DECLS
