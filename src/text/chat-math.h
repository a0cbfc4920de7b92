/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Mathematics in TeX's notation as a tree. What is taken is the part of LaTeX and amsmath that people
 * write in prose: see chat-math-symbols.c, chat-math-commands.c and chat-math-table.c for the names.
 */

#pragma once

#include "chat-math-node.h"

G_BEGIN_DECLS

/* Longer ones are no formulas for people to read; they are shown as source. */
#define CHAT_MATH_MAX_BYTES (16 * 1024)
#define CHAT_MATH_MAX_NODES 8000
/* Groups within groups; whoever walks the tree may use the stack. */
#define CHAT_MATH_MAX_DEPTH 40

typedef struct _ChatMath ChatMath;

/* Reads @source, without the dollars around it. @length in bytes, or -1. Always gives a formula, with
 * a problem if it cannot be shown. Takes time in proportion to the length. Any thread. */
ChatMath           *chat_math_new         (const char     *source,
                                           gssize          length);

void                chat_math_free        (ChatMath       *self);

/* (nullable): the place in the source that stands in the way: a command that is not known, a bracket
 * that is not closed; "…" where the end comes too soon. Then there is no tree, and the source is to be
 * shown. */
const char         *chat_math_get_problem (ChatMath       *self);

/* (nullable): a row. */
const ChatMathNode *chat_math_get_root    (ChatMath       *self);

/* (transfer full) (nullable): the formula in words, in the program's language; NULL if it cannot be
 * shown. */
char               *chat_math_dup_speech  (ChatMath       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatMath, chat_math_free)

G_END_DECLS
