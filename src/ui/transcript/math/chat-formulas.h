/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The formulas of a page: laid out once for each source and size, and the tags that keep room for
 * them. The source of a formula stays in the text, too small to be seen; in front of it is a pad as
 * wide as the formula, raised as far as it reaches up, while the source is lowered as far as it
 * reaches down.
 */

#pragma once

#include "chat-math-layout.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _ChatFormulas ChatFormulas;

/* Adds its tags to @table, above those that are there. */
ChatFormulas   *chat_formulas_new          (GtkTextTagTable *table);
void            chat_formulas_free         (ChatFormulas    *self);

/* Takes the font of @context at @font_px. What was laid out before lives on with whoever holds it. */
void            chat_formulas_update       (ChatFormulas    *self,
                                            PangoContext    *context,
                                            double           font_px);

/* @scale: of the line's font. @max_width in px, 0: any. (transfer full) (nullable): NULL if it cannot
 * be shown. */
ChatMathLayout *chat_formulas_lay_out      (ChatFormulas    *self,
                                            const char      *source,
                                            gsize            length,
                                            double           scale,
                                            gboolean         display,
                                            double           max_width);

/* For the pad and the source: neither is seen, nor takes any room by itself. */
GtkTextTag     *chat_formulas_get_ghost    (ChatFormulas    *self);
/* For the pad: @px wide. */
GtkTextTag     *chat_formulas_get_width    (ChatFormulas    *self,
                                            int              px);
/* @px above the baseline; negative: below it. */
GtkTextTag     *chat_formulas_get_rise     (ChatFormulas    *self,
                                            int              px);
/* px that lines of the page's text reach above and below their baseline, whatever is in them. */
void            chat_formulas_get_line     (ChatFormulas    *self,
                                            double           scale,
                                            int             *ascent,
                                            int             *descent);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatFormulas, chat_formulas_free)

G_END_DECLS
