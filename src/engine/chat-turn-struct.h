/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A turn from within: for the files that it is written in.
 */

#pragma once

#include "chat-stream.h"
#include "chat-turn-events.h"
#include "chat-turn-private.h"

G_BEGIN_DECLS

struct _ChatTurn
{
  GObject           parent_instance;

  ChatClient       *client;
  ChatProfile      *profile;
  char             *model;
  ChatConversation *conversation;
  ChatMessage      *message;
  ChatParameters    parameters;
  ChatCapabilities  capabilities;  /* of the model */
  ChatPolicy        policy;
  char             *body;          /* written by hand, or NULL: it is built */
  ChatKeeper       *keeper;        /* or NULL: nothing is saved */
  ChatExchangeLog  *exchanges;     /* or NULL */
  ChatKeyring      *keyring;       /* or NULL */
  ChatSpending     *spending;      /* or NULL: it costs what it costs */
  ChatFailure      *refusal;       /* why it is not to be sent, or NULL */

  ChatTurnPhase     phase;
  gint64            phase_started_us;
  guint             attempt;       /* 1 for the first */
  ChatStream       *stream;        /* of this attempt; until its callback */
  GCancellable     *cancellable;
  guint             retry_timer;
  gint64            retry_at_us;
  ChatFailure      *failure;       /* of the last attempt, while a countdown runs */
  gboolean          without_thinking;   /* it was refused once: none is sent again */
  ChatFallback      fallback;           /* what this turn found out to be refused */
  ChatReplyEventFunc event_func;
  gpointer          event_data;
};

G_END_DECLS
