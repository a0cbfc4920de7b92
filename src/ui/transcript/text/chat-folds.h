/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the reader has folded and unfolded in a conversation, and which code he does not want to wrap.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _ChatFolds ChatFolds;

ChatFolds *chat_folds_new      (void);
void       chat_folds_free     (ChatFolds   *self);
/* @uid: of the message. @part: 0 is the block itself, others are what its text consists of: the first
 * is 1. */
void       chat_folds_set      (ChatFolds   *self,
                                const char  *uid,
                                guint        block,
                                guint        part,
                                gboolean     open);
/* FALSE if the reader has not touched it. */
gboolean   chat_folds_get      (ChatFolds   *self,
                                const char  *uid,
                                guint        block,
                                guint        part,
                                gboolean    *open);
/* Whether the lines of a part wrap: as usual unless the reader wants it otherwise. */
void       chat_folds_set_wrap (ChatFolds   *self,
                                const char  *uid,
                                guint        block,
                                guint        part,
                                gboolean     wrap);
gboolean   chat_folds_get_wrap (ChatFolds   *self,
                                const char  *uid,
                                guint        block,
                                guint        part);
/* What the reader has not touched wraps, or does not; at first it does. No part of the text. */
void       chat_folds_set_usual_wrap (ChatFolds *self,
                                gboolean     wrap);
/* As words apart by spaces, in no order; "" if there are none. (transfer full) */
char      *chat_folds_to_text  (ChatFolds   *self);
/* Adds what chat_folds_to_text() wrote; anything else is passed over. */
void       chat_folds_read     (ChatFolds   *self,
                                const char  *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatFolds, chat_folds_free)

G_END_DECLS
