/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Follows a conversation and its turn, and brings the page in line with them once a frame.
 */

#pragma once

#include "chat-conversation.h"
#include "chat-page.h"
#include "chat-scroll-rule.h"
#include "chat-turn.h"

G_BEGIN_DECLS

#define CHAT_TYPE_FOLLOWER (chat_follower_get_type ())
G_DECLARE_FINAL_TYPE (ChatFollower, chat_follower, CHAT, FOLLOWER, GObject)

/* The page holds what the reader sees and some screens around it, whatever the length of the
 * conversation; see chat-follower-window.c. Nothing runs while the column is not mapped. Signal
 * "updated": the page, or the messages on it, are others. @column outlives the follower until
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
 * view is there then. */
void          chat_follower_reach            (ChatFollower     *self,
                                              ChatMessage      *message);
/* The same with the end of the conversation. */
void          chat_follower_reach_end        (ChatFollower     *self);
/* @message (nullable) stays on the page, however far the reader scrolls. */
void          chat_follower_keep             (ChatFollower     *self,
                                              ChatMessage      *message);
/* To be called whenever the view has scrolled. */
void          chat_follower_scrolled         (ChatFollower     *self);
/* NULL while there is no conversation. */
ChatPage     *chat_follower_get_page         (ChatFollower     *self);
/* Lets go of everything; the column is about to go. */
void          chat_follower_stop             (ChatFollower     *self);

G_END_DECLS
