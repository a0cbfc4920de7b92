/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Guessing the language of code: every fixture, whole and at every prefix.
 */

#include "chat-code-guess.h"
#include "test-support.h"

#include <string.h>

static const char *
guess (const char *text,
       gsize       length,
       gboolean    complete)
{
  const ChatCodeLanguage *language = chat_code_guess (text, length, complete);

  return language != NULL ? language->id : "none";
}

/* While it streams nothing else may be said than in the end. */
static void
check_prefixes (const char *text,
                gsize       length,
                const char *expected)
{
  gboolean said = FALSE;

  for (gsize i = 0; i <= length; i++)
    {
      const char *id = guess (text, i, FALSE);

      if (strcmp (id, "none") == 0)
        {
          g_assert_false (said);
          continue;
        }
      g_assert_cmpstr (id, ==, expected);
      said = TRUE;
    }
}

static void
test_fixture (gconstpointer data)
{
  const char *name = data;
  g_autofree char *path = g_strconcat ("code/guess/", name, NULL);
  g_autofree char *expected = g_strndup (name, strcspn (name, "-"));
  gsize length;
  g_autofree char *text = test_load_fixture (path, &length);

  g_assert_cmpstr (guess (text, length, TRUE), ==, expected);
  check_prefixes (text, length, expected);
}

int
main (int    argc,
      char **argv)
{
  g_auto(GStrv) names = NULL;

  g_test_init (&argc, &argv, NULL);

  names = test_list_fixtures ("code/guess", ".txt");
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/code-guess/%s", names[i]);

      g_test_add_data_func_full (path, g_strdup (names[i]), test_fixture, g_free);
    }

  return g_test_run ();
}
