/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The narrow strip at the scrollbar that shows where in the conversation something was found.
 */

#pragma once

#include "chat-find.h"
#include "chat-follower.h"

G_BEGIN_DECLS

#define CHAT_TYPE_HIT_STRIP (chat_hit_strip_get_type ())
G_DECLARE_FINAL_TYPE (ChatHitStrip, chat_hit_strip, CHAT, HIT_STRIP, GtkWidget)

/* A click on it chooses the nearest hit (chat_find_choose()). For the eye and the pointer alone: the
 * keys of the find bar lead to the same places. Hidden while there is no search. @column and
 * @follower outlive it, or chat_hit_strip_stop() comes before. */
GtkWidget *chat_hit_strip_new      (GtkOverlay   *overlay,
                                    ChatColumn   *column,
                                    ChatFollower *follower);
/* @find (nullable): what is shown from now on. */
void       chat_hit_strip_set_find (ChatHitStrip *self,
                                    ChatFind     *find);
/* Looks with the next frame where the hits are now. */
void       chat_hit_strip_queue    (ChatHitStrip *self);
/* The number, from 1 on, of the first hit in the row of pixels @y; 0: there is none. */
guint      chat_hit_strip_get_hit  (ChatHitStrip *self,
                                    int           y);
/* Lets go of everything; the column is about to go. */
void       chat_hit_strip_stop     (ChatHitStrip *self);

G_END_DECLS
