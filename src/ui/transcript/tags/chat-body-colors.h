/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The colours of JSON in the body of a card.
 */

#pragma once

#include "chat-section.h"

G_BEGIN_DECLS

typedef struct _ChatBodyColors ChatBodyColors;

/* Colours the start of the body of @section, which is on the page and is @text; a little at a time,
 * after this. As long as it lives, or until the body is folded away. */
ChatBodyColors *chat_body_colors_new  (ChatSection    *section,
                                       const char     *text,
                                       gsize           length);
void            chat_body_colors_free (ChatBodyColors *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatBodyColors, chat_body_colors_free)

G_END_DECLS
