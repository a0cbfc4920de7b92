/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window in which one prompt of the library is written.
 */

#pragma once

#include <adwaita.h>

#include "chat-library.h"

G_BEGIN_DECLS

#define CHAT_TYPE_PROMPT_EDITOR (chat_prompt_editor_get_type ())
G_DECLARE_FINAL_TYPE (ChatPromptEditor, chat_prompt_editor, CHAT, PROMPT_EDITOR, AdwWindow)

/* @prompt (nullable): a new one. Actions "prompt.save", "prompt.delete", "prompt.export".
 * Signal "delete" (ChatLibraryItem): it is to go; who opened the editor sees to that. */
GtkWidget *chat_prompt_editor_new (GtkWindow       *parent,
                                   ChatLibrary     *library,
                                   ChatLibraryItem *prompt);

G_END_DECLS
