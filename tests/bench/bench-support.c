/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Corpora, clocks and JSON lines of the benchmarks.
 */

#include "bench-support.h"

#include "chat-json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static const char start[] =
  "event: message_start\n"
  "data: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_bench\",\"type\":\"message\","
  "\"role\":\"assistant\",\"model\":\"claude-demo\",\"content\":[],\"stop_reason\":null,"
  "\"stop_sequence\":null,\"usage\":{\"input_tokens\":12,\"output_tokens\":1}}}\n\n"
  "event: content_block_start\n"
  "data: {\"type\":\"content_block_start\",\"index\":0,"
  "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n";

static const char stop[] =
  "event: content_block_stop\n"
  "data: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
  "event: message_delta\n"
  "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\","
  "\"stop_sequence\":null},\"usage\":{\"output_tokens\":9}}\n\n"
  "event: message_stop\n"
  "data: {\"type\":\"message_stop\"}\n\n";

static const char * const words[] = {
  " the", " buffer", " is", " read", " in", " one", " go", ",", " so", " that", " a", " line",
  ".\n\n", " `strlen (line) - 1`", " \"quoted\"", " na\303\257ve", " \342\206\222", "  if (n == 0)\n",
  " conversation", " which", " ends", " early", " \\n", " and", " every", " character", " counts",
};

double
bench_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

double
bench_thread_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1e6;
}

long
bench_peak_kb (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

long
bench_resident_kb (void)
{
  g_autofree char *contents = NULL;
  long pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &contents, NULL, NULL))
    sscanf (contents, "%*d %ld", &pages);
  return pages * (sysconf (_SC_PAGESIZE) / 1024);
}

long
bench_pss_kb (void)
{
  g_autofree char *contents = NULL;
  const char *line = NULL;

  if (g_file_get_contents ("/proc/self/smaps_rollup", &contents, NULL, NULL))
    line = strstr (contents, "\nPss:");
  return line != NULL ? atol (line + strlen ("\nPss:")) : 0;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  const double *left = a;
  const double *right = b;

  return (*left > *right) - (*left < *right);
}

double
bench_median (double *values,
              guint   n_values)
{
  qsort (values, n_values, sizeof *values, compare_doubles);
  return n_values % 2 == 1
         ? values[n_values / 2]
         : (values[n_values / 2 - 1] + values[n_values / 2]) / 2;
}

double
bench_max (double *values,
           guint   n_values)
{
  double max = values[0];

  for (guint i = 1; i < n_values; i++)
    max = MAX (max, values[i]);
  return max;
}

double
bench_percentile (double *values,
                  guint   n_values,
                  guint   percent)
{
  qsort (values, n_values, sizeof *values, compare_doubles);
  return values[(n_values - 1) * percent / 100];
}

GString *
bench_begin (const char *name)
{
  GString *line = g_string_new ("{");

  chat_json_append_member (line, "bench", name);
  return line;
}

void
bench_number (GString    *line,
              const char *name,
              double      value)
{
  chat_json_append_double_member (line, name, value);
}

void
bench_text (GString    *line,
            const char *name,
            const char *value)
{
  chat_json_append_member (line, name, value);
}

void
bench_end (GString *line)
{
  puts (g_string_append_c (line, '}')->str);
  fflush (stdout);
  g_string_free (line, TRUE);
}

char *
bench_make_delta (const char *text)
{
  GString *event = g_string_new ("event: content_block_delta\ndata: {");

  chat_json_append_member (event, "type", "content_block_delta");
  chat_json_append_int_member (event, "index", 0);
  g_string_append (event, ",\"delta\":{");
  chat_json_append_member (event, "type", "text_delta");
  chat_json_append_member (event, "text", text);
  g_string_append (event, "}}\n\n");
  return g_string_free (event, FALSE);
}

GString *
bench_make_start (void)
{
  return g_string_new (start);
}

GString *
bench_make_deltas (guint n_deltas)
{
  GString *deltas = g_string_new (NULL);

  for (guint i = 0; i < n_deltas; i++)
    {
      g_autofree char *delta = bench_make_delta (words[(i * 7 + i / 5) % G_N_ELEMENTS (words)]);

      g_string_append (deltas, delta);
    }

  return deltas;
}

GString *
bench_make_stop (void)
{
  return g_string_new (stop);
}

GString *
bench_make_stream (guint n_deltas)
{
  g_autoptr(GString) deltas = bench_make_deltas (n_deltas);
  GString *stream = bench_make_start ();

  g_string_append_len (stream, deltas->str, (gssize) deltas->len);
  return g_string_append (stream, stop);
}
