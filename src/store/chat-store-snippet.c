/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The line of a text where the words of a query stand.
 */

#include "chat-store-snippet.h"

#include <string.h>

/* Bytes: about two lines of a list, with a little of what comes before the first word. */
#define SNIPPET 240
#define LEAD 48

/* So far after the first match a better place is looked for. */
#define REACH 8192
#define MAX_MATCHES 256

/* Bytes of a text that is read whole for the sake of its marks: some fifty results are shown at
 * once, while one types. */
#define MAX_MARKED (16 * 1024)

/* Without any of these in its line a text reads as it is written. */
#define MARKS "*_`~#>|[]<&$\\=-+"

/* Tokens of a phrase that are compared; longer ones are marked by their end. */
#define MAX_PHRASE 16

typedef struct
{
  GPtrArray *tokens;       /* (element-type utf8) */
  gboolean   prefix;       /* of the last one */
} Needle;

struct _ChatStoreNeedles
{
  ChatStoreTokenizer *tokenizer;    /* borrowed */
  GArray             *needles;      /* (element-type Needle) */
  ChatStoreWordsFunc  words;        /* or NULL */
};

typedef struct
{
  guint needle;
  gsize start;
  gsize end;
} Match;

/* A walk through one text. */
typedef struct
{
  ChatStoreNeedles *self;
  GString          *recent[MAX_PHRASE];   /* a ring of the last tokens */
  gsize             starts[MAX_PHRASE];
  guint             n_seen;
  GArray           *matches;              /* (element-type Match) */
} Walk;

static void
clear_needle (gpointer data)
{
  Needle *needle = data;

  g_ptr_array_unref (needle->tokens);
}

static gboolean
add_token_cb (const char *token,
              gsize       length,
              gsize       start,
              gsize       end,
              gpointer    user_data)
{
  g_ptr_array_add (user_data, g_strndup (token, length));
  return TRUE;
}

ChatStoreNeedles *
chat_store_needles_new (ChatStoreTokenizer   *tokenizer,
                        const ChatStoreQuery *query,
                        ChatStoreWordsFunc    words)
{
  ChatStoreNeedles *self = g_new0 (ChatStoreNeedles, 1);

  self->tokenizer = tokenizer;
  self->words = words;
  self->needles = g_array_new (FALSE, FALSE, sizeof (Needle));
  g_array_set_clear_func (self->needles, clear_needle);
  for (guint i = 0; i < query->words->len; i++)
    {
      const ChatQueryWord *word = g_ptr_array_index (query->words, i);
      Needle needle = { g_ptr_array_new_with_free_func (g_free), word->prefix };

      chat_store_tokenizer_run (tokenizer, word->text, strlen (word->text), TRUE, add_token_cb,
                                needle.tokens);
      if (needle.tokens->len > MAX_PHRASE)
        g_ptr_array_remove_range (needle.tokens, 0, needle.tokens->len - MAX_PHRASE);
      if (needle.tokens->len > 0)
        g_array_append_val (self->needles, needle);
      else
        g_ptr_array_unref (needle.tokens);
    }

  return self;
}

void
chat_store_needles_free (ChatStoreNeedles *self)
{
  g_array_unref (self->needles);
  g_free (self);
}

guint
chat_store_needles_get_n_words (ChatStoreNeedles *self)
{
  return self->needles->len;
}

static gboolean
equals (const GString *seen,
        const char    *wanted,
        gboolean       prefix)
{
  return prefix ? g_str_has_prefix (seen->str, wanted) : strcmp (seen->str, wanted) == 0;
}

/* Whether the last tokens are those of @needle; the last of all first, since it mostly differs. */
static gboolean
ends_here (const Walk   *walk,
           const Needle *needle)
{
  guint n_tokens = needle->tokens->len;

  if (walk->n_seen < n_tokens)
    return FALSE;

  for (guint back = 0; back < n_tokens; back++)
    {
      const GString *seen = walk->recent[(walk->n_seen - 1 - back) % MAX_PHRASE];

      if (!equals (seen, g_ptr_array_index (needle->tokens, n_tokens - 1 - back),
                   back == 0 && needle->prefix))
        return FALSE;
    }

  return TRUE;
}

static gboolean
walk_cb (const char *token,
         gsize       length,
         gsize       start,
         gsize       end,
         gpointer    user_data)
{
  Walk *walk = user_data;
  guint slot = walk->n_seen % MAX_PHRASE;
  const GArray *needles = walk->self->needles;

  g_string_truncate (walk->recent[slot], 0);
  g_string_append_len (walk->recent[slot], token, (gssize) length);
  walk->starts[slot] = start;
  walk->n_seen++;

  for (guint i = 0; i < needles->len; i++)
    {
      const Needle *needle = &g_array_index (needles, Needle, i);

      if (ends_here (walk, needle))
        {
          guint first = (walk->n_seen - needle->tokens->len) % MAX_PHRASE;
          Match match = { i, walk->starts[first], end };

          g_array_append_val (walk->matches, match);
        }
    }

  return walk->matches->len == 0 ||
         (walk->matches->len < MAX_MATCHES &&
          start < g_array_index (walk->matches, Match, 0).start + REACH);
}

static int
compare_starts (gconstpointer a,
                gconstpointer b)
{
  const Match *one = a;
  const Match *other = b;

  if (one->start != other->start)
    return one->start < other->start ? -1 : 1;
  return one->end < other->end ? 1 : one->end > other->end ? -1 : 0;
}

static GArray *
find_matches (ChatStoreNeedles *self,
              const char       *text,
              gsize             length)
{
  Walk walk = { .self = self, .matches = g_array_new (FALSE, FALSE, sizeof (Match)) };

  for (guint i = 0; i < MAX_PHRASE; i++)
    walk.recent[i] = g_string_new (NULL);
  if (self->needles->len > 0)
    chat_store_tokenizer_run (self->tokenizer, text, length, FALSE, walk_cb, &walk);
  for (guint i = 0; i < MAX_PHRASE; i++)
    g_string_free (walk.recent[i], TRUE);

  g_array_sort (walk.matches, compare_starts);
  return walk.matches;
}

/* How many different words stand in a snippet that begins with match @first. */
static guint
count_words (const GArray *matches,
             guint         first)
{
  gsize limit = g_array_index (matches, Match, first).start + SNIPPET - LEAD;
  guint64 seen = 0;
  guint n_words = 0;

  for (guint i = first; i < matches->len && g_array_index (matches, Match, i).end <= limit; i++)
    {
      guint64 bit = G_GUINT64_CONSTANT (1) << MIN (g_array_index (matches, Match, i).needle, 63);

      n_words += (seen & bit) == 0;
      seen |= bit;
    }

  return n_words;
}

static guint
choose_first (const GArray *matches,
              guint        *n_words)
{
  guint best = 0;

  *n_words = matches->len > 0 ? MAX (count_words (matches, 0), 1) : 0;
  for (guint i = 1; i < matches->len; i++)
    {
      guint here = count_words (matches, i);

      if (here > *n_words)
        {
          best = i;
          *n_words = here;
        }
    }

  return best;
}

/* A place to begin at, at most LEAD bytes before @start: after a blank if there is one. */
static gsize
find_begin (const char *text,
            gsize       start)
{
  gsize from = start > LEAD ? start - LEAD : 0;

  if (from == 0)
    return 0;

  for (gsize at = from; at < start; at++)
    {
      if (g_ascii_isspace (text[at]))
        return at + 1;
    }

  while (((guchar) text[from] & 0xc0) == 0x80)
    from++;
  return from;
}

/* What could make the line lie: marks of direction, and characters without a form. */
static gboolean
is_dropped (gunichar character)
{
  return character == 0x61c || character == 0x200e || character == 0x200f || character == 0xfeff ||
         (character >= 0x202a && character <= 0x202e) ||
         (character >= 0x2066 && character <= 0x2069);
}

static void
append_character (GString    *out,
                  const char *at,
                  const char *next)
{
  gunichar character = g_utf8_get_char (at);

  if (is_dropped (character))
    return;
  if (!g_unichar_isspace (character) && !g_unichar_iscntrl (character))
    g_string_append_len (out, at, next - at);
  else if (out->len > 0 && out->str[out->len - 1] != ' ')
    g_string_append_c (out, ' ');
}

/* Matches that begin inside the one before are part of its range. */
static void
write_line (const char    *text,
            gsize          from,
            gsize          to,
            const GArray  *matches,
            ChatSearchHit *hit)
{
  GString *out = g_string_new (from > 0 ? "…" : NULL);
  guint next_match = 0;
  gsize open_until = 0;
  gsize at = from;

  while (at < to || open_until > 0)
    {
      gsize next = at < to ? (gsize) (g_utf8_next_char (text + at) - text) : at;

      if (open_until > 0 && at >= open_until)
        {
          g_array_index (hit->ranges, ChatHitRange, hit->ranges->len - 1).end = (guint) out->len;
          open_until = 0;
        }
      for (; next_match < matches->len; next_match++)
        {
          const Match *match = &g_array_index (matches, Match, next_match);

          if (match->start > at || at >= to)
            break;
          if (match->start < at || match->end > to)
            continue;
          if (open_until == 0)
            {
              ChatHitRange range = { (guint) out->len, (guint) out->len };

              g_array_append_val (hit->ranges, range);
            }
          open_until = MAX (open_until, match->end);
        }
      if (at < to)
        append_character (out, text + at, text + next);
      at = next;
    }

  hit->snippet = g_string_free (out, FALSE);
}

guint
chat_store_snippet_fill (ChatStoreNeedles *self,
                         const char       *text,
                         gsize             length,
                         ChatSearchHit    *hit)
{
  g_autoptr(GArray) matches = find_matches (self, text, length);
  guint n_words;
  guint first = choose_first (matches, &n_words);
  gsize from = 0;
  gsize to;

  g_clear_pointer (&hit->snippet, g_free);
  g_array_set_size (hit->ranges, 0);
  if (matches->len > 0)
    from = find_begin (text, g_array_index (matches, Match, first).start);

  to = MIN (from + SNIPPET, length);
  if (matches->len > 0)
    to = MIN (MAX (to, g_array_index (matches, Match, first).end), length);
  while (to < length && ((guchar) text[to] & 0xc0) == 0x80)
    to++;
  write_line (text, from, to, matches, hit);
  if (to < length)
    {
      g_autofree char *cut = g_steal_pointer (&hit->snippet);

      hit->snippet = g_strconcat (cut, "…", NULL);
    }

  return n_words;
}

guint
chat_store_snippet_fill_words (ChatStoreNeedles *self,
                               const char       *text,
                               gsize             length,
                               ChatSearchHit    *hit)
{
  guint n_words = chat_store_snippet_fill (self, text, length, hit);
  g_autofree char *words = NULL;

  if (self->words == NULL || length > MAX_MARKED || strpbrk (hit->snippet, MARKS) == NULL)
    return n_words;

  words = self->words (text, length);
  if (chat_store_snippet_fill (self, words, strlen (words), hit) < n_words)
    chat_store_snippet_fill (self, text, length, hit);
  return n_words;
}
