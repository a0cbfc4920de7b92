/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether words stand out from their ground, by what is drawn of them.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (* LegibleFunc) (GtkWidget *label,
                              double     contrast,
                              gpointer   user_data);

/* Of two pixels, 0xRRGGBB: 1 to 21. */
double legible_get_contrast (guint32 pixel,
                             guint32 ground);
/* Calls @func for each label at or below @front that can be seen, is not greyed out, and stands out
 * by less than 4.5:1 (Web Content Accessibility Guidelines 2.2, 1.4.3). Strokes must be some pixels
 * wide: the edges of letters are paler. */
void   legible_check        (GtkWidget   *front,
                             LegibleFunc  func,
                             gpointer     user_data);

G_END_DECLS
