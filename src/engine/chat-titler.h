/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Within the engine: a better title than the first prompt, by a small model in the background.
 */

#pragma once

#include "chat-client.h"
#include "chat-conversation.h"
#include "chat-profile.h"

G_BEGIN_DECLS

/* @answer: what the model said. */
typedef void (*ChatTitlerFunc) (ChatProfile      *profile,
                                ChatConversation *conversation,
                                ChatMessage      *answer,
                                gpointer          user_data);

/* TRUE if @conversation has had its first exchange and still bears the title of its prompt. */
gboolean chat_titler_is_wanted (ChatConversation *conversation);
/* Asks for one, once; sets it if nobody renamed the conversation meanwhile. A failure is nobody's
 * concern. @client and the rest are kept until the answer is there; then @func hears what was paid
 * for, whether it was of use or not, unless it was cancelled. */
void     chat_titler_start     (ChatClient       *client,
                                ChatProfile      *profile,
                                const char       *model,
                                ChatConversation *conversation,
                                GCancellable     *cancellable,
                                ChatTitlerFunc    func,
                                gpointer          user_data);

G_END_DECLS
