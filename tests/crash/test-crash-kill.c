/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Kills a program at random moments of writing: all that it acknowledged is there, and the next
 * start needs no help. --runs 1000 for many, --seed for others.
 */

#include "crash-check.h"
#include "crash-worker.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define DEFAULT_RUNS 60

/* A world that has seen so many deaths is left for a new one, that openings are killed, too. */
#define RUNS_PER_WORLD 20

/* A program lives so many ms at most, most of them from when it is ready on. */
#define LONGEST_LIFE_MS 80
#define DIES_EARLY 5      /* one in so many, perhaps while it opens */

/* It must come so far even on a busy machine. */
#define PATIENCE_MS 20000

/* Commands that are on their way at once. */
#define AHEAD 4

typedef struct
{
  char       *folder;
  char       *copy;          /* where what was left is looked at */
  GPtrArray  *history;       /* (element-type utf8) acknowledged since the folder was new */
  CrashWorld *planned;       /* with what is on its way */
  GQueue      pending;       /* (element-type utf8) sent, not acknowledged */
  GQueue      wanted;        /* (element-type utf8) to be sent first */
  gboolean    is_ready;
  guint       n_orphans;
  guint       n_invented;
  guint       n_commands;
} Run;

typedef struct
{
  pid_t pid;
  int   to;
  int   from;
  GString *line;
} Child;

static Child
start_child (const char *program,
             const char *folder)
{
  Child child = { .line = g_string_new (NULL) };
  int to[2];
  int from[2];

  g_assert_no_errno (pipe (to));
  g_assert_no_errno (pipe (from));
  child.pid = fork ();
  g_assert_cmpint (child.pid, >=, 0);
  if (child.pid == 0)
    {
      dup2 (to[0], STDIN_FILENO);
      dup2 (from[1], STDOUT_FILENO);
      close (to[1]);
      close (from[0]);
      execl (program, program, "--child", folder, NULL);
      _exit (127);
    }

  close (to[0]);
  close (from[1]);
  child.to = to[1];
  child.from = from[0];
  return child;
}

static CrashWorld *
rebuild (const GPtrArray *history)
{
  CrashWorld *world = crash_world_new ();

  for (guint i = 0; i < history->len; i++)
    crash_world_apply (world, g_ptr_array_index (history, i));
  return world;
}

static void
hear (Run        *run,
      const char *line)
{
  if (g_str_has_prefix (line, "ok "))
    {
      char *command = g_queue_pop_head (&run->pending);

      g_assert_cmpstr (line + 3, ==, command);
      g_ptr_array_add (run->history, command);
      run->n_commands++;
    }
  else if (g_str_has_prefix (line, "orphan "))
    {
      g_queue_push_tail (&run->wanted, g_strdup (line + 7));
      run->n_orphans++;
    }
  else if (g_str_has_prefix (line, "opened "))
    {
      g_assert_cmpint (line[7] - '0', ==, CHAT_STORE_OPENED);
    }
  else if (g_str_has_prefix (line, "ready"))
    {
      run->is_ready = TRUE;
    }
  else
    {
      g_error ("the program said: %s", line);
    }
}

/* FALSE at its end. */
static gboolean
hear_some (Run   *run,
           Child *child)
{
  char bytes[4096];
  gssize length = read (child->from, bytes, sizeof bytes);
  char *end;

  if (length <= 0)
    return FALSE;

  g_string_append_len (child->line, bytes, length);
  while ((end = memchr (child->line->str, '\n', child->line->len)) != NULL)
    {
      *end = '\0';
      hear (run, child->line->str);
      g_string_erase (child->line, 0, end - child->line->str + 1);
    }
  return TRUE;
}

static void
send_some (Run    *run,
           Child  *child,
           GRand  *random)
{
  while (run->is_ready && run->pending.length < AHEAD)
    {
      char *command = g_queue_pop_head (&run->wanted);
      g_autofree char *line = NULL;

      if (command == NULL)
        command = crash_world_invent (run->planned, random, run->n_invented++);
      crash_world_apply (run->planned, command);
      g_queue_push_tail (&run->pending, command);
      line = g_strconcat (command, "\n", NULL);
      if (write (child->to, line, strlen (line)) < 0)
        return;
    }
}

static void
live (Run    *run,
      Child  *child,
      GRand  *random)
{
  gboolean early = g_rand_int_range (random, 0, DIES_EARLY) == 0;
  gint64 life = g_rand_int_range (random, 0, LONGEST_LIFE_MS * 1000);
  gint64 deadline = g_get_monotonic_time () + (early ? life : PATIENCE_MS * 1000);
  gint64 left;

  while ((left = deadline - g_get_monotonic_time ()) > 0)
    {
      struct pollfd fd = { child->from, POLLIN, 0 };

      if (run->is_ready && !early)
        {
          deadline = g_get_monotonic_time () + life;
          early = TRUE;
        }
      send_some (run, child, random);
      if (poll (&fd, 1, (int) (left / 1000)) > 0 && !hear_some (run, child))
        return;
    }
}

static void
end_child (Run   *run,
           Child *child)
{
  int status;

  kill (child->pid, SIGKILL);
  waitpid (child->pid, &status, 0);
  while (hear_some (run, child))
    ;
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  close (child->to);
  close (child->from);
  g_string_free (child->line, TRUE);
}

/* What is there is what was acknowledged, and of what was on its way as much as had been done. */
static void
compare (Run *run)
{
  g_autofree char *found = NULL;
  g_autoptr(CrashWorld) world = rebuild (run->history);
  g_autofree char *expected = crash_world_dump (world);
  g_autofree char *first = g_strdup (expected);

  crash_copy_database (run->folder, run->copy);
  found = crash_check (run->copy);
  while (strcmp (found, expected) != 0)
    {
      char *command = g_queue_pop_head (&run->pending);

      if (command == NULL)
        g_assert_cmpstr (found, ==, first);
      g_ptr_array_add (run->history, command);
      crash_world_apply (world, command);
      g_free (expected);
      expected = crash_world_dump (world);
    }
}

static void
start_world (Run *run)
{
  run->folder = crash_make_folder ();
  run->copy = crash_make_folder ();
  run->history = g_ptr_array_new_with_free_func (g_free);
}

static void
end_world (Run *run)
{
  crash_remove_folder (run->folder);
  crash_remove_folder (run->copy);
  g_clear_pointer (&run->folder, g_free);
  g_clear_pointer (&run->copy, g_free);
  g_clear_pointer (&run->history, g_ptr_array_unref);
}

static void
die_once (Run        *run,
          const char *program,
          GRand      *random)
{
  Child child = start_child (program, run->folder);

  run->planned = rebuild (run->history);
  run->is_ready = FALSE;
  live (run, &child, random);
  end_child (run, &child);
  compare (run);
  g_queue_clear_full (&run->pending, g_free);
  g_queue_clear_full (&run->wanted, g_free);
  g_clear_pointer (&run->planned, crash_world_free);
}

int
main (int    argc,
      char **argv)
{
  guint n_runs = crash_get_number (argc, argv, "--runs", DEFAULT_RUNS);
  guint seed = crash_get_number (argc, argv, "--seed", 1);
  g_autoptr(GRand) random = g_rand_new_with_seed (seed);
  Run run = { 0 };

  if (argc == 3 && strcmp (argv[1], "--child") == 0)
    return crash_worker_main (argv[2]);

  signal (SIGPIPE, SIG_IGN);
  for (guint i = 0; i < n_runs; i++)
    {
      if (i % RUNS_PER_WORLD == 0)
        start_world (&run);
      die_once (&run, argv[0], random);
      if (i % RUNS_PER_WORLD == RUNS_PER_WORLD - 1 || i == n_runs - 1)
        end_world (&run);
    }

  printf ("1..1\nok 1 /crash/kill\n# killed %u times, %u commands, %u replies recovered\n", n_runs,
          run.n_commands, run.n_orphans);
  return 0;
}
