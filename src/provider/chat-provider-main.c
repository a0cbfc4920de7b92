/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * claude-chat-search-provider: finds conversations for the desktop's search, without the window.
 */

#include "config.h"

#include "chat-provider.h"
#include "chat-settings.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <malloc.h>
#include <stdlib.h>

/* Bytes that are free and stay ours. While somebody writes, each search has a connection of its
 * own; when that is closed, before the answer, all it has read would go back to the system page by
 * page, which takes longer than the search. */
#define KEPT_BYTES (16 * 1024 * 1024)

int
main (int    argc,
      char **argv)
{
  g_autoptr(ChatProvider) provider = NULL;
  g_autoptr(GSettings) settings = NULL;
  g_autoptr(GError) error = NULL;

#ifdef M_TRIM_THRESHOLD
  mallopt (M_TRIM_THRESHOLD, KEPT_BYTES);
#endif

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  g_set_application_name (_("Claude Chat"));
  settings = chat_settings_new (&error);
  if (settings == NULL)
    {
      g_printerr ("claude-chat-search-provider: %s\n", error->message);
      return EXIT_FAILURE;
    }

  provider = chat_provider_new (settings);

  return g_application_run (G_APPLICATION (provider), argc, argv);
}
