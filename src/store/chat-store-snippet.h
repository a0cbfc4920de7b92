/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The line of a text where the words of a query stand.
 */

#pragma once

#include "chat-search-hit.h"
#include "chat-store-query.h"
#include "chat-store-tokenizer.h"
#include "chat-store.h"

G_BEGIN_DECLS

/* The words of a query, cut as the index cuts them. */
typedef struct _ChatStoreNeedles ChatStoreNeedles;

/* @words: nullable, see chat_store_snippet_fill_words(). */
ChatStoreNeedles *chat_store_needles_new  (ChatStoreTokenizer   *tokenizer,
                                           const ChatStoreQuery *query,
                                           ChatStoreWordsFunc    words);
void              chat_store_needles_free (ChatStoreNeedles     *self);

/* Writes @hit's snippet and ranges: the part of @text (valid UTF-8) where most words stand.
 * Returns: how many of the query's words are marked in it; with 0 it is the beginning. */
guint             chat_store_snippet_fill (ChatStoreNeedles     *self,
                                           const char           *text,
                                           gsize                 length,
                                           ChatSearchHit        *hit);
/* The same without the marks of @text, unless a word of the query stands in what they hide, as the
 * target of a link. */
guint             chat_store_snippet_fill_words (ChatStoreNeedles *self,
                                                 const char       *text,
                                                 gsize             length,
                                                 ChatSearchHit    *hit);
guint             chat_store_needles_get_n_words (ChatStoreNeedles *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatStoreNeedles, chat_store_needles_free)

G_END_DECLS
