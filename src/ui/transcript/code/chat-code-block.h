/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A block of code on the page, for whatever is done to it beyond showing its text.
 */

#pragma once

#include "chat-code-language.h"
#include "chat-prose.h"

G_BEGIN_DECLS

/* Lives as long as the block of code stands on the page, however often it is laid out anew. Places
 * within the code are characters of its text, whatever the page adds for looks. */
typedef struct _ChatCodeBlock ChatCodeBlock;

ChatCodeBlock *chat_code_block_new          (ChatProse     *prose);
void           chat_code_block_free         (ChatCodeBlock *self);

/* The page has been written: @leaf is what stands there now. All characters from @from on are new, or
 * were written anew without any tag but those of their lines. Code is highlighted as it comes. */
void           chat_code_block_update       (ChatCodeBlock *self,
                                             ChatLeaf      *leaf,
                                             guint          from);

ChatSection   *chat_code_block_get_section  (ChatCodeBlock *self);
/* The code; borrowed until the next update. */
const GString *chat_code_block_get_text     (ChatCodeBlock *self);
/* By its fence or, without, if it is certain. (nullable) */
const ChatCodeLanguage *chat_code_block_get_language (ChatCodeBlock *self);
/* Nothing more comes. */
gboolean       chat_code_block_is_closed    (ChatCodeBlock *self);
/* The place of a character of the code. */
void           chat_code_block_get_iter     (ChatCodeBlock *self,
                                             guint          character,
                                             GtkTextIter   *iter);
/* It has a line that folds or unfolds it. */
gboolean       chat_code_block_can_fold     (ChatCodeBlock *self);
gboolean       chat_code_block_is_folded    (ChatCodeBlock *self);
void           chat_code_block_toggle       (ChatCodeBlock *self);
/* The start of that line. */
void           chat_code_block_get_handle   (ChatCodeBlock *self,
                                             GtkTextIter   *iter);
/* Its lines go beyond the edge of the card. */
gboolean       chat_code_block_is_unwrapped (ChatCodeBlock *self);
void           chat_code_block_rewrap       (ChatCodeBlock *self);
/* As the reader or else the settings have it now. */
void           chat_code_block_take_wrap    (ChatCodeBlock *self);
/* From the start of the line above the code to its end. */
void           chat_code_block_get_bounds   (ChatCodeBlock *self,
                                             GtkTextIter   *start,
                                             GtkTextIter   *end);
/* What the line above it looks like, for what stands over that. */
const ChatLeaf *chat_code_block_get_leaf    (ChatCodeBlock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatCodeBlock, chat_code_block_free)

G_END_DECLS
