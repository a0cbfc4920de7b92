/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page on which the parameters of a conversation are set.
 */

#pragma once

#include <adwaita.h>

#include "chat-engine.h"

G_BEGIN_DECLS

#define CHAT_TYPE_PARAMETERS_FORM (chat_parameters_form_get_type ())
G_DECLARE_FINAL_TYPE (ChatParametersForm, chat_parameters_form, CHAT, PARAMETERS_FORM, AdwBin)

/* It offers what the model of @conversation takes, and follows changes made elsewhere. What is
 * chosen counts at once, what is typed after a short while. */
GtkWidget   *chat_parameters_form_new        (ChatEngine         *engine,
                                              ChatConversation   *conversation);
/* What was typed counts now. */
void         chat_parameters_form_flush      (ChatParametersForm *self);
/* Where the system prompt is written. */
GtkTextView *chat_parameters_form_get_system (ChatParametersForm *self);

G_END_DECLS
