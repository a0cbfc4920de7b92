/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the program costs before anything is done with it, beside an empty window of libadwaita in
 * the same run: time and CPU to the first frame that can be used, memory, and wake-ups when idle.
 */

#include "bench-history.h"
#include "bench-support.h"

#include "chat-application.h"
#include "chat-history.h"
#include "chat-settings.h"

#include <glib-unix.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_STARTS 15
#define N_CONVERSATIONS 20
#define WIDTH 1100
#define HEIGHT 760

/* After a start GTK's caret fades in and out for 10 s, GLib lets its threads go after 15 s, and GTK
 * forgets the lines of a text 20 s after it was drawn last: each of them once. */
#define SETTLE_SECONDS 40
#define IDLE_SECONDS 60

#define GOAL_RATIO 1.25
#define GOAL_MEMORY_MB 40

typedef struct
{
  double wall_ms;
  double cpu_ms;
} Start;

typedef struct
{
  GtkApplication *application;
  GtkWindow      *window;
  gint64          started_us;   /* monotonic */
  gboolean        is_usable;
} Bench;

typedef struct
{
  int    pid;
  int    n_wake_ups;
  double resident_mb;
  double private_mb;
} Idle;

/* One can write: the window has the focus, and what it lists is there. */
static gboolean
is_ready (Bench *bench)
{
  ChatEngine *engine;

  if (!CHAT_IS_APPLICATION (bench->application))
    return TRUE;

  engine = chat_application_get_engine (CHAT_APPLICATION (bench->application));

  return gtk_window_get_focus (bench->window) != NULL &&
         chat_history_get_state (chat_engine_get_history (engine)) != CHAT_HISTORY_OPENING;
}

static void
report (Bench *bench)
{
  Start start = {
    .wall_ms = (double) (g_get_monotonic_time () - bench->started_us) / 1000,
    .cpu_ms = bench_cpu () * 1000,
  };

  bench->is_usable = TRUE;
  /* Nobody listens: another program measures, up to here. */
  if (write (STDOUT_FILENO, &start, sizeof start) != sizeof start)
    exit (0);
}

static void
after_paint_cb (GdkFrameClock *clock,
                Bench         *bench)
{
  if (bench->is_usable)
    return;

  if (is_ready (bench))
    report (bench);
  else
    gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
}

static void
realize_cb (GtkWidget *window,
            Bench     *bench)
{
  g_signal_connect_after (gtk_widget_get_frame_clock (window), "after-paint",
                          G_CALLBACK (after_paint_cb), bench);
}

static void
window_added_cb (GtkApplication *application,
                 GtkWindow      *window,
                 Bench          *bench)
{
  bench->window = window;
  g_signal_connect (window, "realize", G_CALLBACK (realize_cb), bench);
}

/* It comes back in the size in which it was left. */
static GtkApplication *
new_program (void)
{
  g_autoptr(GSettings) settings = chat_settings_new (NULL);

  g_settings_set (settings, CHAT_SETTING_WINDOW_SIZE, "(ii)", WIDTH, HEIGHT);

  return GTK_APPLICATION (chat_application_new (G_APPLICATION_NON_UNIQUE, settings));
}

static void
fill_empty_cb (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  /* Any window has one: its letters are the first text that is set. */
  gtk_window_set_title (GTK_WINDOW (window), "Empty");
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
}

static GtkApplication *
new_empty (void)
{
  AdwApplication *application = adw_application_new (NULL, G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "activate", G_CALLBACK (fill_empty_cb), NULL);

  return GTK_APPLICATION (application);
}

/* The next start finds a history that was put away. */
static gboolean
quit_cb (gpointer user_data)
{
  Bench *bench = user_data;

  if (CHAT_IS_APPLICATION (bench->application))
    g_action_group_activate_action (G_ACTION_GROUP (bench->application), "quit", NULL);
  else
    g_application_quit (G_APPLICATION (bench->application));

  return G_SOURCE_REMOVE;
}

/* In the child: tells what it took since @started_us, and stays until it is told to go. */
static int
run_child (gboolean empty,
           gint64   started_us)
{
  g_autoptr(GtkApplication) application = empty ? new_empty () : new_program ();
  Bench bench = { .application = application, .started_us = started_us };

  g_unix_signal_add (SIGTERM, quit_cb, &bench);
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), &bench);

  return g_application_run (G_APPLICATION (application), 0, NULL);
}

/* Itself, once more. Returns: its process, usable by now. */
static int
start_child (const char *program,
             gboolean    empty,
             const char *home,
             Start      *start)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
  int ends[2];
  int pid;

  g_assert_no_errno (pipe (ends));
  pid = fork ();
  if (pid == 0)
    {
      g_setenv ("XDG_DATA_HOME", home, TRUE);
      dup2 (ends[1], STDOUT_FILENO);
      close (ends[0]);
      execl (program, program, empty ? "--empty" : "--program", now, NULL);
      _exit (127);
    }

  close (ends[1]);
  g_assert_cmpint (read (ends[0], start, sizeof *start), ==, sizeof *start);
  close (ends[0]);
  return pid;
}

static void
stop_child (int pid)
{
  kill (pid, SIGTERM);
  waitpid (pid, NULL, 0);
}

static Start
measure_start (const char *program,
               gboolean    empty,
               const char *home)
{
  Start start;

  stop_child (start_child (program, empty, home, &start));
  return start;
}

/* One after the other by turns, so that a busy moment of the machine meets both. */
static void
bench_start (const char *program,
             const char *home,
             guint       n_conversations)
{
  double wall[2][N_STARTS];
  double cpu[2][N_STARTS];
  GString *line = bench_begin ("start");

  for (guint i = 0; i < 2; i++)
    measure_start (program, i == 0, home);
  for (guint i = 0; i < 2 * N_STARTS; i++)
    {
      Start start = measure_start (program, i % 2 == 0, home);

      wall[i % 2][i / 2] = start.wall_ms;
      cpu[i % 2][i / 2] = start.cpu_ms;
    }

  bench_number (line, "conversations", n_conversations);
  bench_number (line, "empty_wall_ms", bench_median (wall[0], N_STARTS));
  bench_number (line, "wall_ms", bench_median (wall[1], N_STARTS));
  bench_number (line, "empty_cpu_ms", bench_median (cpu[0], N_STARTS));
  bench_number (line, "cpu_ms", bench_median (cpu[1], N_STARTS));
  bench_number (line, "wall_ratio",
                bench_median (wall[1], N_STARTS) / bench_median (wall[0], N_STARTS));
  bench_number (line, "cpu_ratio",
                bench_median (cpu[1], N_STARTS) / bench_median (cpu[0], N_STARTS));
  bench_number (line, "goal", GOAL_RATIO);
  bench_end (line);
}

/* The sum of what stands behind @names in a file of /proc, such as "Rss:  123 kB". */
static double
sum_up (const char         *path,
        const char * const *names)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  double sum = 0;

  g_file_get_contents (path, &text, NULL, NULL);
  lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      for (guint j = 0; names[j] != NULL; j++)
        {
          if (g_str_has_prefix (lines[i], names[j]))
            sum += g_ascii_strtod (lines[i] + strlen (names[j]), NULL);
        }
    }

  return sum;
}

/* For each of its threads, how often it went to sleep so far: each time it was woken before. */
static GHashTable *
read_sleeps (int pid)
{
  static const char * const names[] = { "voluntary_ctxt_switches:", NULL };
  GHashTable *sleeps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *folder = g_strdup_printf ("/proc/%d/task", pid);
  g_autoptr(GDir) threads = g_dir_open (folder, 0, NULL);
  const char *thread;

  while ((thread = g_dir_read_name (threads)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, thread, "status", NULL);

      g_hash_table_insert (sleeps, g_strdup (thread), GINT_TO_POINTER ((int) sum_up (path, names)));
    }

  return sleeps;
}

/* Threads that have ended meanwhile are not among them, nor did they wake anybody up again. */
static int
count_wake_ups (GHashTable *before,
                int         pid)
{
  g_autoptr(GHashTable) sleeps = read_sleeps (pid);
  GHashTableIter iter;
  gpointer thread;
  gpointer n_sleeps;
  int sum = 0;

  g_hash_table_iter_init (&iter, sleeps);
  while (g_hash_table_iter_next (&iter, &thread, &n_sleeps))
    sum += GPOINTER_TO_INT (n_sleeps) - GPOINTER_TO_INT (g_hash_table_lookup (before, thread));

  return sum;
}

static void
weigh (Idle *idle)
{
  static const char * const resident[] = { "Rss:", NULL };
  static const char * const own[] = { "Private_Clean:", "Private_Dirty:", NULL };
  g_autofree char *path = g_strdup_printf ("/proc/%d/smaps_rollup", idle->pid);

  idle->resident_mb = sum_up (path, resident) / 1024;
  idle->private_mb = sum_up (path, own) / 1024;
}

static void
bench_idle (const char *program,
            const char *home)
{
  GHashTable *before[2];
  Idle idle[2];
  GString *line;
  Start start;

  for (guint i = 0; i < 2; i++)
    idle[i].pid = start_child (program, i == 0, home, &start);
  poll (NULL, 0, SETTLE_SECONDS * 1000);
  for (guint i = 0; i < 2; i++)
    before[i] = read_sleeps (idle[i].pid);
  poll (NULL, 0, IDLE_SECONDS * 1000);
  for (guint i = 0; i < 2; i++)
    {
      idle[i].n_wake_ups = count_wake_ups (before[i], idle[i].pid);
      g_hash_table_unref (before[i]);
    }
  /* When one of the windows goes, the other hears of it. */
  for (guint i = 0; i < 2; i++)
    {
      weigh (&idle[i]);
      stop_child (idle[i].pid);
    }

  line = bench_begin ("idle");
  bench_number (line, "seconds", IDLE_SECONDS);
  bench_number (line, "conversations", N_CONVERSATIONS);
  bench_number (line, "empty_wake_ups", idle[0].n_wake_ups);
  bench_number (line, "wake_ups", idle[1].n_wake_ups);
  bench_number (line, "empty_resident_mb", idle[0].resident_mb);
  bench_number (line, "resident_mb", idle[1].resident_mb);
  bench_number (line, "more_resident_mb", idle[1].resident_mb - idle[0].resident_mb);
  bench_number (line, "more_private_mb", idle[1].private_mb - idle[0].private_mb);
  bench_number (line, "goal_mb", GOAL_MEMORY_MB);
  bench_end (line);
}

int
main (int    argc,
      char **argv)
{
  static const BenchHistory history = { N_CONVERSATIONS, N_CONVERSATIONS * 20, 2000000 };
  g_autofree char *empty = NULL;
  g_autofree char *home = NULL;
  g_autofree char *folder = NULL;

  if (argc == 3)
    return run_child (strcmp (argv[1], "--empty") == 0, g_ascii_strtoll (argv[2], NULL, 10));

  empty = g_dir_make_tmp ("bench-start-XXXXXX", NULL);
  home = g_dir_make_tmp ("bench-start-XXXXXX", NULL);
  folder = g_build_filename (home, "claude-chat", NULL);
  g_mkdir_with_parents (folder, 0700);
  bench_history_write (&history, folder);

  bench_start (argv[0], empty, 0);
  bench_start (argv[0], home, N_CONVERSATIONS);
  bench_idle (argv[0], home);
  return 0;
}
