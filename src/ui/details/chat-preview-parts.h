/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The parts of a request in a list, each with what it weighs.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @parts: (element-type ChatPreviewPart). Only rows that are seen are made: a conversation may have
 * thousands of messages. Returns: (transfer floating) something to be put into a scrolled window */
GtkWidget *chat_preview_parts_new (GPtrArray *parts);

G_END_DECLS
