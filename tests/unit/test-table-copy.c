/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables as CSV and HTML: every fixture, byte for byte.
 */

#include "chat-table-copy.h"
#include "test-support.h"

static char *
load (const char *name,
      const char *ending,
      gsize      *length)
{
  g_autofree char *path = g_strconcat ("tables/", name, ending, NULL);

  return test_load_fixture (path, length);
}

static void
test_fixture (gconstpointer data)
{
  gsize length;
  g_autofree char *source = load (data, ".md", &length);
  g_autofree char *expected_csv = load (data, ".csv", NULL);
  g_autofree char *expected_html = load (data, ".html", NULL);
  g_autoptr(GPtrArray) blocks = chat_markdown_parse (source, length);
  const ChatMarkdownBlock *block = g_ptr_array_index (blocks, 0);
  g_autofree char *csv = NULL;
  g_autofree char *html = NULL;

  g_assert_cmpuint (blocks->len, ==, 1);
  g_assert_nonnull (block->table);
  csv = chat_table_to_csv (block->table);
  html = chat_table_to_html (block->table);
  g_assert_cmpstr (csv, ==, expected_csv);
  g_assert_cmpstr (html, ==, expected_html);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/table-copy/plain", "plain", test_fixture);
  g_test_add_data_func ("/table-copy/quoting", "quoting", test_fixture);
  g_test_add_data_func ("/table-copy/looks", "looks", test_fixture);
  g_test_add_data_func ("/table-copy/hostile", "hostile", test_fixture);
  g_test_add_data_func ("/table-copy/head-only", "head-only", test_fixture);

  return g_test_run ();
}
