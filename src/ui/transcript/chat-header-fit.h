/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How much of an argument fits into the header of a card, which is one line.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @argument, cut with "…" so that it stands in @width px beside the bold @title and the small @meta
 * (nullable). @family: of the argument. NULL if not even its beginning does. Returns: (transfer full) (nullable) */
char *chat_header_fit (GtkWidget  *widget,
                       const char *title,
                       const char *argument,
                       const char *meta,
                       const char *family,
                       int         width);

G_END_DECLS
