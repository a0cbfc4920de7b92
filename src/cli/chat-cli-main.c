/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * claude-chat-cli: finds the subcommand.
 */

#include "config.h"

#include "chat-cli.h"
#include "chat-engine.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

static const struct
{
  const char *name;
  int       (*run) (int argc, char **argv);
  const char *summary;
} commands[] = {
  { "ask", chat_cli_ask, N_("Ask Claude and print the reply as it comes") },
  { "list", chat_cli_list, N_("List the conversations") },
  { "show", chat_cli_show, N_("Print a conversation") },
  { "search", chat_cli_search, N_("Search through all conversations") },
  { "usage", chat_cli_usage, N_("Print what was used and paid") },
  { "export", chat_cli_export, N_("Write conversations as Markdown, JSON or HTML") },
  { "import", chat_cli_import, N_("Add conversations of an export") },
  { "replay", chat_cli_replay, N_("Read a recorded stream and print what it means") },
  { "demo-server", chat_cli_demo_server, N_("Play a Messages API on this computer") },
};

static void
print_help (void)
{
  g_print ("%s\n  claude-chat-cli %s\n\n%s\n", _("Usage:"), _("COMMAND [OPTION…]"), _("Commands:"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-14s %s\n", commands[i].name, _(commands[i].summary));
  g_print ("\n%s\n", _("“claude-chat-cli COMMAND --help” tells a command's options."));
}

static void
set_up_language (void)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

int
main (int    argc,
      char **argv)
{
  chat_engine_prepare_process ();
  set_up_language ();
  g_set_prgname ("claude-chat-cli");

  if (argc >= 2 && (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "help") == 0))
    {
      print_help ();
      return CHAT_EXIT_OK;
    }
  if (argc >= 2 && strcmp (argv[1], "--version") == 0)
    {
      g_print ("%s %s\n", PACKAGE_NAME, PACKAGE_VERSION);
      return CHAT_EXIT_OK;
    }

  for (gsize i = 0; argc >= 2 && i < G_N_ELEMENTS (commands); i++)
    {
      if (strcmp (argv[1], commands[i].name) == 0)
        return commands[i].run (argc - 1, argv + 1);
    }

  if (argc >= 2)
    g_printerr (_("claude-chat-cli: there is no command “%s”. Try “claude-chat-cli --help”.\n"),
                argv[1]);
  else
    print_help ();
  return CHAT_EXIT_USAGE;
}
