/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The follower: how high what is on the page is, and the reader's place while that changes.
 */

#pragma once

#include "chat-follower.h"

G_BEGIN_DECLS

/* A place on the page that keeps its distance to the top of the view while text changes around it. */
typedef struct
{
  GtkTextMark *line;     /* NULL: nothing has a height yet, and so no place */
  int          offset;   /* px of the line above the top edge */
} ChatHeld;

/* Messages of the path; those on the page are [first, end). */
guint    chat_follower_get_end        (ChatFollower    *self);
guint    chat_follower_get_n          (ChatFollower    *self);
/* Before its first layout nothing on the page has a height. */
gboolean chat_follower_is_laid_out    (ChatFollower    *self);
int      chat_follower_get_page_height (ChatFollower   *self);
/* Where the message at @place of the page begins; past the last one, where that ends. */
void     chat_follower_get_line       (ChatFollower    *self,
                                       guint            place,
                                       GtkTextIter     *start);
/* The same as px in the coordinates of the buffer. */
int      chat_follower_get_top        (ChatFollower    *self,
                                       guint            place);
/* Before text changes and after it: what is at the top edge stays there, or the end at the bottom.
 * Letting go makes room for what is below the page, and tells. */
void     chat_follower_hold           (ChatFollower    *self,
                                       ChatHeld        *held);
void     chat_follower_let_go         (ChatFollower    *self,
                                       ChatHeld        *held);
/* @line is @offset px above the top edge; the end, if that is followed. */
void     chat_follower_put            (ChatFollower    *self,
                                       GtkTextMark     *line,
                                       int              offset);
void     chat_follower_make_room_below (ChatFollower   *self);
/* px, as guessed, of what is not written yet of the last message on the page; where the end is followed
 * that is no room to look at, and 0. */
int      chat_follower_get_rest       (ChatFollower    *self);
/* @height: what keeps all below in its place. */
void     chat_follower_make_room_above (ChatFollower   *self,
                                       int              height);
/* What is on the page has its height from now on; the second measures it before. */
void     chat_follower_note_heights   (ChatFollower    *self,
                                       guint            place,
                                       guint            n_views);
void     chat_follower_measure        (ChatFollower    *self,
                                       guint            place,
                                       guint            n_views);
/* The same for the end of one message, from the line of @from on. */
void     chat_follower_measure_end    (ChatFollower    *self,
                                       guint            place,
                                       GtkTextMark     *from);

G_END_DECLS
