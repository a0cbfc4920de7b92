/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The details of a message: what is known of it, the request that was sent, the stream that came.
 */

#pragma once

#include <adwaita.h>

#include "chat-engine.h"

G_BEGIN_DECLS

#define CHAT_TYPE_DETAILS_WINDOW (chat_details_window_get_type ())
G_DECLARE_FINAL_TYPE (ChatDetailsWindow, chat_details_window, CHAT, DETAILS_WINDOW, AdwWindow)

/* Over @parent. For a user message there is no request and no stream.
 * Returns: (transfer floating) */
GtkWidget *chat_details_window_new (ChatEngine       *engine,
                                    ChatConversation *conversation,
                                    ChatMessage      *message,
                                    GtkWindow        *parent);

G_END_DECLS
