/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Within the engine: what its verbs have in common.
 */

#pragma once

#include "chat-engine.h"

G_BEGIN_DECLS

/* Appends an open reply to the path and starts its turn. Returns: (transfer none) */
ChatTurn *chat_engine_start_turn (ChatEngine           *self,
                                  ChatConversation     *conversation,
                                  const ChatParameters *parameters);

G_END_DECLS
