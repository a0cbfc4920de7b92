/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words for a screen reader, spoken where the focus does not go.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @widget: who has something to say; nothing is said unless it can be seen and its window has the
 * keyboard. @urgent: before what else waits to be spoken.
 *
 * From GTK 4.14 on as an announcement. Before, readers hear a new description of what has the focus,
 * so the text that has it is given one; where something else has it, nothing is heard. */
void chat_announce (GtkWidget  *widget,
                    const char *words,
                    gboolean    urgent);

G_END_DECLS
