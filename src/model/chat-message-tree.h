/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tree of a conversation's messages. Plain structs, for ChatConversation alone.
 */

#pragma once

#include "chat-message.h"

G_BEGIN_DECLS

/* One message in its place. The root stands before the first prompts and has no message. */
typedef struct _ChatMessageNode ChatMessageNode;
struct _ChatMessageNode
{
  ChatMessage     *message;
  ChatMessageNode *parent;
  GPtrArray       *children;   /* (element-type ChatMessageNode), oldest first; NULL: none yet */
  ChatMessageNode *chosen;     /* the child that the path last went through, or NULL */
  guint            position;   /* among the parent's children */
  guint            depth;      /* on a path: the root's children are at 0 */
};

typedef struct
{
  ChatMessageNode *root;
  GHashTable      *nodes;   /* uid → ChatMessageNode, owned */
} ChatMessageTree;

void             chat_message_tree_init         (ChatMessageTree       *self);
void             chat_message_tree_clear        (ChatMessageTree       *self);

/* The root for NULL; NULL for a message that is not in the tree. */
ChatMessageNode *chat_message_tree_find         (ChatMessageTree       *self,
                                                 ChatMessage           *message);
ChatMessageNode *chat_message_tree_lookup       (ChatMessageTree       *self,
                                                 const char            *uid);
/* As the newest child of @parent. */
ChatMessageNode *chat_message_tree_add          (ChatMessageTree       *self,
                                                 ChatMessageNode       *parent,
                                                 ChatMessage           *message);
/* Moves @node among its siblings; behind the last one at most. FALSE if it is there already. */
gboolean         chat_message_tree_place        (ChatMessageNode       *node,
                                                 guint                  position);
/* Takes @node with all below it out of its parent; it stays whole until it is freed. */
void             chat_message_tree_detach       (ChatMessageNode       *node);
void             chat_message_tree_free_branch  (ChatMessageTree       *self,
                                                 ChatMessageNode       *top);

guint            chat_message_node_n_children   (const ChatMessageNode *self);
ChatMessageNode *chat_message_node_get_child    (const ChatMessageNode *self,
                                                 guint                  position);
/* Where a path goes on below @self: through the child chosen last, else the newest; NULL: it ends. */
ChatMessageNode *chat_message_node_get_next     (const ChatMessageNode *self);

G_END_DECLS
