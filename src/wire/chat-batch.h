/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the socket holds, in batches of bounded size and time, without the key.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _ChatBatch ChatBatch;

typedef enum
{
  CHAT_BATCH_BLOCKED,   /* nothing more for now */
  CHAT_BATCH_FULL,      /* the buffer or the time is used up, and there may be more */
  CHAT_BATCH_END,
  CHAT_BATCH_FAILED,
} ChatBatchResult;

ChatBatch       *chat_batch_new        (void);
/* Wipes the key. */
void             chat_batch_free       (ChatBatch    *self);

/* A key that is masked in all that comes. Once, and before the first byte. @secret (nullable) */
void             chat_batch_set_secret (ChatBatch    *self,
                                        const char   *secret);
/* Nullable. Returns: (transfer none) */
const char      *chat_batch_get_secret (ChatBatch    *self);

/* Reads what is there, without waiting: about 4 ms and 64 KB at the most. @length (out): how many
 * bytes of it may be looked at; an end that may be the beginning of the key is held back until more
 * has come, or nothing more can. @error: on CHAT_BATCH_FAILED. */
ChatBatchResult  chat_batch_fill       (ChatBatch    *self,
                                        GInputStream *input,
                                        gsize        *length,
                                        GError      **error);
/* Returns: (transfer none): the bytes, until the next fill */
const char      *chat_batch_get_bytes  (ChatBatch    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatBatch, chat_batch_free)

G_END_DECLS
