/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What ask prints: the reply's text, events, the message, figures.
 */

#pragma once

#include "chat-event.h"
#include "chat-message.h"

G_BEGIN_DECLS

/* Prints what the text blocks gained since the last call. Where standard output is a terminal,
 * control characters are left out: what a model writes must not steer it. */
typedef struct
{
  guint    block;       /* being printed */
  gsize    offset;      /* bytes of it that are out */
  guint    generation;
  gboolean printed;
  gboolean at_line_start;
  gboolean failed;      /* nobody reads any more */
} ChatCliPrinter;

void chat_cli_print_text    (ChatCliPrinter  *printer,
                             ChatMessage     *message);
/* A line end, if the text had none. */
void chat_cli_finish_text   (ChatCliPrinter  *printer);
/* FALSE if nobody reads any more. */
gboolean chat_cli_print_event (const ChatEvent *event);
/* @conversation (nullable): the id of its conversation, as one more member. */
void chat_cli_print_message (ChatMessage     *message,
                             const char      *conversation);
/* Text as it is, without control characters where standard output is a terminal. FALSE if nobody
 * reads any more. */
gboolean chat_cli_print     (const char      *text,
                             gsize            length);
/* A line of a list: in a terminal aligned and with the beginning of the id, else with tabs. */
void chat_cli_append_row    (GString         *out,
                             const char      *uid,
                             gint64           time_ms,
                             const char      *text);
/* One JSON line on standard error. */
void chat_cli_print_stats   (ChatMessage     *message);

G_END_DECLS
