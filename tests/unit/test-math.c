/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Formulas as trees and in words, and that nothing a model writes does any harm.
 */

#include "chat-math-alphabet.h"
#include "chat-math-symbols.h"
#include "math-dump.h"
#include "test-support.h"

#include <string.h>

#define TREE "=> "
#define WORDS "~> "

typedef void (*CaseFunc) (const char *source,
                          const char *tree,
                          const char *words);

/* A case: lines of source, what must come of it, and how it is said (may be missing). */
static void
run_case (const char *text,
          CaseFunc    func)
{
  const char *tree = strstr (text, "\n" TREE);
  const char *words = strstr (text, "\n" WORDS);
  g_autofree char *source = NULL;
  g_autofree char *tree_line = NULL;

  g_assert_nonnull (tree);
  source = g_strndup (text, (gsize) (tree - text));
  tree += 1 + strlen (TREE);
  tree_line = g_strndup (tree, strcspn (tree, "\n"));
  func (source, tree_line, words != NULL ? words + 1 + strlen (WORDS) : NULL);
}

static void
run_cases (CaseFunc func)
{
  g_auto(GStrv) names = test_list_fixtures ("math", ".txt");

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("math/", names[i], NULL);
      g_autofree char *text = test_load_fixture (path, NULL);
      g_auto(GStrv) cases = g_strsplit (g_strstrip (text), "\n\n", -1);

      for (guint n = 0; cases[n] != NULL; n++)
        run_case (cases[n], func);
    }
}

static void
check_case (const char *source,
            const char *tree,
            const char *words)
{
  g_autoptr(ChatMath) math = chat_math_new (source, -1);
  g_autofree char *dump = math_dump (math);
  g_autofree char *speech = chat_math_dup_speech (math);

  g_test_message ("%s", source);
  g_assert_cmpstr (dump, ==, tree);
  if (words != NULL)
    g_assert_cmpstr (speech, ==, words);
}

static void
test_cases (void)
{
  run_cases (check_case);
}

/* Whatever is read can be walked and said. */
static void
check_any (const char *source,
           gsize       length)
{
  g_autoptr(ChatMath) math = chat_math_new (source, (gssize) length);
  g_autofree char *dump G_GNUC_UNUSED = math_dump (math);
  g_autofree char *speech = chat_math_dup_speech (math);

  g_assert_true ((chat_math_get_problem (math) == NULL) == (speech != NULL));
  g_assert_true ((chat_math_get_root (math) == NULL) == (speech == NULL));
}

static void
damage_case (const char *source,
             const char *tree,
             const char *words)
{
  gsize length = strlen (source);

  for (gsize i = 0; i <= length; i++)
    check_any (source, i);
  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *shorter = g_strdup (source);

      memmove (shorter + i, shorter + i + 1, length - i);
      check_any (shorter, length - 1);
    }
}

static void
test_damage (void)
{
  run_cases (damage_case);
}

static char *
repeat (const char *text,
        guint       times)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < times; i++)
    g_string_append (out, text);

  return g_string_free (out, FALSE);
}

/* Too much of anything is shown as source; what brings it there is linear. */
static void
test_limits (void)
{
  static const char *const parts[] = {
    "{", "\\frac", "\\frac{", "\\sqrt[", "x^", "x_{", "\\left(", "\\begin{matrix}", "\\text{$", "a&",
    "\\\\", "'", "\\over ", "{a\\over ", "\\displaystyle ", "\\hat", "\\not", "\\rm ", "\\mathbf ",
    "\\hline ", "\\text{\\text{", "\\begin{array}{", "\\substack{", "\\big", "\\middle|", "%", "\\",
    "\\limits", "\xff",
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *much = repeat (parts[i], CHAT_MATH_MAX_BYTES / (guint) strlen (parts[i]));
      g_autofree char *more = g_strconcat (much, much, NULL);

      check_any (much, strlen (much));
      check_any (more, strlen (more));
    }
}

static void
test_too_deep (void)
{
  g_autofree char *open = repeat ("{", CHAT_MATH_MAX_DEPTH + 1);
  g_autofree char *close = repeat ("}", CHAT_MATH_MAX_DEPTH + 1);
  g_autofree char *deep = g_strconcat (open, "x", close, NULL);
  g_autoptr(ChatMath) too_deep = chat_math_new (deep, -1);
  g_autoptr(ChatMath) fits = chat_math_new (deep + 1, (gssize) strlen (deep) - 2);
  g_autofree char *long_row = repeat ("x", CHAT_MATH_MAX_NODES + 1);
  g_autoptr(ChatMath) too_long = chat_math_new (long_row, -1);

  g_assert_cmpstr (chat_math_get_problem (too_deep), ==, "{");
  g_assert_null (chat_math_get_problem (fits));
  g_assert_cmpstr (chat_math_get_problem (too_long), ==, "x");
}

static void
test_symbols (void)
{
  guint n_symbols;
  const ChatMathSymbol *symbols = chat_math_symbol_get_all (&n_symbols);

  for (guint i = 0; i < n_symbols; i++)
    {
      g_assert_true (g_utf8_validate (symbols[i].text, -1, NULL));
      g_assert_true (chat_math_symbol_find (symbols[i].name) == &symbols[i]);
      if (i > 0)
        g_assert_cmpint (strcmp (symbols[i - 1].name, symbols[i].name), <, 0);
    }
  g_assert_null (chat_math_symbol_find ("nosuchsymbol"));
  g_assert_null (chat_math_symbol_find (""));
}

/* Commands are searched like symbols: each must be found where the table has it. */
static void
test_commands (void)
{
  static const char *const arguments = "{a}{b}";
  static const char *const names[] = {
    "frac", "dfrac", "tfrac", "cfrac", "binom", "sqrt", "hat", "bar", "vec", "tilde", "dot", "ddot",
    "overline", "underline", "overbrace", "underbrace", "widehat", "widetilde", "text", "mathrm",
    "mathbf", "mathbb", "mathcal", "mathscr", "mathfrak", "mathit", "mathsf", "mathtt", "boldsymbol",
    "bm", "operatorname", "operatorname*", "overset", "underset", "stackrel", "pmod", "bmod", "mod",
    "boxed", "cancel", "bcancel", "xcancel", "phantom", "color", "textcolor", "tag", "label",
    "mathop", "mathbin", "mathrel", "not", "xrightarrow", "xleftarrow", "quad", "qquad", ",", ";",
    "!", ":", "displaystyle", "textstyle", "textbf", "textit", "mbox", "nonumber", "notag", "substack",
    "mathring", "breve", "check", "acute", "grave", "dddot", "smash", "pod", "rm", "bf",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *source = g_strconcat ("\\", names[i], arguments, NULL);
      g_autoptr(ChatMath) math = chat_math_new (source, -1);

      g_test_message ("%s", source);
      g_assert_cmpstr (chat_math_get_problem (math), ==, NULL);
    }
}

static void
test_alphabets (void)
{
  g_assert_cmphex (chat_math_alphabet_map (CHAT_MATH_ALPHABET_AUTO, 'x'), ==, 0x1d465);
  g_assert_cmphex (chat_math_alphabet_map (CHAT_MATH_ALPHABET_AUTO, 'h'), ==, 0x210e);
  g_assert_cmphex (chat_math_alphabet_map (CHAT_MATH_ALPHABET_AUTO, 0x3b1), ==, 0x1d6fc);
  g_assert_cmphex (chat_math_alphabet_map (CHAT_MATH_ALPHABET_AUTO, 0x3f5), ==, 0x1d716);
  g_assert_cmphex (chat_math_alphabet_map (CHAT_MATH_ALPHABET_AUTO, 0x393), ==, 0x393);
  g_assert_cmphex (chat_math_alphabet_map (CHAT_MATH_ALPHABET_AUTO, '1'), ==, '1');
  g_assert_cmphex (chat_math_alphabet_map (CHAT_MATH_ALPHABET_ROMAN, 'x'), ==, 'x');
  g_assert_cmphex (chat_math_alphabet_map (CHAT_MATH_ALPHABET_BLACKBOARD, 'R'), ==, 0x211d);
  g_assert_cmphex (chat_math_alphabet_map (CHAT_MATH_ALPHABET_BLACKBOARD, 'E'), ==, 0x1d53c);
  g_assert_cmphex (chat_math_alphabet_map (CHAT_MATH_ALPHABET_SCRIPT, 'L'), ==, 0x2112);
  g_assert_cmphex (chat_math_alphabet_map (CHAT_MATH_ALPHABET_FRAKTUR, 'g'), ==, 0x1d524);
  g_assert_cmphex (chat_math_alphabet_map (CHAT_MATH_ALPHABET_BOLD, '7'), ==, 0x1d7d5);
  g_assert_cmphex (chat_math_alphabet_map (CHAT_MATH_ALPHABET_MONO, 0x4e2d), ==, 0x4e2d);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/math/cases", test_cases);
  g_test_add_func ("/math/damage", test_damage);
  g_test_add_func ("/math/limits", test_limits);
  g_test_add_func ("/math/too-deep", test_too_deep);
  g_test_add_func ("/math/symbols", test_symbols);
  g_test_add_func ("/math/commands", test_commands);
  g_test_add_func ("/math/alphabets", test_alphabets);

  return g_test_run ();
}
