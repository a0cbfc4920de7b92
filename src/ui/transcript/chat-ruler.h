/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How wide text is in the font of the transcript.
 */

#pragma once

#include "chat-formulas.h"
#include "chat-markdown.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _ChatRuler ChatRuler;

/* @formulas are borrowed. */
ChatRuler      *chat_ruler_new             (ChatFormulas           *formulas);
void            chat_ruler_free            (ChatRuler              *self);
/* Takes the font of @context, which it keeps. @mono: the family of code, interned. */
void            chat_ruler_update          (ChatRuler              *self,
                                            PangoContext           *context,
                                            const char             *mono);
/* The colour of links. */
void            chat_ruler_set_link        (ChatRuler              *self,
                                            const GdkRGBA          *color);
/* px in one row, rounded up; of plain text never too few. */
int             chat_ruler_measure         (ChatRuler              *self,
                                            const ChatMarkdownText *text,
                                            gboolean                bold);
/* A layout with the looks of @text at @scale, for measuring and drawing. Formulas that can be drawn,
 * at most @room px wide (0: any width will do), have their room in it.
 * (transfer full) */
PangoLayout    *chat_ruler_lay_out         (ChatRuler              *self,
                                            const ChatMarkdownText *text,
                                            gboolean                bold,
                                            double                  scale,
                                            gboolean                rtl,
                                            int                     room);
/* The formula that has its room at a byte of such a layout. (nullable) */
ChatMathLayout *chat_ruler_find_formula    (PangoLayout            *layout,
                                            gsize                   index);
/* px of a row of plain text. */
int             chat_ruler_get_line_height (ChatRuler              *self,
                                            double                  scale);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatRuler, chat_ruler_free)

G_END_DECLS
