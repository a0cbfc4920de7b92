/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of the palette, of which one command is the choice. The focus stays elsewhere.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-command.h"

G_BEGIN_DECLS

#define CHAT_TYPE_COMMAND_LIST (chat_command_list_get_type ())
G_DECLARE_FINAL_TYPE (ChatCommandList, chat_command_list, CHAT, COMMAND_LIST, GtkWidget)

/* @commands: a list of ChatCommand. Signals: "selected" when another one is the choice, also none;
 * "activate" with the ChatCommand that was clicked. */
GtkWidget   *chat_command_list_new          (GListModel      *commands);
/* Borrowed; NULL: there is none. */
ChatCommand *chat_command_list_get_selected (ChatCommandList *self);
/* Makes the one at @position the choice, of a list that was filled anew, and shows it. */
void         chat_command_list_select       (ChatCommandList *self,
                                             guint            position);
/* By @step rows: round the ends by single steps; by more it stays at them. FALSE: there is nothing. */
gboolean     chat_command_list_move         (ChatCommandList *self,
                                             int              step);

G_END_DECLS
