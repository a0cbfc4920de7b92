/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The actions of the table of keys as commands: those that can be activated at this moment.
 */

#pragma once

#include "chat-command.h"

G_BEGIN_DECLS

/* As seen from @from: of it and of all widgets around it, and of the application. @message
 * (nullable): uid of the message that verbs for one are about; @conversation: whether verbs for a
 * conversation are about any. Appends to @commands (element-type ChatCommand). */
void chat_command_actions_list (GtkWidget  *from,
                                const char *message,
                                gboolean    conversation,
                                GPtrArray  *commands);

G_END_DECLS
