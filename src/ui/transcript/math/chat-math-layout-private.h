/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The layout of formulas, cut by role: rows, fractions and roots, scripts, brackets, tables, accents.
 * The rules are those of The TeXbook, appendix G.
 */

#pragma once

#include "chat-math-box.h"

G_BEGIN_DECLS

typedef struct
{
  ChatMathFont  *font;
  ChatMathLevel  level;
  gboolean       cramped;   /* superscripts are raised less */
} ChatMathStyle;

/* Before the first atom of a row. */
#define CHAT_MATH_NO_ATOM (-1)

static inline const ChatMathMetrics *
chat_math_style_metrics (const ChatMathStyle *style)
{
  return chat_math_font_get_metrics (style->font, style->level);
}

/* The parameters of appendix G are for letters of this height, in em. */
static inline double
chat_math_style_unit (const ChatMathStyle *style)
{
  return chat_math_style_metrics (style)->x_height / 0.431;
}

ChatMathStyle  chat_math_style_super     (const ChatMathStyle *style);
ChatMathStyle  chat_math_style_sub       (const ChatMathStyle *style);
ChatMathStyle  chat_math_style_cramped   (const ChatMathStyle *style);
/* The size that a form asks for; the same for any other form. */
ChatMathStyle  chat_math_style_formed    (const ChatMathStyle *style,
                                          ChatMathForm         form);

/* Each gives a new box. */

ChatMathBox   *chat_math_lay_node        (const ChatMathNode  *node,
                                          const ChatMathStyle *style);
/* @before: the atom that the row follows, or CHAT_MATH_NO_ATOM. */
ChatMathBox   *chat_math_lay_row         (const ChatMathNode  *first,
                                          const ChatMathStyle *style,
                                          int                  before);
ChatMathBox   *chat_math_lay_fraction    (const ChatMathNode  *node,
                                          const ChatMathStyle *style);
ChatMathBox   *chat_math_lay_root        (const ChatMathNode  *node,
                                          const ChatMathStyle *style);
ChatMathBox   *chat_math_lay_symbol      (const ChatMathNode  *node,
                                          const ChatMathStyle *style);
ChatMathBox   *chat_math_lay_scripts     (const ChatMathNode  *node,
                                          const ChatMathStyle *style);
ChatMathBox   *chat_math_lay_fence       (const ChatMathNode  *node,
                                          const ChatMathStyle *style);
/* At least @height px in all, centred on the axis. */
ChatMathBox   *chat_math_lay_delimiter   (const char          *text,
                                          double               height,
                                          const ChatMathStyle *style);
/* Of a fixed size. */
ChatMathBox   *chat_math_lay_sized       (const ChatMathNode  *node,
                                          const ChatMathStyle *style);
ChatMathBox   *chat_math_lay_table       (const ChatMathNode  *node,
                                          const ChatMathStyle *style);
ChatMathBox   *chat_math_lay_accent      (const ChatMathNode  *node,
                                          const ChatMathStyle *style);
ChatMathBox   *chat_math_lay_enclosure   (const ChatMathNode  *node,
                                          const ChatMathStyle *style);
/* A row cut before its relations, each line within @width if it can be; NULL if there is none. */
ChatMathBox   *chat_math_lay_lines       (const ChatMathNode  *first,
                                          const ChatMathStyle *style,
                                          double               width);

G_END_DECLS
