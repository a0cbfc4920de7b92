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

/* While there is no window each reply has a notification with "app.show-conversation" and
 * "app.stop-reply"; where there is one, the Background portal is asked and told, which in a sandbox
 * keeps the program alive; if it says no, the notifications say that the program may end. @application
 * (borrowed) holds the result. */
ChatBackground *chat_background_new  (GtkApplication *application,
                                      ChatEngine     *engine);
/* Stops the reply that is written in the conversation @uid, if there is one. */
void            chat_background_stop (ChatBackground *self,
                                      const char     *uid);

G_END_DECLS
