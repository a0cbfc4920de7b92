/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When a message was written and by which model, in a few words.
 */

#pragma once

#include "chat-conversation.h"

G_BEGIN_DECLS

/* The time as the locale writes it, with the day if it is not that of @now_ms, and the model's name
 * in front if the reply before was another's. Returns: (transfer full) */
char *chat_message_time_describe (ChatConversation *conversation,
                                  ChatMessage      *message,
                                  gint64            now_ms);

G_END_DECLS
