/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bytes of a response to one message, whatever the body turns out to be. Pure, no I/O.
 */

#pragma once

#include "chat-accumulator.h"
#include "chat-api-error.h"

G_BEGIN_DECLS

/* Each event as it is applied. */
typedef void (*ChatReplyEventFunc) (const ChatEvent *event,
                                    gpointer         user_data);

typedef struct _ChatReplyReader ChatReplyReader;

/* Writes into @message through an accumulator. */
ChatReplyReader *chat_reply_reader_new            (ChatMessage               *message);
void             chat_reply_reader_free           (ChatReplyReader           *self);
void             chat_reply_reader_set_event_func (ChatReplyReader           *self,
                                                   ChatReplyEventFunc         func,
                                                   gpointer                   user_data);

/* Before the first byte; see chat_accumulator_set_secret(). */
void             chat_reply_reader_set_secret     (ChatReplyReader           *self,
                                                   const char                *secret);

/* Status line and headers, before the first byte of the body; the strings are copied. Without this
 * the body is taken for an event stream. */
void             chat_reply_reader_set_response   (ChatReplyReader           *self,
                                                   guint                      status,
                                                   const ChatResponseHeaders *headers);

/* FALSE once the outcome is settled (message_stop, an error, a limit): read no more. */
gboolean         chat_reply_reader_feed           (ChatReplyReader           *self,
                                                   const char                *bytes,
                                                   gsize                      length);
/* There is no more to come. @reason (nullable, transfer full): why, if it was not a clean end of
 * file. A reply that had its stop reason is complete all the same. Returns the outcome. */
ChatOutcome      chat_reply_reader_finish         (ChatReplyReader           *self,
                                                   ChatFailure               *reason);

ChatOutcome      chat_reply_reader_get_outcome    (ChatReplyReader           *self);
/* Why it is CHAT_OUTCOME_ERROR or CHAT_OUTCOME_INTERRUPTED; NULL otherwise. Borrowed. */
ChatFailure     *chat_reply_reader_get_failure    (ChatReplyReader           *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatReplyReader, chat_reply_reader_free)

G_END_DECLS
