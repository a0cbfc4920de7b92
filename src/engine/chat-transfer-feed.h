/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Within the engine: a file that is being imported, unpacked ahead in a thread of its own.
 */

#pragma once

#include "chat-archive-reader.h"

G_BEGIN_DECLS

typedef struct _ChatTransferFeed ChatTransferFeed;

/* @reader (transfer full) */
ChatTransferFeed  *chat_transfer_feed_new          (ChatArchiveReader  *reader);
/* Waits for the thread, which stops at its next conversation; cancel what it reads to be sooner. */
void               chat_transfer_feed_free         (ChatTransferFeed   *self);
/* As chat_archive_reader_next(). After the end or a failure there is nothing more to ask for. */
ChatArchiveResult  chat_transfer_feed_next         (ChatTransferFeed   *self,
                                                    const char        **element,
                                                    gsize              *length,
                                                    GError            **error);
/* Of the file, up to what was last taken. */
double             chat_transfer_feed_get_fraction (ChatTransferFeed   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatTransferFeed, chat_transfer_feed_free)

G_END_DECLS
