/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Boxes: what a formula is laid out into. Each has a baseline; its parent says where its left end is.
 */

#pragma once

#include "chat-math-font.h"
#include "chat-math-shape.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _ChatMathBox ChatMathBox;

/* All in px. */
struct _ChatMathBox
{
  ChatMathBox          *first;     /* within */
  ChatMathBox          *next;      /* beside it, in the same parent */
  double                x;         /* of the left end of the baseline, in the parent */
  double                y;         /* downwards */
  double                width;
  double                ascent;
  double                descent;
  double                italic;    /* how far the ink leans out of the width */
  const ChatMathGlyphs *glyphs;    /* (nullable) */
  ChatMathShape         shape;
  double                line;      /* of the shape; of a rule it is not 0 and there is no shape */
};

ChatMathBox *chat_math_box_new        (void);
ChatMathBox *chat_math_box_new_glyphs (const ChatMathGlyphs *glyphs);
/* As high as @height, from the baseline upwards. */
ChatMathBox *chat_math_box_new_shape  (ChatMathShape         shape,
                                       double                width,
                                       double                height,
                                       double                line);
ChatMathBox *chat_math_box_new_rule   (double                width,
                                       double                thickness);
void         chat_math_box_free       (ChatMathBox          *self);

/* Takes the child; grows so that it is within. */
void         chat_math_box_add        (ChatMathBox          *self,
                                       ChatMathBox          *child,
                                       double                x,
                                       double                y);

/* With the baseline at @x, @y. */
void         chat_math_box_snapshot   (ChatMathBox          *self,
                                       GtkSnapshot          *snapshot,
                                       double                x,
                                       double                y,
                                       const GdkRGBA        *color);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatMathBox, chat_math_box_free)

G_END_DECLS
