/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Popovers for sources and links: one of them in full, and all of a message as a list.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-citation.h"

G_BEGIN_DECLS

/* The source, what is cited, the whole address, and a button that opens it if it is of the web.
 * Returns: (transfer floating) */
GtkWidget *chat_link_popover_new      (const ChatCitation *citation);
/* A list; what is chosen in it is shown in full. @links (element-type ChatCitation) is taken.
 * Returns: (transfer floating) */
GtkWidget *chat_link_popover_new_list (GPtrArray          *links);

G_END_DECLS
