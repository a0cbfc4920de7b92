/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the palette shows for what is typed: commands and conversations, the best first.
 */

#pragma once

#include "chat-command-usage.h"
#include "chat-command.h"
#include "chat-history.h"

G_BEGIN_DECLS

#define CHAT_TYPE_COMMAND_SEARCH (chat_command_search_get_type ())
G_DECLARE_FINAL_TYPE (ChatCommandSearch, chat_command_search, CHAT, COMMAND_SEARCH, GObject)

/* Signal "found": conversations came to the results. */
ChatCommandSearch *chat_command_search_new         (GSettings         *settings);
/* Where conversations are looked for. @history (nullable) */
void               chat_command_search_set_history (ChatCommandSearch *self,
                                                    ChatHistory       *history);
/* GListModel of ChatCommand. Returns: (transfer none) */
GListModel        *chat_command_search_get_results (ChatCommandSearch *self);
/* Looks for @words among @commands (element-type ChatCommand) at once; with @conversations also in the
 * history, which takes a moment and ends with the next call. What was found there for the words before
 * stays as far as it matches until then. */
void               chat_command_search_run         (ChatCommandSearch *self,
                                                    const char        *words,
                                                    GPtrArray         *commands,
                                                    gboolean           conversations);
/* Drops everything but what is known of the use. */
void               chat_command_search_stop        (ChatCommandSearch *self);
void               chat_command_search_note_use    (ChatCommandSearch *self,
                                                    ChatCommand       *command);

G_END_DECLS
