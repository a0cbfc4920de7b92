/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bar over a transcript that looks for words in its conversation.
 */

#pragma once

#include "chat-transcript.h"

G_BEGIN_DECLS

#define CHAT_TYPE_FIND_BAR (chat_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (ChatFindBar, chat_find_bar, CHAT, FIND_BAR, GtkWidget)

/* Property "open" (read-only, notify). Its buttons and keys activate chat.find-next,
 * chat.find-previous and chat.find-close of the widget around it. */

/* Where it looks. @transcript shows @conversation and outlives the bar. Once. */
void     chat_find_bar_set_transcript (ChatFindBar      *self,
                                       ChatTranscript   *transcript,
                                       ChatConversation *conversation);
gboolean chat_find_bar_is_open        (ChatFindBar      *self);
/* Puts the cursor into the bar, with @words, or if they are NULL with what is selected in the
 * transcript. */
void     chat_find_bar_open           (ChatFindBar      *self,
                                       const char       *words);
/* Takes the marks away but for the hit, which stays selected, and the focus back to where it was.
 * FALSE if it was not open. */
gboolean chat_find_bar_close          (ChatFindBar      *self);
/* To the next hit, or the one before; opens the bar if it is closed. */
void     chat_find_bar_move           (ChatFindBar      *self,
                                       gboolean          back);
/* Brings @message, which is on the path, into view; with @words (nullable) at their first place in
 * it, and all of their places marked. The focus stays where it is. */
void     chat_find_bar_show           (ChatFindBar      *self,
                                       ChatMessage      *message,
                                       const char       *words);

G_END_DECLS
