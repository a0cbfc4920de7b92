/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is opened for the first time, over the window or from the background: work until its first
 * frame is drawn, and the longest that the main loop does anything at a time until all is there.
 */

#include "bench-support.h"

#include "chat-application.h"
#include "chat-demo-server.h"
#include "chat-model-popover.h"
#include "chat-model-row.h"
#include "chat-preferences-window.h"
#include "chat-quick-window.h"
#include "chat-settings.h"
#include "chat-view.h"
#include "chat-window.h"
#include "test-support.h"

#include <sys/wait.h>
#include <unistd.h>

#define N_RUNS   9
#define N_MODELS 500

/* What the window and what is opened have left to do, in rounds of the main loop. */
#define SETTLE_MS 1500
#define REST_MS   700

/* From the key to the first frame. */
#define QUICK_GOAL_MS 100

typedef struct
{
  double cpu_ms;        /* until the first frame is drawn */
  double wall_ms;
  double longest_ms;    /* one round of the main loop, with all that comes later */
  double n_rows;        /* of models, in the first frame */
} Result;

typedef struct
{
  GApplication *application;
  GtkWidget    *window;    /* NULL: the program is in the background */
  GtkWidget    *opened;    /* NULL until it is there */
  GType         type;
  gboolean      drawn;
} Stage;

static gboolean
over_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

/* Returns: the most that this thread worked in one round of the main loop, in ms */
static double
run_for (guint ms)
{
  gboolean over = FALSE;
  double longest = 0;

  g_timeout_add (ms, over_cb, &over);
  while (!over)
    {
      double start = bench_thread_ms ();

      g_main_context_iteration (NULL, TRUE);
      longest = MAX (longest, bench_thread_ms () - start);
    }

  return longest;
}

static guint
count_rows (GtkWidget *root)
{
  guint n_rows = CHAT_IS_MODEL_ROW (root) && gtk_widget_get_mapped (root) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n_rows += count_rows (child);

  return n_rows;
}

static GtkWidget *
find_child (GtkWidget *root,
            GType      type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (root), type) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_child (child, type);

  return found;
}

static GtkWidget *
find_opened (Stage *stage)
{
  GListModel *windows = gtk_window_get_toplevels ();

  if (!g_type_is_a (stage->type, GTK_TYPE_WINDOW))
    return find_child (stage->window, stage->type);

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), stage->type))
        return window;
    }

  return NULL;
}

static void
after_cb (GdkFrameClock *clock,
          Stage         *stage)
{
  stage->drawn = stage->drawn || gtk_widget_get_mapped (stage->opened);
}

static void
open (Stage      *stage,
      const char *action,
      Result     *result)
{
  const double cpu = bench_thread_ms ();
  const gint64 wall = g_get_monotonic_time ();
  double start = cpu;

  if (stage->window != NULL)
    gtk_widget_activate_action (stage->window, action, NULL);
  else
    g_action_group_activate_action (G_ACTION_GROUP (stage->application), action, NULL);
  stage->opened = find_opened (stage);
  g_assert_nonnull (stage->opened);
  while (gtk_widget_get_frame_clock (stage->opened) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_signal_connect_after (gtk_widget_get_frame_clock (stage->opened), "after-paint",
                          G_CALLBACK (after_cb), stage);
  while (!stage->drawn)
    {
      result->longest_ms = MAX (result->longest_ms, bench_thread_ms () - start);
      start = bench_thread_ms ();
      g_main_context_iteration (NULL, TRUE);
    }
  result->longest_ms = MAX (result->longest_ms, bench_thread_ms () - start);
  result->cpu_ms = bench_thread_ms () - cpu;
  result->wall_ms = (double) (g_get_monotonic_time () - wall) / 1000;
  result->n_rows = count_rows (stage->opened);
}

static void
show_window (Stage       *stage,
             ChatEngine  *engine,
             ChatProfile *profile)
{
  g_application_activate (stage->application);
  stage->window =
    GTK_WIDGET (gtk_application_get_active_window (GTK_APPLICATION (stage->application)));
  while (chat_models_get_state (chat_engine_get_models (engine, profile)) != CHAT_MODELS_READY)
    g_main_context_iteration (NULL, TRUE);
}

static Result
measure (GType       type,
         const char *action)
{
  g_autoptr(GSettings) settings = chat_settings_new (NULL);
  ChatApplication *application = chat_application_new (G_APPLICATION_NON_UNIQUE, settings);
  ChatDemoServer *server = chat_demo_server_new ();
  g_autofree char *models = test_write_models (N_MODELS);
  g_autoptr(ChatProfile) profile = NULL;
  ChatEngine *engine;
  Stage stage = { .application = G_APPLICATION (application), .type = type };
  Result result = { 0 };
  double rest_ms;

  chat_demo_server_start (server, 0, NULL);
  chat_demo_server_set_script (server, models, NULL);
  profile = chat_profile_new ("Bench", chat_demo_server_get_url (server));
  g_application_register (stage.application, NULL, NULL);
  engine = chat_application_get_engine (application);
  chat_engine_set_profile (engine, profile);
  if (type != CHAT_TYPE_QUICK_WINDOW)
    show_window (&stage, engine, profile);
  run_for (SETTLE_MS);

  open (&stage, action, &result);
  rest_ms = run_for (REST_MS);
  result.longest_ms = MAX (result.longest_ms, rest_ms);

  return result;
}

/* In a process of its own: only the first time is long. */
static Result
measure_apart (GType       type,
               const char *action)
{
  Result result;
  int ends[2];
  int pid;

  g_assert_no_errno (pipe (ends));
  pid = fork ();
  if (pid == 0)
    {
      adw_init ();
      result = measure (type, action);
      _exit (write (ends[1], &result, sizeof result) == sizeof result ? 0 : 1);
    }

  close (ends[1]);
  g_assert_cmpint (read (ends[0], &result, sizeof result), ==, sizeof result);
  waitpid (pid, NULL, 0);
  close (ends[0]);

  return result;
}

static void
bench (const char *name,
       GType       type,
       const char *action)
{
  double cpu[N_RUNS];
  double wall[N_RUNS];
  double longest[N_RUNS];
  double n_rows = 0;
  GString *line = bench_begin (name);

  for (guint i = 0; i < N_RUNS; i++)
    {
      const Result result = measure_apart (type, action);

      cpu[i] = result.cpu_ms;
      wall[i] = result.wall_ms;
      longest[i] = result.longest_ms;
      n_rows = result.n_rows;
    }
  bench_number (line, "first_frame_cpu_ms", bench_median (cpu, N_RUNS));
  bench_number (line, "first_frame_wall_ms", bench_median (wall, N_RUNS));
  bench_number (line, "longest_ms", bench_median (longest, N_RUNS));
  if (type == CHAT_TYPE_MODEL_POPOVER)
    bench_number (line, "rows", n_rows);
  if (type == CHAT_TYPE_QUICK_WINDOW)
    bench_number (line, "goal_wall_ms", QUICK_GOAL_MS);
  bench_end (line);
}

int
main (void)
{
  bench ("opening-models", CHAT_TYPE_MODEL_POPOVER, "win.choose-model");
  bench ("opening-quick-ask", CHAT_TYPE_QUICK_WINDOW, "quick-ask");
  bench ("opening-preferences", CHAT_TYPE_PREFERENCES_WINDOW, "win.open-preferences");
  return 0;
}
