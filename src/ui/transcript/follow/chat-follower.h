/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Follows a conversation and its turn, and brings the page in line with them once a frame.
 */

#pragma once

#include "chat-conversation.h"
#include "chat-page.h"
#include "chat-scroll-rule.h"
#include "chat-selection.h"
#include "chat-turn.h"

G_BEGIN_DECLS

#define CHAT_TYPE_FOLLOWER (chat_follower_get_type ())
G_DECLARE_FINAL_TYPE (ChatFollower, chat_follower, CHAT, FOLLOWER, GObject)

/* The page holds what the reader sees and some screens around it, whatever the length of the
 * conversation; see chat-follower-window.c. Nothing runs while the column is not mapped. Signals:
 * "updated": the page, or the messages on it, are others; "moved": the reader may be elsewhere, once
 * a frame. @column outlives the follower until
 * chat_follower_stop(). */
ChatFollower *chat_follower_new              (ChatColumn       *column,
                                              ChatScrollRule   *rule);
void          chat_follower_set_conversation (ChatFollower     *self,
                                              ChatConversation *conversation);   /* nullable */
void          chat_follower_set_turn         (ChatFollower     *self,
                                              ChatTurn         *turn);           /* nullable */
/* A turn runs. */
gboolean      chat_follower_is_live          (ChatFollower     *self);
/* Puts a page around @message in place of what is shown, if it is on the path and not on the page; the
 * view is there then, with its beginning; the rest of a long one comes with the next frames. */
void          chat_follower_reach            (ChatFollower     *self,
                                              ChatMessage      *message);
/* The same with all of it, for what is in the middle. FALSE: it comes with the next frames, and until it
 * is there nothing is seen. */
gboolean      chat_follower_reach_all        (ChatFollower     *self,
                                              ChatMessage      *message);
/* The same with the end of the conversation. */
void          chat_follower_reach_end        (ChatFollower     *self);
/* Nothing is seen yet of a page that is being written. */
gboolean      chat_follower_is_opening       (ChatFollower     *self);
/* A place in the conversation, whatever its width: the line at character @offset of @message, as it
 * is written on the page, stands @px above the top edge. */
typedef struct
{
  ChatMessage *message;   /* borrowed; NULL: none */
  int          offset;
  int          px;
} ChatFollowerPlace;

/* What is at the top edge now, or will be. FALSE: the end is followed, or nothing is shown. */
gboolean      chat_follower_get_place        (ChatFollower     *self,
                                              ChatFollowerPlace *place);
/* Goes there, as soon as the column has a size; until then nothing is to be seen. */
void          chat_follower_set_place        (ChatFollower     *self,
                                              const ChatFollowerPlace *place);
/* What the reader has folded and unfolded, as text. (transfer full) */
char         *chat_follower_dup_folds        (ChatFollower     *self);
/* Folds and unfolds the same; before a place is set. */
void          chat_follower_set_folds        (ChatFollower     *self,
                                              const char       *folds);
/* Whether code wraps whose reader does not want it otherwise; at first it does. */
void          chat_follower_set_wrap_code    (ChatFollower     *self,
                                              gboolean          wrap);
/* NULL while there is no conversation. Borrowed. */
ChatSelection *chat_follower_get_selection   (ChatFollower     *self);
/* @message (nullable) stays on the page, however far the reader scrolls. */
void          chat_follower_keep             (ChatFollower     *self,
                                              ChatMessage      *message);
/* To be called whenever the view has scrolled. */
void          chat_follower_scrolled         (ChatFollower     *self);
/* Where each message of the path begins, px from the top of all that can be scrolled, and at last
 * where they end; guessed outside of the page. @tops: (element-type double) empty while nothing is
 * shown. */
void          chat_follower_list_tops        (ChatFollower     *self,
                                              GArray           *tops);
/* NULL while there is no conversation. */
ChatPage     *chat_follower_get_page         (ChatFollower     *self);
/* Lets go of everything; the column is about to go. */
void          chat_follower_stop             (ChatFollower     *self);

G_END_DECLS
