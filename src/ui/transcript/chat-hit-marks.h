/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is looked for, marked on the page: all of it that is in view, and the one hit that counts.
 */

#pragma once

#include "chat-follower.h"
#include "chat-needle.h"

G_BEGIN_DECLS

typedef struct _ChatHitMarks ChatHitMarks;

/* @column outlives it, or chat_hit_marks_free() comes before. */
ChatHitMarks *chat_hit_marks_new        (ChatColumn        *column,
                                         ChatFollower      *follower);
void          chat_hit_marks_free       (ChatHitMarks      *self);
/* @needle (nullable): nothing is marked. */
void          chat_hit_marks_set_needle (ChatHitMarks      *self,
                                         ChatNeedle        *needle);
ChatNeedle   *chat_hit_marks_get_needle (ChatHitMarks      *self);   /* nullable, borrowed */
/* The one that counts, in characters of the page; an empty one: none. */
void          chat_hit_marks_set_hit    (ChatHitMarks      *self,
                                         int                start,
                                         int                end);
/* FALSE: there is none, or what it stood on is gone. */
gboolean      chat_hit_marks_get_hit    (ChatHitMarks      *self,
                                         GtkTextIter       *start,
                                         GtkTextIter       *end);
/* Where that hit begins; NULL: there is none. Borrowed. */
GtkTextMark  *chat_hit_marks_get_start  (ChatHitMarks      *self);
/* Looks with the next frame whether other text is in view. */
void          chat_hit_marks_queue      (ChatHitMarks      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatHitMarks, chat_hit_marks_free)

G_END_DECLS
