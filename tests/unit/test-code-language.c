/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What people write after a fence, and the language that it means.
 */

#include "chat-code-language.h"

#include <string.h>

static const struct
{
  const char *word;
  const char *id;     /* NULL: plain */
  const char *name;
} words[] = {
  { "c", "c", "C" },
  { "js", "js", "JavaScript" },
  { "JavaScript", "js", "JavaScript" },
  { "ts", "typescript", "TypeScript" },
  { "tsx", "typescript-jsx", "TSX" },
  { "sh", "sh", "Shell" },
  { "bash", "sh", "Shell" },
  { "console", "sh", "Shell" },
  { "py", "python3", "Python" },
  { "Python3", "python3", "Python" },
  { "c++", "cpp", "C++" },
  { "C#", "c-sharp", "C#" },
  { "rs", "rust", "Rust" },
  { "rust,no_run", "rust", "Rust" },
  { "golang", "go", "Go" },
  { "yml", "yaml", "YAML" },
  { "kt", "kotlin", "Kotlin" },
  { "docker", "docker", "Dockerfile" },
  { "make", "makefile", "Makefile" },
  { "tex", "latex", "LaTeX" },
  { "jsonc", "json", "JSON with comments" },
  { "patch", "diff", "Diff" },
  { "{.python}", "python3", "Python" },
  { "{python}", "python3", "Python" },
  { "{r,", "r", "R" },
  { "language-css", "css", "CSS" },
  { "js{1,3}", "js", "JavaScript" },
  { "plaintext", NULL, "Text" },
  { "text", NULL, "Text" },
  { "brainfuck", NULL, "brainfuck" },
  { "COBOL-85", NULL, "COBOL-85" },
  { "{", NULL, "{" },
};

static void
test_words (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const ChatCodeLanguage *language = chat_code_language_find (words[i].word);
      g_autofree char *name = chat_code_language_dup_name (words[i].word);

      g_test_message ("%s", words[i].word);
      g_assert_cmpstr (language != NULL ? language->id : NULL, ==, words[i].id);
      g_assert_cmpstr (name, ==, words[i].name);
    }
}

static void
test_none (void)
{
  g_assert_null (chat_code_language_find (NULL));
  g_assert_null (chat_code_language_find (""));
  g_assert_null (chat_code_language_dup_name (NULL));
  g_assert_null (chat_code_language_dup_name (""));
}

/* An alias that stands twice would never be found the second time. */
static void
test_aliases (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gsize n_languages;
  const ChatCodeLanguage *languages = chat_code_language_list (&n_languages);

  for (gsize i = 0; i < n_languages; i++)
    {
      g_auto(GStrv) aliases = g_strsplit (languages[i].aliases, " ", -1);

      g_assert_cmpstr (languages[i].extension, !=, "");
      for (guint j = 0; aliases[j] != NULL; j++)
        {
          g_test_message ("%s", aliases[j]);
          g_assert_true (chat_code_language_find (aliases[j]) == &languages[i]);
          g_assert_true (g_hash_table_add (seen, g_strdup (aliases[j])));
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/code-language/words", test_words);
  g_test_add_func ("/code-language/none", test_none);
  g_test_add_func ("/code-language/aliases", test_aliases);

  return g_test_run ();
}
