/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bars of the messages that are in view: a switch where there are versions, tools at the message
 * under the pointer or the message cursor.
 */

#pragma once

#include "chat-conversation.h"
#include "chat-page-views.h"

G_BEGIN_DECLS

#define CHAT_TYPE_MESSAGE_BARS (chat_message_bars_get_type ())
G_DECLARE_FINAL_TYPE (ChatMessageBars, chat_message_bars, CHAT, MESSAGE_BARS, GObject)

/* @column outlives it until chat_message_bars_set_page() with NULL. */
ChatMessageBars *chat_message_bars_new        (ChatColumn       *column);
/* Both NULL before the page goes. */
void             chat_message_bars_set_page   (ChatMessageBars  *self,
                                               ChatConversation *conversation,
                                               ChatPage         *page);
/* The message cursor went to @message (nullable). */
void             chat_message_bars_set_cursor (ChatMessageBars  *self,
                                               ChatMessage      *message);
/* The bar of the message says that it was copied; FALSE: nobody would see it. */
gboolean         chat_message_bars_set_copied (ChatMessageBars  *self,
                                               ChatMessage      *message);
/* Something that they go by has changed: the next frame brings them in line. */
void             chat_message_bars_queue      (ChatMessageBars  *self);

G_END_DECLS
