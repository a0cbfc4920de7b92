/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What Markdown costs: read as a whole, and as it comes, 13 characters at a time. CPU time only.
 */

#include "bench-support.h"

#include "chat-markdown.h"

#include <string.h>

#define STEP 13
#define N_FIFTHS 5
#define N_RUNS 5

typedef struct
{
  double whole;
  double longest;
  double fifths[N_FIFTHS];
} Cost;

/* A reply with all that is usual in one. */
static const char section[] =
  "## A heading with `code`\n\nSome prose with **strong words**, *emphasis*, a [link](https://"
  "example.org/path) and `code`; a formula $x^2 + y^2$ and more plain words up to the end of it.\n\n"
  "1. **First**: what is to be done\n   - a detail\n   - another one\n2. Second\n\n```c\n"
  "int\nmain (void)\n{\n  return 0;  /* *nothing* */\n}\n```\n\n| Name | Value |\n|------|------:|\n"
  "| `a` | 1 |\n| b | **2** |\n\n> A quote over\n> two lines.\n\n";

static GString *
repeat (const char *first,
        const char *line,
        guint       n,
        const char *last)
{
  GString *text = g_string_new (first);

  for (guint i = 0; i < n; i++)
    g_string_append (text, line);
  g_string_append (text, last);

  return text;
}

static double
measure_whole (const GString *text)
{
  double times[N_RUNS];

  for (guint i = 0; i < N_RUNS; i++)
    {
      double start = bench_cpu ();

      g_ptr_array_unref (chat_markdown_parse (text->str, text->len));
      times[i] = bench_cpu () - start;
    }

  return bench_median (times, N_RUNS);
}

static Cost
measure_stream (const GString *text)
{
  g_autoptr(ChatMarkdownStream) stream = chat_markdown_stream_new ();
  Cost cost = { 0 };

  for (gsize i = 0; i < text->len; i += STEP)
    {
      double start = bench_cpu ();
      double time;

      chat_markdown_stream_append (stream, text->str + i, MIN (STEP, text->len - i));
      time = bench_cpu () - start;
      cost.whole += time;
      cost.longest = MAX (cost.longest, time);
      cost.fifths[i * N_FIFTHS / text->len] += time;
    }
  chat_markdown_stream_finish (stream);

  return cost;
}

static void
report (const char *name,
        GString    *text)
{
  GString *line = bench_begin ("markdown");
  double whole = measure_whole (text);
  Cost cost = measure_stream (text);

  bench_text (line, "text", name);
  bench_number (line, "kb", (double) text->len / 1024);
  bench_number (line, "parse_us_per_kb", whole * 1e6 / ((double) text->len / 1024));
  bench_number (line, "stream_ms", cost.whole * 1e3);
  bench_number (line, "stream_per_parse", cost.whole / whole);
  bench_number (line, "longest_append_ms", cost.longest * 1e3);
  bench_number (line, "last_fifth_per_first", cost.fifths[N_FIFTHS - 1] / cost.fifths[0]);
  bench_end (line);
  g_string_free (text, TRUE);
}

int
main (void)
{
  report ("reply", repeat ("", section, 61 * 1024 / (sizeof section - 1), ""));
  report ("code of 10000 lines", repeat ("```c\n", "  int a = 1;  /* *x* */\n", 10000, "```\n"));
  report ("table of 2000 rows", repeat ("| a | b | c |\n|---|:-:|--:|\n",
                                        "| word | **x** | `c` and $5 |\n", 2000, "\nend\n"));
  report ("list of 500 items", repeat ("", "- an item with **strong** words and `code`\n", 500,
                                       ""));
  report ("paragraph of 56 KB", repeat ("", "words and *more* words, ", 56 * 1024 / 24, "\n"));

  return 0;
}
