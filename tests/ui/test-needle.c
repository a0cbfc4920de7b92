/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What counts as a place where words were found, however the text comes.
 */

#include "chat-needle.h"

#include <string.h>

typedef struct
{
  const char *needle;
  const char *text;
  gboolean    match_case;
  guint       n_hits;
} NeedleCase;

static const NeedleCase needle_cases[] = {
  { "newline", "A newline, a Newline; NEWLINES.", FALSE, 3 },
  { "newline", "A newline, a Newline; NEWLINES.", TRUE, 1 },
  { "aa", "aaaaa", FALSE, 2 },
  { "straße", "STRASSE, Straße, strasse", FALSE, 3 },
  { "ὀδυσσεύς", "ὈΔΥΣΣΕΎΣ", FALSE, 1 },
  { "caf\u00e9", "cafe\u0301 caf\u00e9 cafe", FALSE, 2 },
  { "cafe\u0301", "caf\u00e9", TRUE, 1 },
  { "cafe", "caf\u00e9", FALSE, 0 },
  { "日本", "日本語と日本", FALSE, 2 },
  { "привет", "Привет, ПРИВЕТ", FALSE, 2 },
  { "file", "a \ufb01le", FALSE, 1 },
  { "two words", "two\nwords, two  words", FALSE, 1 },
  { "a", "b", FALSE, 0 },
  { "\u0643\u062a\u0627\u0628", "\u0643\u062a\u0627\u0628 \u0643\u062a\u0627\u0628", FALSE, 2 },
};

static guint
count_places (const char *needle_text,
              gboolean    match_case,
              const char *text,
              gsize       step)
{
  g_autoptr(ChatNeedle) needle = chat_needle_new (needle_text, match_case);
  guint n_places = 0;
  gsize length = strlen (text);
  gsize at = 0;
  gsize start;
  gsize end;

  /* As a stream would bring it, @step bytes at a time. */
  for (gsize known = step; ; known += step)
    {
      known = MIN (known, length);
      while (chat_needle_find (needle, text, known, at, G_MAXSIZE, &start, &end, &at))
        {
          g_assert_cmpuint (start, <, end);
          g_assert_true (g_utf8_validate (text + start, (gssize) (end - start), NULL));
          n_places++;
        }
      if (known == length)
        return n_places;
    }
}

static void
test_needle (void)
{
  g_assert_null (chat_needle_new ("", FALSE));
  for (gsize i = 0; i < G_N_ELEMENTS (needle_cases); i++)
    {
      const NeedleCase *row = &needle_cases[i];

      for (gsize step = 1; step < 9; step++)
        g_assert_cmpuint (count_places (row->needle, row->match_case, row->text, step), ==,
                          row->n_hits);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/needle/places", test_needle);

  return g_test_run ();
}
