/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The palette: over the window, an entry and below it all that can be done, narrowed as one types.
 */

#pragma once

#include "chat-command.h"
#include "chat-history.h"

G_BEGIN_DECLS

#define CHAT_TYPE_COMMAND_PALETTE (chat_command_palette_get_type ())
G_DECLARE_FINAL_TYPE (ChatCommandPalette, chat_command_palette, CHAT, COMMAND_PALETTE, GtkWidget)

/* Hidden until it is opened. Signals: "asks" with a ChatCommand whose kind is not CHAT_COMMAND_RUNS:
 * the handler shows a second step; "chosen" with a ChatCommand, when the palette has closed and the
 * focus is back where it was; "closed" when it went without the focus finding back. While it is open it
 * keeps the focus, and closes if that is taken. */
GtkWidget *chat_command_palette_new          (GSettings          *settings);
/* Where conversations are looked for. @history (nullable) */
void       chat_command_palette_set_history  (ChatCommandPalette *self,
                                              ChatHistory        *history);
gboolean   chat_command_palette_is_open      (ChatCommandPalette *self);
/* @commands (transfer full) (element-type ChatCommand) */
void       chat_command_palette_open         (ChatCommandPalette *self,
                                              GPtrArray          *commands);
/* More of them (transfer full), which came later; nothing where it has closed meanwhile. */
void       chat_command_palette_add          (ChatCommandPalette *self,
                                              GPtrArray          *commands);
/* A second step: one of @commands (transfer full). @prompt: what is asked */
void       chat_command_palette_ask          (ChatCommandPalette *self,
                                              const char         *prompt,
                                              GPtrArray          *commands);
/* A second step: a text, @text at first. What is entered becomes the target of @command, which is then
 * chosen. */
void       chat_command_palette_ask_text     (ChatCommandPalette *self,
                                              const char         *prompt,
                                              const char         *text,
                                              ChatCommand        *command);
void       chat_command_palette_close        (ChatCommandPalette *self);

G_END_DECLS
