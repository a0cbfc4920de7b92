/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of what a search has found.
 */

#pragma once

#include "chat-search-results.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CHAT_TYPE_SEARCH_LIST (chat_search_list_get_type ())
G_DECLARE_FINAL_TYPE (ChatSearchList, chat_search_list, CHAT, SEARCH_LIST, GtkWidget)

/* Signal "open" (ChatSearchItem): the reader wants to see it. One hit is chosen at any time, at first
 * the first one. More hits are loaded ahead while it is scrolled. */

void     chat_search_list_set_results (ChatSearchList    *self,
                                       ChatSearchResults *results);
/* Chooses the hit @step rows further down; FALSE if there is none at all. */
gboolean chat_search_list_choose      (ChatSearchList    *self,
                                       int                step);
/* The position of the hit that is chosen. */
guint    chat_search_list_get_chosen  (ChatSearchList    *self);
/* Emits "open" for it. */
void     chat_search_list_open_chosen (ChatSearchList    *self);

G_END_DECLS
