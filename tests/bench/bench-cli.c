/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program itself: peak memory and CPU of claude-chat-cli ask under a flood.
 */

#include "bench-peer.h"
#include "bench-support.h"

#include <fcntl.h>
#include <malloc.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_RUNS 5

static void
exec_ask (const char *program,
          guint       port)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", port);
  int null = open ("/dev/null", O_RDWR);

  dup2 (null, STDIN_FILENO);
  dup2 (null, STDOUT_FILENO);
  execl (program, program, "ask", "--base-url", url, "hello", NULL);
  _exit (127);
}

static void
run_ask (const char    *program,
         guint          port,
         struct rusage *usage)
{
  int status;
  int pid = fork ();

  if (pid == 0)
    exec_ask (program, port);
  g_assert_no_errno (wait4 (pid, &status, 0, usage));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static void
bench_ask (const char *program,
           guint       n_deltas)
{
  GString *stream = bench_make_stream (n_deltas);
  GString *line = bench_begin ("cli-ask");
  double cpu[N_RUNS];
  double peak[N_RUNS];
  BenchPeer peer;

  bench_peer_start (&peer, BENCH_PEER_FLOOD, stream);
  /* a child's peak counts what its parent held when it was forked */
  g_string_free (stream, TRUE);
  malloc_trim (0);
  for (guint i = 0; i < N_RUNS; i++)
    {
      struct rusage usage;

      run_ask (program, peer.port, &usage);
      cpu[i] = (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
               (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
      peak[i] = (double) usage.ru_maxrss / 1024;
    }
  bench_peer_stop (&peer);

  bench_number (line, "events", n_deltas);
  bench_number (line, "us_per_event", bench_median (cpu, N_RUNS) * 1e6 / n_deltas);
  bench_number (line, "peak_mb", bench_median (peak, N_RUNS));
  bench_end (line);
}

int
main (int    argc,
      char **argv)
{
  g_assert_cmpint (argc, ==, 2);

  bench_ask (argv[1], 1);
  bench_ask (argv[1], 100000);
  bench_ask (argv[1], 1000000);
  return 0;
}
