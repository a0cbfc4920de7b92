/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The mathematical alphabets of Unicode (chapter 22.2, block U+1D400 and the letters that are missing
 * in it).
 */

#pragma once

#include "chat-math-node.h"

G_BEGIN_DECLS

/* @c itself if the alphabet has no such character. */
gunichar chat_math_alphabet_map (ChatMathAlphabet alphabet,
                                 gunichar         c);

G_END_DECLS
