/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Folding and wrapping of code, by pointer and keys.
 */

#pragma once

#include "chat-column-private.h"

G_BEGIN_DECLS

/* The block of code around @at, if it can be folded; if @handle, only at the line that does that. At
 * the role line of a message its first such block, unless something else folds there. (nullable) */
ChatCodeBlock *chat_column_find_fold   (ChatColumn        *self,
                                        const GtkTextIter *at,
                                        gboolean           handle);
void           chat_column_toggle_code (ChatColumn        *self,
                                        ChatCodeBlock     *code);
/* Lets its lines wrap, or no longer. */
void           chat_column_rewrap_code (ChatColumn        *self,
                                        ChatCodeBlock     *code);

G_END_DECLS
