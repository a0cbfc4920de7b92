/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hyphens that a text is shown with and has not.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Where a line could break with one. */
guint hyphens_count           (PangoLayout *layout);
/* In the labels at or below @widget that say @text. */
guint hyphens_count_in_labels (GtkWidget   *widget,
                               const char  *text);

G_END_DECLS
