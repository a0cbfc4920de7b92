/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window in which the parameters of one conversation are set.
 */

#pragma once

#include <adwaita.h>

#include "chat-engine.h"

G_BEGIN_DECLS

#define CHAT_TYPE_PARAMETERS_WINDOW (chat_parameters_window_get_type ())
G_DECLARE_FINAL_TYPE (ChatParametersWindow, chat_parameters_window, CHAT, PARAMETERS_WINDOW,
                      AdwWindow)

GtkWidget        *chat_parameters_window_new              (GtkWindow            *parent,
                                                           ChatEngine           *engine,
                                                           ChatConversation     *conversation);
ChatConversation *chat_parameters_window_get_conversation (ChatParametersWindow *self);

G_END_DECLS
