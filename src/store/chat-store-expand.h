/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Beginnings of words in a query: the words of the index that begin so.
 */

#pragma once

#include "chat-store-query.h"
#include "chat-store-tokenizer.h"

G_BEGIN_DECLS

/* Looks up what the beginnings in @query, of words and of models, stand for, where that is faster than to ask for them: it
 * is noted with each word. @sqlite must have the search index. */
void chat_store_expand (sqlite3            *sqlite,
                        ChatStoreTokenizer *tokenizer,
                        ChatStoreQuery     *query);

G_END_DECLS
