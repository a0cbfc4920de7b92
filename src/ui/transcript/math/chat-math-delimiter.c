/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Brackets of any height: the font's own where it has one that is high enough, else outlines.
 */

#include "chat-math-layout-private.h"

#include <string.h>

/* How much of what is enclosed a bracket must cover; what may be left out (plain TeX), in em. */
#define COVERAGE 0.901
#define SHORTFALL 0.5
/* A glyph may be so much smaller than it should be. */
#define TOLERANCE 0.95
/* Of \big and its larger brothers, in em. */
static const double sizes[] = { 0, 1.2, 1.8, 2.4, 3.0 };

static const struct
{
  const char    *text;
  ChatMathShape  shape;
  double         width;    /* in em, of one that is as high as an em */
  double         growth;   /* in em, for each em of height */
  double         limit;    /* in em */
} shapes[] = {
  { "(", CHAT_MATH_SHAPE_PAREN_LEFT, 0.3, 0.1, 0.75 },
  { ")", CHAT_MATH_SHAPE_PAREN_RIGHT, 0.3, 0.1, 0.75 },
  { "[", CHAT_MATH_SHAPE_BRACKET_LEFT, 0.28, 0.05, 0.45 },
  { "]", CHAT_MATH_SHAPE_BRACKET_RIGHT, 0.28, 0.05, 0.45 },
  { "{", CHAT_MATH_SHAPE_BRACE_LEFT, 0.42, 0.08, 0.75 },
  { "}", CHAT_MATH_SHAPE_BRACE_RIGHT, 0.42, 0.08, 0.75 },
  { "⟨", CHAT_MATH_SHAPE_ANGLE_LEFT, 0.26, 0.09, 0.7 },
  { "⟩", CHAT_MATH_SHAPE_ANGLE_RIGHT, 0.26, 0.09, 0.7 },
  { "⌊", CHAT_MATH_SHAPE_FLOOR_LEFT, 0.3, 0.05, 0.45 },
  { "⌋", CHAT_MATH_SHAPE_FLOOR_RIGHT, 0.3, 0.05, 0.45 },
  { "⌈", CHAT_MATH_SHAPE_CEILING_LEFT, 0.3, 0.05, 0.45 },
  { "⌉", CHAT_MATH_SHAPE_CEILING_RIGHT, 0.3, 0.05, 0.45 },
  { "|", CHAT_MATH_SHAPE_BAR, 0.05, 0, 0.05 },
  { "‖", CHAT_MATH_SHAPE_DOUBLE_BAR, 0.26, 0, 0.26 },
  { "/", CHAT_MATH_SHAPE_SLASH, 0.35, 0.25, 1.5 },
  { "\\", CHAT_MATH_SHAPE_BACKSLASH, 0.35, 0.25, 1.5 },
  { "↑", CHAT_MATH_SHAPE_ARROW_UP, 0.4, 0, 0.4 },
  { "↓", CHAT_MATH_SHAPE_ARROW_DOWN, 0.4, 0, 0.4 },
  { "↕", CHAT_MATH_SHAPE_ARROW_UP_DOWN, 0.4, 0, 0.4 },
};

/* On both sides of an outline, in em. */
#define SIDE 0.08

static ChatMathBox *
center (ChatMathBox         *child,
        double               margin,
        const ChatMathStyle *style)
{
  ChatMathBox *box = chat_math_box_new ();
  double axis = chat_math_style_metrics (style)->axis;

  chat_math_box_add (box, child, margin, (child->ascent - child->descent) / 2 - axis);
  box->width = child->width + 2 * margin;

  return box;
}

/* (nullable) */
static ChatMathBox *
lay_shape (const char          *text,
           double               height,
           const ChatMathStyle *style)
{
  const ChatMathMetrics *metrics = chat_math_style_metrics (style);

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      if (strcmp (shapes[i].text, text) == 0)
        {
          double width = MIN (shapes[i].width + shapes[i].growth * (height / metrics->em - 1),
                              shapes[i].limit);

          return center (chat_math_box_new_shape (shapes[i].shape,
                                                  MAX (width * metrics->em, metrics->rule),
                                                  height, metrics->rule),
                         SIDE * metrics->em, style);
        }
    }

  return NULL;
}

ChatMathBox *
chat_math_lay_delimiter (const char          *text,
                         double               height,
                         const ChatMathStyle *style)
{
  const ChatMathGlyphs *glyphs;
  ChatMathBox *box;

  if (*text == '\0')
    {
      box = chat_math_box_new ();
      box->width = 0.12 * chat_math_style_metrics (style)->em;
      return box;
    }

  glyphs = chat_math_font_get_symbol (style->font, text, CHAT_MATH_ALPHABET_ROMAN, style->level);
  if (glyphs->ascent + glyphs->descent < height * TOLERANCE)
    {
      const ChatMathGlyphs *tall = chat_math_font_get_tall (style->font, text, style->level,
                                                            height * TOLERANCE);

      box = tall == NULL ? lay_shape (text, height, style) : NULL;
      if (box != NULL)
        return box;
      if (tall != NULL)
        glyphs = tall;
    }

  return center (chat_math_box_new_glyphs (glyphs), 0, style);
}

/* Of a bracket around something that reaches so far above and below the axis. */
static double
get_height (double               reach,
            const ChatMathStyle *style)
{
  double em = chat_math_style_metrics (style)->em;

  return MAX (2 * reach * COVERAGE, 2 * reach - SHORTFALL * em);
}

static gboolean
is_middle (const ChatMathNode *node)
{
  return node->kind == CHAT_MATH_DELIMITER && node->amount == 0;
}

static void
append (ChatMathBox *box,
        ChatMathBox *part)
{
  double x = box->width;

  chat_math_box_add (box, part, x, 0);
  box->width = x + part->width + part->italic;
}

ChatMathBox *
chat_math_lay_fence (const ChatMathNode  *node,
                     const ChatMathStyle *style)
{
  double axis = chat_math_style_metrics (style)->axis;
  ChatMathBox *box = chat_math_box_new ();
  g_autoptr(GPtrArray) parts = g_ptr_array_new ();
  double reach = 0;
  double height;
  guint i = 0;

  for (const ChatMathNode *part = node->first; part != NULL; part = part->next)
    {
      ChatMathBox *inner = is_middle (part) ? NULL : chat_math_lay_node (part, style);

      if (inner != NULL)
        reach = MAX (reach, MAX (inner->ascent - axis, inner->descent + axis));
      g_ptr_array_add (parts, inner);
    }

  height = get_height (reach, style);
  append (box, chat_math_lay_delimiter (node->text, height, style));
  for (const ChatMathNode *part = node->first; part != NULL; part = part->next, i++)
    append (box, is_middle (part) ? chat_math_lay_delimiter (part->text, height, style)
                                  : g_ptr_array_index (parts, i));
  append (box, chat_math_lay_delimiter (node->close, height, style));

  return box;
}

ChatMathBox *
chat_math_lay_sized (const ChatMathNode  *node,
                     const ChatMathStyle *style)
{
  double em = chat_math_style_metrics (style)->em;

  return chat_math_lay_delimiter (node->text, sizes[node->amount] * em, style);
}
