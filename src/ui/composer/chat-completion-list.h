/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of a completion: lines, one of which is the choice, though the focus is elsewhere.
 */

#pragma once

#include "chat-completion-item.h"

G_BEGIN_DECLS

#define CHAT_TYPE_COMPLETION_LIST (chat_completion_list_get_type ())
G_DECLARE_FINAL_TYPE (ChatCompletionList, chat_completion_list, CHAT, COMPLETION_LIST, GtkWidget)

/* Signals: "changed" when it has other lines or another choice; "activated" when a line, which is the
 * choice then, was clicked. */
GtkWidget          *chat_completion_list_new        (void);
/* The first line becomes the choice. @items (nullable) (element-type ChatCompletionItem): may change */
void                chat_completion_list_set_items  (ChatCompletionList *self,
                                                     GListModel         *items);
/* NULL if there is nothing. Borrowed. */
ChatCompletionItem *chat_completion_list_get_choice (ChatCompletionList *self);
/* Its line. Borrowed. */
GtkWidget          *chat_completion_list_get_row    (ChatCompletionList *self);
/* Round the ends by single steps; by more it stays at them. There is something in it. */
void                chat_completion_list_move       (ChatCompletionList *self,
                                                     int                 step);
/* In px, before the items are set; where it is narrow for its font, lines have no keys. */
void                chat_completion_list_set_width  (ChatCompletionList *self,
                                                     int                 width);

G_END_DECLS
