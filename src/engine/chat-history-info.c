/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What lists show of conversations, and what goes on in them.
 */

#include "chat-history-list.h"
#include "chat-history-private.h"

#define SHOWN_KEY "chat-history-n-shown"

ChatConversationInfo *
chat_history_get_info (ChatHistory *self,
                       const char  *uid)
{
  return g_hash_table_lookup (self->infos, uid);
}

ChatConversationInfo *
chat_history_find_unread (ChatHistory *self)
{
  ChatConversationInfo *found = NULL;
  ChatConversationInfo *info;
  GHashTableIter iter;

  g_hash_table_iter_init (&iter, self->infos);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &info))
    {
      if (chat_conversation_info_get_activity (info) == CHAT_ACTIVITY_UNREAD &&
          (found == NULL || chat_conversation_info_get_updated (info) <
                            chat_conversation_info_get_updated (found)))
        found = info;
    }

  return found;
}

ChatConversationInfo *
chat_history_note_info (ChatConversationInfo *info)
{
  ChatConversationInfo *copy = chat_conversation_info_new (NULL);

  chat_conversation_info_copy_from (copy, info);
  return copy;
}

void
chat_history_info_changed (ChatHistory          *self,
                           ChatConversationInfo *info,
                           ChatConversationInfo *before)
{
  self->epoch++;
  for (guint i = 0; i < self->lists->len; i++)
    chat_history_list_update (self->lists->pdata[i], info, before);
  chat_history_emit_list_changed (self);
}

void
chat_history_touch (ChatHistory      *self,
                    ChatConversation *conversation)
{
  ChatConversationInfo *info = chat_history_adopt (self, conversation)->info;
  g_autoptr(ChatConversationInfo) before = chat_history_note_info (info);

  chat_conversation_info_set_updated (info, chat_history_now ());
  chat_history_info_changed (self, info, before);
}

ChatConversationInfo *
chat_history_meet (ChatHistory          *self,
                   ChatConversationInfo *read,
                   ChatConversationInfo *placeholder,
                   guint                 epoch)
{
  const char *uid = chat_conversation_info_get_uid (read);
  ChatConversationInfo *info = g_hash_table_lookup (self->infos, uid);

  if (info != NULL && epoch == self->epoch)
    chat_conversation_info_copy_from (info, read);
  if (info != NULL)
    return info;

  info = read;
  if (placeholder != NULL && chat_conversation_info_get_uid (placeholder) == NULL)
    {
      info = placeholder;
      chat_conversation_info_copy_from (info, read);
    }
  g_hash_table_insert (self->infos, g_strdup (uid), g_object_ref (info));
  return info;
}

/* Counted at the conversation: a window shows it before its first prompt brings it here. */
guint
chat_history_get_n_shown (ChatConversation *conversation)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (conversation), SHOWN_KEY));
}

void
chat_history_set_shown (ChatHistory      *self,
                        ChatConversation *conversation,
                        gboolean          shown)
{
  const guint n_shown = chat_history_get_n_shown (conversation);
  ChatConversationInfo *info;

  g_return_if_fail (shown || n_shown > 0);

  g_object_set_data (G_OBJECT (conversation), SHOWN_KEY,
                     GUINT_TO_POINTER (shown ? n_shown + 1 : n_shown - 1));
  info = chat_history_get_info (self, chat_conversation_get_uid (conversation));
  if (info != NULL && shown && chat_conversation_info_get_activity (info) == CHAT_ACTIVITY_UNREAD)
    chat_conversation_info_set_activity (info, CHAT_ACTIVITY_NONE);
}

void
chat_history_set_activity (ChatHistory      *self,
                           ChatConversation *conversation,
                           ChatActivity      activity)
{
  ChatConversationInfo *info;

  if (activity == CHAT_ACTIVITY_UNREAD && chat_history_get_n_shown (conversation) > 0)
    activity = CHAT_ACTIVITY_NONE;
  info = chat_history_get_info (self, chat_conversation_get_uid (conversation));
  if (info != NULL)
    chat_conversation_info_set_activity (info, activity);
}
