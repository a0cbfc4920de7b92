/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether a window moves on its own.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Waits until the window or popover that @front is or is in draws no more, or for two seconds of
 * frames. Returns: how many frames looked different from the one before */
guint rest_count_changes (GtkWidget *front);

G_END_DECLS
