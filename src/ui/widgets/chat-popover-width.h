/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Popovers that are never wider than the narrowest window, however large the text.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* px; with its frame a popover of this width fits into 360. */
#define CHAT_POPOVER_WIDTH 316

/* Makes @child, whose words may break, what @popover shows. */
void chat_popover_set_narrow_child (GtkPopover *popover,
                                    GtkWidget  *child);
/* From libadwaita 1.4 on the sizes of @clamp would grow with the text. */
void chat_popover_count_px         (GtkWidget  *clamp);

G_END_DECLS
