/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One turn: a request and the reply to it, from Send to the end line, with its retries.
 */

#pragma once

#include <gio/gio.h>

#include "chat-conversation.h"
#include "chat-profile.h"

G_BEGIN_DECLS

/* What the status line says; the order of a turn that goes well. */
typedef enum
{
  CHAT_TURN_CONNECTING,
  CHAT_TURN_WAITING,      /* sent; not a word yet */
  CHAT_TURN_STREAMING,    /* the message's last open block tells whether it thinks or writes */
  CHAT_TURN_RETRYING,     /* a countdown runs; see chat_turn_get_retry() */
  CHAT_TURN_ENDED,        /* the message's state tells how */
} ChatTurnPhase;

typedef struct
{
  guint        number;       /* of the retry that is waited for, 1 for the first */
  guint        max_number;
  gint64       at_us;        /* monotonic time of the next try */
  ChatFailure *failure;      /* what the last one failed with; borrowed */
} ChatRetry;

#define CHAT_TYPE_TURN (chat_turn_get_type ())
G_DECLARE_FINAL_TYPE (ChatTurn, chat_turn, CHAT, TURN, GObject)

/* Properties: "phase" (notify). Signal "ended", once, always from the main loop and never from
 * within a call into the turn. The reply was appended to the conversation before the turn is
 * returned by the engine. Turns are made by ChatEngine. */
ChatConversation *chat_turn_get_conversation (ChatTurn        *self);
ChatMessage      *chat_turn_get_message      (ChatTurn        *self);   /* the reply */
ChatTurnPhase     chat_turn_get_phase        (ChatTurn        *self);
/* When the phase began, monotonic microseconds: for "Waiting for the first word... 2 s". */
gint64            chat_turn_get_phase_started (ChatTurn       *self);
/* FALSE unless the phase is CHAT_TURN_RETRYING. */
gboolean          chat_turn_get_retry        (ChatTurn        *self,
                                              ChatRetry       *retry);
/* What the server was found to refuse during this turn, which then did without. */
ChatFallback      chat_turn_get_fallback     (ChatTurn        *self);
/* Ends the countdown. */
void              chat_turn_try_now          (ChatTurn        *self);
/* Stop, at whatever stage: the connection is closed before this returns, what arrived is kept, and
 * the message is STOPPED (or, if a countdown was cancelled, FAILED with the failure that caused it).
 * Safe to call again. */
void              chat_turn_stop             (ChatTurn        *self);

G_END_DECLS
