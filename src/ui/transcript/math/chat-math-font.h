/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The fonts of formulas: glyphs with their true extents, in the four sizes of TeX.
 */

#pragma once

#include "chat-math-node.h"

#include <pango/pango.h>

G_BEGIN_DECLS

/* TeX's styles. */
typedef enum
{
  CHAT_MATH_LEVEL_DISPLAY,
  CHAT_MATH_LEVEL_TEXT,
  CHAT_MATH_LEVEL_SCRIPT,
  CHAT_MATH_LEVEL_SCRIPTSCRIPT,
} ChatMathLevel;

#define CHAT_MATH_N_LEVELS (CHAT_MATH_LEVEL_SCRIPTSCRIPT + 1)

typedef struct
{
  PangoFont        *font;
  PangoGlyphString *glyphs;
  double            x;
} ChatMathRun;

/* All in px; extents are those of the ink, so ascent or descent may be negative. */
typedef struct
{
  GArray *runs;      /* of ChatMathRun */
  double  width;     /* to where the next glyph stands */
  double  ascent;
  double  descent;
  double  left;      /* of the ink */
  double  right;
} ChatMathGlyphs;

/* Measures of one size, in px. */
typedef struct
{
  double em;
  double x_height;
  double axis;       /* of the height on which fractions and brackets are centred */
  double rule;       /* how thick lines are; whole */
} ChatMathMetrics;

typedef struct _ChatMathFont ChatMathFont;

/* For text in the font of @context at @font_px. A font that is made for mathematics is preferred, at
 * the size at which its small letters are as high as those of the text. Main thread. */
ChatMathFont          *chat_math_font_new         (PangoContext     *context,
                                                   double            font_px);

ChatMathFont          *chat_math_font_ref         (ChatMathFont     *self);
void                   chat_math_font_unref       (ChatMathFont     *self);

const ChatMathMetrics *chat_math_font_get_metrics (ChatMathFont     *self,
                                                   ChatMathLevel     level);

/* One symbol; owned by the font, as are all glyphs. */
const ChatMathGlyphs  *chat_math_font_get_symbol  (ChatMathFont     *self,
                                                   const char       *text,
                                                   ChatMathAlphabet  alphabet,
                                                   ChatMathLevel     level);

/* Words in the font of the text around the formula. */
const ChatMathGlyphs  *chat_math_font_get_words   (ChatMathFont     *self,
                                                   const char       *text,
                                                   ChatMathAlphabet  alphabet,
                                                   ChatMathLevel     level);

/* (nullable): the smallest form of a bracket or operator that is at least @height px high, if the font
 * has one. */
const ChatMathGlyphs  *chat_math_font_get_tall    (ChatMathFont     *self,
                                                   const char       *text,
                                                   ChatMathLevel     level,
                                                   double            height);

/* The symbol enlarged, for fonts that have no larger form of it. */
const ChatMathGlyphs  *chat_math_font_get_scaled  (ChatMathFont     *self,
                                                   const char       *text,
                                                   ChatMathLevel     level,
                                                   double            scale);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatMathFont, chat_math_font_unref)

G_END_DECLS
