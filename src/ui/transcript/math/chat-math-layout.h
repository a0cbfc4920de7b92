/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A formula laid out in a font, ready to be drawn.
 */

#pragma once

#include "chat-math-box.h"
#include "chat-math.h"

G_BEGIN_DECLS

/* So far a formula is made smaller rather than cut off. */
#define CHAT_MATH_LEAST_SCALE 0.7

typedef struct _ChatMathLayout ChatMathLayout;

/* Of a formula without a problem, which need not live on. @display: on a line of its own. One that is
 * wider than @max_width px (0: any width will do) is broken before relations if it is displayed, and
 * made smaller down to CHAT_MATH_LEAST_SCALE; it may still be wider then. Main thread. */
ChatMathLayout *chat_math_layout_new      (ChatMath       *math,
                                           ChatMathFont   *font,
                                           gboolean        display,
                                           double          max_width);

ChatMathLayout *chat_math_layout_ref      (ChatMathLayout *self);
void            chat_math_layout_unref    (ChatMathLayout *self);

/* In px. */
void            chat_math_layout_get_size (ChatMathLayout *self,
                                           double         *width,
                                           double         *ascent,
                                           double         *descent);

/* With the left end of its baseline at @x, @baseline. */
void            chat_math_layout_snapshot (ChatMathLayout *self,
                                           GtkSnapshot    *snapshot,
                                           double          x,
                                           double          baseline,
                                           const GdkRGBA  *color);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatMathLayout, chat_math_layout_unref)

G_END_DECLS
