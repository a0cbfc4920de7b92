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

int
main (int    argc,
      char **argv)
{
  g_autoptr(ChatApplication) application = NULL;
  g_autoptr(GSettings) settings = NULL;
  g_autoptr(GError) error = NULL;

  chat_log_install ();
  chat_engine_prepare_process ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
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
