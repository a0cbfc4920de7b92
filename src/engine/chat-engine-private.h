/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Within the engine: what its verbs have in common.
 */

#pragma once

#include "chat-client.h"
#include "chat-engine.h"
#include "chat-exchange-log.h"
#include "chat-spent.h"

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
/* By its first prompt, unless it has a name; and as what it was last used with. */
void      chat_engine_name_conversation (ChatConversation    *conversation);
void      chat_engine_note_settings    (ChatTurn             *turn,
                                        const ChatParameters *parameters);
void      chat_engine_emit_choice_changed (ChatEngine    *self,
                                           ChatConversation *conversation);
ChatExchangeLog *chat_engine_get_exchanges (ChatEngine *self);
/* In the list of @profile, if that is there: nothing is asked for. Returns: (nullable), borrowed */
ChatModel *chat_engine_find_model (ChatEngine        *self,
                                   ChatProfile       *profile,
                                   const char        *model);

/* chat-engine-spending.c: a ChatHistoryEntryFunc, a ChatTitlerFunc, each with the engine as its data;
 * and what a turn is refused for. */
ChatLedgerEntry *chat_engine_enter_recovered (ChatConversation *conversation,
                                              ChatMessage      *message,
                                              gpointer          user_data);
void             chat_engine_enter_title     (ChatProfile      *profile,
                                              ChatConversation *conversation,
                                              ChatMessage      *answer,
                                              gpointer          user_data);
void             chat_engine_check_budget    (ChatEngine       *self,
                                              ChatTurn         *turn);

G_END_DECLS
