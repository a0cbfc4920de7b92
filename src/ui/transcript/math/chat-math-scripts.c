/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Symbols, large operators and scripts (The TeXbook, appendix G, rules 13, 17 and 18).
 */

#include "chat-math-layout-private.h"

#include <math.h>
#include <string.h>

/* How much larger operators are in displays, of a font without larger forms of them. */
#define BIG_SCALE 1.4
#define INTEGRAL_SCALE 1.8
/* The least height in displays, in em, of one that has. */
#define BIG_HEIGHT 1.4
#define INTEGRAL_HEIGHT 2.1
/* After scripts, in em. */
#define SCRIPT_SPACE 0.05
#define ARROW_MARGIN 0.4

static gboolean
is_integral (const ChatMathNode *node)
{
  return node->kind == CHAT_MATH_SYMBOL && strstr ("∫∬∭∮∯∰", node->text) != NULL;
}

static const ChatMathGlyphs *
find_big (const ChatMathNode  *node,
          const ChatMathStyle *style)
{
  double em = chat_math_style_metrics (style)->em;
  gboolean integral = is_integral (node);
  const ChatMathGlyphs *glyphs;

  if (style->level != CHAT_MATH_LEVEL_DISPLAY)
    return chat_math_font_get_symbol (style->font, node->text, CHAT_MATH_ALPHABET_ROMAN,
                                      style->level);

  glyphs = chat_math_font_get_tall (style->font, node->text, style->level,
                                    (integral ? INTEGRAL_HEIGHT : BIG_HEIGHT) * em);
  return glyphs != NULL ? glyphs
                        : chat_math_font_get_scaled (style->font, node->text, style->level,
                                                     integral ? INTEGRAL_SCALE : BIG_SCALE);
}

static ChatMathBox *
center_on_axis (ChatMathBox         *glyphs,
                const ChatMathStyle *style)
{
  ChatMathBox *box = chat_math_box_new ();

  box->italic = glyphs->italic;
  chat_math_box_add (box, glyphs, 0, (glyphs->ascent - glyphs->descent) / 2 -
                                     chat_math_style_metrics (style)->axis);
  return box;
}

/* Fonts draw it for the size of the text and high up; as a script it must not be moved twice. */
static ChatMathBox *
lay_prime (const ChatMathNode  *node,
           const ChatMathStyle *style)
{
  ChatMathLevel level = style->level == CHAT_MATH_LEVEL_SCRIPT ? CHAT_MATH_LEVEL_TEXT
                                                               : CHAT_MATH_LEVEL_SCRIPT;
  ChatMathBox *glyphs = chat_math_box_new_glyphs (
    chat_math_font_get_symbol (style->font, node->text, CHAT_MATH_ALPHABET_ROMAN, level));
  ChatMathBox *box = chat_math_box_new ();

  chat_math_box_add (box, glyphs, 0, -glyphs->descent);
  return box;
}

ChatMathBox *
chat_math_lay_symbol (const ChatMathNode  *node,
                      const ChatMathStyle *style)
{
  if (node->form == CHAT_MATH_FORM_BIG)
    return center_on_axis (chat_math_box_new_glyphs (find_big (node, style)), style);
  if (style->level >= CHAT_MATH_LEVEL_SCRIPT && strcmp (node->text, "′") == 0)
    return lay_prime (node, style);

  return chat_math_box_new_glyphs (chat_math_font_get_symbol (style->font, node->text,
                                                              node->alphabet, style->level));
}

static gboolean
is_over (const ChatMathNode  *node,
         const ChatMathStyle *style)
{
  return node->limits == CHAT_MATH_LIMITS_OVER ||
         (node->limits == CHAT_MATH_LIMITS_DISPLAY && style->level == CHAT_MATH_LEVEL_DISPLAY);
}

static ChatMathBox *
lay_arrow (const ChatMathNode  *node,
           const ChatMathStyle *style,
           double               label)
{
  const ChatMathMetrics *metrics = chat_math_style_metrics (style);
  ChatMathBox *box = chat_math_box_new ();
  double width = MAX (label + ARROW_MARGIN * 2 * metrics->em, 1.5 * metrics->em);
  double height = 0.4 * metrics->em;
  ChatMathShape shape = node->form == CHAT_MATH_FORM_OVER_RIGHT ? CHAT_MATH_SHAPE_ARROW_RIGHT
                                                                : CHAT_MATH_SHAPE_ARROW_LEFT;

  chat_math_box_add (box, chat_math_box_new_shape (shape, width, height, metrics->rule), 0,
                     height / 2 - metrics->axis);
  return box;
}

static ChatMathBox *
lay_base (const ChatMathNode  *node,
          const ChatMathStyle *style,
          const ChatMathBox   *above,
          const ChatMathBox   *below)
{
  double label = MAX (above != NULL ? above->width : 0, below != NULL ? below->width : 0);

  if (node->kind == CHAT_MATH_SYMBOL &&
      (node->form == CHAT_MATH_FORM_OVER_RIGHT || node->form == CHAT_MATH_FORM_OVER_LEFT))
    return lay_arrow (node, style, label);

  return chat_math_lay_node (node, style);
}

/* Rule 13a. */
static ChatMathBox *
stack (ChatMathBox         *base,
       ChatMathBox         *above,
       ChatMathBox         *below,
       const ChatMathStyle *style)
{
  double unit = chat_math_style_unit (style);
  ChatMathBox *box = chat_math_box_new ();
  double lean = base->italic / 2;
  double width = MAX (base->width, MAX (above != NULL ? above->width : 0,
                                        below != NULL ? below->width : 0));

  chat_math_box_add (box, base, (width - base->width) / 2, 0);
  if (above != NULL)
    chat_math_box_add (box, above, (width - above->width) / 2 + lean,
                       -(base->ascent + above->descent +
                         MAX (0.111 * unit, 0.2 * unit - above->descent)));
  if (below != NULL)
    chat_math_box_add (box, below, (width - below->width) / 2 - lean,
                       base->descent + below->ascent +
                       MAX (0.167 * unit, 0.6 * unit - below->ascent));
  box->width = MAX (box->width, width);

  return box;
}

/* Rules 18a to 18f: how far the scripts are moved up and down. */
static void
shift_scripts (const ChatMathBox   *above,
               const ChatMathBox   *below,
               const ChatMathStyle *style,
               double              *up,
               double              *down)
{
  const ChatMathMetrics *metrics = chat_math_style_metrics (style);
  double unit = chat_math_style_unit (style);
  double least = unit * (style->cramped ? 0.289
                                        : style->level == CHAT_MATH_LEVEL_DISPLAY ? 0.413 : 0.363);

  if (above != NULL)
    *up = MAX (*up, MAX (least, above->descent + metrics->x_height / 4));
  if (above == NULL)
    {
      *down = MAX (*down, MAX (0.15 * unit, below->ascent - metrics->x_height * 4 / 5));
    }
  else if (below != NULL)
    {
      double gap;
      double low;

      *down = MAX (*down, 0.247 * unit);
      gap = *up - above->descent - (below->ascent - *down);
      if (gap >= 4 * metrics->rule)
        return;

      *down += 4 * metrics->rule - gap;
      low = metrics->x_height * 4 / 5 - (*up - above->descent);
      *up += MAX (low, 0);
      *down -= MAX (low, 0);
    }
}

static gboolean
is_character (const ChatMathNode *node)
{
  while (node->kind == CHAT_MATH_ROW && node->first != NULL && node->first->next == NULL)
    node = node->first;

  return node->kind == CHAT_MATH_SYMBOL && node->form != CHAT_MATH_FORM_BIG;
}

static ChatMathBox *
attach (const ChatMathNode  *node,
        ChatMathBox         *base,
        ChatMathBox         *above,
        ChatMathBox         *below,
        const ChatMathStyle *style)
{
  ChatMathStyle super = chat_math_style_super (style);
  double small = chat_math_style_unit (&super);
  gboolean character = is_character (node->base);
  double up = character ? 0 : base->ascent - 0.386 * small;
  double down = character ? 0 : base->descent + 0.05 * small;
  double space = SCRIPT_SPACE * chat_math_style_metrics (style)->em;
  ChatMathBox *box = chat_math_box_new ();
  double width = base->width;
  double italic = base->italic;

  shift_scripts (above, below, style, &up, &down);
  chat_math_box_add (box, base, 0, 0);
  if (above != NULL)
    chat_math_box_add (box, above, width + italic, -up);
  if (below != NULL)
    chat_math_box_add (box, below, width, down);
  box->width += space;

  return box;
}

ChatMathBox *
chat_math_lay_scripts (const ChatMathNode  *node,
                       const ChatMathStyle *style)
{
  ChatMathStyle super = chat_math_style_super (style);
  ChatMathStyle sub = chat_math_style_sub (style);
  ChatMathBox *above = node->above != NULL ? chat_math_lay_node (node->above, &super) : NULL;
  ChatMathBox *below = node->below != NULL ? chat_math_lay_node (node->below, &sub) : NULL;
  ChatMathBox *base = lay_base (node->base, style, above, below);

  if (is_over (node, style))
    return stack (base, above, below, style);

  return attach (node, base, above, below, style);
}
