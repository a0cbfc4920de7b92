/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells the desktop that a reply has ended that nobody was looking at.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-engine.h"

G_BEGIN_DECLS

/* The notification opens the conversation by "app.show-conversation"; it goes when the conversation
 * is read. @application (borrowed) outlives the engine. */
void chat_notifier_install (GApplication *application,
                            ChatEngine   *engine,
                            GSettings    *settings);

G_END_DECLS
