/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * claude-chat, the program with the window.
 */

#include "config.h"

#include "chat-application.h"
#include "chat-engine.h"
#include "chat-log.h"
#include "chat-settings.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdlib.h>

/* In a build tree they are beside the program. Returns: (transfer full) */
static char *
dup_locale_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;
  g_autofree char *built = folder != NULL ? g_build_filename (folder, "../po", NULL) : NULL;

  return built != NULL && g_file_test (built, G_FILE_TEST_IS_DIR) ? g_steal_pointer (&built)
                                                                  : g_strdup (LOCALEDIR);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(ChatApplication) application = NULL;
  g_autoptr(GSettings) settings = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *locale_folder = dup_locale_folder ();

  chat_log_install ();
  chat_engine_prepare_process ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  g_set_application_name (_("Claude Chat"));
  settings = chat_settings_new (&error);
  if (settings == NULL)
    {
      g_printerr ("claude-chat: %s\n", error->message);
      return EXIT_FAILURE;
    }

  application = chat_application_new (G_APPLICATION_DEFAULT_FLAGS, settings);

  return g_application_run (G_APPLICATION (application), argc, argv);
}
