/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Leaves an address to the program of the desktop that opens it.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Opens @uri for the window of @widget; says so there if that fails, with a way to copy the address.
 * Who is asked by the desktop and gives it up is told nothing. */
void chat_open_address (GtkWidget  *widget,
                        const char *uri);

G_END_DECLS
