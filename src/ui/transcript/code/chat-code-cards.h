/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be done with the blocks of code: their buttons while they are in view, and the verbs.
 */

#pragma once

#include "chat-conversation.h"
#include "chat-page.h"

G_BEGIN_DECLS

#define CHAT_TYPE_CODE_CARDS (chat_code_cards_get_type ())
G_DECLARE_FINAL_TYPE (ChatCodeCards, chat_code_cards, CHAT, CODE_CARDS, GObject)

/* Gives @column the actions "code.copy" and "code.save" for the block of a message: "(su)", its uid
 * and the number of the block, see chat_code_cards_new_menu(). @column is borrowed. */
ChatCodeCards *chat_code_cards_new        (ChatColumn    *column);
/* @page: borrowed, or NULL before it goes. */
void           chat_code_cards_set_page   (ChatCodeCards *self,
                                           ChatPage      *page);
/* The message that the keys are for, or NULL: its blocks show theirs. */
void           chat_code_cards_set_cursor (ChatCodeCards *self,
                                           ChatMessage   *message);
/* What can be done with the block that @at is in. Returns: (transfer full) (nullable) */
GMenuModel    *chat_code_cards_new_menu   (ChatPage      *page,
                                           const GtkTextIter *at);
/* Something has moved or changed; it is followed in the next frame. */
void           chat_code_cards_queue      (ChatCodeCards *self);

G_END_DECLS
