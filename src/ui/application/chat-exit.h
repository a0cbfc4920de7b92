/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What has to be done between the last window and the end of the program.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-engine.h"

G_BEGIN_DECLS

#define CHAT_TYPE_EXIT (chat_exit_get_type ())
G_DECLARE_FINAL_TYPE (ChatExit, chat_exit, CHAT, EXIT, GObject)

/* Signal "quit": the user wants the program to end, and nothing may keep it running any more.
 *
 * After the last window of @application is closed, the program stays until all replies have come to
 * their end and everything is saved, keys too. @application (borrowed) holds the result. */
ChatExit *chat_exit_new  (GtkApplication *application,
                          ChatEngine     *engine,
                          GSettings      *settings);
/* Closes all windows; stops the replies that still come and does not wait for more of them. Asks first
 * if there are such replies, a window to ask in, and the user wants it so. */
void      chat_exit_quit (ChatExit       *self);

G_END_DECLS
