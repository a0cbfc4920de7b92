/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For programs that show the wire itself: each event of a turn as it comes.
 */

#pragma once

#include "chat-reply-reader.h"
#include "chat-turn.h"

G_BEGIN_DECLS

/* Right after the turn was made: nothing comes before the main loop runs. */
void chat_turn_set_event_func (ChatTurn           *self,
                               ChatReplyEventFunc  func,
                               gpointer            user_data);

G_END_DECLS
