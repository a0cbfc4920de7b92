/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * claude-chat, the program with the window.
 */

#include "config.h"

#include "chat-application.h"
#include "chat-engine.h"

#include <glib/gi18n.h>
#include <locale.h>

int
main (int    argc,
      char **argv)
{
  g_autoptr(ChatApplication) application = NULL;

  chat_engine_prepare_process ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  g_set_application_name (_("Claude Chat"));
  application = chat_application_new (G_APPLICATION_DEFAULT_FLAGS);

  return g_application_run (G_APPLICATION (application), argc, argv);
}
