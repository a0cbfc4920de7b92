/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A click that activates the row of a list.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * chat_row_click_add:
 * @item: an item of a list, which is being set up
 * @row: what shows it
 *
 * Gives @item @row as its child, and lets a click on it activate it. For lists that are searched by
 * typing: gtk_list_view_set_single_click_activate() would also select whatever comes to lie below a
 * pointer that rests, and Return would take that.
 */
void chat_row_click_add (GtkListItem *item,
                         GtkWidget   *row);

G_END_DECLS
