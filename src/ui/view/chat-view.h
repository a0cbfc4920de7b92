/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One conversation on the screen: transcript or start page, and the composer below.
 */

#pragma once

#include <adwaita.h>

#include "chat-engine.h"
#include "chat-toast-place.h"

G_BEGIN_DECLS

#define CHAT_TYPE_VIEW (chat_view_get_type ())
G_DECLARE_FINAL_TYPE (ChatView, chat_view, CHAT, VIEW, GtkWidget)

/* Owns the actions "chat.*" and their keys. Several views may show one conversation. Properties: "engine", "settings" and "conversation" (construct-only), and to be read
 * "scrolled" (something is above the top edge) and "narrow", with notify. */

GtkWidget        *chat_view_new              (ChatEngine       *engine,
                                              GSettings        *settings,
                                              ChatConversation *conversation);

ChatConversation *chat_view_get_conversation (ChatView         *self);
/* Before it is shown: an empty conversation has no start page, and Escape with nothing to stop or to
 * close activates "quick.hide". */
void              chat_view_set_compact      (ChatView         *self);
/* In this conversation, and in those to come. @model (nullable): as @profile has it. */
void              chat_view_choose           (ChatView         *self,
                                              ChatProfile      *profile,
                                              const char       *model);
/* What is being written, with what is attached, as the history keeps it. Returns: (transfer full) */
char             *chat_view_dup_draft        (ChatView         *self);
/* Puts the cursor where one writes. */
void              chat_view_focus_composer   (ChatView         *self);
gboolean          chat_view_is_scrolled      (ChatView         *self);
gboolean          chat_view_is_narrow        (ChatView         *self);
/* Brings @message, which is on the chosen path, into view; with @words (nullable) it looks for them,
 * and their places are marked. */
void              chat_view_show_message     (ChatView         *self,
                                              ChatMessage      *message,
                                              const char       *words);
/* Once, before chat_view_keep_draft(): goes on with what chat_view_release() of another view of the
 * conversation returned. */
void              chat_view_resume           (ChatView         *self,
                                              GtkTextBuffer    *buffer);
/* Before it goes: what is being written, with what can be undone in it. Returns: (transfer full)
 * (nullable) */
GtkTextBuffer    *chat_view_release          (ChatView         *self);
/* Once, with a history: keeps what is being written, and with @restore brings back what was. */
void              chat_view_keep_draft       (ChatView         *self,
                                              gboolean          restore);
/* Once, with a history, before it is shown: keeps where the transcript is scrolled to and what is
 * folded; @state (nullable): what was kept. */
void              chat_view_keep_place       (ChatView         *self,
                                              const char       *state);
/* Puts @text below what is written, for the user to look at; it is not sent. */
void              chat_view_hand_over        (ChatView         *self,
                                              const char       *text);
/* The same with what chat_view_dup_draft() wrote of another view. */
void              chat_view_hand_over_draft  (ChatView         *self,
                                              const char       *draft);
/* Attaches @files (element-type GFile) to what is written. */
void              chat_view_hand_over_files  (ChatView         *self,
                                              GPtrArray        *files);
/* Shows @toast (transfer full) above the composer, so that it never covers what is being written. */
void              chat_view_add_toast        (ChatView         *self,
                                              AdwToast         *toast);
/* The same with what is so now: what was told of it before goes. */
void              chat_view_tell_state       (ChatView         *self,
                                              AdwToast         *toast);
/* Where they are shown. Borrowed. */
ChatToastPlace   *chat_view_get_toast_place  (ChatView         *self);

G_END_DECLS
