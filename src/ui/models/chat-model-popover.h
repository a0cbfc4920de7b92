/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A popover in which the model of a conversation is chosen, and its account.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-engine.h"

G_BEGIN_DECLS

#define CHAT_TYPE_MODEL_POPOVER (chat_model_popover_get_type ())
G_DECLARE_FINAL_TYPE (ChatModelPopover, chat_model_popover, CHAT, MODEL_POPOVER, GtkPopover)

/* Signal "chosen", with a ChatProfile and the id of a model (which need not be in any list). What it
 * shows is brought up to date each time it is popped up. */
GtkWidget *chat_model_popover_new              (ChatEngine       *engine);
/* Before it is popped up: for whom. */
void       chat_model_popover_set_conversation (ChatModelPopover *self,
                                                ChatConversation *conversation);

G_END_DECLS
