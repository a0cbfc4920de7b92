/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the engine makes and starts turns.
 */

#pragma once

#include "chat-client.h"
#include "chat-engine.h"
#include "chat-exchange-log.h"
#include "chat-keeper.h"
#include "chat-policy.h"
#include "chat-spending-private.h"
#include "chat-turn.h"

G_BEGIN_DECLS

/* @reply: open, the last message of @conversation. @capabilities: of the model. */
ChatTurn *chat_turn_new        (ChatClient             *client,
                                ChatProfile            *profile,
                                const char             *model,
                                const ChatCapabilities *capabilities,
                                ChatConversation       *conversation,
                                ChatMessage            *reply,
                                const ChatParameters   *parameters);
/* Before the start: what keeps the turn safe (transfer full). Without one it starts at once. */
void      chat_turn_set_keeper (ChatTurn             *self,
                                ChatKeeper           *keeper);
/* Before the start: sends @body (nullable) as it is, in the place of a request that is built. */
void      chat_turn_set_body   (ChatTurn             *self,
                                const char           *body);
/* Before the start: where it notes what goes over the wire. */
void      chat_turn_set_exchanges (ChatTurn          *self,
                                   ChatExchangeLog   *exchanges);
/* Before the start: where to get the key from. Without one it must be there. */
void      chat_turn_set_keyring (ChatTurn            *self,
                                ChatKeyring          *keyring);
/* Before the start. */
void      chat_turn_set_policy (ChatTurn             *self,
                                const ChatPolicy     *policy);
/* Before the start: what it will have cost is noted there. */
void      chat_turn_set_spending (ChatTurn           *self,
                                ChatSpending         *spending);
/* Before the start: it is kept, but not sent, and fails with @failure (transfer full). */
void      chat_turn_refuse     (ChatTurn             *self,
                                ChatFailure          *failure);
void      chat_turn_start      (ChatTurn             *self);
ChatProfile *chat_turn_get_profile (ChatTurn          *self);
const char *chat_turn_get_model (ChatTurn             *self);

/* How a reply ended that came whole. */
ChatMessageState chat_turn_get_complete_state (ChatMessage *message);

G_END_DECLS
