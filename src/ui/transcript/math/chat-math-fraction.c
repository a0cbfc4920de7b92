/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fractions and roots (The TeXbook, appendix G, rules 11 and 15).
 */

#include "chat-math-layout-private.h"

#include <math.h>

/* The width of the radical sign, and beyond which height it becomes no wider; in em. */
#define RADICAL_WIDTH 0.72
#define RADICAL_WIDE_WIDTH 0.9
#define RADICAL_TALL 2.2
/* On both sides of a fraction, in em. */
#define NULL_DELIMITER 0.12
/* How far the line reaches over the longer part of the fraction. */
#define OVERHANG 0.05
/* Of the degree of a root (plain TeX): how high on the sign, and how far into it in em. */
#define DEGREE_RAISE 0.6
#define DEGREE_BEFORE (5 / 18.0)
#define DEGREE_AFTER (-10 / 18.0)

static ChatMathStyle
get_part_style (const ChatMathStyle *style,
                gboolean             below)
{
  ChatMathStyle part = *style;

  if (style->level < CHAT_MATH_LEVEL_SCRIPTSCRIPT)
    part.level++;
  part.cramped = below || style->cramped;

  return part;
}

/* Rules 15b to 15d: where the baselines of the parts are. */
static void
shift_parts (const ChatMathNode  *node,
             const ChatMathStyle *style,
             const ChatMathBox   *above,
             const ChatMathBox   *below,
             double              *up,
             double              *down)
{
  const ChatMathMetrics *metrics = chat_math_style_metrics (style);
  double unit = chat_math_style_unit (style);
  gboolean display = style->level == CHAT_MATH_LEVEL_DISPLAY;
  double clearance = (display ? 3 : 1) * metrics->rule;
  double half = metrics->rule / 2;

  *up = unit * (display ? 0.677 : node->unruled ? 0.444 : 0.394);
  *down = unit * (display ? 0.686 : 0.345);
  if (node->unruled)
    {
      double least = (display ? 7 : 3) * metrics->rule;
      double gap = *up - above->descent - (below->ascent - *down);

      *up += MAX (least - gap, 0) / 2;
      *down += MAX (least - gap, 0) / 2;
    }
  else
    {
      *up = MAX (*up, metrics->axis + half + clearance + above->descent);
      *down = MAX (*down, clearance + half - metrics->axis + below->ascent);
    }
}

ChatMathBox *
chat_math_lay_fraction (const ChatMathNode  *node,
                        const ChatMathStyle *style)
{
  ChatMathStyle own = chat_math_style_formed (style, node->form);
  ChatMathStyle above_style = get_part_style (&own, FALSE);
  ChatMathStyle below_style = get_part_style (&own, TRUE);
  const ChatMathMetrics *metrics = chat_math_style_metrics (&own);
  ChatMathBox *above = chat_math_lay_node (node->above, &above_style);
  ChatMathBox *below = chat_math_lay_node (node->below, &below_style);
  ChatMathBox *box = chat_math_box_new ();
  double margin = NULL_DELIMITER * metrics->em;
  double overhang = node->unruled ? 0 : OVERHANG * metrics->em;
  double width = MAX (above->width, below->width) + 2 * overhang;
  double up;
  double down;

  shift_parts (node, &own, above, below, &up, &down);
  chat_math_box_add (box, above, margin + (width - above->width) / 2, -up);
  chat_math_box_add (box, below, margin + (width - below->width) / 2, down);
  if (!node->unruled)
    chat_math_box_add (box, chat_math_box_new_rule (width, metrics->rule), margin,
                       -metrics->axis + metrics->rule / 2);
  box->width = width + 2 * margin;

  return box;
}

static void
add_degree (ChatMathBox         *box,
            const ChatMathNode  *node,
            const ChatMathStyle *style,
            double              *x)
{
  ChatMathStyle smallest = { style->font, CHAT_MATH_LEVEL_SCRIPTSCRIPT, TRUE };
  double em = chat_math_style_metrics (style)->em;
  ChatMathBox *degree = chat_math_lay_node (node, &smallest);
  double height = box->ascent + box->descent;

  chat_math_box_add (box, degree, 0,
                     box->descent - DEGREE_RAISE * height - degree->descent);
  *x = MAX (DEGREE_BEFORE * em + degree->width + DEGREE_AFTER * em, 0);
  degree->x = *x - DEGREE_AFTER * em - degree->width;
}

ChatMathBox *
chat_math_lay_root (const ChatMathNode  *node,
                    const ChatMathStyle *style)
{
  ChatMathStyle inner_style = chat_math_style_cramped (style);
  const ChatMathMetrics *metrics = chat_math_style_metrics (style);
  ChatMathBox *inner = chat_math_lay_node (node->base, &inner_style);
  ChatMathBox *box = chat_math_box_new ();
  double phi = style->level == CHAT_MATH_LEVEL_DISPLAY ? metrics->x_height : metrics->rule;
  double clearance = metrics->rule + phi / 4;
  double ascent = MAX (inner->ascent, metrics->x_height);
  double descent = MAX (inner->descent, 0.12 * metrics->em);
  double height = ceil (ascent + descent + clearance + metrics->rule);
  double tall = height / (RADICAL_TALL * metrics->em);
  double sign = (tall > 1 ? RADICAL_WIDE_WIDTH : RADICAL_WIDTH) * metrics->em;
  double top = -(height - descent);
  double x = 0;

  box->ascent = -top;
  box->descent = descent;
  box->width = 0.001;
  if (node->above != NULL)
    add_degree (box, node->above, style, &x);
  chat_math_box_add (box, chat_math_box_new_shape (CHAT_MATH_SHAPE_RADICAL, sign, height,
                                                   metrics->rule), x, descent);
  chat_math_box_add (box, chat_math_box_new_rule (inner->width + inner->italic, metrics->rule),
                     x + sign, top + metrics->rule);
  chat_math_box_add (box, inner, x + sign, 0);
  box->width = x + sign + inner->width + inner->italic + metrics->rule;

  return box;
}
