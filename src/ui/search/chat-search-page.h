/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The search through all conversations: what is looked for, and the list of what was found.
 */

#pragma once

#include "chat-search-results.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CHAT_TYPE_SEARCH_PAGE (chat_search_page_get_type ())
G_DECLARE_FINAL_TYPE (ChatSearchPage, chat_search_page, CHAT, SEARCH_PAGE, GtkWidget)

/* Properties with notify: "query", what is looked for as it is typed, "show-entry": the page has an
 * entry of its own in view, and to be read "summary": how much was found, in words. Signals: "open"
 * (ChatSearchItem) when the reader wants to see a hit, "close" when he wants to leave. */

/* Once. @history (nullable): then nothing is found. */
void        chat_search_page_set_history (ChatSearchPage *self,
                                          ChatHistory    *history);
/* Another entry to write the query in, wherever it is. Once. */
void        chat_search_page_add_entry   (ChatSearchPage *self,
                                          GtkSearchEntry *entry);
const char *chat_search_page_get_query   (ChatSearchPage *self);
void        chat_search_page_set_query   (ChatSearchPage *self,
                                          const char     *query);
/* Nullable: nothing was found yet, or looked for. */
const char *chat_search_page_get_summary (ChatSearchPage *self);
/* Puts the cursor into the entry that can be seen. */
void        chat_search_page_focus       (ChatSearchPage *self);

G_END_DECLS
