/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tree of a conversation's messages. It is as deep as a conversation is long: nothing
 * here recurses.
 */

#include "chat-message-tree.h"

static void
node_free (gpointer data)
{
  ChatMessageNode *self = data;

  g_clear_object (&self->message);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_free (self);
}

void
chat_message_tree_init (ChatMessageTree *self)
{
  self->root = g_new0 (ChatMessageNode, 1);
  self->nodes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, node_free);
}

void
chat_message_tree_clear (ChatMessageTree *self)
{
  g_clear_pointer (&self->nodes, g_hash_table_unref);
  g_clear_pointer (&self->root, node_free);
}

ChatMessageNode *
chat_message_tree_lookup (ChatMessageTree *self,
                          const char      *uid)
{
  return g_hash_table_lookup (self->nodes, uid);
}

ChatMessageNode *
chat_message_tree_find (ChatMessageTree *self,
                        ChatMessage     *message)
{
  ChatMessageNode *node;

  if (message == NULL)
    return self->root;

  node = chat_message_tree_lookup (self, chat_message_get_uid (message));
  return node != NULL && node->message == message ? node : NULL;
}

ChatMessageNode *
chat_message_tree_add (ChatMessageTree *self,
                       ChatMessageNode *parent,
                       ChatMessage     *message)
{
  ChatMessageNode *node = g_new0 (ChatMessageNode, 1);

  if (parent->children == NULL)
    parent->children = g_ptr_array_new ();

  node->message = g_object_ref (message);
  node->parent = parent;
  node->position = parent->children->len;
  node->depth = parent == self->root ? 0 : parent->depth + 1;
  g_ptr_array_add (parent->children, node);
  g_hash_table_insert (self->nodes, (gpointer) chat_message_get_uid (message), node);
  return node;
}

gboolean
chat_message_tree_place (ChatMessageNode *node,
                         guint            position)
{
  ChatMessageNode *parent = node->parent;

  position = MIN (position, parent->children->len - 1);
  if (position == node->position)
    return FALSE;

  g_ptr_array_remove_index (parent->children, node->position);
  g_ptr_array_insert (parent->children, (int) position, node);
  for (guint i = 0; i < parent->children->len; i++)
    chat_message_node_get_child (parent, i)->position = i;
  return TRUE;
}

void
chat_message_tree_detach (ChatMessageNode *node)
{
  ChatMessageNode *parent = node->parent;

  g_ptr_array_remove_index (parent->children, node->position);
  for (guint i = node->position; i < parent->children->len; i++)
    chat_message_node_get_child (parent, i)->position = i;
  if (parent->chosen == node)
    parent->chosen = NULL;
}

void
chat_message_tree_free_branch (ChatMessageTree *self,
                               ChatMessageNode *top)
{
  g_autoptr(GPtrArray) pending = g_ptr_array_new ();

  g_ptr_array_add (pending, top);
  while (pending->len > 0)
    {
      ChatMessageNode *node = g_ptr_array_steal_index_fast (pending, pending->len - 1);

      for (guint i = 0; i < chat_message_node_n_children (node); i++)
        g_ptr_array_add (pending, chat_message_node_get_child (node, i));
      g_hash_table_remove (self->nodes, chat_message_get_uid (node->message));
    }
}

guint
chat_message_node_n_children (const ChatMessageNode *self)
{
  return self->children != NULL ? self->children->len : 0;
}

ChatMessageNode *
chat_message_node_get_child (const ChatMessageNode *self,
                             guint                  position)
{
  return g_ptr_array_index (self->children, position);
}

ChatMessageNode *
chat_message_node_get_next (const ChatMessageNode *self)
{
  guint n_children = chat_message_node_n_children (self);

  if (self->chosen != NULL || n_children == 0)
    return self->chosen;

  return chat_message_node_get_child (self, n_children - 1);
}
