/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a search through the history has found so far.
 */

#pragma once

#include "chat-history.h"

G_BEGIN_DECLS

/* A hit as the item of a list. */
#define CHAT_TYPE_SEARCH_ITEM (chat_search_item_get_type ())
G_DECLARE_FINAL_TYPE (ChatSearchItem, chat_search_item, CHAT, SEARCH_ITEM, GObject)

/* Borrowed. */
const ChatSearchHit *chat_search_item_get_hit (ChatSearchItem *self);
/* The longest row of words that matched, for a search within the message. Returns: (transfer full)
 * (nullable) */
char                *chat_search_item_dup_words (ChatSearchItem *self);

#define CHAT_TYPE_SEARCH_RESULTS (chat_search_results_get_type ())
G_DECLARE_FINAL_TYPE (ChatSearchResults, chat_search_results, CHAT, SEARCH_RESULTS, GObject)

/* A GListModel of ChatSearchItem. Only one search is on its way at any time: a new query cancels it,
 * and what was found before stays until the new answer is there. Signal "changed": anything below is
 * another. */
ChatSearchResults *chat_search_results_new         (ChatHistory       *history);
/* Nothing but blanks finds nothing. */
void               chat_search_results_set_query   (ChatSearchResults *self,
                                                    const char        *query);
/* Goes on behind the last hit, also where that failed before, unless it is doing so or there is
 * nothing more. */
void               chat_search_results_load_more   (ChatSearchResults *self);

/* An answer is awaited. */
gboolean           chat_search_results_is_busy     (ChatSearchResults *self);
/* There was a query, and what is listed is its answer or the one before it. */
gboolean           chat_search_results_has_answer  (ChatSearchResults *self);
/* There may be more than is listed. */
gboolean           chat_search_results_has_more    (ChatSearchResults *self);
/* Why the last query has no answer, or what is listed does not go on, in words, or NULL. */
const char        *chat_search_results_get_problem (ChatSearchResults *self);
/* Of what is listed. */
guint              chat_search_results_count_conversations (ChatSearchResults *self);
/* From the query to its answer. */
gint64             chat_search_results_get_elapsed_us (ChatSearchResults *self);

G_END_DECLS
