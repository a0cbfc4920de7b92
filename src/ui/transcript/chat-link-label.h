/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the link leads that the pointer or the caret is on.
 */

#pragma once

#include "chat-column.h"

G_BEGIN_DECLS

/* A label for the corner of the transcript; hidden while there is no link. Returns: (transfer floating) */
GtkWidget *chat_link_label_new (ChatColumn *column);

G_END_DECLS
