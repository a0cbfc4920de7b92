/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The messages on a page.
 */

#pragma once

#include "chat-message-view.h"

G_BEGIN_DECLS

/* Takes @n_removed messages at @position of the page off it, and writes @n_added of @model from
 * @source on there. New views show their role only, until they are updated. */
void             chat_page_splice     (ChatPage          *page,
                                       guint              position,
                                       guint              n_removed,
                                       GListModel        *model,
                                       guint              source,
                                       guint              n_added);
/* Room before the first message, px, as a line of its own while there is any. */
void             chat_page_set_above  (ChatPage          *page,
                                       int                height);
/* Frees the views, but leaves the page as it is written: it is about to go. */
void             chat_page_drop_views (ChatPage          *page);

ChatMessageView *chat_page_get_view   (ChatPage          *page,
                                       guint              position);   /* NULL past the end */
ChatMessageView *chat_page_get_last   (ChatPage          *page);       /* nullable */
ChatMessageView *chat_page_find_message (ChatPage        *page,
                                       ChatMessage       *message);    /* nullable */
ChatMessageView *chat_page_find_uid   (ChatPage          *page,
                                       const char        *uid);        /* nullable */
/* The message that @at is in, and its position if @position is not NULL; NULL below the last one. */
ChatMessageView *chat_page_find_view  (ChatPage          *page,
                                       const GtkTextIter *at,
                                       guint             *position);

G_END_DECLS
