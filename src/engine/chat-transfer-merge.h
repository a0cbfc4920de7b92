/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Within the engine: adds what was read of a file to what the store has. For a thread of its own.
 */

#pragma once

#include "chat-transfer-desk.h"

G_BEGIN_DECLS

typedef struct _ChatTransferMerge ChatTransferMerge;

typedef enum
{
  CHAT_MERGE_ADDED,
  CHAT_MERGE_EXTENDED,
  CHAT_MERGE_KNOWN,
  CHAT_MERGE_EMPTY,     /* there was nothing in it */
  CHAT_MERGE_BROKEN,    /* it could not be read; the next one may be */
  CHAT_MERGE_FAILED,    /* nothing can be written any more */
} ChatMergeResult;

ChatTransferMerge *chat_transfer_merge_new    (ChatTransferDesk   *desk);
void               chat_transfer_merge_free   (ChatTransferMerge  *self);
/* @json: one conversation of an export. What it leads to may still wait to be written. */
ChatMergeResult    chat_transfer_merge_add    (ChatTransferMerge  *self,
                                               const char         *json,
                                               gsize               length,
                                               GError            **error);
/* All is on the disk when it returns. */
gboolean           chat_transfer_merge_finish (ChatTransferMerge  *self,
                                               GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatTransferMerge, chat_transfer_merge_free)

G_END_DECLS
