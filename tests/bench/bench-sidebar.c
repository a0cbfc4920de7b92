/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window with a long history: how long until it can be used, against an empty one, and the work
 * of a frame while its list is scrolled.
 */

#include "bench-history.h"
#include "bench-support.h"

#include "chat-application.h"
#include "chat-history.h"
#include "chat-settings.h"
#include "chat-sidebar.h"
#include "chat-window.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define N_STARTS 9
#define WIDTH 1100
#define HEIGHT 800
#define N_FRAMES 300

/* What scrolls it, in rows a frame: a finger, a wheel that spins, the bar drawn from end to end. */
static const double speeds[] = { 0.7, 8, 400 };

#define ROW_HEIGHT 44

/* What a frame of 60 Hz has. */
#define FRAME_MS 16.0

typedef struct
{
  GtkWindow            *window;
  ChatHistory          *history;
  ChatConversationList *list;
  guint                 n_painted;   /* since the history was ready */
  gint64                mark_ns;     /* CPU of the thread when the last frame ended */
  GArray               *work;        /* ms from frame to frame */
} Bench;

static gint64
thread_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * 1000000000 + now.tv_nsec;
}

static gboolean
is_ready (Bench *bench)
{
  g_autofree char *first = NULL;

  if (chat_history_get_state (bench->history) == CHAT_HISTORY_OPENING)
    return FALSE;
  if (chat_conversation_list_get_n_rows (bench->list) == 0)
    return TRUE;

  first = chat_conversation_list_dup_uid (bench->list, 0);
  return first != NULL;
}

static void
after_paint_cb (GdkFrameClock *clock,
                Bench         *bench)
{
  gint64 now = thread_ns ();
  double work = (double) (now - bench->mark_ns) / 1e6;

  g_array_append_val (bench->work, work);
  bench->mark_ns = now;
  if (is_ready (bench))
    bench->n_painted++;
}

static void
open_window (Bench           *bench,
             ChatApplication *application)
{
  g_application_register (G_APPLICATION (application), NULL, NULL);
  g_application_activate (G_APPLICATION (application));
  bench->window = gtk_application_get_active_window (GTK_APPLICATION (application));
  bench->history = chat_engine_get_history (chat_application_get_engine (application));
  bench->list = chat_sidebar_get_list (chat_window_get_sidebar (CHAT_WINDOW (bench->window)));
  bench->work = g_array_new (FALSE, FALSE, sizeof (double));
  gtk_window_set_default_size (bench->window, WIDTH, HEIGHT);
  gtk_window_present (bench->window);
  while (!gtk_widget_get_mapped (GTK_WIDGET (bench->window)))
    g_main_context_iteration (NULL, TRUE);
  g_signal_connect_after (gtk_widget_get_frame_clock (GTK_WIDGET (bench->window)), "after-paint",
                          G_CALLBACK (after_paint_cb), bench);
}

/* Painted once with all that there is to be seen of the list. */
static void
wait_until_usable (Bench *bench)
{
  while (!is_ready (bench) || bench->n_painted == 0)
    {
      if (is_ready (bench) && bench->n_painted == 0)
        gtk_widget_queue_draw (GTK_WIDGET (bench->window));
      g_main_context_iteration (NULL, TRUE);
    }
}

static gboolean
quit_cb (gpointer application)
{
  g_action_group_activate_action (application, "quit", NULL);
  return G_SOURCE_REMOVE;
}

/* In the child: wall and CPU since @started_us to its parent. It ends as the program does: after
 * another end the next start would look whether the database is sound. */
static int
run_start (gint64 started_us)
{
  g_autoptr(GSettings) settings = chat_settings_new (NULL);
  ChatApplication *application = chat_application_new (G_APPLICATION_NON_UNIQUE, settings);
  Bench bench = { NULL };
  double times[2];

  open_window (&bench, application);
  wait_until_usable (&bench);
  times[0] = (double) (g_get_monotonic_time () - started_us) / 1000;
  times[1] = bench_cpu () * 1000;
  g_idle_add (quit_cb, application);
  g_application_run (G_APPLICATION (application), 0, NULL);
  g_object_unref (application);
  return write (STDOUT_FILENO, times, sizeof times) == sizeof times ? 0 : 1;
}

static GtkAdjustment *
find_adjustment (GtkWidget *widget)
{
  GtkAdjustment *found = NULL;

  if (GTK_IS_SCROLLED_WINDOW (widget))
    return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_adjustment (child);
  return found;
}

static void
scroll (Bench  *bench,
        double  speed)
{
  GtkAdjustment *adjustment = find_adjustment (GTK_WIDGET (bench->list));
  double end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
  double direction = 1;
  guint n_over = 0;
  guint worst = 0;
  double *work;
  GString *line;

  gtk_adjustment_set_value (adjustment, 0);
  g_array_set_size (bench->work, 0);
  bench->mark_ns = thread_ns ();
  for (guint last = 0; bench->work->len < N_FRAMES; last = bench->work->len)
    {
      double value = gtk_adjustment_get_value (adjustment) + direction * speed * ROW_HEIGHT;

      if (value < 0 || value > end)
        direction = -direction;
      gtk_adjustment_set_value (adjustment, CLAMP (value, 0, end));
      while (bench->work->len == last)
        g_main_context_iteration (NULL, TRUE);
    }

  work = (double *) bench->work->data;
  for (guint i = 0; i < N_FRAMES; i++)
    {
      n_over += work[i] > FRAME_MS;
      if (work[i] > work[worst])
        worst = i;
    }
  line = bench_begin ("sidebar-scroll");
  bench_number (line, "rows", chat_conversation_list_get_n_rows (bench->list));
  bench_number (line, "rows_per_frame", speed);
  bench_number (line, "frames", N_FRAMES);
  bench_number (line, "work_max_ms", bench_max (work, N_FRAMES));
  bench_number (line, "worst_frame", worst);
  bench_number (line, "over_16_ms", n_over);
  bench_number (line, "work_median_ms", bench_median (work, N_FRAMES));
  bench_end (line);
}

static int
run_scroll (void)
{
  g_autoptr(GSettings) settings = chat_settings_new (NULL);
  ChatApplication *application = chat_application_new (G_APPLICATION_NON_UNIQUE, settings);
  Bench bench = { NULL };

  open_window (&bench, application);
  wait_until_usable (&bench);
  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    scroll (&bench, speeds[i]);
  return 0;
}

/* Itself, with the history in @home. Returns: what to read its output from. */
static int
start_child (const char *program,
             const char *what,
             const char *home,
             int        *pid)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
  int ends[2];

  g_assert_no_errno (pipe (ends));
  *pid = fork ();
  if (*pid == 0)
    {
      g_setenv ("XDG_DATA_HOME", home, TRUE);
      if (strcmp (what, "--start") == 0)
        dup2 (ends[1], STDOUT_FILENO);
      close (ends[0]);
      execl (program, program, what, now, NULL);
      _exit (127);
    }

  close (ends[1]);
  return ends[0];
}

static void
wait_for (int pid)
{
  int status;

  waitpid (pid, &status, 0);
  g_assert_cmpint (status, ==, 0);
}

static void
measure_start (const char *program,
               const char *home,
               double     *wall,
               double     *cpu)
{
  double times[2];
  int pid;
  int from = start_child (program, "--start", home, &pid);

  g_assert_cmpint (read (from, times, sizeof times), ==, sizeof times);
  close (from);
  wait_for (pid);
  *wall = times[0];
  *cpu = times[1];
}

static void
bench_start (const char *program,
             const char *empty,
             const char *full)
{
  double wall[2][N_STARTS], cpu[2][N_STARTS];
  GString *line = bench_begin ("window-start");
  double empty_wall, full_wall, empty_cpu, full_cpu;

  for (guint i = 0; i < N_STARTS; i++)
    {
      measure_start (program, empty, &wall[0][i], &cpu[0][i]);
      measure_start (program, full, &wall[1][i], &cpu[1][i]);
    }

  empty_wall = bench_median (wall[0], N_STARTS);
  full_wall = bench_median (wall[1], N_STARTS);
  empty_cpu = bench_median (cpu[0], N_STARTS);
  full_cpu = bench_median (cpu[1], N_STARTS);
  bench_number (line, "empty_ms", empty_wall);
  bench_number (line, "full_ms", full_wall);
  bench_number (line, "ratio", full_wall / empty_wall);
  bench_number (line, "empty_cpu_ms", empty_cpu);
  bench_number (line, "full_cpu_ms", full_cpu);
  bench_number (line, "cpu_ratio", full_cpu / empty_cpu);
  bench_end (line);
}

static void
bench_scroll (const char *program,
              const char *home)
{
  int pid;

  close (start_child (program, "--scroll", home, &pid));
  wait_for (pid);
}

/* (transfer full) A data folder with a history of so many conversations. */
static char *
make_home (guint n_conversations)
{
  const BenchHistory history = { n_conversations, n_conversations, n_conversations * 40 };
  char *home = g_dir_make_tmp ("bench-sidebar.XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (home, "claude-chat", NULL);

  if (n_conversations > 0)
    bench_history_write (&history, folder);
  return home;
}

static void
remove_home (char *home)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", home);

  if (system (command) != 0)
    g_printerr ("%s could not be removed\n", home);
  g_free (home);
}

int
main (int    argc,
      char **argv)
{
  int n_conversations = 50000;
  g_autofree char *given = NULL;
  const GOptionEntry entries[] = {
    { "conversations", 0, 0, G_OPTION_ARG_INT, &n_conversations, "How many are scrolled", "N" },
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &given,
      "Started with instead: what has claude-chat/history.db", "FOLDER" },
    { NULL },
  };
  g_autoptr(GOptionContext) options = g_option_context_new (NULL);
  g_autoptr(GError) error = NULL;
  char *empty, *full;

  if (argc == 3 && strcmp (argv[1], "--start") == 0)
    return run_start (g_ascii_strtoll (argv[2], NULL, 10));
  if (argc == 3 && strcmp (argv[1], "--scroll") == 0)
    return run_scroll ();

  g_option_context_add_main_entries (options, entries, NULL);
  if (!g_option_context_parse (options, &argc, &argv, &error))
    g_error ("%s", error->message);

  empty = make_home (0);
  full = make_home ((guint) n_conversations);
  bench_start (argv[0], empty, given != NULL ? given : full);
  bench_scroll (argv[0], full);
  remove_home (empty);
  remove_home (full);
  return 0;
}
