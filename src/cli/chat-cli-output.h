/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What ask prints: the reply's text, events, the message, figures.
 */

#pragma once

#include "chat-cli.h"
#include "chat-event.h"
#include "chat-message.h"

G_BEGIN_DECLS

/* Where standard output is a terminal, control characters are left out of all that is printed: what
 * a model writes must not steer it. */
typedef struct
{
  guint    block;       /* being printed */
  gsize    offset;      /* bytes of it that are out */
  guint    generation;
  gboolean printed;
  gboolean at_line_start;
  int      error;       /* errno of a write that failed; after it nothing is printed */
} ChatCliPrinter;

/* Prints what the text blocks gained since the last call. */
void chat_cli_print_text    (ChatCliPrinter  *printer,
                             ChatMessage     *message);
/* A line end, if the text had none. */
void chat_cli_finish_text   (ChatCliPrinter  *printer);
void chat_cli_print_event   (ChatCliPrinter  *printer,
                             const ChatEvent *event);
/* @conversation (nullable): the id of its conversation, as one more member. */
void chat_cli_print_message (ChatCliPrinter  *printer,
                             ChatMessage     *message,
                             const char      *conversation);
/* Whether all is out that anybody wants to read: that a reader leaves early, as "| head" does, is no
 * failure. FALSE after the reason was printed. */
gboolean chat_cli_check_printed (const ChatCliPrinter *printer,
                                 const char           *command);
/* The whole output of @command, or a part of it. FALSE if no more can be printed; @status is then
 * changed if that is a failure. */
gboolean chat_cli_print     (const char      *command,
                             const GString   *text,
                             ChatExit        *status);
/* A line of a list: in a terminal aligned and with the beginning of the id, else with tabs. */
void chat_cli_append_row    (GString         *out,
                             const char      *uid,
                             gint64           time_ms,
                             const char      *text);
/* One JSON line on standard error. */
void chat_cli_print_stats   (ChatMessage     *message);

G_END_DECLS
