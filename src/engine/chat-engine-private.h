/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Within the engine: what its verbs have in common.
 */

#pragma once

#include "chat-client.h"
#include "chat-engine.h"
#include "chat-exchange-log.h"

G_BEGIN_DECLS

/* Appends an open reply to the path and starts its turn. @body (nullable): the request in the place of
 * the one that would be built. Returns: (transfer none) */
ChatTurn *chat_engine_start_turn (ChatEngine           *self,
                                  ChatConversation     *conversation,
                                  const ChatParameters *parameters,
                                  const char           *body);
/* The connections of @profile, after "profile-used". Returns: (transfer none) */
ChatClient *chat_engine_get_client (ChatEngine       *self,
                                    ChatProfile      *profile);
/* In the conversation alone. @model (nullable): as the profile has it. */
void      chat_engine_note_choice (ChatConversation   *conversation,
                                   ChatProfile        *profile,
                                   const char         *model);
void      chat_engine_emit_choice_changed (ChatEngine    *self,
                                           ChatConversation *conversation);
ChatExchangeLog *chat_engine_get_exchanges (ChatEngine *self);

G_END_DECLS
