/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Copies what may change, and shares the rest.
 */

#include "chat-snapshot.h"

#include "chat-tree-walk.h"

static ChatConversation *
new_empty (ChatConversation *original)
{
  ChatConversation *copy =
    chat_conversation_new_with_uid (chat_conversation_get_uid (original));

  chat_conversation_set_title (copy, chat_conversation_get_title (original));
  chat_conversation_copy_settings (copy, original);
  return copy;
}

static gboolean
add_message (ChatMessage *message,
             ChatMessage *parent,
             gpointer     user_data)
{
  ChatConversation *copy = user_data;
  g_autoptr(ChatMessage) snapshot = chat_message_new_snapshot (message);
  const char *uid = parent != NULL ? chat_message_get_uid (parent) : NULL;

  chat_conversation_add (copy, uid != NULL ? chat_conversation_lookup (copy, uid) : NULL, snapshot);
  return TRUE;
}

ChatConversation *
chat_snapshot_of_tree (ChatConversation *conversation)
{
  ChatConversation *copy = new_empty (conversation);
  ChatMessage *last = chat_conversation_get_last (conversation);
  ChatMessage *leaf = NULL;

  chat_tree_walk (conversation, add_message, copy);
  if (last != NULL)
    leaf = chat_conversation_lookup (copy, chat_message_get_uid (last));
  chat_conversation_rewind (copy, leaf);
  return copy;
}

ChatConversation *
chat_snapshot_of_path (ChatConversation *conversation,
                       ChatMessage      *before)
{
  ChatConversation *copy = new_empty (conversation);
  guint n_messages;

  if (before == NULL || !chat_conversation_find (conversation, before, &n_messages))
    n_messages = chat_conversation_get_n_messages (conversation);
  for (guint i = 0; i < n_messages; i++)
    {
      ChatMessage *message = chat_conversation_get_message (conversation, i);
      g_autoptr(ChatMessage) snapshot = chat_message_new_snapshot (message);

      chat_conversation_append (copy, snapshot);
    }
  return copy;
}
