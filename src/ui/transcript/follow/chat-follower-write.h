/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The follower: writes what is new on the page, in slices where it is more than a frame has time for.
 */

#pragma once

#include "chat-follower.h"

G_BEGIN_DECLS

/* Bytes of a message that are written at once; a longer one goes on in later frames. */
#define CHAT_FIRST_BYTES (12 * 1024)

/* What a flush may take of a frame. */
#define CHAT_FLUSH_US 8000

/* The turn, if it still writes this message. */
ChatTurn        *chat_follower_get_turn_of   (ChatFollower *self,
                                              ChatMessage  *message);
/* Writes what is new at @position of the page: CHAT_FIRST_BYTES of each, from above. FALSE: the rest
 * comes with later frames. */
gboolean         chat_follower_write         (ChatFollower *self,
                                              guint         position,
                                              guint         n_views);
/* Writes what is marked, as much as a frame has time for. */
void             chat_follower_write_dirty   (ChatFollower *self,
                                              gint64        now_us);

/* Nothing is seen until the reader has arrived: where he wants to go, with all that is needed there,
 * or if he wants nothing, where all of the page is written; and after some frames at the latest. */
void             chat_follower_begin_opening (ChatFollower *self);
/* With each frame until then. */
void             chat_follower_go_on_opening (ChatFollower *self);
void             chat_follower_end_opening   (ChatFollower *self);

G_END_DECLS
