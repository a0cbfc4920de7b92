/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Copies of conversations, and forks: a path as a conversation of its own.
 */

#include "chat-history-save.h"

#include <glib/gi18n.h>

static char *
make_copy_title (const char *title,
                 const char *leaf)
{
  if (title == NULL || leaf != NULL)
    return g_strdup (title);

  /* Translators: the title of a duplicate; %s is that of the original */
  return g_strdup_printf (_("%s (copy)"), title);
}

/* Lists show it at once; what it holds is copied in the store. */
static void
add_copy_info (ChatHistory          *self,
               ChatConversationInfo *original,
               const char           *uid,
               const char           *title)
{
  ChatConversationInfo *info = chat_conversation_info_new (uid);

  chat_conversation_info_set_title (info, title);
  chat_conversation_info_set_created (info, chat_history_now ());
  chat_conversation_info_set_updated (info, chat_history_now ());
  if (original != NULL)
    chat_conversation_info_set_tags (info, chat_conversation_info_get_tags (original));
  g_hash_table_insert (self->infos, g_strdup (uid), info);
  chat_history_info_changed (self, info, NULL);
}

/* As it is in memory. One that is being written goes on in the original only. */
static ChatMessage *
copy_message (ChatMessage *message)
{
  ChatMessage *copy = chat_message_new (chat_message_get_role (message));
  ChatMessageState state = chat_message_get_state (message);

  for (guint i = 0; i < chat_message_get_n_blocks (message); i++)
    {
      const ChatContentBlock *block = chat_message_get_block (message, i);
      g_autoptr(GString) raw = g_string_new (NULL);

      chat_content_block_append_raw (block, raw);
      chat_message_add_block (copy, chat_content_block_new_kept (raw->str, raw->len, block->state,
                                                                 block->index));
    }

  chat_message_set_created (copy, chat_message_get_created (message));
  chat_message_set_model (copy, chat_message_get_model (message));
  chat_message_set_id (copy, chat_message_get_id (message));
  chat_message_set_stop_reason (copy, chat_message_get_stop_reason (message));
  chat_message_set_prefix_hash (copy, chat_message_get_prefix_hash (message));
  chat_message_set_failure (copy, chat_message_get_failure (message));
  *chat_message_get_usage (copy) = *chat_message_get_usage (message);
  chat_message_set_state (copy, state != CHAT_MESSAGE_OPEN ? state : CHAT_MESSAGE_INTERRUPTED);
  return copy;
}

/* Returns: (transfer full) */
static ChatConversation *
copy_tree (ChatConversation *original,
           ChatMessage      *leaf,
           const char       *uid)
{
  ChatConversation *copy = chat_conversation_new_with_uid (uid);
  g_autoptr(GPtrArray) messages = chat_history_list_tree (original, leaf);
  g_autoptr(GHashTable) copies = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  ChatMessage *last = leaf != NULL ? leaf : chat_conversation_get_last (original);

  for (guint i = 0; i < messages->len; i++)
    {
      ChatMessage *message = messages->pdata[i];
      ChatMessage *parent = chat_conversation_get_parent (original, message);
      ChatMessage *copied = copy_message (message);

      g_hash_table_insert (copies, message, copied);
      chat_conversation_add (copy, parent != NULL ? g_hash_table_lookup (copies, parent) : NULL,
                             copied);
    }

  if (last != NULL)
    chat_conversation_select (copy, g_hash_table_lookup (copies, last));
  chat_conversation_copy_settings (copy, original);
  return copy;
}

/* What is in memory may not be on the disk. The writer holds the copy until it is saved. */
static void
copy_in_memory (ChatHistory      *self,
                ChatConversation *original,
                const char       *leaf,
                const char       *uid,
                const char       *title)
{
  ChatMessage *last = leaf != NULL ? chat_conversation_lookup (original, leaf) : NULL;
  g_autoptr(ChatConversation) copy = copy_tree (original, last, uid);

  chat_conversation_set_title (copy, title);
  chat_history_save_again (copy, self);
}

static void
copy_on_disk (ChatHistory          *self,
              const char           *uid,
              ChatConversationInfo *original,
              const char           *leaf,
              const char           *copy,
              const char           *title)
{
  ChatStoreBatch *batch = chat_store_batch_new ();

  chat_store_batch_copy_conversation (batch, uid, leaf, copy, title);
  if (original != NULL)
    chat_store_batch_set_tags (batch, copy, chat_conversation_info_get_tags (original));
  chat_history_save_later (self, batch, uid);
}

char *
chat_history_copy (ChatHistory *self,
                   const char  *uid,
                   const char  *leaf)
{
  ChatConversationInfo *info = chat_history_get_info (self, uid);
  ChatConversation *original = chat_history_find_open (self, uid);
  char *copy = g_uuid_string_random ();
  g_autofree char *title = NULL;

  title = make_copy_title (info != NULL ? chat_conversation_info_get_title (info) : NULL, leaf);
  add_copy_info (self, info, copy, title);
  if (original != NULL && chat_history_is_apart (self))
    copy_in_memory (self, original, leaf, copy, title);
  else
    copy_on_disk (self, uid, info, leaf, copy, title);
  return copy;
}
