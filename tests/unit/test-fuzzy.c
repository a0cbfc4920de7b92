/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Forgiving search, by the cases of tests/fixtures/fuzzy.
 */

#include "chat-fuzzy.h"

#include "test-support.h"

#include <string.h>

static void
assert_places (const char *text,
               GArray     *places)
{
  for (guint i = 0; i < places->len; i++)
    {
      guint place = g_array_index (places, guint, i);

      g_assert_cmpuint (place, <, strlen (text));
      g_assert_true (g_utf8_validate (text + place, -1, NULL));
    }
}

/* Without its mark. Returns: the score */
static guint
score_line (const ChatFuzzy  *fuzzy,
            const char      **line)
{
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));
  guint score, again;

  if ((*line)[0] == '-' || (*line)[0] == '=')
    *line += 2;
  score = chat_fuzzy_score (fuzzy, *line, places);
  again = chat_fuzzy_score (fuzzy, *line, NULL);
  g_assert_cmpuint (score, ==, again);
  assert_places (*line, places);
  if (score > 0)
    g_assert_cmpuint (places->len, >, 0);

  return score;
}

static void
test_ranks (void)
{
  g_autofree char *file = test_load_fixture ("fuzzy/ranks.txt", NULL);
  g_auto(GStrv) lines = g_strsplit (file, "\n", -1);
  g_autoptr(ChatFuzzy) fuzzy = NULL;
  guint former = G_MAXUINT;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = lines[i];
      char mark = line[0];
      guint score;

      if (mark == '\0' || mark == '#')
        continue;
      if (mark == '?')
        {
          g_clear_pointer (&fuzzy, chat_fuzzy_free);
          fuzzy = chat_fuzzy_new (line + 2);
          former = G_MAXUINT;
          continue;
        }

      score = score_line (fuzzy, &line);
      g_test_message ("%s: %u", line, score);
      if (mark == '-')
        {
          g_assert_cmpuint (score, ==, 0);
          continue;
        }
      g_assert_cmpuint (score, >, 0);
      if (mark == '=')
        g_assert_cmpuint (score, ==, former);
      else
        g_assert_cmpuint (score, <, former);
      former = score;
    }
}

static void
test_empty (void)
{
  g_autoptr(ChatFuzzy) fuzzy = chat_fuzzy_new ("  \t ");

  g_assert_true (chat_fuzzy_is_empty (fuzzy));
  g_assert_cmpuint (chat_fuzzy_score (fuzzy, "anything", NULL), >, 0);
  g_assert_cmpuint (chat_fuzzy_score (fuzzy, "", NULL), >, 0);
}

/* Where the letters of the best way stand, also behind longer characters. */
static void
test_places (void)
{
  g_autoptr(ChatFuzzy) fuzzy = chat_fuzzy_new ("fst");
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean found[32] = { FALSE };

  g_assert_cmpuint (chat_fuzzy_score (fuzzy, "Für einen Satz frei stehen", places), >, 0);
  g_assert_cmpuint (places->len, ==, 3);
  for (guint i = 0; i < places->len; i++)
    found[g_array_index (places, guint, i)] = TRUE;
  g_assert_true (found[strlen ("Für einen Satz frei ")]);
  g_assert_true (found[strlen ("Für einen Satz frei s")]);
}

/* Long queries and texts of every kind end somewhere. */
static void
test_limits (void)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < 300; i++)
    {
      g_autoptr(ChatFuzzy) fuzzy = NULL;

      g_string_append_unichar (text, i % 3 == 0 ? 0xfdfa : i % 3 == 1 ? 'a' + i % 26 : ' ');
      fuzzy = chat_fuzzy_new (text->str);
      chat_fuzzy_score (fuzzy, text->str, NULL);
      chat_fuzzy_score (fuzzy, "", NULL);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fuzzy/ranks", test_ranks);
  g_test_add_func ("/fuzzy/empty", test_empty);
  g_test_add_func ("/fuzzy/places", test_places);
  g_test_add_func ("/fuzzy/limits", test_limits);

  return g_test_run ();
}
