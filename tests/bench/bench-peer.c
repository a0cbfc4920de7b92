/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A raw HTTP server, forked: it writes prepared bytes and watches for the client to leave.
 */

#include "bench-peer.h"

#include "bench-support.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define HEADERS "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n" \
                "Transfer-Encoding: chunked\r\n\r\n"

/* Events of a second are spread over so many writes. */
#define WRITES_PER_SECOND 200

#define N_STAMPS 5
#define STAMP_PAUSE_MS 10

guint bench_peer_rate = 1000;

gint64
bench_monotonic_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (gint64) now.tv_sec * 1000000000 + now.tv_nsec;
}

static void
append_chunk (GString    *out,
              const char *bytes,
              gsize       length)
{
  g_string_append_printf (out, "%zx\r\n", length);
  g_string_append_len (out, bytes, (gssize) length);
  g_string_append (out, "\r\n");
}

/* One HTTP chunk an event, as api.anthropic.com flushes them. */
static GString *
cut_into_chunks (const GString *stream)
{
  GString *out = g_string_sized_new (stream->len + stream->len / 8);
  const char *at = stream->str;
  const char *end;

  while ((end = strstr (at, "\n\n")) != NULL)
    {
      append_chunk (out, at, (gsize) (end + 2 - at));
      at = end + 2;
    }

  return out;
}

static gboolean
send_all (int         client,
          const char *bytes,
          gsize       length)
{
  while (length > 0)
    {
      gssize n = send (client, bytes, length, MSG_NOSIGNAL);

      if (n <= 0)
        return FALSE;
      bytes += n;
      length -= (gsize) n;
    }

  return TRUE;
}

static gboolean
send_event (int         client,
            const char *event)
{
  g_autoptr(GString) chunk = g_string_new (NULL);

  append_chunk (chunk, event, strlen (event));
  return send_all (client, chunk->str, chunk->len);
}

static void
send_block_start (int         client,
                  const char *block)
{
  g_autofree char *event = g_strdup_printf ("data: {\"type\":\"content_block_start\",\"index\":0,"
                                            "\"content_block\":%s}\n\n", block);

  send_event (client, "data: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_bench\","
                      "\"model\":\"m\",\"content\":[]}}\n\n");
  send_event (client, event);
}

static void
send_stamps (int client)
{
  send_block_start (client, "{\"type\":\"text\",\"text\":\"\"}");
  for (int i = 0; i < N_STAMPS; i++)
    {
      g_autofree char *stamp = NULL;
      g_autofree char *event = NULL;

      poll (NULL, 0, STAMP_PAUSE_MS);
      stamp = g_strdup_printf ("%" G_GINT64_FORMAT " ", bench_monotonic_ns ());
      event = bench_make_delta (stamp);
      send_event (client, event);
    }
}

static const char *
skip_chunk (const char *at)
{
  const char *end = strstr (at, "\n\n\r\n");

  return end != NULL ? end + 4 : at + strlen (at);
}

static void
send_paced (int            client,
            const GString *chunks)
{
  const char *at = chunks->str;
  gint64 started_ns = bench_monotonic_ns ();
  guint64 n_sent = 0;

  while (*at != '\0')
    {
      double elapsed = (double) (bench_monotonic_ns () - started_ns) / 1e9;
      const char *from = at;

      for (; *at != '\0' && (double) n_sent < elapsed * bench_peer_rate; n_sent++)
        at = skip_chunk (at);
      if (!send_all (client, from, (gsize) (at - from)))
        return;
      poll (NULL, 0, 1000 / WRITES_PER_SECOND);
    }
}

static void
play (int            client,
      BenchPeerMode  mode,
      const GString *chunks)
{
  if (mode == BENCH_PEER_NO_HEADERS)
    return;

  send_all (client, HEADERS, strlen (HEADERS));
  switch (mode)
    {
    case BENCH_PEER_FLOOD:
      send_all (client, chunks->str, chunks->len);
      send_all (client, "0\r\n\r\n", 5);
      break;
    case BENCH_PEER_ENDLESS:
      while (send_all (client, chunks->str, chunks->len))
        continue;
      break;
    case BENCH_PEER_PACED:
      send_paced (client, chunks);
      send_all (client, "0\r\n\r\n", 5);
      break;
    case BENCH_PEER_STAMPS:
      send_stamps (client);
      break;
    case BENCH_PEER_IN_THINKING:
      send_block_start (client, "{\"type\":\"thinking\",\"thinking\":\"Hm\"}");
      break;
    case BENCH_PEER_IN_TEXT:
      send_block_start (client, "{\"type\":\"text\",\"text\":\"Well\"}");
      break;
    case BENCH_PEER_IN_TOOL_JSON:
      send_block_start (client, "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}}");
      break;
    case BENCH_PEER_NO_HEADERS:
    case BENCH_PEER_NO_EVENT:
    default:
      break;
    }
}

/* Until the whole request is here. The benchmarks' bodies are small and come at once. */
static gboolean
read_request (int client)
{
  static char buffer[256 * 1024];
  gsize length = 0;

  while (length < sizeof buffer - 1)
    {
      gssize n = recv (client, buffer + length, sizeof buffer - 1 - length, 0);

      if (n <= 0)
        return FALSE;
      length += (gsize) n;
      buffer[length] = '\0';
      if (strstr (buffer, "\r\n\r\n") != NULL && buffer[length - 1] == '}')
        return TRUE;
    }

  return FALSE;
}

static void
wait_for_leaving (int client,
                  int left_fd)
{
  char byte;
  gint64 now;

  while (recv (client, &byte, 1, 0) > 0)
    continue;
  now = bench_monotonic_ns ();
  if (write (left_fd, &now, sizeof now) != sizeof now)
    _exit (1);
}

static void
serve (int            listener,
       BenchPeerMode  mode,
       const GString *chunks,
       int            left_fd)
{
  const int yes = 1;

  for (;;)
    {
      int client = accept (listener, NULL, NULL);

      setsockopt (client, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
      while (read_request (client))
        {
          play (client, mode, chunks);
          if (mode != BENCH_PEER_FLOOD && mode != BENCH_PEER_PACED)
            {
              wait_for_leaving (client, left_fd);
              break;
            }
        }
      close (client);
    }
}

static int
listen_on_loopback (guint *port)
{
  struct sockaddr_in address = { .sin_family = AF_INET };
  socklen_t length = sizeof address;
  int listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  g_assert_no_errno (bind (listener, (struct sockaddr *) &address, sizeof address));
  g_assert_no_errno (listen (listener, 16));
  g_assert_no_errno (getsockname (listener, (struct sockaddr *) &address, &length));
  *port = ntohs (address.sin_port);
  return listener;
}

void
bench_peer_start (BenchPeer     *self,
                  BenchPeerMode  mode,
                  const GString *stream)
{
  g_autoptr(GString) chunks = stream != NULL ? cut_into_chunks (stream) : NULL;
  int listener = listen_on_loopback (&self->port);
  int left[2];

  g_assert_no_errno (pipe (left));
  self->pid = fork ();
  g_assert_no_errno (self->pid);
  if (self->pid == 0)
    {
      prctl (PR_SET_PDEATHSIG, SIGKILL);
      serve (listener, mode, chunks, left[1]);
    }

  close (listener);
  close (left[1]);
  self->left_fd = left[0];
}

void
bench_peer_stop (BenchPeer *self)
{
  kill (self->pid, SIGKILL);
  waitpid (self->pid, NULL, 0);
  close (self->left_fd);
}
