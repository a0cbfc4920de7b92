/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The small window for one question among the windows of the program: at most one, which shows again
 * what it was closed with, and leads to the full ones.
 */

#pragma once

#include "chat-open-windows.h"

G_BEGIN_DECLS

#define CHAT_TYPE_QUICK_ASK (chat_quick_ask_get_type ())
G_DECLARE_FINAL_TYPE (ChatQuickAsk, chat_quick_ask, CHAT, QUICK_ASK, GObject)

/* @application (borrowed) holds the result. */
ChatQuickAsk *chat_quick_ask_new     (GtkApplication  *application,
                                      ChatEngine      *engine,
                                      GSettings       *settings,
                                      ChatOpenWindows *windows);
/* @token (nullable): allows it to come to the front. */
void          chat_quick_ask_present (ChatQuickAsk    *self,
                                      const char      *token);

G_END_DECLS
