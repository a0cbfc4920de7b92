/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells the desktop that a reply has ended that nobody was looking at.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-engine.h"

G_BEGIN_DECLS

#define CHAT_TYPE_NOTIFIER (chat_notifier_get_type ())
G_DECLARE_FINAL_TYPE (ChatNotifier, chat_notifier, CHAT, NOTIFIER, GObject)

/* A notification opens its conversation by "app.show-conversation"; it goes when the conversation is
 * read. Where the desktop lets one answer in it, the answer is sent as it is; one that cannot be
 * sent comes by the signal "unsent". @application (borrowed) holds the result. */
ChatNotifier *chat_notifier_new     (GApplication *application,
                                     ChatEngine   *engine,
                                     GSettings    *settings);
/* Withdraws those that only reach a program that runs. */
void          chat_notifier_release (ChatNotifier *self);

G_END_DECLS
