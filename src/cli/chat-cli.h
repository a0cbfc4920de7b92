/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The subcommands of claude-chat-cli. Each takes its own arguments, argv[0] being its name.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The contract of the program: scripts rely on these. */
typedef enum
{
  CHAT_EXIT_OK = 0,
  CHAT_EXIT_API_ERROR = 1,     /* of the server, the history or the output, or a refusal */
  CHAT_EXIT_USAGE = 2,
  CHAT_EXIT_NETWORK = 3,       /* no connection, or the reply was interrupted */
  CHAT_EXIT_BUDGET = 4,        /* that of the month is used up: nothing was sent */
  CHAT_EXIT_STOPPED = 130,     /* by SIGINT, as a shell reports it */
} ChatExit;

/* What every subcommand does with its arguments: FALSE after the reason was printed. @argv is
 * emptied but for what belongs to no option. */
gboolean chat_cli_parse  (const char         *command,
                          const char         *summary,
                          const GOptionEntry *entries,
                          int                 argc,
                          char              **argv);
/* Prints @complaint unless @holds. Returns: @holds */
gboolean chat_cli_check  (const char         *command,
                          gboolean            holds,
                          const char         *complaint);

int chat_cli_ask         (int    argc,
                          char **argv);
int chat_cli_replay      (int    argc,
                          char **argv);
int chat_cli_demo_server (int    argc,
                          char **argv);
int chat_cli_list        (int    argc,
                          char **argv);
int chat_cli_show        (int    argc,
                          char **argv);
int chat_cli_search      (int    argc,
                          char **argv);
int chat_cli_usage       (int    argc,
                          char **argv);
int chat_cli_export      (int    argc,
                          char **argv);
int chat_cli_import      (int    argc,
                          char **argv);

G_END_DECLS
