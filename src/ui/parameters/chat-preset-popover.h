/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A popover with the presets: named sets of parameters, to apply, save, rename and delete.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-engine.h"

G_BEGIN_DECLS

#define CHAT_TYPE_PRESET_POPOVER (chat_preset_popover_get_type ())
G_DECLARE_FINAL_TYPE (ChatPresetPopover, chat_preset_popover, CHAT, PRESET_POPOVER, GtkPopover)

/* Signal "saving": the parameters of the conversation are about to be read. */
GtkWidget *chat_preset_popover_new (ChatEngine       *engine,
                                    ChatConversation *conversation);

G_END_DECLS
