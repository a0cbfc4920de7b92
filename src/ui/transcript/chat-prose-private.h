/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Markdown on its way into a section: what its files share.
 */

#pragma once

#include "chat-prose.h"

G_BEGIN_DECLS

/* The block at @position as it looks now. @old: what it was, if it has only grown, or NULL. */
ChatLeaf *chat_prose_lay_out    (ChatProse     *self,
                                 guint          position,
                                 ChatLeaf      *old);
/* Replaces characters, counted from where the text begins. Caret and selection stay. */
void      chat_prose_replace    (ChatProse     *self,
                                 guint          start,
                                 guint          end,
                                 const ChatRun *run);
/* A leaf begins where the one above it ends. */
void      chat_prose_place_leaf (ChatProse     *self,
                                 guint          position);
/* Whether long code at @position is to be cut. */
gboolean  chat_prose_is_folded  (ChatProse     *self,
                                 guint          position);
/* Whether the lines of code at @position are not to wrap. */
gboolean  chat_prose_is_unwrapped (ChatProse   *self,
                                 guint          position);
/* The position of a block of code that is on the page. */
guint     chat_prose_find_code  (ChatProse     *self,
                                 const struct _ChatCodeBlock *code);

G_END_DECLS
