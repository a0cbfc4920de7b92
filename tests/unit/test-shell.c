/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program of the shell, started as a user starts it.
 */

#include "test-shell.h"

void
shell_set_up (Shell         *self,
              gconstpointer  data)
{
  self->data = g_build_filename (g_get_home_dir (), "data-XXXXXX", NULL);
  g_assert_nonnull (g_mkdtemp (self->data));
  self->config = g_strconcat (self->data, ".config", NULL);
}

void
shell_tear_down (Shell         *self,
                 gconstpointer  data)
{
  g_free (self->data);
  g_free (self->config);
  g_free (self->out);
  g_free (self->err);
  g_free (self->output);
}

GSubprocess *
shell_start (Shell              *self,
             const char * const *arguments)
{
  GSubprocessFlags output = self->output == NULL ? G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                                 : G_SUBPROCESS_FLAGS_NONE;
  g_autoptr(GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (output | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  GSubprocess *process;

  g_ptr_array_add (argv, (char *) g_getenv ("CHAT_CLI"));
  for (gsize i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (char *) arguments[i]);
  g_ptr_array_add (argv, NULL);

  g_subprocess_launcher_set_stdout_file_path (launcher, self->output);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", self->data, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", self->config, TRUE);
  g_subprocess_launcher_setenv (launcher, "GSETTINGS_BACKEND", "keyfile", TRUE);
  g_subprocess_launcher_setenv (launcher, "LC_ALL", "C.UTF-8", TRUE);
  g_subprocess_launcher_setenv (launcher, "TZ", "UTC", TRUE);
  process = g_subprocess_launcher_spawnv (launcher, (const char * const *) argv->pdata, &error);
  g_assert_no_error (error);
  return process;
}

void
shell_finish (Shell       *self,
              GSubprocess *process)
{
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&self->out, g_free);
  g_clear_pointer (&self->err, g_free);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &self->out, &self->err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  self->status = g_subprocess_get_exit_status (process);
}

void
shell_run_list (Shell              *self,
                int                 status,
                const char * const *arguments)
{
  g_autoptr(GSubprocess) process = shell_start (self, arguments);

  shell_finish (self, process);
  if (self->status != status)
    g_test_message ("%s: %s", arguments[0], self->err);
  g_assert_cmpint (self->status, ==, status);
}
