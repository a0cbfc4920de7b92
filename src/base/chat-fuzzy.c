/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Forgiving search: a few letters of a few words, in any order, against short texts.
 */

#include "chat-fuzzy.h"

#include <string.h>

#define MAX_TEXT 160
#define MAX_WORD 32
#define MAX_WORDS 8

/* What a letter is worth, and what is more about it. */
#define LETTER 4
#define AT_START 12
#define IN_RUN 10
#define WHOLE_WORD 8
#define GAP -3

/* What a text is worth beyond its letters. */
#define BEGINS_WITH 12
#define BASE 64
#define LENGTH_PER_POINT 3

#define NONE G_MININT16

typedef struct
{
  gunichar units[MAX_WORD];
  guint    length;
} Word;

struct _ChatFuzzy
{
  Word  words[MAX_WORDS];
  guint n_words;
};

/* A text as it is compared. */
typedef struct
{
  gunichar units[MAX_TEXT];
  guint16  offsets[MAX_TEXT];   /* bytes */
  gboolean starts[MAX_TEXT];    /* a word begins there */
  guint    length;
} Folded;

/* Letters that no decomposition takes apart. */
static gunichar
fold_stroke (gunichar c)
{
  switch (c)
    {
    case 0xf8:
      return 'o';
    case 0x111:
      return 'd';
    case 0x131:
      return 'i';
    case 0x142:
      return 'l';
    default:
      return c;
    }
}

/* Returns: how many units there are in @units */
static guint
fold (gunichar  c,
      gunichar *units)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gsize n_parts;
  guint n_units = 0;

  if (c < 0x80)
    {
      units[0] = (gunichar) g_ascii_tolower ((char) c);
      return 1;
    }
  if (c == 0xdf || c == 0x1e9e)
    {
      units[0] = units[1] = 's';
      return 2;
    }

  n_parts = g_unichar_fully_decompose (c, TRUE, parts, G_N_ELEMENTS (parts));
  for (gsize i = 0; i < n_parts; i++)
    {
      if (g_unichar_ismark (parts[i]))
        continue;
      /* By way of the capital, so that both forms of sigma meet. */
      units[n_units++] = fold_stroke (g_unichar_tolower (g_unichar_toupper (parts[i])));
    }

  return n_units;
}

/* For most texts, and several times as fast. */
static gboolean
begins_ascii_word (char before,
                   char c)
{
  if (!g_ascii_isalnum (c))
    return FALSE;
  if (!g_ascii_isalnum (before))
    return TRUE;

  return (g_ascii_islower (before) && g_ascii_isupper (c)) ||
         g_ascii_isdigit (before) != g_ascii_isdigit (c);
}

static gboolean
begins_word (gunichar before,
             gunichar c)
{
  if (before < 0x80 && c < 0x80)
    return begins_ascii_word ((char) before, (char) c);
  if (!g_unichar_isalnum (c))
    return FALSE;
  if (!g_unichar_isalnum (before) || g_unichar_iswide (c))
    return TRUE;

  return (g_unichar_islower (before) && g_unichar_isupper (c)) ||
         g_unichar_isdigit (before) != g_unichar_isdigit (c);
}

static void
fold_text (Folded     *self,
           const char *text)
{
  gunichar before = ' ';

  self->length = 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar units[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
      gunichar c = g_utf8_get_char (p);
      guint n_units = fold (c, units);

      if (self->length + n_units > MAX_TEXT)
        return;
      for (guint i = 0; i < n_units; i++)
        {
          self->units[self->length] = units[i];
          self->offsets[self->length] = (guint16) (p - text);
          self->starts[self->length++] = i == 0 && begins_word (before, c);
        }
      if (n_units > 0)
        before = c;
    }
}

static void
add_word (ChatFuzzy      *self,
          const gunichar *units,
          guint           length)
{
  Word *word = &self->words[self->n_words];

  if (length == 0 || self->n_words == MAX_WORDS)
    return;

  word->length = MIN (length, MAX_WORD);
  memcpy (word->units, units, word->length * sizeof *units);
  self->n_words++;
}

ChatFuzzy *
chat_fuzzy_new (const char *query)
{
  ChatFuzzy *self = g_new0 (ChatFuzzy, 1);
  Folded folded;
  guint start = 0;

  fold_text (&folded, query);
  for (guint i = 0; i <= folded.length; i++)
    {
      if (i < folded.length && !g_unichar_isspace (folded.units[i]))
        continue;
      add_word (self, folded.units + start, i - start);
      start = i + 1;
    }

  return self;
}

void
chat_fuzzy_free (ChatFuzzy *self)
{
  g_free (self);
}

gboolean
chat_fuzzy_is_empty (const ChatFuzzy *self)
{
  return self->n_words == 0;
}

static gboolean
ends_word (const Folded *text,
           guint         position)
{
  return position + 1 >= text->length || text->starts[position + 1] ||
         !g_unichar_isalnum (text->units[position + 1]);
}

/* Cheap, as it is asked of every text. */
static gboolean
has_letters (const Word   *word,
             const Folded *text)
{
  guint n_found = 0;

  for (guint i = 0; i < text->length && n_found < word->length; i++)
    {
      if (text->units[i] == word->units[n_found])
        n_found++;
    }

  return n_found == word->length;
}

/* As one piece, within a word. @start (out): where */
static int
score_piece (const Word   *word,
             const Folded *text,
             guint        *start)
{
  for (guint i = 0; i + word->length <= text->length; i++)
    {
      if (memcmp (text->units + i, word->units, word->length * sizeof *word->units) != 0)
        continue;
      *start = i;
      return (int) word->length * LETTER + ((int) word->length - 1) * IN_RUN;
    }

  return 0;
}

/* The best places of the letters, from a start of a word on: each row holds the best score with its
 * letter at each place of the text, and @from where the letter before was then.
 * @end (out): place of the last letter. Returns: 0 if it is not there. */
static int
score_spread (const Word   *word,
              const Folded *text,
              guint8        from[MAX_WORD][MAX_TEXT],
              guint        *end)
{
  gint16 rows[2][MAX_TEXT];
  int best = 0;

  for (guint i = 0; i < word->length; i++)
    {
      const gint16 *before = rows[(i + 1) % 2];
      gint16 *row = rows[i % 2];
      int far = NONE;
      guint8 far_place = 0;

      for (guint j = 0; j < text->length; j++)
        {
          int run = i > 0 && j > 0 && before[j - 1] > NONE ? before[j - 1] + IN_RUN : NONE;
          int score = i == 0 ? (text->starts[j] ? 0 : NONE) : MAX (run, far);

          from[i][j] = run >= far && j > 0 ? (guint8) (j - 1) : far_place;
          row[j] = text->units[j] == word->units[i] && score > NONE
                   ? (gint16) (score + LETTER + (text->starts[j] ? AT_START : 0))
                   : NONE;
          /* What ends before the letter before this one is a gap for the next place. */
          if (i > 0 && j > 0 && before[j - 1] > NONE && before[j - 1] + GAP > far)
            {
              far = before[j - 1] + GAP;
              far_place = (guint8) (j - 1);
            }
          if (i + 1 == word->length && row[j] > NONE &&
              row[j] + (ends_word (text, j) ? WHOLE_WORD : 0) > best)
            {
              best = row[j] + (ends_word (text, j) ? WHOLE_WORD : 0);
              *end = j;
            }
        }
    }

  return best;
}

static void
add_place (GArray       *places,
           const Folded *text,
           guint         position)
{
  guint offset = text->offsets[position];

  if (places != NULL)
    g_array_append_val (places, offset);
}

static int
score_word (const Word   *word,
            const Folded *text,
            GArray       *places)
{
  guint8 from[MAX_WORD][MAX_TEXT];
  guint end = 0;
  guint start = 0;
  int spread, piece;

  if (!has_letters (word, text))
    return 0;

  spread = score_spread (word, text, from, &end);
  piece = score_piece (word, text, &start);
  if (piece > spread)
    {
      for (guint i = 0; i < word->length; i++)
        add_place (places, text, start + i);
      return piece;
    }

  for (guint i = word->length; i > 0 && spread > 0; i--)
    {
      add_place (places, text, end);
      end = from[i - 1][end];
    }

  return spread;
}

guint
chat_fuzzy_score (const ChatFuzzy *self,
                  const char      *text,
                  GArray          *places)
{
  Folded folded;
  int score = BASE;

  if (places != NULL)
    g_array_set_size (places, 0);
  if (self->n_words == 0)
    return BASE;

  fold_text (&folded, text);
  for (guint i = 0; i < self->n_words; i++)
    {
      int part = score_word (&self->words[i], &folded, places);

      if (part <= 0)
        return 0;
      score += part;
    }
  if (folded.length >= self->words[0].length &&
      memcmp (folded.units, self->words[0].units,
              self->words[0].length * sizeof (gunichar)) == 0)
    score += BEGINS_WITH;

  return (guint) MAX (1, score - (int) (folded.length / LENGTH_PER_POINT));
}
