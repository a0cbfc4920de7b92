/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A window: the sidebar, and beside it header bar, banners and one conversation.
 */

#pragma once

#include <adwaita.h>

#include "chat-engine.h"
#include "chat-sidebar.h"
#include "chat-view.h"

G_BEGIN_DECLS

#define CHAT_TYPE_WINDOW (chat_window_get_type ())
G_DECLARE_FINAL_TYPE (ChatWindow, chat_window, CHAT, WINDOW, AdwApplicationWindow)

/* What the next start finds again of a window: the uid of its conversation, "" for one that is not begun;
 * width and height in pixels, and whether it is maximized. */
#define CHAT_WINDOW_STATE_TYPE "(siib)"

/* Signal "state-changed": what chat_window_get_state() tells is another, or the window has come to the
 * front or left it.
 *
 * Shows an empty conversation. Owns the actions "win.*"; those of a conversation take its uid, where
 * "" is the row of the sidebar that has the focus, else the conversation that is shown. */
GtkWidget   *chat_window_new               (GtkApplication *application,
                                            ChatEngine     *engine,
                                            GSettings      *settings);

/* The conversation in front, or behind a page. */
ChatView    *chat_window_get_view          (ChatWindow     *self);
ChatSidebar *chat_window_get_sidebar       (ChatWindow     *self);
/* At once if it was shown here lately, else as soon as it is loaded; says so if there is none.
 * @uid: or a prefix of it that is unique. */
void         chat_window_show_conversation (ChatWindow     *self,
                                            const char     *uid);
/* The same; @callback comes when its view is in front (or will never be). */
void         chat_window_show_conversation_async (ChatWindow          *self,
                                            const char          *uid,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
/* Returns: (transfer none), or NULL if another was asked for in the meantime or there is none. */
ChatView    *chat_window_show_conversation_finish (ChatWindow    *self,
                                            GAsyncResult    *result);
/* The same, at @message (uid, nullable), with @words (nullable) looked for there. */
void         chat_window_show_message      (ChatWindow     *self,
                                            const char     *uid,
                                            const char     *message,
                                            const char     *words);
/* Shows a conversation that is not begun, with @text (nullable) to be looked at and sent. */
void         chat_window_begin             (ChatWindow     *self,
                                            const char     *text);
/* The same with what chat_view_dup_draft() wrote. */
void         chat_window_begin_with_draft  (ChatWindow     *self,
                                            const char     *draft);
/* The same with @files (element-type GFile) attached. */
void         chat_window_begin_with_files  (ChatWindow     *self,
                                            GPtrArray      *files);
/* Shows the search through all conversations, with what is found for @query. */
void         chat_window_search_for        (ChatWindow     *self,
                                            const char     *query);
/* Shows @page in place of the conversation, with @title and @subtitle in the header bar; NULL: the
 * conversation again. The window keeps @page. Showing a conversation leaves the page. */
void         chat_window_show_page         (ChatWindow     *self,
                                            GtkWidget      *page,
                                            const char     *title,
                                            const char     *subtitle);
/* NULL while the conversation is in front. */
GtkWidget   *chat_window_get_page          (ChatWindow     *self);
void         chat_window_add_toast         (ChatWindow     *self,
                                            AdwToast       *toast);
/* In place of the last one that was told so, which is no longer true or of no more interest. */
void         chat_window_tell_state        (ChatWindow     *self,
                                            AdwToast       *toast);
/* Returns: (transfer floating), or NULL while what it is to show is being loaded. */
GVariant    *chat_window_get_state         (ChatWindow     *self);
/* Before it is presented. */
void         chat_window_set_state         (ChatWindow     *self,
                                            GVariant       *state);

G_END_DECLS
