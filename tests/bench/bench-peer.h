/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The other end of the socket benchmarks: a process of its own that costs next to nothing.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the peer stops sending and waits for the client to leave. */
typedef enum
{
  BENCH_PEER_FLOOD,          /* sends the whole stream, one HTTP chunk an event, then ends the body */
  BENCH_PEER_ENDLESS,        /* the same deltas for ever */
  BENCH_PEER_PACED,          /* the whole stream, bench_peer_rate deltas a second */
  BENCH_PEER_STAMPS,         /* 5 deltas 10 ms apart whose text is the time of the write */
  BENCH_PEER_NO_HEADERS,
  BENCH_PEER_NO_EVENT,       /* headers only */
  BENCH_PEER_IN_THINKING,
  BENCH_PEER_IN_TEXT,
  BENCH_PEER_IN_TOOL_JSON,
} BenchPeerMode;

/* Deltas a second of peers that are started from now on in BENCH_PEER_PACED. */
extern guint bench_peer_rate;

typedef struct
{
  int   pid;
  guint port;
  int   left_fd;   /* one gint64 (monotonic ns) each time a client was seen to leave */
} BenchPeer;

void   bench_peer_start   (BenchPeer     *self,
                           BenchPeerMode  mode,
                           const GString *stream);
void   bench_peer_stop    (BenchPeer     *self);
gint64 bench_monotonic_ns (void);

G_END_DECLS
