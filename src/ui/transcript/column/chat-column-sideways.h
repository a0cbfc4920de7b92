/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is wider than the column and moves sideways in it: tables that are drawn, and code whose lines
 * do not wrap.
 */

#pragma once

#include "chat-column-private.h"

G_BEGIN_DECLS

/* The block of rendered text at @iter, and its first character on the page. (nullable) */
ChatLeaf *chat_column_find_leaf        (ChatColumn         *self,
                                        const GtkTextIter  *iter,
                                        guint              *start);
/* px that there are for what is in the block. */
int       chat_column_get_room         (ChatColumn         *self,
                                        const ChatLeaf     *leaf);
/* px that it can be moved by. */
int       chat_column_get_max_scroll   (ChatColumn         *self,
                                        const ChatLeaf     *leaf);
int       chat_column_get_scroll       (ChatColumn         *self,
                                        const ChatLeaf     *leaf);
/* How far it is moved, and how much there is; below @bottom. */
void      chat_column_draw_bar         (ChatColumn         *self,
                                        GtkSnapshot        *snapshot,
                                        const ChatLeaf     *leaf,
                                        int                 bottom);
/* Finds out how wide a block of code is that begins at character @start; never while drawing. */
void      chat_column_measure_long     (ChatColumn         *self,
                                        ChatLeaf           *leaf,
                                        guint               start);
/* Draws the column, with the lines in view that do not wrap cut off at the edges of their cards. @draw:
 * draws the text view as it is. */
typedef void (*ChatDrawFunc) (GtkWidget   *widget,
                              GtkSnapshot *snapshot);
void      chat_column_draw_long        (ChatColumn         *self,
                                        GtkSnapshot        *snapshot,
                                        ChatDrawFunc        draw);
/* Wheel and pointer; called once each. */
void      chat_column_add_sideways     (ChatColumn         *self);
void      chat_column_install_sideways (GtkWidgetClass     *widget_class);
/* The same with keys, for a controller of @widget, a column. */
void      chat_column_add_sideways_keys (GtkWidget             *widget,
                                         GtkShortcutController *controller);

G_END_DECLS
