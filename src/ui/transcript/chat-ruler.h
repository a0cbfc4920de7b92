/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How wide text is in the font of the transcript.
 */

#pragma once

#include "chat-markdown.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _ChatRuler ChatRuler;

ChatRuler     *chat_ruler_new         (void);
void           chat_ruler_free        (ChatRuler              *self);
/* Takes the font of @context, which it keeps. @mono: the family of code, interned. */
void           chat_ruler_update      (ChatRuler              *self,
                                       PangoContext           *context,
                                       const char             *mono);
/* The colour of links. */
void           chat_ruler_set_link    (ChatRuler              *self,
                                       const GdkRGBA          *color);
/* px in one row, rounded up; of plain text never too few. */
int            chat_ruler_measure     (ChatRuler              *self,
                                       const ChatMarkdownText *text,
                                       gboolean                bold);
/* A layout with the looks of @text at @scale, for measuring and drawing.
 * (transfer full) */
PangoLayout   *chat_ruler_lay_out     (ChatRuler              *self,
                                       const ChatMarkdownText *text,
                                       gboolean                bold,
                                       double                  scale,
                                       gboolean                rtl);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatRuler, chat_ruler_free)

G_END_DECLS
