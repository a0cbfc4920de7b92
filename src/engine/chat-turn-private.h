/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the engine makes and starts turns.
 */

#pragma once

#include "chat-client.h"
#include "chat-engine.h"
#include "chat-turn.h"

G_BEGIN_DECLS

/* @reply: open, the last message of @conversation. */
ChatTurn *chat_turn_new   (ChatClient           *client,
                           ChatProfile          *profile,
                           ChatConversation     *conversation,
                           ChatMessage          *reply,
                           const ChatParameters *parameters);
void      chat_turn_start (ChatTurn             *self);

G_END_DECLS
