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
  CHAT_EXIT_API_ERROR = 1,     /* an error that the server reported, or a refusal */
  CHAT_EXIT_USAGE = 2,
  CHAT_EXIT_NETWORK = 3,       /* no connection, or the reply was interrupted */
  CHAT_EXIT_STOPPED = 130,     /* by SIGINT, as a shell reports it */
} ChatExit;

int chat_cli_ask         (int    argc,
                          char **argv);
int chat_cli_replay      (int    argc,
                          char **argv);
int chat_cli_demo_server (int    argc,
                          char **argv);

G_END_DECLS
