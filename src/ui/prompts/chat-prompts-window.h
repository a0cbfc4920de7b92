/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The library of prompts.
 */

#pragma once

#include <adwaita.h>

#include "chat-engine.h"

G_BEGIN_DECLS

#define CHAT_TYPE_PROMPTS_WINDOW (chat_prompts_window_get_type ())
G_DECLARE_FINAL_TYPE (ChatPromptsWindow, chat_prompts_window, CHAT, PROMPTS_WINDOW, AdwWindow)

/* Actions "prompts.new", "prompts.edit" with a name, "prompts.import", "prompts.export". */
GtkWidget *chat_prompts_window_new (GtkWindow  *parent,
                                    ChatEngine *engine);

G_END_DECLS
