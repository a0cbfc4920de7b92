/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What highlighting costs: per language, all at once and as a stream, and for 10 000 lines.
 * Arguments: samples of code, whose names end with their language.
 */

#include "bench-support.h"

#include "chat-code-language.h"
#include "chat-highlighter.h"

#include <adwaita.h>
#include <string.h>

#define SAMPLE_BYTES (20 * 1024)
#define LONG_LINES   10000
#define CUT_BYTES    40
#define MS_PER_S     1000.0
#define BYTES_PER_KB 1024.0

static void
show_cb (gpointer      owner,
         guint         start,
         guint         end,
         const GArray *runs)
{
}

static gboolean
is_visible_cb (gpointer owner)
{
  return TRUE;
}

static const ChatHighlightClient client = { show_cb, is_visible_cb };

/* Until all is done; returns the longest that the main loop was held, in s of CPU. */
static double
run_idle (ChatHighlighter *highlighter)
{
  double longest = 0;

  while (!chat_highlighter_is_idle (highlighter))
    {
      double before = bench_cpu ();

      g_main_context_iteration (NULL, TRUE);
      longest = MAX (longest, bench_cpu () - before);
    }

  return longest;
}

static void
load (ChatHighlighter *highlighter,
      const char      *id,
      GString         *line)
{
  g_autoptr(ChatHighlight) highlight = chat_highlight_new (highlighter, id, &client, NULL);
  double before = bench_cpu ();

  chat_highlight_append (highlight, "\n", 1);
  chat_highlight_finish (highlight);
  run_idle (highlighter);
  bench_number (line, "load_ms", (bench_cpu () - before) * MS_PER_S);
}

static void
measure_whole (ChatHighlighter *highlighter,
               const char      *id,
               const GString   *text,
               GString         *line)
{
  g_autoptr(ChatHighlight) highlight = chat_highlight_new (highlighter, id, &client, NULL);
  double before = bench_cpu ();
  double longest;

  chat_highlight_append (highlight, text->str, text->len);
  chat_highlight_finish (highlight);
  longest = run_idle (highlighter);
  bench_number (line, "whole_ms_per_kb",
                (bench_cpu () - before) * MS_PER_S / ((double) text->len / BYTES_PER_KB));
  bench_number (line, "longest_slice_ms", longest * MS_PER_S);
}

/* Each cut is taken up at once, as once a frame; what that leaves waits for the end. */
static void
measure_stream (ChatHighlighter *highlighter,
                const char      *id,
                const GString   *text,
                GString         *line)
{
  g_autoptr(ChatHighlight) highlight = chat_highlight_new (highlighter, id, &client, NULL);
  double before = bench_cpu ();
  double longest = 0;

  for (gsize at = 0; at < text->len; at += CUT_BYTES)
    {
      double start = bench_cpu ();

      chat_highlight_append (highlight, text->str + at, MIN (CUT_BYTES, text->len - at));
      chat_highlight_catch_up (highlight);
      longest = MAX (longest, bench_cpu () - start);
    }
  chat_highlight_finish (highlight);
  run_idle (highlighter);
  bench_number (line, "stream_ms_per_kb",
                (bench_cpu () - before) * MS_PER_S / ((double) text->len / BYTES_PER_KB));
  bench_number (line, "longest_cut_ms", longest * MS_PER_S);
}

static gsize
count_lines (const char *text)
{
  gsize n_lines = 0;

  for (; *text != '\0'; text++)
    n_lines += *text == '\n' ? 1 : 0;

  return n_lines;
}

static void
measure_long (ChatHighlighter *highlighter,
              const char      *id,
              const char      *sample,
              GString         *line)
{
  g_autoptr(ChatHighlight) highlight = chat_highlight_new (highlighter, id, &client, NULL);
  gsize n_lines = count_lines (sample);
  double before = bench_cpu ();
  double longest;

  for (gsize i = 0; i < LONG_LINES; i += n_lines)
    chat_highlight_append (highlight, sample, strlen (sample));
  chat_highlight_finish (highlight);
  longest = run_idle (highlighter);
  bench_number (line, "long_ms", (bench_cpu () - before) * MS_PER_S);
  bench_number (line, "long_longest_slice_ms", longest * MS_PER_S);
}

static void
measure (const char *path)
{
  const ChatCodeLanguage *language = chat_code_language_find (strrchr (path, '.') + 1);
  g_autoptr(ChatHighlighter) highlighter = chat_highlighter_new ();
  g_autofree char *sample = NULL;
  g_autoptr(GString) text = g_string_new (NULL);
  GString *line;

  if (language == NULL || !g_file_get_contents (path, &sample, NULL, NULL))
    g_error ("%s cannot be read, or its language is not known", path);
  while (text->len < SAMPLE_BYTES)
    g_string_append (text, sample);

  line = bench_begin ("highlight");
  bench_text (line, "language", language->name);
  load (highlighter, language->id, line);
  measure_whole (highlighter, language->id, text, line);
  measure_stream (highlighter, language->id, text, line);
  measure_long (highlighter, language->id, sample, line);
  bench_end (line);
}

int
main (int    argc,
      char **argv)
{
  adw_init ();

  for (int i = 1; i < argc; i++)
    measure (argv[i]);

  return 0;
}
