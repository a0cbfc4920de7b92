/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Made-up prose, the same for the same seed.
 */

#include "bench-prose.h"

#define N_WORDS 60000
#define N_QUANTILES (1 << 20)

struct _BenchProse
{
  GRand      *random;
  GPtrArray  *words;
  guint32    *quantiles;       /* N_QUANTILES ranks of words */
};

static const char * const common[] = {
  BENCH_COMMON_WORD, "of", "and", "to", "a", "in", "is", "that", "it", "for", "you", "this", "with",
  "be", "on", "as", "are", "or", "if", "can", "an", "from", "by", "not", "will", "your", "which",
  "use", "when", "file", "function", "value", "return", "code", "error", "data", "type", "line",
};

static char *
make_word (guint rank)
{
  static const char * const syllables[] = {
    "ba", "co", "di", "fe", "gu", "ha", "jo", "ki", "la", "me", "ni", "po", "ra", "se", "tu", "vi",
    "con", "ter", "pre", "ment", "ing", "str", "ent", "ion",
  };
  GString *word = g_string_new (NULL);

  if (rank < G_N_ELEMENTS (common))
    return g_string_free (g_string_append (word, common[rank]), FALSE);

  for (guint rest = rank; rest > 0; rest /= G_N_ELEMENTS (syllables))
    g_string_append (word, syllables[rest % G_N_ELEMENTS (syllables)]);
  return g_string_free (word, FALSE);
}

/* Zipf: the word of rank n is 1/n as frequent as the first. */
static void
set_up_words (BenchProse *self)
{
  double total = 0;
  double sum = 0;
  guint at = 0;

  self->words = g_ptr_array_new_with_free_func (g_free);
  self->quantiles = g_new (guint32, N_QUANTILES);
  for (guint rank = 0; rank < N_WORDS; rank++)
    {
      g_ptr_array_add (self->words, make_word (rank));
      total += 1.0 / (rank + 1);
    }

  for (guint rank = 0; rank < N_WORDS; rank++)
    {
      sum += 1.0 / (rank + 1);
      for (; at < N_QUANTILES && at < sum / total * N_QUANTILES; at++)
        self->quantiles[at] = rank;
    }
  for (; at < N_QUANTILES; at++)
    self->quantiles[at] = N_WORDS - 1;
}

BenchProse *
bench_prose_new (guint32 seed)
{
  BenchProse *self = g_new0 (BenchProse, 1);

  self->random = g_rand_new_with_seed (seed);
  set_up_words (self);
  return self;
}

void
bench_prose_free (BenchProse *self)
{
  g_ptr_array_unref (self->words);
  g_free (self->quantiles);
  g_rand_free (self->random);
  g_free (self);
}

GRand *
bench_prose_get_random (BenchProse *self)
{
  return self->random;
}

void
bench_prose_append (BenchProse *self,
                    GString    *out,
                    gsize       n_bytes)
{
  gsize end = out->len + n_bytes;

  while (out->len < end)
    {
      guint32 draw = g_rand_int (self->random);
      const char *word = g_ptr_array_index (self->words, self->quantiles[draw % N_QUANTILES]);

      g_string_append (out, word);
      g_string_append (out, draw >> 26 == 0 ? ".\\n\\n" : draw >> 26 < 4 ? ", " : " ");
    }
}
