/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is written in the column is measured before it is drawn.
 */

#pragma once

#include "chat-column.h"

G_BEGIN_DECLS

/* In which frames: those of @clock, while the column hangs in its window. */
void chat_column_follow_phases  (ChatColumn    *self,
                                 GdkFrameClock *clock);
void chat_column_leave_phases   (ChatColumn    *self,
                                 GdkFrameClock *clock);
/* Whose text: the buffer that is shown. */
void chat_column_follow_changes (ChatColumn    *self,
                                 GtkTextBuffer *buffer);
/* All that is in view was just measured, by scrolling to where it is: whatever became higher or lower
 * by that has asked for an allocation already, and letters that fit into their line need none. */
void chat_column_note_measured  (ChatColumn    *self);
void chat_column_leave_changes  (ChatColumn    *self,
                                 GtkTextBuffer *buffer);

G_END_DECLS
