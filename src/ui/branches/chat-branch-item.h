/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One message in the tree of a conversation, and where the tree puts it.
 */

#pragma once

#include "chat-conversation.h"

G_BEGIN_DECLS

#define CHAT_TYPE_BRANCH_ITEM (chat_branch_item_get_type ())
G_DECLARE_FINAL_TYPE (ChatBranchItem, chat_branch_item, CHAT, BRANCH_ITEM, GObject)

/* Each row is one message. Lane 0 is the path that is shown, and below it the way that it would go
 * on; what branches off stands between a message and the one that follows it, a lane further. So in
 * each row all lanes before the message's own run through. */
typedef struct
{
  guint    lane;
  gboolean top;         /* nothing is before it in its lane */
  gboolean side;        /* it branches off from the lane before */
  gboolean near;        /* what it branches off from is in the row above */
  gboolean goes_on;     /* something follows it in its lane */
  gboolean on_path;
  gboolean end;         /* the path ends here */
  gboolean rail;        /* the path runs through lane 0 beside it */
  guint    position;    /* among its siblings, from 0 */
  guint    n_siblings;
} ChatBranchPlace;

/* All messages from the top on. @n_lanes (out), @n_branches (out): how many leaves there are.
 * Returns: (transfer full) (element-type ChatBranchItem) */
GPtrArray             *chat_branch_items_new        (ChatConversation *conversation,
                                                     guint            *n_lanes,
                                                     guint            *n_branches);

ChatMessage           *chat_branch_item_get_message (ChatBranchItem   *self);
const ChatBranchPlace *chat_branch_item_get_place   (ChatBranchItem   *self);
/* The beginning of its text, one line. Returns: (transfer full) */
char                  *chat_branch_item_dup_words   (ChatBranchItem   *self);
/* Which version it is or when it was written, and the model. Returns: (transfer full) */
char                  *chat_branch_item_dup_remark  (ChatBranchItem   *self);

G_END_DECLS
