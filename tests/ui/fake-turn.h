/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A turn that does as it is told, in the place of the engine's.
 */

#pragma once

#include "chat-turn.h"

G_BEGIN_DECLS

/* A stand-in for the engine's turn: linked instead of it, so it may not be used beside an engine. */
ChatTurn *fake_turn_new       (ChatConversation *conversation,
                               ChatMessage      *message);
void      fake_turn_set_phase (ChatTurn         *turn,
                               ChatTurnPhase     phase);
/* Moves the start of the phase into the past. */
void      fake_turn_set_age   (ChatTurn         *turn,
                               double            seconds);
void      fake_turn_set_retry (ChatTurn         *turn,
                               guint             number,
                               double            seconds,
                               ChatFailureKind   kind);

G_END_DECLS
