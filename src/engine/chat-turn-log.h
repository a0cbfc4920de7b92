/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How far a turn is, in words for debugging: no key, and nothing that was said.
 */

#pragma once

#include "chat-message.h"
#include "chat-turn.h"

G_BEGIN_DECLS

/* With CHAT_TURN_ENDED also how: after the state and the failure of @reply are set. */
void chat_turn_log_phase (ChatMessage   *reply,
                          ChatTurnPhase  phase);

G_END_DECLS
