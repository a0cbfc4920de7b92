/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stream over loopback: against a bare drain, its latency, Stop, and back-pressure.
 */

#include "bench-peer.h"
#include "bench-support.h"

#include "chat-stream.h"

#include <glib-unix.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define N_DELTAS 100000
#define N_RUNS 7
#define N_TRIES 200
#define READ_BYTES (64 * 1024)

/* How long the reader stands still in the back-pressure run. */
#define STALL_SECONDS 5

typedef struct
{
  ChatClient   *client;
  ChatStream   *stream;
  ChatMessage  *message;
  GCancellable *cancellable;
  GMainLoop    *loop;
  gboolean      done;
} Run;

static SoupMessage *
make_request (ChatClient *client,
              guint       port)
{
  static const char body[] = "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[]}";
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u/v1/messages", port);
  g_autoptr(GBytes) bytes = g_bytes_new_static (body, strlen (body));
  const ChatHeader headers[] = { { "anthropic-version", "2023-06-01" }, { NULL, NULL } };
  ChatFailure *failure = NULL;
  SoupMessage *request = chat_client_new_post (client, url, headers, bytes, FALSE, &failure);

  g_assert_nonnull (request);
  return request;
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Run *run = user_data;
  ChatFailure *failure = NULL;

  chat_stream_run_finish (CHAT_STREAM (source), result, &failure);
  g_clear_pointer (&failure, chat_failure_unref);
  run->done = TRUE;
}

static void
start_run (Run   *run,
           guint  port)
{
  g_autoptr(SoupMessage) request = NULL;

  run->client = chat_client_new (NULL);
  request = make_request (run->client, port);
  run->message = chat_message_new (CHAT_ROLE_ASSISTANT);
  run->cancellable = g_cancellable_new ();
  run->stream = chat_stream_new (run->client, request, run->message);
  run->done = FALSE;
  chat_stream_run_async (run->stream, run->cancellable, done_cb, run);
}

static void
finish_run (Run *run)
{
  while (!run->done)
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&run->stream);
  g_clear_object (&run->message);
  g_clear_object (&run->cancellable);
  g_clear_object (&run->client);
}

static double
measure_stream (guint port)
{
  double before = bench_cpu ();
  Run run;

  start_run (&run, port);
  while (!run.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (chat_message_get_block (run.message, 0)->text->len, >, N_DELTAS);
  before = bench_cpu () - before;
  finish_run (&run);
  return before;
}

typedef struct
{
  GInputStream *input;
  gsize         total;
  gboolean      done;
} Drain;

static gboolean
drain_cb (GObject  *input,
          gpointer  user_data)
{
  static char buffer[READ_BYTES];
  Drain *drain = user_data;
  gssize n;

  while ((n = g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (input), buffer,
                                                        sizeof buffer, NULL, NULL)) > 0)
    drain->total += (gsize) n;
  drain->done = n == 0;
  return drain->done ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
drain_sent_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  Drain *drain = user_data;
  g_autoptr(GSource) readable = NULL;

  drain->input = soup_session_send_finish (SOUP_SESSION (source), result, NULL);
  g_assert_nonnull (drain->input);
  readable = g_pollable_input_stream_create_source (G_POLLABLE_INPUT_STREAM (drain->input), NULL);
  g_source_set_callback (readable, G_SOURCE_FUNC (drain_cb), drain, NULL);
  g_source_attach (readable, NULL);
}

/* The least that libsoup's pollable stream can cost: the bytes are thrown away. */
static double
measure_drain (guint port)
{
  double before = bench_cpu ();
  g_autoptr(ChatClient) client = chat_client_new (NULL);
  g_autoptr(SoupMessage) request = make_request (client, port);
  Drain drain = { NULL, 0, FALSE };

  soup_session_send_async (chat_client_get_session (client), request, G_PRIORITY_DEFAULT, NULL,
                           drain_sent_cb, &drain);
  while (!drain.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (drain.total, >, N_DELTAS * 100);
  g_clear_object (&drain.input);
  return bench_cpu () - before;
}

static void
bench_flood (void)
{
  g_autoptr(GString) stream = bench_make_stream (N_DELTAS);
  double drains[N_RUNS];
  double streams[N_RUNS];
  double ratios[N_RUNS];
  BenchPeer peer;
  GString *line = bench_begin ("socket-flood");

  bench_peer_start (&peer, BENCH_PEER_FLOOD, stream);
  measure_drain (peer.port);
  for (guint i = 0; i < N_RUNS; i++)
    {
      drains[i] = measure_drain (peer.port);
      streams[i] = measure_stream (peer.port);
      ratios[i] = streams[i] / drains[i];
    }
  bench_peer_stop (&peer);

  bench_number (line, "events", N_DELTAS);
  bench_number (line, "drain_us_per_event", bench_median (drains, N_RUNS) * 1e6 / N_DELTAS);
  bench_number (line, "stream_us_per_event", bench_median (streams, N_RUNS) * 1e6 / N_DELTAS);
  bench_number (line, "ratio", bench_median (ratios, N_RUNS));
  bench_end (line);
}

static void
stamp_cb (const ChatEvent *event,
          gpointer         user_data)
{
  GArray *latencies = user_data;
  gint64 now = bench_monotonic_ns ();
  double latency;

  if (event->type != CHAT_EVENT_CONTENT_BLOCK_DELTA)
    return;

  latency = (double) (now - strtoll (event->text, NULL, 10)) / 1e6;
  g_array_append_val (latencies, latency);
}

static void
bench_first_delta (void)
{
  g_autoptr(GArray) latencies = g_array_new (FALSE, FALSE, sizeof (double));
  GString *line = bench_begin ("delta-latency");
  BenchPeer peer;

  bench_peer_start (&peer, BENCH_PEER_STAMPS, NULL);
  while (latencies->len < N_TRIES)
    {
      guint before = latencies->len;
      Run run;

      start_run (&run, peer.port);
      chat_stream_set_event_func (run.stream, stamp_cb, latencies);
      while (latencies->len < before + 5)
        g_main_context_iteration (NULL, TRUE);
      g_cancellable_cancel (run.cancellable);
      finish_run (&run);
    }
  bench_peer_stop (&peer);

  bench_number (line, "tries", latencies->len);
  bench_number (line, "max_ms", bench_max ((double *) latencies->data, latencies->len));
  bench_number (line, "median_ms", bench_median ((double *) latencies->data, latencies->len));
  bench_end (line);
}

static gboolean
has_reached (Run           *run,
             BenchPeerMode  mode)
{
  switch (mode)
    {
    case BENCH_PEER_NO_HEADERS:
      return chat_stream_get_state (run->stream) == CHAT_STREAM_WAITING;
    case BENCH_PEER_NO_EVENT:
      return chat_stream_get_state (run->stream) == CHAT_STREAM_READING;
    default:
      return chat_message_get_n_blocks (run->message) > 0;
    }
}

static gboolean
left_cb (int          fd,
         GIOCondition condition,
         gpointer     user_data)
{
  gint64 *left_ns = user_data;

  g_assert_cmpint (read (fd, left_ns, sizeof *left_ns), ==, sizeof *left_ns);
  return G_SOURCE_REMOVE;
}

static double
measure_stop (BenchPeer     *peer,
              BenchPeerMode  mode)
{
  gint64 stopped_ns;
  gint64 left_ns = 0;
  Run run;

  start_run (&run, peer->port);
  while (!has_reached (&run, mode))
    g_main_context_iteration (NULL, TRUE);

  stopped_ns = bench_monotonic_ns ();
  g_cancellable_cancel (run.cancellable);
  g_unix_fd_add (peer->left_fd, G_IO_IN, left_cb, &left_ns);
  while (left_ns == 0)
    g_main_context_iteration (NULL, TRUE);
  finish_run (&run);
  return (double) (left_ns - stopped_ns) / 1e6;
}

static void
bench_stop (const char    *stage,
            BenchPeerMode  mode)
{
  GString *line = bench_begin ("stop");
  double times[N_TRIES];
  BenchPeer peer;

  bench_peer_start (&peer, mode, NULL);
  for (guint i = 0; i < N_TRIES; i++)
    times[i] = measure_stop (&peer, mode);
  bench_peer_stop (&peer);

  bench_text (line, "stage", stage);
  bench_number (line, "tries", N_TRIES);
  bench_number (line, "max_ms", bench_max (times, N_TRIES));
  bench_number (line, "median_ms", bench_median (times, N_TRIES));
  bench_end (line);
}

static gboolean
set_true_cb (gpointer user_data)
{
  gboolean *flag = user_data;

  *flag = TRUE;
  return G_SOURCE_REMOVE;
}

static void
bench_back_pressure (void)
{
  g_autoptr(GString) stream = bench_make_stream (N_DELTAS);
  GString *line = bench_begin ("back-pressure");
  gboolean over = FALSE;
  BenchPeer peer;
  long before;
  Run run;

  bench_peer_start (&peer, BENCH_PEER_ENDLESS, stream);
  start_run (&run, peer.port);
  while (chat_message_get_n_blocks (run.message) == 0)
    g_main_context_iteration (NULL, TRUE);

  chat_stream_pause (run.stream);
  before = bench_resident_kb ();
  g_timeout_add_seconds (STALL_SECONDS, set_true_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);

  bench_number (line, "stalled_s", STALL_SECONDS);
  bench_number (line, "growth_mb", (double) (bench_resident_kb () - before) / 1024);
  bench_end (line);

  g_cancellable_cancel (run.cancellable);
  finish_run (&run);
  bench_peer_stop (&peer);
}

int
main (void)
{
  bench_flood ();
  bench_first_delta ();
  bench_stop ("before headers", BENCH_PEER_NO_HEADERS);
  bench_stop ("before the first event", BENCH_PEER_NO_EVENT);
  bench_stop ("in thinking", BENCH_PEER_IN_THINKING);
  bench_stop ("in text", BENCH_PEER_IN_TEXT);
  bench_stop ("in tool JSON", BENCH_PEER_IN_TOOL_JSON);
  bench_back_pressure ();
  return 0;
}
