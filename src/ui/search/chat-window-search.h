/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The search of a window: it comes in front of the conversation, and leads to others.
 */

#pragma once

#include "chat-window.h"

G_BEGIN_DECLS

#define CHAT_TYPE_WINDOW_SEARCH (chat_window_search_get_type ())
G_DECLARE_FINAL_TYPE (ChatWindowSearch, chat_window_search, CHAT, WINDOW_SEARCH, GObject)

/* Takes what is written into the search entry of the sidebar. @history (nullable). The window owns
 * it, and lets it go before its widgets. */
ChatWindowSearch *chat_window_search_new  (ChatWindow       *window,
                                           ChatHistory      *history);
/* Puts the cursor into an entry, with the page in front of the conversation. */
void              chat_window_search_show (ChatWindowSearch *self);
/* The same, for @query. */
void              chat_window_search_look_for (ChatWindowSearch *self,
                                               const char       *query);
/* Shows @message (uid, nullable) of @conversation (uid), with @words (nullable) looked for there. */
void              chat_window_search_go   (ChatWindowSearch *self,
                                           const char       *conversation,
                                           const char       *message,
                                           const char       *words);

G_END_DECLS
