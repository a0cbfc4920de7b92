/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Replies that nobody should write, and long ones as they are.
 */

#include "bench-corpus.h"

#include <string.h>

static const char sentence[] =
  "The buffer is read in one go, so that a *line* which ends early is seen at once, and `4096` "
  "bytes are enough for it. ";

GString *
bench_repeat (const char *head,
              const char *format,
              guint       n_times)
{
  GString *text = g_string_new (head);

  for (guint i = 0; i < n_times; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      g_autoptr(GString) line = g_string_new (format);

      g_string_replace (line, "@", number, 0);
      g_string_append (text, line->str);
    }

  return text;
}

GString *
bench_make_paragraph (gsize n_bytes)
{
  return g_string_truncate (bench_repeat ("", sentence, n_bytes / strlen (sentence) + 1), n_bytes);
}

GString *
bench_make_code (void)
{
  return bench_repeat ("```c\n", "  line[@] = read_line (in, \"@\");  /* the rest */\n", 10000);
}

GString *
bench_make_table (void)
{
  return bench_repeat ("| name | bytes | what |\n|---|---:|---|\n",
                 "| line @ | 1@ | `end` of it |\n", 2000);
}

GString *
bench_make_wrapping_table (void)
{
  return bench_repeat ("| name | first | second | third |\n|---|---|---|---|\n",
                 "| line @ | The buffer is read in one go, so that it is seen at once | For an "
                 "empty line the length is *zero*, and nothing is written | Both cases are tested "
                 "below; the second one crashed before @ |\n", 2000);
}

/* With a block of code every 4 KB. */
GString *
bench_make_reply (void)
{
  GString *text = g_string_new (NULL);

  while (text->len < BENCH_REPLY_BYTES)
    {
      g_autoptr(GString) prose = bench_repeat ("", "## Part @\n\nThe buffer is read in one go, so that a "
                                         "*line* is seen at once.\n\n- an empty line\n- a line of "
                                         "`4096` bytes\n\n", 20);
      g_autoptr(GString) code = bench_repeat ("```c\n", "static int line_@ = 0;  /* the rest */\n", 40);

      g_string_append_printf (text, "%s%s```\n\n", prose->str, code->str);
    }

  return g_string_truncate (text, BENCH_REPLY_BYTES);
}

char *
bench_make_call (guint number)
{
  g_autoptr(GString) edits = bench_repeat ("", "{\"line\":@,\"text\":\"use (line_@);\"},", 9);

  g_string_truncate (edits, edits->len - 1);
  return g_strdup_printf ("{\"type\":\"tool_use\",\"id\":\"call-%u\",\"name\":\"edit_file\","
                          "\"input\":{\"path\":\"src/part-%u.c\",\"edits\":[%s],"
                          "\"why\":\"The buffer is read in one go.\"}}",
                          number, number, edits->str);
}
