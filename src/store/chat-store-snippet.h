/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The line of a text where the words of a query stand.
 */

#pragma once

#include "chat-search-hit.h"
#include "chat-store-query.h"
#include "chat-store-tokenizer.h"

G_BEGIN_DECLS

/* The words of a query, cut as the index cuts them. */
typedef struct _ChatStoreNeedles ChatStoreNeedles;

ChatStoreNeedles *chat_store_needles_new  (ChatStoreTokenizer   *tokenizer,
                                           const ChatStoreQuery *query);
void              chat_store_needles_free (ChatStoreNeedles     *self);

/* Writes @hit's snippet and ranges: the part of @text (valid UTF-8) where most words stand.
 * Returns: how many of the query's words are marked in it; with 0 it is the beginning. */
guint             chat_store_snippet_fill (ChatStoreNeedles     *self,
                                           const char           *text,
                                           gsize                 length,
                                           ChatSearchHit        *hit);
guint             chat_store_needles_get_n_words (ChatStoreNeedles *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatStoreNeedles, chat_store_needles_free)

G_END_DECLS
