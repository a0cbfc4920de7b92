/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A popover in which a conversation gets another title.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-history.h"

G_BEGIN_DECLS

/* Enter saves, Escape leaves. Returns: (transfer floating), for chat_popover_show() */
GtkWidget *chat_rename_popover_new (ChatHistory *history,
                                    const char  *uid);

G_END_DECLS
