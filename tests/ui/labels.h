/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the labels at or below a widget say, but for what is hidden.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One says just @text. */
gboolean labels_say     (GtkWidget  *widget,
                         const char *text);
/* One has @text among its words. */
gboolean labels_mention (GtkWidget  *widget,
                         const char *text);

G_END_DECLS
