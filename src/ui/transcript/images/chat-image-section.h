/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A picture: a line that says what it is, and room below it where it is drawn.
 */

#pragma once

#include "chat-image-data.h"
#include "chat-section.h"

G_BEGIN_DECLS

/* @block: the one that has it. */
ChatSection   *chat_image_section_new       (ChatPage       *page,
                                             guint           block,
                                             ChatImageData  *data);
gboolean       chat_section_is_image        (ChatSection    *section);
ChatImageData *chat_image_section_get_data  (ChatSection    *section);
/* Its name in words, for windows and screen readers. */
const char    *chat_image_section_get_words (ChatSection    *section);
/* px that it is drawn in; 0 × 0 if it is not to be shown. */
void           chat_image_section_get_size  (ChatSection    *section,
                                             int            *width,
                                             int            *height);
/* In the line that keeps its room; NULL if there is none. */
GtkTextMark   *chat_image_section_get_room  (ChatSection    *section);

G_END_DECLS
