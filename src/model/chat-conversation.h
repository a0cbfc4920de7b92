/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A conversation: a list of messages, the chosen path from the first prompt to the newest reply.
 */

#pragma once

#include <gio/gio.h>

#include "chat-message.h"

G_BEGIN_DECLS

#define CHAT_TYPE_CONVERSATION (chat_conversation_get_type ())
G_DECLARE_FINAL_TYPE (ChatConversation, chat_conversation, CHAT, CONVERSATION, GObject)

/* Implements GListModel of ChatMessage. Properties: "title". */
ChatConversation *chat_conversation_new         (void);

const char       *chat_conversation_get_title   (ChatConversation *self);   /* nullable: none yet */
void              chat_conversation_set_title   (ChatConversation *self,
                                                 const char       *title);
const char       *chat_conversation_get_system  (ChatConversation *self);   /* nullable */
void              chat_conversation_set_system  (ChatConversation *self,
                                                 const char       *system);

guint             chat_conversation_get_n_messages (ChatConversation *self);
/* Borrowed, unlike g_list_model_get_item(); NULL past the end. */
ChatMessage      *chat_conversation_get_message (ChatConversation *self,
                                                 guint             position);
ChatMessage      *chat_conversation_get_last    (ChatConversation *self);   /* nullable */
/* (nullable) @position (out) */
gboolean          chat_conversation_find        (ChatConversation *self,
                                                 ChatMessage      *message,
                                                 guint            *position);
void              chat_conversation_append      (ChatConversation *self,
                                                 ChatMessage      *message);
void              chat_conversation_remove      (ChatConversation *self,
                                                 ChatMessage      *message);

G_END_DECLS
