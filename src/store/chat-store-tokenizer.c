/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cuts text into what is indexed and looked for: "chat", a tokenizer of FTS5.
 */

#include "chat-store-tokenizer.h"

#include "chat-store-script.h"

#include <string.h>

#define NAME "chat"

/* What is longer is no word but a key, a hash or encoded data: it is found by how it begins. */
#define MAX_TOKEN 64

/* "C++", "C#", "g++": a short name with its signs is a token at the same place as the name alone.
 * */
#define MAX_SIGNED 3

/* Full-width characters that are turned into ASCII at a time. */
#define WIDE_CHUNK 128
#define WIDE_BYTES 3
#define WIDE_TO_ASCII 0xfee0

typedef int (*TokenFunc) (void *, int, const char *, int, int, int);

struct _ChatStoreTokenizer
{
  fts5_tokenizer  base;        /* unicode61 */
  Fts5Tokenizer  *base_self;
};

/* One call, as long as it lasts. */
typedef struct
{
  const char *text;            /* what the base sees now */
  int         length;
  int         offset;          /* where that lies in the whole text */
  int         scale;           /* bytes of the whole text for each of it */
  gboolean    as_query;
  void       *context;
  TokenFunc   emit;
} Run;

static int
emit_cut (Run        *run,
          int         flags,
          const char *token,
          int         length,
          int         start,
          int         end)
{
  return run->emit (run->context, flags, token, MIN (length, MAX_TOKEN), start, end);
}

/* How many signs follow a name at @end that belong to it. */
static int
count_signs (const Run *run,
             int        end)
{
  const char *at = run->text + end;
  int left = run->length - end;
  int n_signs = left >= 2 && at[0] == '+' && at[1] == '+' ? 2 : left >= 1 && at[0] == '#' ? 1 : 0;

  return n_signs > 0 && (left == n_signs || !g_ascii_isalnum (at[n_signs])) ? n_signs : 0;
}

static int
base_token_cb (void       *user_data,
               int         flags,
               const char *token,
               int         length,
               int         start,
               int         end)
{
  Run *run = user_data;
  int from = run->offset + start * run->scale;
  int n_signs = length <= MAX_SIGNED ? count_signs (run, end) : 0;
  int status = SQLITE_OK;
  char joined[MAX_SIGNED + 3];

  if (n_signs == 0 || !run->as_query)
    status = emit_cut (run, flags, token, length, from, run->offset + end * run->scale);
  if (n_signs == 0 || status != SQLITE_OK)
    return status;

  memcpy (joined, token, length);
  memcpy (joined + length, run->text + end, n_signs);
  return emit_cut (run, run->as_query ? flags : flags | FTS5_TOKEN_COLOCATED, joined,
                   length + n_signs, from, run->offset + (end + n_signs) * run->scale);
}

static int
tokenize_words (ChatStoreTokenizer *self,
                Run                *run,
                int                 flags,
                const char         *text,
                int                 length,
                int                 offset,
                int                 scale)
{
  run->text = text;
  run->length = length;
  run->offset = offset;
  run->scale = scale;
  return length == 0 ? SQLITE_OK
                     : self->base.xTokenize (self->base_self, run, flags, text, length,
                                             base_token_cb);
}

/* Full-width letters and digits at @start, as the ASCII they stand for. @end (out) */
static int
tokenize_wide (ChatStoreTokenizer *self,
               Run                *run,
               int                 flags,
               const char         *whole,
               int                 start,
               int                 length,
               int                *end)
{
  char ascii[WIDE_CHUNK];
  int n_chars = 0;
  int at = start;

  while (n_chars < WIDE_CHUNK && at + WIDE_BYTES <= length)
    {
      gunichar character = g_utf8_get_char (whole + at);

      if (chat_store_script_of (character) != CHAT_SCRIPT_WIDE)
        break;
      ascii[n_chars++] = (char) (character - WIDE_TO_ASCII);
      at += WIDE_BYTES;
    }

  *end = at;
  return tokenize_words (self, run, flags, ascii, n_chars, start, WIDE_BYTES);
}

static int
emit_fact (Run        *run,
           const char *whole,
           int         start,
           int         length,
           int        *end)
{
  const char *blank = memchr (whole + start, ' ', length - start);

  *end = blank == NULL ? length : (int) (blank - whole);
  return emit_cut (run, 0, whole + start, *end - start, start, *end);
}

/* The bytes of the character at @at, which need not be valid UTF-8: other programs can write into
 * the database. @script (out) */
static int
look_at (const char *at,
         int         left,
         ChatScript *script)
{
  gunichar character;

  if ((guchar) *at < 0x80)
    {
      *script = CHAT_SCRIPT_SPACED;
      return 1;
    }

  character = g_utf8_get_char_validated (at, left);
  if (character >= (gunichar) -2)
    {
      *script = CHAT_SCRIPT_SPACED;
      return 1;
    }

  *script = chat_store_script_of (character);
  return g_utf8_skip[*(const guchar *) at];
}

/* What is no word between blanks, at @start. @end (out) */
static int
tokenize_special (ChatStoreTokenizer *self,
                  Run                *run,
                  int                 flags,
                  const char         *whole,
                  int                 start,
                  int                 length,
                  int                *end)
{
  ChatScript script;

  if (whole[start] == CHAT_STORE_FACT)
    return emit_fact (run, whole, start, length, end);

  *end = start + look_at (whole + start, length - start, &script);
  if (script == CHAT_SCRIPT_WIDE)
    return tokenize_wide (self, run, flags, whole, start, length, end);
  return run->emit (run->context, 0, whole + start, *end - start, start, *end);
}

/* Where the words between blanks end that begin at @start. */
static int
skip_words (const char *whole,
            int         start,
            int         length)
{
  int at = start;

  while (at < length && whole[at] != CHAT_STORE_FACT)
    {
      ChatScript script;
      int size = look_at (whole + at, length - at, &script);

      if (script != CHAT_SCRIPT_SPACED)
        break;
      at += size;
    }

  return at;
}

static int
tokenize (Fts5Tokenizer *tokenizer,
          void          *context,
          int            flags,
          const char    *text,
          int            length,
          TokenFunc      emit)
{
  ChatStoreTokenizer *self = (ChatStoreTokenizer *) tokenizer;
  Run run = { .as_query = (flags & FTS5_TOKENIZE_QUERY) != 0, .context = context, .emit = emit };
  int status = SQLITE_OK;
  int at = 0;

  while (at < length && status == SQLITE_OK)
    {
      int end = skip_words (text, at, length);

      status = tokenize_words (self, &run, flags, text + at, end - at, at, 1);
      at = end;
      if (at < length && status == SQLITE_OK)
        status = tokenize_special (self, &run, flags, text, at, length, &at);
    }

  return status;
}

static int
create (void           *data,
        const char    **arguments,
        int             n_arguments,
        Fts5Tokenizer **tokenizer)
{
  static const char *base_arguments[] = { "remove_diacritics", "2" };
  fts5_api *api = data;
  void *base_data = NULL;
  ChatStoreTokenizer *self = g_new0 (ChatStoreTokenizer, 1);
  int status = api->xFindTokenizer (api, "unicode61", &base_data, &self->base);

  if (status == SQLITE_OK)
    status = self->base.xCreate (base_data, base_arguments, G_N_ELEMENTS (base_arguments),
                                 &self->base_self);
  if (status != SQLITE_OK)
    {
      g_free (self);
      return status;
    }

  *tokenizer = (Fts5Tokenizer *) self;
  return SQLITE_OK;
}

static void
destroy (Fts5Tokenizer *tokenizer)
{
  ChatStoreTokenizer *self = (ChatStoreTokenizer *) tokenizer;

  self->base.xDelete (self->base_self);
  g_free (self);
}

/* @api (out): NULL where there is no FTS5. A newer SQLite reads the database for this, and fails if
 * that is damaged or locked. */
static int
find_api (sqlite3   *db,
          fts5_api **api)
{
  sqlite3_stmt *statement = NULL;
  int status = sqlite3_prepare_v2 (db, "SELECT fts5 (?1)", -1, &statement, NULL);

  *api = NULL;
  if (status != SQLITE_OK)
    return status;

  sqlite3_bind_pointer (statement, 1, api, "fts5_api_ptr", NULL);
  sqlite3_step (statement);
  return sqlite3_finalize (statement);
}

int
chat_store_tokenizer_register (sqlite3 *db)
{
  fts5_tokenizer module = { create, destroy, tokenize };
  fts5_api *api;
  int status = find_api (db, &api);

  if (status == SQLITE_OK && api == NULL)
    return SQLITE_ERROR;
  return status != SQLITE_OK ? status : api->xCreateTokenizer (api, NAME, api, &module, NULL);
}

ChatStoreTokenizer *
chat_store_tokenizer_new (sqlite3 *db)
{
  fts5_api *api;
  Fts5Tokenizer *tokenizer = NULL;

  if (find_api (db, &api) == SQLITE_OK && api != NULL)
    create (api, NULL, 0, &tokenizer);
  return (ChatStoreTokenizer *) tokenizer;
}

void
chat_store_tokenizer_free (ChatStoreTokenizer *self)
{
  destroy ((Fts5Tokenizer *) self);
}

typedef struct
{
  ChatStoreTokenFunc func;
  gpointer           user_data;
} Listener;

static int
listen_cb (void       *user_data,
           int         flags,
           const char *token,
           int         length,
           int         start,
           int         end)
{
  Listener *listener = user_data;

  return listener->func (token, length, start, end, listener->user_data) ? SQLITE_OK : SQLITE_DONE;
}

void
chat_store_tokenizer_run (ChatStoreTokenizer *self,
                          const char         *text,
                          gsize               length,
                          gboolean            as_query,
                          ChatStoreTokenFunc  func,
                          gpointer            user_data)
{
  Listener listener = { func, user_data };

  tokenize ((Fts5Tokenizer *) self, &listener,
            as_query ? FTS5_TOKENIZE_QUERY : FTS5_TOKENIZE_DOCUMENT, text, (int) length, listen_cb);
}
