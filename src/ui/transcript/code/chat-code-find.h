/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds the blocks of code of a page and of a message.
 */

#pragma once

#include "chat-code-block.h"
#include "chat-message-view.h"

G_BEGIN_DECLS

/* What does not change when the page is written anew. */
typedef struct
{
  ChatMessage *message;   /* borrowed */
  guint        number;    /* of the blocks of code of the message, from 0 */
} ChatCodePlace;

typedef void (*ChatCodeFunc) (ChatCodeBlock       *block,
                              const ChatCodePlace *place,
                              gpointer             user_data);

/* The code of replies and prompts, not that of thinking. In their order on the page. */
void           chat_code_find_each (ChatMessageView     *view,
                                    ChatCodeFunc         func,
                                    gpointer             user_data);
/* NULL if there are not as many. (nullable) */
ChatCodeBlock *chat_code_find      (ChatMessageView     *view,
                                    guint                number);
/* The block that @at is in, its head line included. FALSE if there is none. */
gboolean       chat_code_find_at   (ChatPage            *page,
                                    const GtkTextIter   *at,
                                    ChatCodePlace       *place);

G_END_DECLS
