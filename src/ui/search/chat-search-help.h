/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be searched for, as a table of examples.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Returns: (transfer floating) */
GtkWidget *chat_search_help_new    (void);
/* Lets @button open a popover with it. */
void       chat_search_help_attach (GtkMenuButton *button);

G_END_DECLS
