/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures of the column: drawn where they have room, shown in full on a press or by Enter.
 */

#pragma once

#include "chat-column-private.h"

G_BEGIN_DECLS

ChatImageCache *chat_column_new_images (ChatColumn  *self);
void          chat_column_draw_image   (ChatColumn  *self,
                                        GtkSnapshot *snapshot,
                                        ChatSection *section,
                                        gboolean     rtl);
gboolean      chat_column_is_on_image  (ChatColumn  *self,
                                        ChatSection *section,
                                        gboolean     rtl,
                                        double       x,
                                        double       y);
void          chat_column_show_image   (ChatColumn  *self,
                                        ChatSection *section);

G_END_DECLS
