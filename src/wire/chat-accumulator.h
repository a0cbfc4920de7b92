/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Events to one message: the only writer of streamed content. Pure, no I/O.
 */

#pragma once

#include "chat-event.h"
#include "chat-message.h"

G_BEGIN_DECLS

/* How a stream ended, or that it has not. */
typedef enum
{
  CHAT_OUTCOME_PENDING,
  CHAT_OUTCOME_COMPLETE,              /* message_stop */
  CHAT_OUTCOME_COMPLETE_UNCONFIRMED,  /* a stop reason, but no message_stop */
  CHAT_OUTCOME_INTERRUPTED,           /* the stream ended without either */
  CHAT_OUTCOME_ERROR,                 /* an error event, or one that cannot be read */
} ChatOutcome;

typedef struct _ChatAccumulator ChatAccumulator;

/* Writes into @message, which it keeps a reference to. */
ChatAccumulator *chat_accumulator_new         (ChatMessage     *message);
void             chat_accumulator_free        (ChatAccumulator *self);

/* A key that the server may write in pieces, one a delta: asterisks stand in its place. The bytes of
 * the deltas, as they are recorded, hold its pieces and never the whole. */
void             chat_accumulator_set_secret  (ChatAccumulator *self,
                                               const char      *secret);

/* FALSE once the outcome is settled (message_stop, error): stop reading then. Does not emit
 * "changed"; the caller does, once a batch. Rules: Messages API, streaming; foreign servers. */
gboolean         chat_accumulator_apply       (ChatAccumulator *self,
                                               const ChatEvent *event);
/* The bytes have ended, by a clean end of file or a lost connection: blocks that are open are cut,
 * and the outcome is settled. */
ChatOutcome      chat_accumulator_finish      (ChatAccumulator *self);

ChatOutcome      chat_accumulator_get_outcome (ChatAccumulator *self);
/* The failure of CHAT_OUTCOME_ERROR, or NULL. Borrowed. */
ChatFailure     *chat_accumulator_get_failure (ChatAccumulator *self);
/* How many events counted as part of a reply (all but pings and ignored ones). */
guint64          chat_accumulator_get_n_events (ChatAccumulator *self);

const char      *chat_outcome_to_name         (ChatOutcome      outcome);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatAccumulator, chat_accumulator_free)

G_END_DECLS
