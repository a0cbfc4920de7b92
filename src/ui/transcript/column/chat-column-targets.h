/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables that are drawn over their lines, and where links lead.
 */

#pragma once

#include "chat-column-private.h"

G_BEGIN_DECLS

/* The rows in view of a table that is drawn over its lines. */
void chat_column_draw_grid  (ChatColumn         *self,
                             GtkSnapshot        *snapshot,
                             const GdkRectangle *visible,
                             ChatLeaf           *leaf,
                             guint               start,
                             int                 bottom);
/* What is linked to at a point of the buffer, and whether there is such a table. (nullable) */
const char *chat_column_find_grid_uri (ChatColumn *self,
                             int                 x,
                             int                 y,
                             gboolean           *within);

/* Where it leads at a point of the widget, whose text is @iter in @section (nullable). (nullable) */
const char *chat_column_find_uri       (ChatColumn        *self,
                                        ChatSection       *section,
                                        const GtkTextIter *iter,
                                        double             x,
                                        double             y);
/* The same at the caret, if it shows. (nullable) */
const char *chat_column_find_caret_uri (ChatColumn        *self);
void        chat_column_set_link       (ChatColumn        *self,
                                        const char        *uri);
/* After the page has been set. */
void        chat_column_follow_links   (ChatColumn        *self);

G_END_DECLS
