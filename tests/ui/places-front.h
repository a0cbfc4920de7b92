/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What has the keyboard: a window, or a popover or the palette in it.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Returns: (transfer none) (nullable): NULL while it goes from one to another */
GtkWindow *front_get_window (void);
/* The popover or the palette in that window, or else the window. Returns: (transfer none) (nullable) */
GtkWidget *front_get        (void);
/* Waits until something else than @before is there and has the keyboard. */
void       front_wait       (GtkWidget  *before);
void       front_press      (const char *key);

G_END_DECLS
