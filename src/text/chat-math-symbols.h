/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Symbols by their TeX names, and what characters that were typed as they are stand for.
 */

#pragma once

#include "chat-math.h"

G_BEGIN_DECLS

typedef enum
{
  CHAT_MATH_SYMBOL_BIG = 1 << 0,      /* larger in displays */
  CHAT_MATH_SYMBOL_NAME = 1 << 1,     /* the name of a function: text is more than a character */
  CHAT_MATH_SYMBOL_LIMITS = 1 << 2,   /* scripts go above and below in displays */
} ChatMathSymbolFlags;

typedef struct
{
  const char   *name;
  const char   *text;
  ChatMathAtom  atom;
  guint         flags;
} ChatMathSymbol;

/* (nullable): by its name without the backslash. */
const ChatMathSymbol *chat_math_symbol_find     (const char *name);

/* Of a character that stands in the source itself. */
ChatMathAtom          chat_math_symbol_classify (gunichar    c,
                                                 gboolean   *big,
                                                 gboolean   *limits);

/* In the order in which they are searched. */
const ChatMathSymbol *chat_math_symbol_get_all  (guint      *n_symbols);

G_END_DECLS
