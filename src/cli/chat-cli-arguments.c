/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Arguments of the subcommands.
 */

#include "config.h"

#include "chat-cli.h"

gboolean
chat_cli_check (const char *command,
                gboolean    holds,
                const char *complaint)
{
  if (!holds)
    g_printerr ("claude-chat-cli %s: %s\n", command, complaint);
  return holds;
}

gboolean
chat_cli_parse (const char          *command,
                const char          *summary,
                const GOptionEntry  *entries,
                int                  argc,
                char               **argv)
{
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_autoptr(GError) error = NULL;

  g_option_context_set_summary (context, summary);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (g_option_context_parse (context, &argc, &argv, &error))
    return TRUE;
  return chat_cli_check (command, FALSE, error->message);
}
