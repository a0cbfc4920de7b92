/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The transcript: one conversation as a scrolled column, with its "Latest" pill.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-conversation.h"
#include "chat-turn.h"

G_BEGIN_DECLS

#define CHAT_TYPE_TRANSCRIPT (chat_transcript_get_type ())
G_DECLARE_FINAL_TYPE (ChatTranscript, chat_transcript, CHAT, TRANSCRIPT, GtkWidget)

/* Read-only properties with notify: "pinned" (stays at the end) and "scrolled" (something is above
 * the top edge). Buttons inside activate the actions chat.continue, chat.retry, chat.delete-last,
 * chat.try-now, chat.stop, chat.edit-last, win.open-preferences and win.choose-model around it; those
 * of a message, and keys at the message cursor, the ones of chat-message-bar.h. */
GtkWidget *chat_transcript_new              (void);
/* Once: from then on widths, fonts, colours and scrolling are as they say. */
void       chat_transcript_set_settings     (ChatTranscript   *self,
                                             GSettings        *settings);
/* Shows the end of it. @conversation (nullable) */
void       chat_transcript_set_conversation (ChatTranscript   *self,
                                             ChatConversation *conversation);
/* Where it is scrolled to and what is folded, as JSON, or "" if it is as when it was opened. The signal
 * "moved" tells, once a frame, that this may be another. (transfer full) */
char      *chat_transcript_dup_state        (ChatTranscript   *self);
/* Brings that back, from an earlier session too, before the conversation is first seen; what is no
 * longer there is passed over. */
void       chat_transcript_restore_state    (ChatTranscript   *self,
                                             const char       *state);
/* The turn that runs in the conversation, or NULL. */
void       chat_transcript_set_turn         (ChatTranscript   *self,
                                             ChatTurn         *turn);
void       chat_transcript_scroll_to_latest (ChatTranscript   *self);
/* Puts the message cursor on @message of the conversation, brings it to the top of the view, and the
 * view stays there. */
void       chat_transcript_show_message     (ChatTranscript   *self,
                                             ChatMessage      *message);
/* Moves the message cursor to the message before or after, from wherever the focus is; after the
 * last one comes the end. The same as the actions transcript.previous and transcript.next. The keys
 * of the message cursor need the focus, which goes there. */
void       chat_transcript_move_message     (ChatTranscript   *self,
                                             gboolean          back);
/* px that a scrollbar takes at the end of the text's lines; 0 where it comes and goes over the text. */
int        chat_transcript_get_bar_width    (ChatTranscript   *self);
/* All that is selected, as plain text. Returns: (transfer full) (nullable): NULL if nothing is */
char      *chat_transcript_dup_selection    (ChatTranscript   *self);
/* Where the message cursor is, or NULL. Borrowed. */
ChatMessage *chat_transcript_get_cursor     (ChatTranscript   *self);
/* Before another version of a message is chosen, and after it: its role line stays where it is in the
 * window, or comes to its top. */
void       chat_transcript_hold             (ChatTranscript   *self,
                                             ChatMessage      *message);
void       chat_transcript_let_go           (ChatTranscript   *self,
                                             ChatMessage      *version);

G_END_DECLS
