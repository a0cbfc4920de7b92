/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Kills an import at random moments: the database is sound, and the same import again ends with
 * what one that nobody killed ends with. --runs 1000 for many, --seed for others.
 */

#include "crash-check.h"

#include <glib/gstdio.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>

#define DEFAULT_RUNS 25
#define N_CONVERSATIONS 30
#define N_MESSAGES 24

/* A prompt and its replies, every third of them on a branch of its own. */
static void
write_messages (GString *out,
                guint    conversation)
{
  for (guint i = 0; i < N_MESSAGES; i++)
    {
      guint parent = i >= 4 && i % 3 == 0 ? i - 3 : i - 1;

      g_string_append_printf (out, "%s\n{\"id\":\"%08x-0000-4000-8000-%012x\",\"parent\":",
                              i > 0 ? "," : "", conversation, i);
      if (i == 0)
        g_string_append (out, "null");
      else
        g_string_append_printf (out, "\"%08x-0000-4000-8000-%012x\"", conversation, parent);
      g_string_append_printf (out, ",\"role\":\"%s\",\"state\":\"complete\","
                              "\"created\":\"2026-11-%02uT10:%02u:00.000Z\",\"content\":["
                              "{\"type\":\"text\",\"text\":\"Message %u of conversation %u\"}]}",
                              i % 2 == 0 ? "user" : "assistant", 1 + conversation % 20, i,
                              i, conversation);
    }
}

static char *
write_source (const char *folder)
{
  g_autoptr(GString) out =
    g_string_new ("{\"format\":\"claude-chat\",\"version\":1,\"conversations\":[");
  char *path = g_build_filename (folder, "source.json", NULL);

  for (guint i = 0; i < N_CONVERSATIONS; i++)
    {
      g_string_append_printf (out, "%s\n{\"id\":\"%08x-1111-4111-8111-111111111111\",\"title\":"
                              "\"Conversation %u\",\"created\":\"2026-11-%02uT10:00:00.000Z\","
                              "\"updated\":\"2026-11-%02uT11:%02u:00.000Z\",\"messages\":[",
                              i > 0 ? "," : "", i, i, 1 + i % 20, 1 + i % 20, i);
      write_messages (out, i);
      g_string_append (out, "]}");
    }
  g_string_append (out, "\n]}\n");
  g_assert_true (g_file_set_contents (path, out->str, (gssize) out->len, NULL));
  return path;
}

static GPid
start (const char *home,
       const char *verb,
       const char *argument,
       const char *option)
{
  char *argv[] = {
    (char *) g_getenv ("CHAT_CLI"), (char *) verb, (char *) argument, (char *) option, NULL,
  };
  g_auto(GStrv) environment = g_environ_setenv (g_get_environ (), "XDG_DATA_HOME", home, TRUE);
  g_autoptr(GError) error = NULL;
  GPid pid;

  g_spawn_async (NULL, argv, environment,
                 G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL
                 | G_SPAWN_STDERR_TO_DEV_NULL,
                 NULL, NULL, &pid, &error);
  g_assert_no_error (error);
  return pid;
}

static int
wait_for (GPid pid)
{
  int status;

  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  return status;
}

static void
import (const char *home,
        const char *source)
{
  g_assert_cmpint (wait_for (start (home, "import", source, NULL)), ==, 0);
}

static char *
export (const char *home)
{
  g_autofree char *path = g_build_filename (home, "out.json", NULL);
  g_autofree char *output = g_strconcat ("--output=", path, NULL);
  char *text = NULL;

  g_assert_cmpint (wait_for (start (home, "export", "--format=json", output)), ==, 0);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* TRUE if it was still at work. */
static gboolean
kill_import (const char *home,
             const char *source,
             int         life_ms)
{
  GPid pid = start (home, "import", source, NULL);
  int status;

  poll (NULL, 0, life_ms);
  kill (pid, SIGKILL);
  status = wait_for (pid);
  return WIFSIGNALED (status);
}

static void
check_left_overs (const char *home)
{
  g_autofree char *folder = g_build_filename (home, "claude-chat", NULL);
  g_autofree char *path = g_build_filename (folder, "history.db", NULL);
  g_autofree char *copy = NULL;
  g_autofree char *found = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return;

  copy = crash_make_folder ();
  crash_copy_database (folder, copy);
  found = crash_check (copy);
  crash_remove_folder (copy);
}

/* Line by line: a failure shows the one that differs. */
static void
assert_equal (const char *found,
              const char *expected)
{
  g_auto(GStrv) found_lines = g_strsplit (found, "\n", -1);
  g_auto(GStrv) expected_lines = g_strsplit (expected, "\n", -1);

  for (guint i = 0; found_lines[i] != NULL && expected_lines[i] != NULL; i++)
    g_assert_cmpstr (found_lines[i], ==, expected_lines[i]);
  g_assert_cmpuint (g_strv_length (found_lines), ==, g_strv_length (expected_lines));
}

static gboolean
die_once (const char *source,
          const char *expected,
          int         life_ms)
{
  g_autofree char *home = crash_make_folder ();
  gboolean killed = kill_import (home, source, life_ms);
  g_autofree char *found = NULL;

  check_left_overs (home);
  import (home, source);
  found = export (home);
  assert_equal (found, expected);
  crash_remove_folder (home);
  return killed;
}

int
main (int    argc,
      char **argv)
{
  guint n_runs = crash_get_number (argc, argv, "--runs", DEFAULT_RUNS);
  g_autoptr(GRand) random = g_rand_new_with_seed (crash_get_number (argc, argv, "--seed", 1));
  g_autofree char *home = crash_make_folder ();
  g_autofree char *source = write_source (home);
  gint64 started_us = g_get_monotonic_time ();
  g_autofree char *expected = NULL;
  int longest_ms;
  guint n_killed = 0;

  import (home, source);
  longest_ms = (int) ((g_get_monotonic_time () - started_us) / 1000) + 1;
  expected = export (home);
  for (guint i = 0; i < n_runs; i++)
    n_killed += die_once (source, expected, g_rand_int_range (random, 0, longest_ms));
  crash_remove_folder (home);

  printf ("1..1\nok 1 /crash/import\n# killed %u of %u imports within %d ms\n", n_killed, n_runs,
          longest_ms);
  return 0;
}
