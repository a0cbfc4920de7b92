/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The user's history for one subcommand: opened, asked, saved, closed.
 */

#pragma once

#include "chat-cli.h"

#include "chat-engine.h"
#include "chat-history-query.h"

G_BEGIN_DECLS

typedef struct
{
  const char   *command;      /* its name, for complaints */
  ChatEngine   *engine;
  ChatHistory  *history;
  GMainLoop    *loop;
  GAsyncResult *result;       /* of the last call, until the next one */
  GCancellable *cancellable;  /* cancelled by SIGINT and SIGTERM */
  gboolean      owns_engine;  /* nobody else goes on with the engine */
} ChatCliHistory;

typedef enum
{
  CHAT_CLI_READ,    /* what can be read will do */
  CHAT_CLI_WRITE,
} ChatCliAccess;

/* @engine (nullable): one of its own. FALSE after the reason was printed; chat_cli_history_close()
 * is needed all the same. */
gboolean          chat_cli_history_open  (ChatCliHistory  *self,
                                          const char      *command,
                                          ChatEngine      *engine,
                                          ChatCliAccess    access);
/* Saves what is to be saved. FALSE after the reason was printed: something could not be. */
gboolean          chat_cli_history_flush (ChatCliHistory  *self);
void              chat_cli_history_close (ChatCliHistory  *self);

/* The callback of any asynchronous call, with @self as its data, and the wait for it. */
void              chat_cli_history_cb    (GObject         *source,
                                          GAsyncResult    *result,
                                          gpointer         user_data);
GAsyncResult     *chat_cli_history_wait  (ChatCliHistory  *self);

/* @uid: or the beginning of it. NULL after the reason was printed; @status (out) then says how to
 * end. Returns: (transfer full) */
ChatConversation *chat_cli_history_load  (ChatCliHistory  *self,
                                          const char      *uid,
                                          ChatExit        *status);
/* Prints the reason. Returns: how to end */
ChatExit          chat_cli_history_fail  (ChatCliHistory  *self,
                                          const GError    *error);

G_END_DECLS
