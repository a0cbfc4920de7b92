/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A message as plain data: what a row holds of it. May go from one thread to another.
 */

#pragma once

#include "chat-message.h"

G_BEGIN_DECLS

/* Values are stored: they never change their meaning. Strings are NULL where there is nothing. */
typedef struct
{
  char             *uid;
  ChatRole          role;
  ChatMessageState  state;
  gint64            created;        /* ms since 1970 */
  char             *model;
  char             *api_id;
  char             *stop_reason;
  char             *stop_sequence;
  char             *stop_details;   /* JSON */
  char             *request_id;
  char             *prefix_hash;
  char             *failure;        /* JSON object */
  char             *usage;          /* JSON object as the API sent it */
  char             *timings;        /* JSON object: microseconds since the request was made */
  char             *blocks;         /* JSON array of the blocks, byte for byte */
  char             *block_states;   /* one letter for each block: o, c, x (cut), i (invalid) */
} ChatStoreRecord;

/* A snapshot of @message as it is now. Returns: (transfer full) */
ChatStoreRecord *chat_store_record_new        (ChatMessage           *message);
void             chat_store_record_free       (ChatStoreRecord       *self);
/* Never fails: what cannot be read is shown as the text that it is. Returns: (transfer full) */
ChatMessage     *chat_store_record_to_message (const ChatStoreRecord *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatStoreRecord, chat_store_record_free)

G_END_DECLS
