/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands at the end of a message's role line: its tools, and the switch between its versions.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-conversation.h"

G_BEGIN_DECLS

#define CHAT_TYPE_MESSAGE_BAR (chat_message_bar_get_type ())
G_DECLARE_FINAL_TYPE (ChatMessageBar, chat_message_bar, CHAT, MESSAGE_BAR, GtkWidget)

/* px. */
#define CHAT_MESSAGE_BAR_HEIGHT 34

/* Its buttons activate "chat.copy", "chat.edit", "chat.regenerate", "chat.fork", "chat.details",
 * "chat.delete", "chat.previous-version" and "chat.next-version" with the message's uid, and
 * "chat.show-branches". */
GtkWidget *chat_message_bar_new         (void);
/* @message is of @conversation. @tools: whether they show; the switch does if there are versions.
 * FALSE if all is as it was. */
gboolean   chat_message_bar_set_message (ChatMessageBar   *self,
                                         ChatConversation *conversation,
                                         ChatMessage      *message,
                                         gboolean          tools);
ChatMessage *chat_message_bar_get_message (ChatMessageBar *self);   /* nullable */
/* Says that the message was copied, until it shows another one. */
void       chat_message_bar_set_copied  (ChatMessageBar   *self);
/* The tools show, and not only the switch. */
gboolean   chat_message_bar_has_tools   (ChatMessageBar   *self);
/* A menu is open or a button has the focus: it may not go now. */
gboolean   chat_message_bar_is_in_use   (ChatMessageBar   *self);

G_END_DECLS
