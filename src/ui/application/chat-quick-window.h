/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A small window for one question: the composer, and above it what is answered.
 */

#pragma once

#include <adwaita.h>

#include "chat-engine.h"
#include "chat-view.h"

G_BEGIN_DECLS

#define CHAT_TYPE_QUICK_WINDOW (chat_quick_window_get_type ())
G_DECLARE_FINAL_TYPE (ChatQuickWindow, chat_quick_window, CHAT, QUICK_WINDOW, AdwApplicationWindow)

/* With @conversation (nullable: a new one) and @draft (nullable) in the composer. Signals: "opened"
 * (char *uid, char *draft), when the user goes on in a full window, with the conversation @uid, or if
 * that is NULL with one that is not begun and @draft in its composer; "left" (ChatConversation *, char
 * *draft), when it is closed with something still to be seen or sent; "wanted" (char *action_name),
 * when the full window is to do something. Each draft is as chat_view_dup_draft() writes it. */
ChatQuickWindow *chat_quick_window_new      (GtkApplication   *application,
                                             ChatEngine       *engine,
                                             GSettings        *settings,
                                             ChatConversation *conversation,
                                             const char       *draft);

/* The one with the conversation of now. */
ChatView        *chat_quick_window_get_view (ChatQuickWindow  *self);

G_END_DECLS
