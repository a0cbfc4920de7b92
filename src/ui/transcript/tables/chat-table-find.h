/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds the tables of a message.
 */

#pragma once

#include "chat-message-view.h"
#include "chat-prose.h"

G_BEGIN_DECLS

/* A table of a reply on the page, until the next update. */
typedef struct
{
  ChatProse *prose;
  ChatLeaf  *leaf;
} ChatTablePlace;

/* The table that @at is in. @number: which one of the message, from 0. FALSE if there is none. */
gboolean chat_table_find_at (ChatMessageView   *view,
                             const GtkTextIter *at,
                             guint             *number);
/* FALSE if there are not as many. */
gboolean chat_table_find    (ChatMessageView   *view,
                             guint              number,
                             ChatTablePlace    *place);

G_END_DECLS
