/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The transcript: what its files share.
 */

#pragma once

#include "chat-follower.h"
#include "chat-code-cards.h"
#include "chat-message-bars.h"
#include "chat-transcript-find.h"

G_BEGIN_DECLS

/* px: the column of the design, and its distance from the window's edges. */
#define CHAT_COLUMN_WIDTH 760
#define CHAT_EDGE         6

/* px of room for the pill's shadow, which a revealer would clip. */
#define CHAT_PILL_SHADOW 8

/* The button that leads to the end, in its GtkRevealer. Returns: (transfer floating) */
GtkWidget          *chat_transcript_new_pill   (ChatTranscript *self);
/* Scrolls @column in the middle of the window. Returns: (transfer floating) */
GtkWidget          *chat_transcript_new_window (ChatColumn     *column);

struct _ChatTranscript
{
  GtkWidget       parent_instance;

  GtkWidget      *overlay;
  GtkWidget      *pill;       /* GtkRevealer */
  ChatColumn     *column;
  ChatScrollRule *rule;
  ChatFollower   *follower;
  ChatTranscriptFind *find;
  ChatMessageBars *bars;
  ChatCodeCards  *cards;
  ChatConversation *conversation;   /* or NULL */
  ChatPage       *page;       /* that the bars stand on; borrowed, or NULL */
  int             held;       /* px from the window's top to the role line that is to stay */
  int             width;      /* px that the column has at most */
  gboolean        leaves;     /* a reply is followed only while its beginning is in view */
  GSettings      *settings;   /* or NULL: all as by default */
  gboolean        had_cursor; /* the message there had the cursor */
  ChatMessage    *cursor;     /* where the reader has gone by keys, or NULL */
};

/* Where the reader has gone by keys; NULL: nowhere. */
void                chat_transcript_set_cursor (ChatTranscript *self,
                                                ChatMessage    *message);
ChatTranscriptFind *chat_transcript_get_find (ChatTranscript *self);
ChatFollower       *chat_transcript_get_follower (ChatTranscript *self);
ChatConversation   *chat_transcript_get_conversation (ChatTranscript *self);   /* nullable */

/* Stops following the reply that is being written once its beginning has come to the top. */
void                chat_transcript_leave_reply (ChatTranscript *self);
/* Called once. */
void                chat_transcript_add_keys   (ChatTranscript *self);
/* The focus is on the text itself, not on a button over it. */
gboolean            chat_transcript_has_focus  (ChatTranscript *self);
/* A turn runs in the conversation. */
gboolean            chat_transcript_is_live    (ChatTranscript *self);
/* To the first message, and to stay there. */
void                chat_transcript_scroll_to_start (ChatTranscript *self);
/* The bar of the message at the cursor says that it was copied, or the view where that is out of
 * sight. */
void                chat_transcript_set_copied (ChatTranscript *self);

G_END_DECLS
