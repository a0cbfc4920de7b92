/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A line of the palette: what a command is called, what it belongs to, its key.
 */

#pragma once

#include "chat-command.h"

G_BEGIN_DECLS

#define CHAT_TYPE_COMMAND_ROW (chat_command_row_get_type ())
G_DECLARE_FINAL_TYPE (ChatCommandRow, chat_command_row, CHAT, COMMAND_ROW, GtkWidget)

GtkWidget *chat_command_row_new         (void);
void       chat_command_row_set_command (ChatCommandRow *self,
                                         ChatCommand    *command);
/* "Rename, Conversations, Key F2". Returns: (transfer full) */
char      *chat_command_row_dup_name    (ChatCommand    *command);

G_END_DECLS
