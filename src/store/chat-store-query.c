/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The language of a search: words, "phrases", pre*, -not and filters. Pure.
 */

#include "chat-store-query.h"

#include "chat-store-script.h"

#include <stdlib.h>
#include <string.h>

/* More is a text that was pasted by mistake; each word costs a look-up, or several. */
#define MAX_WORDS 32
#define MAX_BYTES 4096

/* A word is only taken as a beginning from so many letters on: what begins with fewer are most
 * words of the language, and the index does not have it. */
#define MIN_PREFIX 2

/* One piece of the query between blanks. */
typedef struct
{
  GString  *name;        /* before the colon, or empty */
  GString  *text;        /* after it */
  gboolean  negative;
  gboolean  quoted;
  gboolean  starred;     /* ends with "*" */
  gboolean  typing;      /* nothing comes after it, not even a blank or a quote */
} Piece;

static void
free_word (gpointer data)
{
  ChatQueryWord *word = data;

  g_clear_pointer (&word->alternatives, g_ptr_array_unref);
  g_free (word->text);
  g_free (word);
}

static gboolean
is_quote (gunichar character)
{
  return character == '"' || character == 0x201c || character == 0x201d;
}

/* Reads up to the closing quote, or to the end if there is none. */
static const char *
read_quoted (Piece      *piece,
             const char *at)
{
  piece->quoted = TRUE;
  while (*at != '\0' && !is_quote (g_utf8_get_char (at)))
    {
      const char *next = g_utf8_next_char (at);

      g_string_append_len (piece->text, at, next - at);
      at = next;
    }

  piece->typing = *at == '\0';
  if (*at != '\0')
    at = g_utf8_next_char (at);
  if (*at == '*')
    {
      piece->starred = TRUE;
      at++;
    }
  return at;
}

static const char *
read_bare (Piece      *piece,
           const char *at)
{
  while (*at != '\0' && !g_unichar_isspace (g_utf8_get_char (at)) &&
         !is_quote (g_utf8_get_char (at)))
    {
      const char *next = g_utf8_next_char (at);

      if (*at == ':' && piece->name->len == 0)
        {
          g_string_append_len (piece->name, piece->text->str, piece->text->len);
          g_string_truncate (piece->text, 0);
          if (is_quote (g_utf8_get_char (next)))
            return read_quoted (piece, g_utf8_next_char (next));
        }
      else
        {
          g_string_append_len (piece->text, at, next - at);
        }
      at = next;
    }

  piece->typing = *at == '\0';
  if (piece->text->len > 0 && piece->text->str[piece->text->len - 1] == '*')
    {
      piece->starred = TRUE;
      g_string_truncate (piece->text, piece->text->len - 1);
    }
  return at;
}

static const char *
read_piece (Piece      *piece,
            const char *at)
{
  *piece = (Piece) { .name = g_string_new (NULL), .text = g_string_new (NULL) };

  /* "--verbose" is looked for, "-verbose" is not to be there. */
  if (at[0] == '-' && at[1] != '-')
    {
      piece->negative = TRUE;
      at++;
    }

  if (is_quote (g_utf8_get_char (at)))
    return read_quoted (piece, g_utf8_next_char (at));
  return read_bare (piece, at);
}

static void
clear_piece (Piece *piece)
{
  g_string_free (piece->name, TRUE);
  g_string_free (piece->text, TRUE);
}

static gboolean
is_hangul (gunichar character)
{
  return character >= 0xac00 && character <= 0xd7a3;
}

static gboolean
is_prefix (const Piece *piece,
           const char  *text)
{
  const char *end = text + strlen (text);
  gunichar last = *text == '\0' ? 0 : g_utf8_get_char (g_utf8_prev_char (end));

  /* Korean particles stand at the end of a word. */
  if (is_hangul (last))
    return TRUE;
  if (chat_store_script_of (last) == CHAT_SCRIPT_DENSE || g_utf8_strlen (text, -1) < MIN_PREFIX)
    return FALSE;
  return piece->starred || (piece->typing && !piece->negative && g_unichar_isalnum (last));
}

static void
add_word (ChatStoreQuery *self,
          const Piece    *piece)
{
  g_autofree char *joined = piece->name->len == 0
                            ? g_strdup (piece->text->str)
                            : g_strconcat (piece->name->str, ":", piece->text->str, NULL);
  g_autofree char *composed = chat_store_compose (joined, -1);
  const char *text = composed != NULL ? composed : joined;
  ChatQueryWord *word;

  if (!chat_store_has_tokens (text) || self->words->len + self->without->len >= MAX_WORDS)
    return;

  word = g_new0 (ChatQueryWord, 1);
  word->prefix = is_prefix (piece, text);
  word->text = g_strdup (text);
  g_ptr_array_add (piece->negative ? self->without : self->words, word);
}

static void
take_text (char       **place,
           const Piece *piece)
{
  g_free (*place);
  *place = g_strdup (piece->text->str);
}

/* Which of @choices begins with @text, whatever its case; -1: none. */
static int
choose (const char         *text,
        const char * const *choices)
{
  for (int i = 0; choices[i] != NULL; i++)
    {
      if (g_ascii_strncasecmp (choices[i], text, strlen (text)) == 0)
        return i;
    }

  return -1;
}

static gboolean
filter_role (ChatStoreQuery *self,
             const Piece    *piece)
{
  static const char * const roles[] = { "user", "assistant", NULL };
  int which = choose (piece->text->str, roles);

  if (which < 0)
    return FALSE;
  g_free (self->role);
  self->role = g_strdup (roles[piece->negative ? 1 - which : which]);
  return TRUE;
}

static gboolean
filter_model (ChatStoreQuery *self,
              const Piece    *piece)
{
  if (!chat_store_has_tokens (piece->text->str))
    return FALSE;
  take_text (piece->negative ? &self->without_model : &self->model, piece);
  return TRUE;
}

static gboolean
filter_tag (ChatStoreQuery *self,
            const Piece    *piece)
{
  take_text (piece->negative ? &self->without_tag : &self->tag, piece);
  return TRUE;
}

static gboolean
filter_has (ChatStoreQuery *self,
            const Piece    *piece)
{
  static const char * const things[] = { "code", "image", "tool", NULL };
  int which = choose (piece->text->str, things);

  if (which < 0)
    return FALSE;
  if (piece->negative)
    self->without_has |= 1 << which;
  else
    self->has |= 1 << which;
  return TRUE;
}

static gboolean
filter_in (ChatStoreQuery *self,
           const Piece    *piece)
{
  static const char * const places[] = { "archive", "trash", NULL };
  static const ChatQueryIn wanted[] = { CHAT_QUERY_IN_ARCHIVE, CHAT_QUERY_IN_TRASH };
  static const ChatQueryIn unwanted[] = { CHAT_QUERY_IN_CURRENT, CHAT_QUERY_IN_USUAL };
  int which = choose (piece->text->str, places);

  if (which < 0)
    return FALSE;
  self->in = piece->negative ? unwanted[which] : wanted[which];
  return TRUE;
}

/* How much of "YYYY-MM-DD" @text is, to its last whole part; -1: it is no date. */
static int
measure_date (const char *text,
              gboolean    typing)
{
  static const char shape[] = "dddd-dd-dd";
  gsize length = strlen (text);

  for (gsize i = 0; i < length; i++)
    {
      if (i >= strlen (shape) || (shape[i] == 'd' ? !g_ascii_isdigit (text[i]) : text[i] != '-'))
        return -1;
    }

  if (length == 4 || length == 7 || length == 10)
    return (int) length;
  if (!typing)
    return -1;
  return length < 4 ? 0 : length < 7 ? 4 : 7;
}

/* The first moment of a year, month or day; 0: not yet, -1: it is none. */
static gint64
read_date (const char *text,
           gboolean    typing)
{
  int length = measure_date (text, typing);
  g_autoptr(GDateTime) date = NULL;

  if (length <= 0)
    return length;

  date = g_date_time_new_local (atoi (text),
                                length >= 7 ? atoi (text + 5) : 1,
                                length >= 10 ? atoi (text + 8) : 1,
                                0, 0, 0);
  return date == NULL ? -1 : MAX (g_date_time_to_unix (date) * 1000, 1);
}

static gboolean
filter_time (ChatStoreQuery *self,
             const Piece    *piece)
{
  gboolean before = (g_ascii_strcasecmp (piece->name->str, "before") == 0) != piece->negative;
  gint64 time = read_date (piece->text->str, piece->typing);

  if (time < 0)
    return FALSE;
  if (before)
    self->before_ms = time;
  else
    self->after_ms = time;
  return TRUE;
}

static const struct
{
  const char *name;
  gboolean  (*apply) (ChatStoreQuery *self, const Piece *piece);
} filters[] = {
  { "role", filter_role },
  { "model", filter_model },
  { "tag", filter_tag },
  { "has", filter_has },
  { "in", filter_in },
  { "before", filter_time },
  { "after", filter_time },
};

/* TRUE if the piece was a filter; FALSE: it is a word. */
static gboolean
apply_filter (ChatStoreQuery *self,
              const Piece    *piece)
{
  for (guint i = 0; piece->name->len > 0 && i < G_N_ELEMENTS (filters); i++)
    {
      if (g_ascii_strcasecmp (piece->name->str, filters[i].name) != 0)
        continue;
      if (piece->text->len == 0)
        return piece->typing;
      return filters[i].apply (self, piece);
    }

  return FALSE;
}

static gboolean
asks_nothing (const ChatStoreQuery *self)
{
  return self->words->len == 0 && self->without->len == 0 && self->tag == NULL &&
         self->without_tag == NULL && self->after_ms == 0 && self->before_ms == 0 &&
         self->in == CHAT_QUERY_IN_USUAL && !chat_store_query_is_of_message (self);
}

/* Valid, without control characters (which the index uses for itself), and not too long. */
static char *
clean (const char *text)
{
  g_autofree char *whole = g_strndup (text, MAX_BYTES);
  char *valid = g_utf8_make_valid (whole, -1);

  for (char *at = valid; *at != '\0'; at++)
    {
      if (g_ascii_iscntrl (*at))
        *at = ' ';
    }

  return valid;
}

ChatStoreQuery *
chat_store_query_new (const char *text)
{
  g_autoptr(ChatStoreQuery) self = g_new0 (ChatStoreQuery, 1);
  g_autofree char *cleaned = clean (text);
  const char *at = cleaned;

  self->words = g_ptr_array_new_with_free_func (free_word);
  self->without = g_ptr_array_new_with_free_func (free_word);
  while (*at != '\0')
    {
      Piece piece;

      if (g_unichar_isspace (g_utf8_get_char (at)))
        {
          at = g_utf8_next_char (at);
          continue;
        }
      at = read_piece (&piece, at);
      if (!apply_filter (self, &piece))
        add_word (self, &piece);
      clear_piece (&piece);
    }

  return asks_nothing (self) ? NULL : g_steal_pointer (&self);
}

void
chat_store_query_free (ChatStoreQuery *self)
{
  g_ptr_array_unref (self->words);
  g_ptr_array_unref (self->without);
  g_free (self->role);
  g_free (self->model);
  g_free (self->without_model);
  g_clear_pointer (&self->models, g_ptr_array_unref);
  g_clear_pointer (&self->without_models, g_ptr_array_unref);
  g_free (self->tag);
  g_free (self->without_tag);
  g_free (self);
}

gboolean
chat_store_query_is_of_message (const ChatStoreQuery *self)
{
  return self->role != NULL || self->model != NULL || self->without_model != NULL ||
         self->has != 0 || self->without_has != 0;
}
