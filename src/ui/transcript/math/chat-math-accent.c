/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Accents, lines and braces over and under, boxes and strokes (The TeXbook, appendix G, rules 9, 10
 * and 12).
 */

#include "chat-math-layout-private.h"

#include <math.h>

/* All in em. */
#define ACCENT_GAP 0.07
#define LINE_GAP 0.12
#define BRACE_HEIGHT 0.42
#define BRACE_GAP 0.1
#define ARROW_HEIGHT 0.26
#define VECTOR_WIDTH 0.5
#define WIDE_HEIGHT 0.16
#define BOX_PADDING 0.3
#define STROKE_REACH 0.1
/* How far slanted letters lean, by their height. */
#define SLANT 0.22

/* Accents that are characters, where they stand alone. */
static const char *const characters[] = {
  [CHAT_MATH_FORM_HAT] = "ˆ",
  [CHAT_MATH_FORM_CHECK] = "ˇ",
  [CHAT_MATH_FORM_TILDE] = "˜",
  [CHAT_MATH_FORM_ACUTE] = "´",
  [CHAT_MATH_FORM_GRAVE] = "`",
  [CHAT_MATH_FORM_DOT] = "˙",
  [CHAT_MATH_FORM_DDOT] = "¨",
  [CHAT_MATH_FORM_DDDOT] = "⋯",
  [CHAT_MATH_FORM_BREVE] = "˘",
  [CHAT_MATH_FORM_RING] = "˚",
};

/* Of one slanted letter: accents stand over its top, which is not its middle. */
static double
get_skew (const ChatMathNode *node,
          const ChatMathBox  *base)
{
  while (node->kind == CHAT_MATH_ROW && node->first != NULL && node->first->next == NULL)
    node = node->first;

  if (node->kind != CHAT_MATH_SYMBOL || node->alphabet != CHAT_MATH_ALPHABET_AUTO ||
      !g_unichar_isalpha (g_utf8_get_char (node->text)))
    return 0;

  return base->ascent * SLANT / 2;
}

/* So that it is centred over the base by its ink, and above it. */
static void
add_glyph (ChatMathBox         *box,
           const ChatMathBox   *base,
           const char          *text,
           double               skew,
           const ChatMathStyle *style)
{
  const ChatMathGlyphs *glyphs = chat_math_font_get_symbol (style->font, text,
                                                            CHAT_MATH_ALPHABET_ROMAN,
                                                            style->level);
  ChatMathBox *accent = chat_math_box_new_glyphs (glyphs);
  const ChatMathMetrics *metrics = chat_math_style_metrics (style);
  double bottom = MAX (base->ascent, metrics->x_height) + ACCENT_GAP * metrics->em;
  double middle = (base->width + base->italic) / 2 + skew;
  double width = box->width;

  accent->width = 0;
  chat_math_box_add (box, accent, middle - (glyphs->left + glyphs->right) / 2,
                     -(bottom + glyphs->descent));
  box->width = width;
}

static void
add_shape (ChatMathBox         *box,
           ChatMathShape        shape,
           double               width,
           double               height,
           double               x,
           double               bottom,
           const ChatMathStyle *style)
{
  double rule = chat_math_style_metrics (style)->rule;
  double before = box->width;
  ChatMathBox *accent = shape == CHAT_MATH_SHAPE_NONE
                        ? chat_math_box_new_rule (width, rule)
                        : chat_math_box_new_shape (shape, width, height, rule);

  accent->width = width;
  chat_math_box_add (box, accent, x, bottom);
  box->width = before;
}

/* Above, unless it belongs below; the box then has room for what is next to it. */
static void
add_wide (ChatMathBox         *box,
          const ChatMathNode  *node,
          const ChatMathBox   *base,
          const ChatMathStyle *style)
{
  const ChatMathMetrics *metrics = chat_math_style_metrics (style);
  double width = base->width + base->italic;
  double skew = get_skew (node->base, base);
  double top = -(MAX (base->ascent, metrics->x_height) + ACCENT_GAP * metrics->em);
  double line = -(base->ascent + LINE_GAP * metrics->em);

  switch ((int) node->form)
    {
    case CHAT_MATH_FORM_BAR:
      add_shape (box, CHAT_MATH_SHAPE_NONE, MAX (width * 0.7, 0.3 * metrics->em), 0,
                 width / 2 + skew - MAX (width * 0.7, 0.3 * metrics->em) / 2, top, style);
      break;
    case CHAT_MATH_FORM_VEC:
      add_shape (box, CHAT_MATH_SHAPE_ARROW_RIGHT, VECTOR_WIDTH * metrics->em,
                 ARROW_HEIGHT * metrics->em,
                 width / 2 + skew - VECTOR_WIDTH * metrics->em / 2, top, style);
      break;
    case CHAT_MATH_FORM_WIDE_HAT:
      add_shape (box, CHAT_MATH_SHAPE_HAT, width, WIDE_HEIGHT * metrics->em, skew, top, style);
      break;
    case CHAT_MATH_FORM_WIDE_TILDE:
      add_shape (box, CHAT_MATH_SHAPE_TILDE, width, WIDE_HEIGHT * metrics->em, skew, top, style);
      break;
    case CHAT_MATH_FORM_OVERLINE:
      add_shape (box, CHAT_MATH_SHAPE_NONE, width, 0, 0, line, style);
      box->ascent += metrics->rule;
      break;
    case CHAT_MATH_FORM_UNDERLINE:
      add_shape (box, CHAT_MATH_SHAPE_NONE, width, 0, 0,
                 MAX (base->descent, 0) + LINE_GAP * metrics->em + metrics->rule, style);
      box->descent += metrics->rule;
      break;
    case CHAT_MATH_FORM_OVERBRACE:
      add_shape (box, CHAT_MATH_SHAPE_BRACE_OVER, width, BRACE_HEIGHT * metrics->em, 0,
                 -(base->ascent + BRACE_GAP * metrics->em), style);
      break;
    case CHAT_MATH_FORM_UNDERBRACE:
      add_shape (box, CHAT_MATH_SHAPE_BRACE_UNDER, width, BRACE_HEIGHT * metrics->em, 0,
                 base->descent + (BRACE_GAP + BRACE_HEIGHT) * metrics->em, style);
      break;
    case CHAT_MATH_FORM_OVER_RIGHT:
    case CHAT_MATH_FORM_OVER_LEFT:
    case CHAT_MATH_FORM_OVER_BOTH:
      add_shape (box, (ChatMathShape) (node->form == CHAT_MATH_FORM_OVER_RIGHT
                                       ? CHAT_MATH_SHAPE_ARROW_RIGHT
                                       : node->form == CHAT_MATH_FORM_OVER_LEFT
                                       ? CHAT_MATH_SHAPE_ARROW_LEFT : CHAT_MATH_SHAPE_ARROW_BOTH),
                 width, ARROW_HEIGHT * metrics->em, 0, top, style);
      break;
    default:
      break;
    }
}

ChatMathBox *
chat_math_lay_accent (const ChatMathNode  *node,
                      const ChatMathStyle *style)
{
  ChatMathStyle cramped = chat_math_style_cramped (style);
  ChatMathBox *base = chat_math_lay_node (node->base, &cramped);
  ChatMathBox *box = chat_math_box_new ();

  chat_math_box_add (box, base, 0, 0);
  box->italic = base->italic;
  if (node->form < G_N_ELEMENTS (characters) && characters[node->form] != NULL)
    add_glyph (box, base, characters[node->form], get_skew (node->base, base), style);
  else
    add_wide (box, node, base, style);

  return box;
}

static ChatMathBox *
lay_frame (ChatMathBox         *base,
           const ChatMathStyle *style)
{
  const ChatMathMetrics *metrics = chat_math_style_metrics (style);
  ChatMathBox *box = chat_math_box_new ();
  double padding = round (BOX_PADDING * metrics->em);
  double width = base->width + base->italic + 2 * padding;
  double height = base->ascent + base->descent + 2 * padding;

  chat_math_box_add (box, base, padding, 0);
  chat_math_box_add (box, chat_math_box_new_shape (CHAT_MATH_SHAPE_FRAME, width, height,
                                                   metrics->rule), 0, base->descent + padding);
  box->width = width;

  return box;
}

static ChatMathBox *
strike (ChatMathBox         *base,
        ChatMathShape        shape,
        const ChatMathStyle *style)
{
  const ChatMathMetrics *metrics = chat_math_style_metrics (style);
  ChatMathBox *box = chat_math_box_new ();
  double reach = STROKE_REACH * metrics->em;
  double width = base->width + base->italic + 2 * reach;

  chat_math_box_add (box, base, reach, 0);
  chat_math_box_add (box, chat_math_box_new_shape (shape, width,
                                                   base->ascent + base->descent + 2 * reach,
                                                   metrics->rule),
                     0, base->descent + reach);
  return box;
}

/* Its room, without it. */
static ChatMathBox *
leave_out (ChatMathBox  *base,
           ChatMathForm  form)
{
  ChatMathBox *box = chat_math_box_new ();

  if (form != CHAT_MATH_FORM_HEIGHT_ONLY)
    box->width = base->width;
  if (form != CHAT_MATH_FORM_WIDTH_ONLY)
    {
      box->ascent = base->ascent;
      box->descent = base->descent;
    }
  chat_math_box_free (base);

  return box;
}

ChatMathBox *
chat_math_lay_enclosure (const ChatMathNode  *node,
                         const ChatMathStyle *style)
{
  ChatMathBox *base = chat_math_lay_node (node->base, style);

  switch ((int) node->form)
    {
    case CHAT_MATH_FORM_BOX:
      return lay_frame (base, style);
    case CHAT_MATH_FORM_CANCEL:
    case CHAT_MATH_FORM_NEGATED:
      return strike (base, CHAT_MATH_SHAPE_SLASH, style);
    case CHAT_MATH_FORM_BACK_CANCEL:
      return strike (base, CHAT_MATH_SHAPE_BACKSLASH, style);
    case CHAT_MATH_FORM_CROSS_CANCEL:
      return strike (base, CHAT_MATH_SHAPE_CROSS, style);
    default:
      return leave_out (base, node->form);
    }
}
