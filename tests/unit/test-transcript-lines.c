/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines of streamed text: the same whatever pieces it comes in.
 */

#include "chat-line-scanner.h"

#include <string.h>

static const char kind_letters[] = "pbfcke";   /* by ChatLineKind: k is an empty line of code */

static void
append_part (GString            *out,
             const ChatLinePart *part)
{
  if (part->starts_line)
    {
      if (out->len > 0)
        g_string_append_c (out, '\n');
      g_string_append_c (out, ' ');
    }
  g_string_append_len (out, part->text, (gssize) part->length);

  /* The letter of the line is the last one said about it. */
  {
    char *start = strrchr (out->str, '\n');

    (start != NULL ? start + 1 : out->str)[0] = kind_letters[part->kind];
  }
}

/* One line each, its kind in front. Feeds @step bytes at a time, rounded up to whole characters. */
static char *
scan (const char *text,
      gsize       step)
{
  ChatLineScanner scanner = { 0 };
  GString *out = g_string_new (NULL);
  gsize length = strlen (text);

  for (gsize at = 0; at < length; )
    {
      g_autoptr(GArray) parts = g_array_new (FALSE, FALSE, sizeof (ChatLinePart));
      gsize end = MIN (at + step, length);

      while (end < length && (text[end] & 0xc0) == 0x80)
        end++;
      chat_line_scanner_feed (&scanner, text + at, end - at, parts);
      for (guint i = 0; i < parts->len; i++)
        append_part (out, &g_array_index (parts, ChatLinePart, i));
      at = end;
    }

  return g_string_free (out, FALSE);
}

static void
assert_lines (const char *text,
              const char *expected)
{
  for (gsize step = 1; step <= strlen (text); step++)
    {
      g_autofree char *lines = scan (text, step);

      g_assert_cmpstr (lines, ==, expected);
    }
}

static void
test_prose (void)
{
  assert_lines ("one", "pone");
  assert_lines ("one\ntwo", "pone\nptwo");
  assert_lines ("one\n\n\ntwo", "pone\nb\nb\nptwo");
  assert_lines ("one\n  \ntwo", "pone\nb  \nptwo");
  assert_lines ("zwölf Boxkämpfer – “鼠”\n…", "pzwölf Boxkämpfer – “鼠”\np…");
}

/* An empty line at either end says nothing, and would make the view jump while text streams. */
static void
test_ends (void)
{
  assert_lines ("\n\none", "pone");
  assert_lines ("one\n", "pone");
  assert_lines ("one\n\n\n", "pone");
  assert_lines ("\n", "");
}

static void
test_separators (void)
{
  assert_lines ("one\r\ntwo", "pone\nptwo");
  assert_lines ("one\r\n\r\ntwo", "pone\nb\nptwo");
  assert_lines ("one\rtwo", "pone\nptwo");
  assert_lines ("one\n\rtwo", "pone\nb\nptwo");
  assert_lines ("one\u2029two", "pone\nptwo");
  assert_lines ("one\u2028two", "pone\u2028two");
}

static void
test_fences (void)
{
  assert_lines ("```c\nint x;\n\nint y;\n```\nend", "f```c\ncint x;\nk\ncint y;\ne```\npend");
  assert_lines ("~~~\n```\n~~~\nend", "f~~~\nc```\ne~~~\npend");
  assert_lines ("````\n```\n`````  \nend", "f````\nc```\ne`````  \npend");
  assert_lines ("```\n``` c\n```\nend", "f```\nc``` c\ne```\npend");
  assert_lines ("   ```\nx", "f   ```\ncx");
  assert_lines ("    ```\nx", "p    ```\npx");
  assert_lines ("```x``` is inline\nend", "p```x``` is inline\npend");
  assert_lines ("~~~ a~b\nx", "f~~~ a~b\ncx");
  assert_lines ("``\nend", "p``\npend");
}

/* What an unfinished line is may change with its next character, and is right at every moment. */
static void
test_open_fence (void)
{
  ChatLineScanner scanner = { 0 };
  g_autoptr(GArray) parts = g_array_new (FALSE, FALSE, sizeof (ChatLinePart));

  chat_line_scanner_feed (&scanner, "``", 2, parts);
  g_assert_cmpint (g_array_index (parts, ChatLinePart, 0).kind, ==, CHAT_LINE_PROSE);
  chat_line_scanner_feed (&scanner, "`", 1, parts);
  g_assert_cmpint (g_array_index (parts, ChatLinePart, 1).kind, ==, CHAT_LINE_FENCE);
  g_assert_false (g_array_index (parts, ChatLinePart, 1).starts_line);
  chat_line_scanner_feed (&scanner, "x`", 2, parts);
  g_assert_cmpint (g_array_index (parts, ChatLinePart, 2).kind, ==, CHAT_LINE_PROSE);
}

/* Feeds @unit until @total bytes are there and checks that no line is longer than @limit; all text
 * must still be there. */
static void
assert_broken (const char *unit,
               gsize       total,
               gsize       limit,
               gsize       step)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GString) seen = g_string_new (NULL);
  ChatLineScanner scanner = { 0 };
  gsize line = 0;
  guint n_lines = 0;

  while (text->len < total)
    g_string_append (text, unit);

  step = MAX (step / strlen (unit), 1) * strlen (unit);
  for (gsize at = 0; at < text->len; at += step)
    {
      g_autoptr(GArray) parts = g_array_new (FALSE, FALSE, sizeof (ChatLinePart));

      chat_line_scanner_feed (&scanner, text->str + at, MIN (step, text->len - at), parts);
      for (guint i = 0; i < parts->len; i++)
        {
          const ChatLinePart *part = &g_array_index (parts, ChatLinePart, i);

          g_assert_true (part->soft == (part->starts_line && n_lines > 0));
          n_lines += part->starts_line ? 1 : 0;
          line = part->length + (part->starts_line ? 0 : line);
          g_assert_cmpuint (line, <=, limit);
          g_assert_true (g_utf8_validate_len (part->text, part->length, NULL));
          g_string_append_len (seen, part->text, (gssize) part->length);
        }
    }

  g_assert_cmpuint (n_lines, >, 1);
  g_assert_cmpstr (seen->str, ==, text->str);
}

static void
test_long_lines (void)
{
  const gsize steps[] = { 1, 7, 100, 4096, 5000, 100000 };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      assert_broken ("seven ", 60000, 4096 + 6, steps[i]);
      assert_broken ("x", 60000, 5120, steps[i]);
      assert_broken ("é", 60000, 5120 + 1, steps[i]);
      assert_broken ("鼠", 60000, 5120 + 2, steps[i]);
      /* a combining mark stays with its letter */
      assert_broken ("a\u0301", 60000, 5120 + 3, steps[i]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/transcript-lines/prose", test_prose);
  g_test_add_func ("/transcript-lines/ends", test_ends);
  g_test_add_func ("/transcript-lines/separators", test_separators);
  g_test_add_func ("/transcript-lines/fences", test_fences);
  g_test_add_func ("/transcript-lines/open-fence", test_open_fence);
  g_test_add_func ("/transcript-lines/long", test_long_lines);

  return g_test_run ();
}
