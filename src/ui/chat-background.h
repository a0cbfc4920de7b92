/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the desktop is told while replies are being written: not to suspend, and, when no window is
 * left, that the program goes on.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-engine.h"

G_BEGIN_DECLS

#define CHAT_TYPE_BACKGROUND (chat_background_get_type ())
G_DECLARE_FINAL_TYPE (ChatBackground, chat_background, CHAT, BACKGROUND, GObject)

/* A notification with "app.show-window" and "app.stop-replies" says that it goes on; where there is
 * one, the Background portal is asked and told, which in a sandbox keeps the program alive.
 * @application (borrowed) holds the result. */
ChatBackground *chat_background_new (GtkApplication *application,
                                     ChatEngine     *engine);

G_END_DECLS
