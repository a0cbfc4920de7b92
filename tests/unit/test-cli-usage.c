/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was paid, and the budget, from a shell.
 */

#include "test-shell.h"
#include "test-support.h"

#include <signal.h>
#include <string.h>

#define MODEL "claude-opus-5"

/* A dollar for a thousand tokens: whatever the demo server counts, the sum is above a cent. */
#define PRICES "{\"format\":1,\"lists\":[{\"servers\":[\"local\"],\"models\":{\"" MODEL "\":" \
               "{\"input\":1000,\"output\":1000,\"cache_write_5m\":1000,\"cache_read\":1000}}}]}"

typedef struct
{
  Shell        shell;
  GSubprocess *server;
  char        *url;
} Fixture;

static void
write_file (Fixture    *self,
            const char *name,
            const char *content)
{
  g_autofree char *path = g_build_filename (self->shell.config, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, content, -1, NULL));
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  static const char * const arguments[] = { "demo-server", "--speed", "1000", NULL };
  g_autoptr(GDataInputStream) output = NULL;
  g_autofree char *line = NULL;

  shell_set_up (&self->shell, NULL);
  write_file (self, "claude-chat/prices.json", PRICES);
  self->server = shell_start (&self->shell, arguments);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->server));
  line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
  g_assert_true (g_str_has_prefix (line, "listening on "));
  self->url = g_strdup (line + strlen ("listening on "));
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_subprocess_send_signal (self->server, SIGTERM);
  g_subprocess_wait (self->server, NULL, NULL);
  g_clear_object (&self->server);
  g_free (self->url);
  shell_tear_down (&self->shell, NULL);
}

static void
set_budget (Fixture    *self,
            const char *dollars,
            const char *stops)
{
  g_autofree char *content = g_strdup_printf ("[org/example/ClaudeChat]\nmonthly-budget=%s\n"
                                              "budget-stops=%s\n", dollars, stops);

  write_file (self, "glib-2.0/settings/keyfile", content);
}

#define ask(self, status, ...) \
  shell_run (&self->shell, status, "ask", "--auth", "none", "--base-url", self->url, \
             "--model", MODEL, "hello", __VA_ARGS__)

/* Returns: (transfer full) the id of the new conversation */
static char *
ask_new (Fixture *self)
{
  ask (self, 0, "--new");
  g_assert_true (g_str_has_prefix (self->shell.err, "conversation "));
  return g_strstrip (g_strdup (self->shell.err + strlen ("conversation ")));
}

static void
test_usage (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *first = ask_new (self);
  g_autofree char *second = ask_new (self);
  g_autofree char *beginning = g_strndup (first, 8);

  shell_run (&self->shell, 0, "usage", "--by", "all", "--json");
  g_assert_nonnull (strstr (self->shell.out, "\"replies\":2,\"unclear\":0,"));
  g_assert_null (strstr (self->shell.out, "\"cost_usd\":0,"));
  shell_run (&self->shell, 0, "usage", "--by", "all", "--json", "--conversation", second);
  g_assert_nonnull (strstr (self->shell.out, "\"replies\":1,"));
  shell_run (&self->shell, 0, "usage", "--by", "model", "--conversation", beginning);
  g_assert_nonnull (strstr (self->shell.out, MODEL));
  g_assert_nonnull (strstr (self->shell.out, " $"));
  shell_run (&self->shell, 2, "usage", "--conversation", "nobody");
  shell_run (&self->shell, 2, "usage", "--by", "year");
}

static void
test_within_budget (Fixture       *self,
                    gconstpointer  data)
{
  g_autofree char *id = ask_new (self);

  set_budget (self, "1000000.0", "true");
  ask (self, 0, "--conversation", id);
  g_assert_cmpstr (self->shell.err, ==, "");
}

static void
test_over_budget (Fixture       *self,
                  gconstpointer  data)
{
  g_autofree char *id = ask_new (self);

  set_budget (self, "0.01", "true");
  ask (self, 4, "--conversation", id);
  g_assert_cmpstr (self->shell.out, ==, "");
  g_assert_nonnull (strstr (self->shell.err, "budget of $0.01 are spent. Nothing"));
  ask (self, 4, "--json");
  shell_run (&self->shell, 0, "usage", "--by", "all", "--json");
  g_assert_nonnull (strstr (self->shell.out, "\"replies\":1,"));
  ask (self, 0, "--over-budget");
  g_assert_cmpstr (self->shell.out, !=, "");
}

static void
test_warning (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *id = ask_new (self);

  set_budget (self, "0.01", "false");
  ask (self, 0, "--conversation", id);
  g_assert_cmpstr (self->shell.out, !=, "");
  g_assert_nonnull (strstr (self->shell.err, "of this month’s budget of $0.01 are spent.\n"));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/cli-usage/usage", test_usage);
  ADD ("/cli-usage/within-budget", test_within_budget);
  ADD ("/cli-usage/over-budget", test_over_budget);
  ADD ("/cli-usage/warning", test_warning);

  return g_test_run ();
}
