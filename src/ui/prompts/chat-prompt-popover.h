/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A popover in which a prompt of the library is found and chosen.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-engine.h"

G_BEGIN_DECLS

#define CHAT_TYPE_PROMPT_POPOVER (chat_prompt_popover_get_type ())
G_DECLARE_FINAL_TYPE (ChatPromptPopover, chat_prompt_popover, CHAT, PROMPT_POPOVER, GtkPopover)

/* Signal "chosen", with a ChatLibraryItem, after it has closed. */
GtkWidget *chat_prompt_popover_new (ChatEngine *engine);

G_END_DECLS
