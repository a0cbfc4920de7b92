/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The search provider as the desktop has it, over a session bus of its own: how soon it answers
 * when it must be started, beside a service that does nothing, and while somebody types.
 */

#include "config.h"

#include "bench-history.h"
#include "bench-support.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PROVIDER_NAME APPLICATION_ID ".SearchProvider"
#define EMPTY_NAME "org.example.Empty"
#define PROVIDER_INTERFACE "org.gnome.Shell.SearchProvider2"

#define GOAL_MS 20

#define N_STARTS 9
#define N_COLD_STARTS 3
#define N_RUNS 9
#define N_TYPINGS 5

/* As many as the desktop shows. */
#define N_SHOWN 5

typedef struct
{
  GTestDBus       *bus;
  GDBusConnection *connection;
  char            *home;        /* what the provider takes for the user's data */
  char            *database;
  GMainLoop       *loop;
  guint            n_awaited;
} Bench;

/* What an answer cost: time here, and CPU of the program that gave it. */
typedef struct
{
  double ms;
  double cpu_ms;
} Cost;

/* A service of GApplication that does nothing. */
static int
run_empty (const char *program)
{
  g_autoptr(GApplication) application = g_application_new (EMPTY_NAME, G_APPLICATION_IS_SERVICE);
  char *arguments[] = { (char *) program, NULL };

  g_application_set_inactivity_timeout (application, 30000);
  return g_application_run (application, 1, arguments);
}

static void
write_service (const Bench *self,
               const char  *name,
               const char  *command)
{
  g_autofree char *file = g_strconcat (name, ".service", NULL);
  g_autofree char *path = g_build_filename (self->home, file, NULL);
  g_autofree char *whole = g_canonicalize_filename (command, NULL);
  g_autofree char *text = g_strdup_printf ("[D-BUS Service]\nName=%s\nExec=%s\n", name, whole);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
start_bus (Bench      *self,
           const char *program,
           const char *provider,
           const char *folder)
{
  g_autofree char *empty = g_strconcat (program, " --empty", NULL);
  g_autofree char *target = g_canonicalize_filename (folder, NULL);
  g_autofree char *link = NULL;

  self->home = g_dir_make_tmp ("bench-provider.XXXXXX", NULL);
  self->database = g_build_filename (folder, "history.db", NULL);
  link = g_build_filename (self->home, "claude-chat", NULL);
  g_assert_no_errno (symlink (target, link));
  g_setenv ("XDG_DATA_HOME", self->home, TRUE);
  write_service (self, PROVIDER_NAME, provider);
  write_service (self, EMPTY_NAME, empty);

  self->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_add_service_dir (self->bus, self->home);
  g_test_dbus_up (self->bus);
  self->connection =
    g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (self->bus),
                                            G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                            G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                            NULL, NULL, NULL);
  self->loop = g_main_loop_new (NULL, FALSE);
}

static void
stop_bus (Bench *self)
{
  g_clear_object (&self->connection);
  g_test_dbus_down (self->bus);
  g_object_unref (self->bus);
  g_main_loop_unref (self->loop);
  bench_history_remove (self->home);
  g_free (self->home);
  g_free (self->database);
}

/* (transfer full) */
static GVariant *
call (const Bench *self,
      const char  *name,
      const char  *path,
      const char  *interface,
      const char  *method,
      GVariant    *parameters)
{
  g_autoptr(GError) error = NULL;
  GVariant *answer = g_dbus_connection_call_sync (self->connection, name, path, interface, method,
                                                  parameters, NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                                                  NULL, &error);

  if (answer == NULL)
    g_error ("%s: %s", method, error->message);
  return answer;
}

/* Where GApplication has the object of a program called @name. */
static char *
dup_path (const char *name)
{
  return g_strdelimit (g_strconcat ("/", name, NULL), ".", '/');
}

static GVariant *
ask (const Bench *self,
     const char  *method,
     GVariant    *parameters)
{
  g_autofree char *path = dup_path (PROVIDER_NAME);

  return call (self, PROVIDER_NAME, path, PROVIDER_INTERFACE, method, parameters);
}

static guint32
get_pid (const Bench *self,
         const char  *name)
{
  g_autoptr(GVariant) answer = call (self, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                     "org.freedesktop.DBus", "GetConnectionUnixProcessID",
                                     g_variant_new ("(s)", name));
  guint32 pid;

  g_variant_get (answer, "(u)", &pid);
  return pid;
}

/* Of all its threads, those that have ended, too. */
static double
get_cpu_ms (guint32 pid)
{
  clockid_t clock;
  struct timespec time;

  g_assert_cmpint (clock_getcpuclockid ((pid_t) pid, &clock), ==, 0);
  g_assert_no_errno (clock_gettime (clock, &time));
  return (double) time.tv_sec * 1000 + (double) time.tv_nsec / 1e6;
}

static void
vanished_cb (GDBusConnection *connection,
             const char      *name,
             gpointer         user_data)
{
  g_main_loop_quit (((Bench *) user_data)->loop);
}

static void
end_service (const Bench *self,
             const char  *name)
{
  guint watch;

  g_assert_no_errno (kill ((pid_t) get_pid (self, name), SIGTERM));
  watch = g_bus_watch_name_on_connection (self->connection, name, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                          NULL, vanished_cb, (gpointer) self, NULL);
  g_main_loop_run (self->loop);
  g_bus_unwatch_name (watch);
}

/* From the question that starts it to the answer. */
static Cost
start_empty (const Bench *self)
{
  g_autofree char *path = dup_path (EMPTY_NAME);
  gint64 started = g_get_monotonic_time ();
  Cost cost;

  g_variant_unref (call (self, EMPTY_NAME, path, "org.gtk.Actions", "List", NULL));
  cost.ms = (double) (g_get_monotonic_time () - started) / 1000;
  cost.cpu_ms = get_cpu_ms (get_pid (self, EMPTY_NAME));
  end_service (self, EMPTY_NAME);
  return cost;
}

static Cost
start_provider (const Bench *self)
{
  gint64 started = g_get_monotonic_time ();
  Cost cost;

  g_variant_unref (ask (self, "GetInitialResultSet", g_variant_new_parsed ("(['conter'],)")));
  cost.ms = (double) (g_get_monotonic_time () - started) / 1000;
  cost.cpu_ms = get_cpu_ms (get_pid (self, PROVIDER_NAME));
  end_service (self, PROVIDER_NAME);
  return cost;
}

/* As after the computer was started: nothing of the history is in memory. */
static Cost
start_cold (const Bench *self)
{
  int fd = g_open (self->database, O_RDONLY, 0);

  g_assert_no_errno (fd);
  g_assert_no_errno (fsync (fd));
  g_assert_cmpint (posix_fadvise (fd, 0, 0, POSIX_FADV_DONTNEED), ==, 0);
  g_assert_no_errno (close (fd));
  return start_provider (self);
}

static void
bench_starts (const Bench *self,
              const char  *what,
              Cost       (*start) (const Bench *self),
              guint        n_starts)
{
  GString *line = bench_begin ("provider-start");
  double times[N_STARTS];
  double cpu[N_STARTS];

  for (guint i = 0; i < n_starts; i++)
    {
      Cost cost = start (self);

      times[i] = cost.ms;
      cpu[i] = cost.cpu_ms;
    }
  bench_text (line, "what", what);
  bench_number (line, "median_ms", bench_median (times, n_starts));
  bench_number (line, "max_ms", bench_max (times, n_starts));
  bench_number (line, "median_cpu_ms", bench_median (cpu, n_starts));
  bench_number (line, "max_cpu_ms", bench_max (cpu, n_starts));
  bench_end (line);
}

/* @before: "as", what was found for the letters up to here, or NULL. Returns: (transfer full) "as" */
static GVariant *
search (const Bench *self,
        const char  *typed,
        GVariant    *before)
{
  g_auto(GStrv) terms = g_strsplit (typed, " ", -1);
  g_autoptr(GVariant) answer = before == NULL
    ? ask (self, "GetInitialResultSet", g_variant_new ("(^as)", terms))
    : ask (self, "GetSubsearchResultSet", g_variant_new ("(@as^as)", before, terms));

  return g_variant_get_child_value (answer, 0);
}

/* Of the first that were found. Returns: milliseconds */
static double
describe (const Bench *self,
          GVariant    *ids)
{
  GVariantBuilder shown;
  gint64 started = g_get_monotonic_time ();

  g_variant_builder_init (&shown, G_VARIANT_TYPE_STRING_ARRAY);
  for (gsize i = 0; i < MIN (g_variant_n_children (ids), N_SHOWN); i++)
    g_variant_builder_add_value (&shown, g_variant_get_child_value (ids, i));
  g_variant_unref (ask (self, "GetResultMetas", g_variant_new ("(as)", &shown)));
  return (double) (g_get_monotonic_time () - started) / 1000;
}

static void
bench_search (const Bench *self,
              const char  *typed,
              gboolean     as_subsearch)
{
  GString *line = bench_begin ("provider-search");
  g_autoptr(GVariant) ids = NULL;
  guint32 pid = get_pid (self, PROVIDER_NAME);
  double times[N_RUNS];
  double cpu[N_RUNS];
  double metas[N_RUNS];
  double first;

  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autoptr(GVariant) before = as_subsearch && ids != NULL ? g_steal_pointer (&ids) : NULL;
      double cpu_before = get_cpu_ms (pid);
      gint64 started = g_get_monotonic_time ();

      g_clear_pointer (&ids, g_variant_unref);
      ids = search (self, typed, before);
      times[i] = (double) (g_get_monotonic_time () - started) / 1000;
      cpu[i] = get_cpu_ms (pid) - cpu_before;
      metas[i] = describe (self, ids);
    }
  first = times[0];

  bench_text (line, "typed", typed);
  bench_number (line, "results", (double) g_variant_n_children (ids));
  bench_number (line, "first_ms", first);
  bench_number (line, "median_ms", bench_median (times, N_RUNS));
  bench_number (line, "max_ms", bench_max (times, N_RUNS));
  bench_number (line, "median_cpu_ms", bench_median (cpu, N_RUNS));
  bench_number (line, "max_cpu_ms", bench_max (cpu, N_RUNS));
  bench_number (line, "metas_median_ms", bench_median (metas, N_RUNS));
  bench_number (line, "metas_max_ms", bench_max (metas, N_RUNS));
  bench_number (line, "goal_ms", GOAL_MS);
  bench_end (line);
}

static void
bench_searches (const Bench *self)
{
  static const char * const typed[] = {
    "c", "co", "con", "cont", "conte", "conter", "t", "th", "the", "the f", "the fi", "the file",
    BENCH_RARE_WORD, "東", "東京", "nowherefound", "a is of the to and in", "role:user",
  };

  g_variant_unref (search (self, BENCH_COMMON_WORD, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    bench_search (self, typed[i], i % 2 == 1);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Bench *self = user_data;
  g_autoptr(GVariant) answer =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  g_assert_nonnull (answer);
  if (--self->n_awaited == 0)
    g_main_loop_quit (self->loop);
}

/* Each letter before the one before is answered. Returns: milliseconds from the last one */
static double
type (Bench      *self,
      const char *text)
{
  g_autofree char *path = dup_path (PROVIDER_NAME);
  gint64 started = 0;

  for (gsize length = 1; length <= strlen (text); length++)
    {
      g_autofree char *typed = g_strndup (text, length);
      g_auto(GStrv) terms = g_strsplit (typed, " ", -1);

      started = g_get_monotonic_time ();
      self->n_awaited++;
      g_dbus_connection_call (self->connection, PROVIDER_NAME, path, PROVIDER_INTERFACE,
                              "GetInitialResultSet", g_variant_new ("(^as)", terms), NULL,
                              G_DBUS_CALL_FLAGS_NONE, -1, NULL, answered_cb, self);
    }
  g_main_loop_run (self->loop);
  return (double) (g_get_monotonic_time () - started) / 1000;
}

static void
bench_typing (Bench *self)
{
  static const char text[] = "the file contents of";
  GString *line = bench_begin ("provider-typing");
  double times[N_TYPINGS];

  for (guint i = 0; i < N_TYPINGS; i++)
    times[i] = type (self, text);
  bench_text (line, "typed", text);
  bench_number (line, "median_ms", bench_median (times, N_TYPINGS));
  bench_number (line, "max_ms", bench_max (times, N_TYPINGS));
  bench_end (line);
}

int
main (int    argc,
      char **argv)
{
  BenchHistory history = { 200, 6000, 12 << 20 };
  Bench bench = { 0 };
  g_autofree char *folder = NULL;
  gboolean is_kept;

  if (argc == 2 && strcmp (argv[1], "--empty") == 0)
    return run_empty (argv[0]);

  folder = bench_history_prepare (&history, &argc, &argv, &is_kept);
  g_assert_cmpint (argc, ==, 2);
  start_bus (&bench, argv[0], argv[1], folder);

  bench_starts (&bench, "a service that does nothing", start_empty, N_STARTS);
  bench_starts (&bench, "the provider", start_provider, N_STARTS);
  bench_starts (&bench, "the provider, nothing in memory", start_cold, N_COLD_STARTS);
  bench_searches (&bench);
  bench_typing (&bench);

  stop_bus (&bench);
  if (!is_kept)
    bench_history_remove (folder);
  return 0;
}
