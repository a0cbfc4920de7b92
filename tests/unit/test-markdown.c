/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Markdown as blocks with styled text and the lines that each came from.
 */

#include "markdown-dump.h"

static void
test_blocks (void)
{
  static const char source[] =
    "# A *b*\n\n1. one\n   ```c\n   int x;\n   ```\n- [x] two\n\n> three\n\n| a |\n|:-:|\n| 1 |\n";
  g_autoptr(GPtrArray) blocks = chat_markdown_parse (source, sizeof source - 1);
  g_autofree char *dump = markdown_dump (blocks);

  g_assert_cmpstr (dump, ==,
                   "heading 1 @0-8\n  A \u2039em\u203Ab\u2039/\u203A\n"
                   "1.:0 > paragraph @9-16\n  one\n"
                   "1.:0 > code fenced (c) @16-41\n  | int x;\n"
                   "-:1 done > paragraph @41-51\n  two\n"
                   "quote:2 > paragraph @52-60\n  three\n"
                   "table @61-79\n  ^\n  | a |\n  | 1 |\n");
}

static void
test_language (void)
{
  static const char source[] = "```Python title=x\n```\n";
  g_autoptr(GPtrArray) blocks = chat_markdown_parse (source, sizeof source - 1);
  g_autofree char *language = chat_markdown_block_dup_language (blocks->pdata[0]);

  g_assert_cmpstr (language, ==, "python");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/markdown/blocks", test_blocks);
  g_test_add_func ("/markdown/language", test_language);

  return g_test_run ();
}
