/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Framing, decoding and accumulating from memory: cost an event, and that it stays linear.
 */

#include "bench-support.h"

#include "chat-reply-reader.h"

#include <sys/wait.h>
#include <unistd.h>

#define N_DELTAS 100000
#define N_RUNS 7

/* Deltas in memory at once; longer streams repeat them, as a socket's buffer is used again. */
#define BLOCK_DELTAS 10000

static double
frame_stream (const GString *stream)
{
  g_autoptr(ChatSseParser) parser = chat_sse_parser_new ();
  double before = bench_cpu ();
  guint64 n_frames = 0;
  ChatSseFrame frame;

  chat_sse_parser_push (parser, stream->str, stream->len);
  while (chat_sse_parser_next (parser, &frame, NULL) == CHAT_SSE_READY)
    n_frames++;
  g_assert_cmpuint (n_frames, >, N_DELTAS);
  return bench_cpu () - before;
}

static void
feed (ChatReplyReader *reader,
      const GString   *bytes,
      gsize            chunk)
{
  for (gsize at = 0; at < bytes->len; at += chunk)
    chat_reply_reader_feed (reader, bytes->str + at, MIN (chunk, bytes->len - at));
}

static double
read_stream (const GString *deltas,
             guint          n_repeats,
             gsize          chunk)
{
  g_autoptr(GString) start = bench_make_start ();
  g_autoptr(GString) stop = bench_make_stop ();
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);
  g_autoptr(ChatReplyReader) reader = chat_reply_reader_new (message);
  double before = bench_cpu ();

  feed (reader, start, chunk);
  for (guint i = 0; i < n_repeats; i++)
    feed (reader, deltas, chunk);
  feed (reader, stop, chunk);
  g_assert_cmpint (chat_reply_reader_get_outcome (reader), ==, CHAT_OUTCOME_COMPLETE);
  return bench_cpu () - before;
}

static double
measure (const GString *deltas,
         guint          n_repeats,
         gsize          chunk,
         guint          n_runs)
{
  double seconds[N_RUNS];

  for (guint i = 0; i < n_runs; i++)
    seconds[i] = read_stream (deltas, n_repeats, chunk);
  return bench_median (seconds, n_runs);
}

static void
bench_rates (const GString *deltas)
{
  g_autoptr(GString) stream = bench_make_stream (N_DELTAS);
  double frames[N_RUNS];
  double frame_seconds;
  GString *line = bench_begin ("memory");

  for (guint i = 0; i < N_RUNS; i++)
    frames[i] = frame_stream (stream);
  frame_seconds = bench_median (frames, N_RUNS);

  bench_number (line, "events", N_DELTAS);
  bench_number (line, "bytes_per_event", (double) stream->len / N_DELTAS);
  bench_number (line, "framing_gb_per_s", (double) stream->len / frame_seconds / 1e9);
  bench_number (line, "framing_us_per_event", frame_seconds * 1e6 / N_DELTAS);
  bench_number (line, "whole_us_per_event",
                measure (deltas, N_DELTAS / BLOCK_DELTAS, 64 * 1024, N_RUNS) * 1e6 / N_DELTAS);
  bench_end (line);
}

static void
bench_linear (const GString *deltas)
{
  static const gsize chunks[] = { 1, 100, 64 * 1024 };
  const guint n_repeats = N_DELTAS / BLOCK_DELTAS;

  for (guint i = 0; i < G_N_ELEMENTS (chunks); i++)
    {
      GString *line = bench_begin ("linear-events");

      bench_number (line, "chunk", (double) chunks[i]);
      bench_number (line, "cost_of_1000000_over_100000",
                    measure (deltas, n_repeats * 10, chunks[i], 3) /
                    measure (deltas, n_repeats, chunks[i], 5));
      bench_end (line);
    }
}

static GString *
make_large_delta (gsize length)
{
  GString *event = g_string_new ("data: {\"type\":\"content_block_delta\",\"index\":0,"
                                 "\"delta\":{\"type\":\"text_delta\",\"text\":\"");

  while (event->len < length)
    g_string_append (event, "thirty-two bytes of plain words. ");
  return g_string_append (event, "\"}}\n\n");
}

/* The same in many short lines of data, which the parser joins. */
static GString *
make_many_lines (gsize length)
{
  GString *event = g_string_new ("data: {\"type\":\"ping\",\"filler\":[0\n");

  while (event->len < length)
    g_string_append (event, "data: ,12345678\n");
  return g_string_append (event, "data: ]}\n\n");
}

/* In a process of its own: memory that was used before comes without page faults, which would make
 * the small event look cheaper than it is. */
static double
measure_cold (const GString *delta,
              gsize          chunk)
{
  double seconds = 0;
  int ends[2];
  int pid;

  g_assert_no_errno (pipe (ends));
  pid = fork ();
  if (pid == 0)
    {
      seconds = read_stream (delta, 1, chunk);
      _exit (write (ends[1], &seconds, sizeof seconds) == sizeof seconds ? 0 : 1);
    }

  g_assert_cmpint (read (ends[0], &seconds, sizeof seconds), ==, sizeof seconds);
  waitpid (pid, NULL, 0);
  close (ends[0]);
  close (ends[1]);
  return seconds;
}

static double
measure_cold_median (const GString *delta,
                     gsize          chunk)
{
  double seconds[5];

  for (guint i = 0; i < G_N_ELEMENTS (seconds); i++)
    seconds[i] = measure_cold (delta, chunk);
  return bench_median (seconds, G_N_ELEMENTS (seconds));
}

static void
bench_many_lines (void)
{
  g_autoptr(GString) large = make_many_lines (20 * 1024 * 1024);
  g_autoptr(GString) small = make_many_lines (2 * 1024 * 1024);
  double seconds = measure_cold_median (large, 64 * 1024);
  GString *line = bench_begin ("linear-lines");

  bench_number (line, "ns_per_byte_of_20_mib", seconds * 1e9 / (double) large->len);
  bench_number (line, "cost_of_20_mib_over_2_mib", seconds / measure_cold_median (small, 64 * 1024));
  bench_end (line);
}

static void
bench_large_event (void)
{
  static const gsize chunks[] = { 1, 16, 1024, 64 * 1024 };
  g_autoptr(GString) large = make_large_delta (30 * 1024 * 1024);
  g_autoptr(GString) small = make_large_delta (3 * 1024 * 1024);

  for (guint i = 0; i < G_N_ELEMENTS (chunks); i++)
    {
      double seconds = measure_cold_median (large, chunks[i]);
      GString *line = bench_begin ("linear-bytes");

      bench_number (line, "chunk", (double) chunks[i]);
      bench_number (line, "ns_per_byte_of_30_mib", seconds * 1e9 / (double) large->len);
      bench_number (line, "cost_of_30_mib_over_3_mib",
                    seconds / measure_cold_median (small, chunks[i]));
      bench_end (line);
    }
}

int
main (void)
{
  g_autoptr(GString) deltas = bench_make_deltas (BLOCK_DELTAS);

  bench_rates (deltas);
  bench_linear (deltas);
  bench_large_event ();
  bench_many_lines ();
  return 0;
}
