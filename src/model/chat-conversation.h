/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A conversation: a tree of messages, of which one path is chosen, from the first prompt to a leaf.
 */

#pragma once

#include <gio/gio.h>

#include "chat-message.h"

G_BEGIN_DECLS

#define CHAT_TYPE_CONVERSATION (chat_conversation_get_type ())
G_DECLARE_FINAL_TYPE (ChatConversation, chat_conversation, CHAT, CONVERSATION, GObject)

/* Implements GListModel of the messages on the chosen path. "items-changed" tells the part of the
 * path that is another, never more. Properties: "title". Signal "tree-changed": messages came, went
 * or another path was chosen; after "items-changed". */
ChatConversation *chat_conversation_new         (void);
/* With the id that it has in the history. */
ChatConversation *chat_conversation_new_with_uid (const char      *uid);

/* A UUID, from its creation on: the same in every copy of the history. */
const char       *chat_conversation_get_uid     (ChatConversation *self);
const char       *chat_conversation_get_title   (ChatConversation *self);   /* nullable: none yet */
void              chat_conversation_set_title   (ChatConversation *self,
                                                 const char       *title);
const char       *chat_conversation_get_system  (ChatConversation *self);   /* nullable */
void              chat_conversation_set_system  (ChatConversation *self,
                                                 const char       *system);
/* Name of the profile, model, and parameters as JSON that it was last used with; nullable. */
const char       *chat_conversation_get_profile (ChatConversation *self);
void              chat_conversation_set_profile (ChatConversation *self,
                                                 const char       *profile);
const char       *chat_conversation_get_model   (ChatConversation *self);
void              chat_conversation_set_model   (ChatConversation *self,
                                                 const char       *model);
const char       *chat_conversation_get_parameters (ChatConversation *self);
void              chat_conversation_set_parameters (ChatConversation *self,
                                                 const char       *parameters);
/* The system prompt and the three above, of @original. */
void              chat_conversation_copy_settings (ChatConversation *self,
                                                 ChatConversation *original);

/* The chosen path. */
guint             chat_conversation_get_n_messages (ChatConversation *self);
/* Borrowed, unlike g_list_model_get_item(); NULL past the end. */
ChatMessage      *chat_conversation_get_message (ChatConversation *self,
                                                 guint             position);
ChatMessage      *chat_conversation_get_last    (ChatConversation *self);   /* nullable */
/* (nullable) @position (out). FALSE if it is not on the path. */
gboolean          chat_conversation_find        (ChatConversation *self,
                                                 ChatMessage      *message,
                                                 guint            *position);
/* As the newest child of the path's last message. */
void              chat_conversation_append      (ChatConversation *self,
                                                 ChatMessage      *message);

/* The tree. A message whose parent is NULL is a first prompt; there may be several. */

/* Any message of the tree, or NULL. Borrowed. */
ChatMessage      *chat_conversation_lookup      (ChatConversation *self,
                                                 const char       *uid);
/* As the newest child of @parent (nullable); the path stays, unless it ended at @parent. For loading
 * and for branches; O(1). */
void              chat_conversation_add         (ChatConversation *self,
                                                 ChatMessage      *parent,
                                                 ChatMessage      *message);
ChatMessage      *chat_conversation_get_parent  (ChatConversation *self,
                                                 ChatMessage      *message);   /* nullable */
/* @message NULL: the first prompts. Oldest first. */
guint             chat_conversation_get_n_children (ChatConversation *self,
                                                 ChatMessage      *message);
ChatMessage      *chat_conversation_get_child   (ChatConversation *self,
                                                 ChatMessage      *message,
                                                 guint             position);
/* Which of its parent's children it is, from 0. @n_siblings (out, nullable): itself counted. */
guint             chat_conversation_get_sibling_position (ChatConversation *self,
                                                 ChatMessage      *message,
                                                 guint            *n_siblings);
/* Moves it among its siblings, as where it is put back; the path stays. */
void              chat_conversation_set_sibling_position (ChatConversation *self,
                                                 ChatMessage      *message,
                                                 guint             position);
/* How many messages there are in all branches. */
guint             chat_conversation_get_size    (ChatConversation *self);

/* Chooses the path through @message, below it by the child that was last chosen in each. */
void              chat_conversation_select      (ChatConversation *self,
                                                 ChatMessage      *message);
/* Cuts the path after @message (NULL: empties it) without removing anything: what is appended next
 * is a new branch. */
void              chat_conversation_rewind      (ChatConversation *self,
                                                 ChatMessage      *message);
/* Removes @message and all that follows it in every branch. If it was on the path, the path goes
 * on through its nearest sibling, or else ends at its parent. */
void              chat_conversation_remove      (ChatConversation *self,
                                                 ChatMessage      *message);

G_END_DECLS
