/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the labels at or below a widget say.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One that can be seen says just @text. */
gboolean labels_say     (GtkWidget  *widget,
                         const char *text);
/* One has @text among its words, seen or not. */
gboolean labels_mention (GtkWidget  *widget,
                         const char *text);

G_END_DECLS
