/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cuts text into what is indexed and looked for: "chat", a tokenizer of FTS5. It is unicode61
 * without diacritics for scripts that put blanks between words, and one token a character for the
 * others.
 */

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* Begins a token that stands for a fact about a message and runs to the next blank. Text that is
 * indexed and queries hold no control characters, so nobody can type one. */
#define CHAT_STORE_FACT '\001'

/* Tells @db of the tokenizer. Returns: an SQLite result code */
int  chat_store_tokenizer_register (sqlite3    *db);

typedef struct _ChatStoreTokenizer ChatStoreTokenizer;

/* @start, @end: bytes of the text. FALSE: no more. */
typedef gboolean (*ChatStoreTokenFunc) (const char *token,
                                        gsize       length,
                                        gsize       start,
                                        gsize       end,
                                        gpointer    user_data);

/* The same cut for other purposes; @db must know the tokenizer and outlive it. Returns: (transfer
 * full) (nullable) */
ChatStoreTokenizer *chat_store_tokenizer_new  (sqlite3            *db);
void                chat_store_tokenizer_free (ChatStoreTokenizer *self);
/* @as_query: as words of a query are cut. */
void                chat_store_tokenizer_run  (ChatStoreTokenizer *self,
                                               const char         *text,
                                               gsize               length,
                                               gboolean            as_query,
                                               ChatStoreTokenFunc  func,
                                               gpointer            user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatStoreTokenizer, chat_store_tokenizer_free)

G_END_DECLS
