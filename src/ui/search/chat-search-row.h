/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row of the search: where a hit is, and what it says there.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-search-results.h"

G_BEGIN_DECLS

#define CHAT_TYPE_SEARCH_ROW (chat_search_row_get_type ())
G_DECLARE_FINAL_TYPE (ChatSearchRow, chat_search_row, CHAT, SEARCH_ROW, GtkWidget)

GtkWidget *chat_search_row_new      (void);
/* @item (nullable) */
void       chat_search_row_set_item (ChatSearchRow  *self,
                                     ChatSearchItem *item);

/* When a message was made, as one says it: "today 09:41", "14 November". Returns: (transfer full) */
char      *chat_search_row_describe_time (gint64     created_ms,
                                          GDateTime *now);

G_END_DECLS
