/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the user does to conversations as a whole: names, pins, tags, the archive and the trash.
 */

#include "chat-history-list.h"
#include "chat-history-private.h"

void
chat_history_rename (ChatHistory *self,
                     const char  *uid,
                     const char  *title)
{
  ChatConversation *conversation = chat_history_find_open (self, uid);
  ChatConversationInfo *info = chat_history_get_info (self, uid);

  if (conversation != NULL)
    chat_conversation_set_title (conversation, title);
  if (info != NULL)
    chat_conversation_info_set_title (info, title);
}

void
chat_history_set_pinned (ChatHistory *self,
                         const char  *uid,
                         gboolean     pinned)
{
  ChatConversationInfo *info = chat_history_get_info (self, uid);
  g_autoptr(ChatConversationInfo) before = NULL;

  if (info == NULL)
    return;

  before = chat_history_note_info (info);
  chat_conversation_info_set_pinned (info, pinned);
  chat_history_info_changed (self, info, before);
}

void
chat_history_set_archived (ChatHistory *self,
                           const char  *uid,
                           gboolean     archived)
{
  ChatConversationInfo *info = chat_history_get_info (self, uid);
  g_autoptr(ChatConversationInfo) before = NULL;

  if (info == NULL)
    return;

  before = chat_history_note_info (info);
  chat_conversation_info_set_archived (info, archived);
  chat_history_info_changed (self, info, before);
}

static void
stop_turn (ChatHistory *self,
           const char  *uid)
{
  ChatConversation *conversation = chat_history_find_open (self, uid);

  if (conversation != NULL && self->stop_func != NULL)
    self->stop_func (conversation, self->stop_data);
}

void
chat_history_set_trashed (ChatHistory *self,
                          const char  *uid,
                          gboolean     trashed)
{
  ChatConversationInfo *info = chat_history_get_info (self, uid);
  g_autoptr(ChatConversationInfo) before = NULL;

  if (info == NULL)
    return;

  if (trashed)
    stop_turn (self, uid);
  before = chat_history_note_info (info);
  chat_conversation_info_set_trashed (info, trashed ? chat_history_now () : 0);
  chat_history_info_changed (self, info, before);
}

void
chat_history_set_tags (ChatHistory        *self,
                       const char         *uid,
                       const char * const *tags)
{
  ChatConversationInfo *info = chat_history_get_info (self, uid);
  g_autoptr(ChatConversationInfo) before = NULL;

  if (info == NULL)
    return;

  before = chat_history_note_info (info);
  chat_conversation_info_set_tags (info, tags);
  chat_history_info_changed (self, info, before);
}

void
chat_history_purge (ChatHistory *self,
                    const char  *uid)
{
  ChatConversationInfo *info = chat_history_get_info (self, uid);
  ChatConversation *conversation = chat_history_find_open (self, uid);

  stop_turn (self, uid);
  if (info == NULL)
    return;

  for (guint i = 0; i < self->lists->len; i++)
    chat_history_list_remove (self->lists->pdata[i], info);
  if (conversation != NULL)
    g_hash_table_remove (self->kept, conversation);
  g_hash_table_remove (self->infos, uid);
}

static gboolean
is_trashed (gpointer key,
            gpointer value,
            gpointer data)
{
  return chat_conversation_info_get_trashed (value) != 0;
}

void
chat_history_empty_trash (ChatHistory *self)
{
  g_autoptr(GList) uids = g_hash_table_get_keys (self->infos);

  for (GList *l = uids; l != NULL; l = l->next)
    if (is_trashed (l->data, g_hash_table_lookup (self->infos, l->data), NULL))
      chat_history_purge (self, l->data);
}

static int
compare_tags (gconstpointer a,
              gconstpointer b)
{
  return g_utf8_collate (*(const char * const *) a, *(const char * const *) b);
}

char **
chat_history_dup_tags (ChatHistory *self)
{
  g_autoptr(GHashTable) met = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) tags = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer info;

  g_hash_table_iter_init (&iter, self->infos);
  while (g_hash_table_iter_next (&iter, NULL, &info))
    for (const char * const *tag = chat_conversation_info_get_tags (info); *tag != NULL; tag++)
      if (g_hash_table_add (met, (gpointer) *tag))
        g_ptr_array_add (tags, g_strdup (*tag));

  g_ptr_array_sort (tags, compare_tags);
  g_ptr_array_add (tags, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&tags), FALSE);
}

char *
chat_history_copy (ChatHistory *self,
                   const char  *uid,
                   const char  *leaf)
{
  return g_strdup (uid);
}

void
chat_history_save_path (ChatHistory      *self,
                        ChatConversation *conversation)
{
}

void
chat_history_remove_branch (ChatHistory      *self,
                            ChatConversation *conversation,
                            ChatMessage      *message)
{
  chat_conversation_remove (conversation, message);
}

gboolean
chat_history_restore_branch (ChatHistory      *self,
                             ChatConversation *conversation,
                             const char       *message)
{
  return FALSE;
}
