/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a place looks like.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The window or the popover that @front is or is in, as it is now. Returns: (transfer full)
 * (nullable): NULL while it has no size */
GdkTexture *places_render (GtkWidget *front);

G_END_DECLS
