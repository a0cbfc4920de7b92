/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Popovers that are there once and then gone.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows @popover (transfer floating) at @target, a widget at or below @parent, which has a layout
 * manager. It goes when it is closed; the focus is then where it was. */
void chat_popover_show    (GtkWidget          *popover,
                           GtkWidget          *parent,
                           GtkWidget          *target);
/* The same at a place of @parent. */
void chat_popover_show_at (GtkWidget          *popover,
                           GtkWidget          *parent,
                           const GdkRectangle *place);

G_END_DECLS
