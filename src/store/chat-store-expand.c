/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FTS5 gathers all places of all words that begin alike before it gives the first one, unless it
 * has an index for beginnings of that length. Asked for the words themselves it gives one place
 * after the other, and stops when there are enough.
 */

#include "chat-store-expand.h"

#include "chat-store-fts.h"
#include "chat-store-private.h"

#include <string.h>

/* Characters: shorter beginnings have an index of their own, see chat-store-fts.c. */
#define MIN_LENGTH 4

/* To find a word costs some ten microseconds, and as much again to ask for it; with more of them it
 * is no faster than all places at once. */
#define MAX_WORDS 500

#define VOCABULARY                                                                             \
  "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_word"                                        \
  " USING fts5vocab (main, search, instance)"

/* The next one only: to go on from row to row would pass all its places. */
#define NEXT "SELECT term FROM temp.search_word WHERE term >= ?1 LIMIT 1"

/* Before everything else that can follow the word. */
#define AFTER "\001"

typedef struct
{
  char  *token;
  guint  n_tokens;
} Tokens;

static gboolean
take_token_cb (const char *token,
               gsize       length,
               gsize       start,
               gsize       end,
               gpointer    user_data)
{
  Tokens *tokens = user_data;

  g_free (tokens->token);
  tokens->token = g_strndup (token, length);
  tokens->n_tokens++;
  return TRUE;
}

/* What it is in the index; NULL if it is several words there. (transfer full) */
static char *
get_token (ChatStoreTokenizer *tokenizer,
           const char         *text)
{
  Tokens tokens = { NULL, 0 };

  chat_store_tokenizer_run (tokenizer, text, strlen (text), TRUE, take_token_cb, &tokens);
  if (tokens.n_tokens != 1)
    g_clear_pointer (&tokens.token, g_free);
  return tokens.token;
}

/* @word (out, transfer full): NULL if there is none from @from on that begins with @token. FALSE:
 * it cannot be read. */
static gboolean
find_next (sqlite3_stmt  *next,
           const char    *from,
           const char    *token,
           char         **word)
{
  *word = NULL;
  sqlite3_bind_text (next, 1, from, -1, SQLITE_TRANSIENT);
  if (sqlite3_step (next) == SQLITE_ROW &&
      g_str_has_prefix ((const char *) sqlite3_column_text (next, 0), token))
    *word = g_strdup ((const char *) sqlite3_column_text (next, 0));
  return sqlite3_reset (next) == SQLITE_OK;
}

/* (transfer full) NULL if there are too many, or one that a query would cut in another way. */
static GPtrArray *
list_words (ChatStoreTokenizer *tokenizer,
            sqlite3_stmt       *next,
            const char         *token)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  char *word;
  gboolean done = find_next (next, token, token, &word);

  while (word != NULL)
    {
      g_autofree char *same = get_token (tokenizer, word);
      g_autofree char *from = g_strconcat (word, AFTER, NULL);

      g_ptr_array_add (words, word);
      if (words->len > MAX_WORDS || g_strcmp0 (same, word) != 0)
        return NULL;
      done = find_next (next, from, token, &word);
    }
  return done ? g_steal_pointer (&words) : NULL;
}

/* Phrases of facts: of the model's name only the last word is a beginning. (transfer full) */
static GPtrArray *
list_models (ChatStoreTokenizer *tokenizer,
             sqlite3_stmt       *next,
             const char         *model)
{
  g_autoptr(GString) facts = g_string_new (NULL);
  g_autoptr(GPtrArray) words = NULL;
  g_autofree char *token = NULL;
  const char *blank;
  gsize n_before;

  if (model == NULL)
    return NULL;

  chat_store_fts_append_model (facts, model);
  blank = strrchr (facts->str, ' ');
  n_before = blank != NULL ? (gsize) (blank + 1 - facts->str) : 0;
  token = get_token (tokenizer, facts->str + n_before);
  if (token == NULL || g_utf8_strlen (token, -1) < MIN_LENGTH)
    return NULL;

  words = list_words (tokenizer, next, token);
  g_string_truncate (facts, n_before);
  for (guint i = 0; words != NULL && i < words->len; i++)
    {
      char *word = words->pdata[i];

      words->pdata[i] = g_strconcat (facts->str, word, NULL);
      g_free (word);
    }
  return g_steal_pointer (&words);
}

static void
expand (ChatStoreTokenizer *tokenizer,
        sqlite3_stmt       *next,
        const GPtrArray    *words)
{
  for (guint i = 0; i < words->len; i++)
    {
      ChatQueryWord *word = g_ptr_array_index (words, i);
      g_autofree char *token = word->prefix ? get_token (tokenizer, word->text) : NULL;

      if (token != NULL && g_utf8_strlen (token, -1) >= MIN_LENGTH)
        word->alternatives = list_words (tokenizer, next, token);
    }
}

void
chat_store_expand (sqlite3            *sqlite,
                   ChatStoreTokenizer *tokenizer,
                   ChatStoreQuery     *query)
{
  sqlite3_stmt *next = NULL;

  if (sqlite3_exec (sqlite, VOCABULARY, NULL, NULL, NULL) != SQLITE_OK ||
      sqlite3_prepare_v2 (sqlite, NEXT, -1, &next, NULL) != SQLITE_OK)
    return;

  expand (tokenizer, next, query->words);
  expand (tokenizer, next, query->without);
  query->models = list_models (tokenizer, next, query->model);
  query->without_models = list_models (tokenizer, next, query->without_model);
  sqlite3_finalize (next);
}
