/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is looked for in a text: a few words as they were typed, in any script.
 */

#include "chat-needle.h"

#include <string.h>

/* Letters that one character can stand for; the longest compatible form is U+FDFA with 18. */
#define MAX_UNITS G_UNICHAR_MAX_DECOMPOSITION_LENGTH

struct _ChatNeedle
{
  gatomicrefcount  ref_count;
  gboolean         match_case;
  gunichar        *units;        /* folded */
  guint            n_units;
  gunichar         ascii[128];   /* its characters, folded */
};

typedef enum
{
  COMPARE_SAME,
  COMPARE_OTHER,
  COMPARE_CUT,      /* the same as far as the text goes */
} Comparison;


static gunichar
fold_case (gunichar c)
{
  if (c == '\n' || c == '\r' || c == '\t')
    return ' ';

  /* By way of the capital, so that both forms of sigma meet. */
  return g_unichar_tolower (g_unichar_toupper (c));
}


static guint
fold (gunichar  c,
      gboolean  match_case,
      gunichar *units)
{
  guint n_units;

  if (c < 0x80)
    {
      units[0] = match_case ? c : fold_case (c);
      return 1;
    }
  if (!match_case && (c == 0xdf || c == 0x1e9e))
    {
      units[0] = units[1] = 's';
      return 2;
    }

  n_units = (guint) g_unichar_fully_decompose (c, !match_case, units, MAX_UNITS);
  for (guint i = 0; !match_case && i < n_units; i++)
    units[i] = fold_case (units[i]);

  return n_units;
}


ChatNeedle *
chat_needle_new (const char *text,
                 gboolean    match_case)
{
  g_autoptr(GArray) units = g_array_new (FALSE, FALSE, sizeof (gunichar));
  ChatNeedle *self;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar folded[MAX_UNITS];
      guint n_units = fold (g_utf8_get_char (p), match_case, folded);

      g_array_append_vals (units, folded, n_units);
    }
  if (units->len == 0)
    return NULL;

  self = g_new0 (ChatNeedle, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->match_case = match_case;
  self->n_units = units->len;
  self->units = (gunichar *) (gpointer) g_array_free (g_steal_pointer (&units), FALSE);
  for (gunichar c = 0; c < G_N_ELEMENTS (self->ascii); c++)
    fold (c, match_case, &self->ascii[c]);

  return self;
}


ChatNeedle *
chat_needle_ref (ChatNeedle *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}


void
chat_needle_unref (ChatNeedle *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->units);
  g_free (self);
}


/* The character at @p and its length; a stray byte counts as one. FALSE: the text ends in it. */
static gboolean
get_char (const char *p,
          const char *end,
          gunichar   *c,
          gsize      *length)
{
  if ((guchar) *p < 0x80)
    {
      *c = (guchar) *p;
      *length = 1;
      return TRUE;
    }

  *c = g_utf8_get_char_validated (p, end - p);
  if (*c == (gunichar) -2)
    return FALSE;
  *length = *c == (gunichar) -1 ? 1 : (gsize) (g_utf8_next_char (p) - p);
  if (*c == (gunichar) -1)
    *c = 0xfffd;

  return TRUE;
}


/* @p moves behind what is the same. */
static Comparison
compare (const ChatNeedle  *self,
         const char       **p,
         const char        *end)
{
  guint n_same = 0;

  while (n_same < self->n_units)
    {
      gunichar units[MAX_UNITS];
      guint n_units;
      gunichar c;
      gsize length;

      if (*p < end && (guchar) **p < G_N_ELEMENTS (self->ascii))
        {
          if (self->ascii[(guchar) *(*p)++] != self->units[n_same++])
            return COMPARE_OTHER;
          continue;
        }
      if (*p >= end || !get_char (*p, end, &c, &length))
        return COMPARE_CUT;
      n_units = fold (c, self->match_case, units);
      /* Half of a character is no place. */
      if (n_units > self->n_units - n_same ||
          memcmp (units, self->units + n_same, n_units * sizeof (gunichar)) != 0)
        return COMPARE_OTHER;
      n_same += n_units;
      *p += length;
    }

  return COMPARE_SAME;
}


/* Cheap, and right for nearly every character that is not the first one of a place. */
static gboolean
may_begin (const ChatNeedle *self,
           const char       *p)
{
  guchar byte = (guchar) *p;

  return byte >= G_N_ELEMENTS (self->ascii) || self->ascii[byte] == self->units[0];
}


gboolean
chat_needle_find (const ChatNeedle *self,
                  const char       *text,
                  gsize             length,
                  gsize             from,
                  gsize             until,
                  gsize            *start,
                  gsize            *end,
                  gsize            *resume)
{
  const char *text_end = text + length;
  const char *last = text + MIN (until, length);
  const char *p = text + from;

  while (p < last)
    {
      const char *at = p;
      Comparison comparison = may_begin (self, p) ? compare (self, &at, text_end) : COMPARE_OTHER;
      gunichar c;
      gsize step = 1;

      if (comparison == COMPARE_CUT)
        break;
      if (comparison == COMPARE_SAME)
        {
          *start = (gsize) (p - text);
          *end = *resume = (gsize) (at - text);
          return TRUE;
        }
      if ((guchar) *p >= 0x80)
        get_char (p, text_end, &c, &step);
      p += step;
    }

  *resume = (gsize) (p - text);
  return FALSE;
}


gsize
chat_needle_get_reach (const ChatNeedle *self)
{
  /* No character of UTF-8 is longer, and none folds to nothing. */
  return self->n_units * 4;
}
