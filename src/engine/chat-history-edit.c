/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the user does to conversations as a whole: pins, tags, the archive, the trash.
 */

#include "chat-history-list.h"
#include "chat-history-save.h"

/* An info that may not be known: lists are looked at again once the change is saved. */
typedef struct
{
  ChatHistory          *history;
  ChatConversationInfo *info;      /* or NULL */
  ChatConversationInfo *before;
  ChatStoreBatch       *batch;
} Change;

static Change
begin_change (ChatHistory *self,
              const char  *uid)
{
  ChatConversationInfo *info = chat_history_get_info (self, uid);

  return (Change) {
    self, info, info != NULL ? chat_history_note_info (info) : NULL, chat_store_batch_new (),
  };
}

static void
end_change (Change     *change,
            const char *uid)
{
  chat_history_save_later (change->history, change->batch, uid);
  if (change->info != NULL)
    chat_history_info_changed (change->history, change->info, change->before);
  else
    chat_history_refresh_lists (change->history);
  g_clear_object (&change->before);
}

void
chat_history_set_pinned (ChatHistory *self,
                         const char  *uid,
                         gboolean     pinned)
{
  Change change = begin_change (self, uid);

  if (change.info != NULL)
    chat_conversation_info_set_pinned (change.info, pinned);
  chat_store_batch_set_pinned (change.batch, uid, pinned);
  end_change (&change, uid);
}

void
chat_history_set_archived (ChatHistory *self,
                           const char  *uid,
                           gboolean     archived)
{
  Change change = begin_change (self, uid);

  if (change.info != NULL)
    chat_conversation_info_set_archived (change.info, archived);
  chat_store_batch_set_archived (change.batch, uid, archived);
  end_change (&change, uid);
}

void
chat_history_stop_turn (ChatHistory      *self,
                        ChatConversation *conversation)
{
  if (conversation != NULL && self->stop_func != NULL)
    self->stop_func (conversation, self->stop_data);
}

void
chat_history_set_trashed (ChatHistory *self,
                          const char  *uid,
                          gboolean     trashed)
{
  const gint64 trashed_ms = trashed ? chat_history_now () : 0;
  Change change;

  if (trashed)
    chat_history_stop_turn (self, chat_history_find_open (self, uid));

  change = begin_change (self, uid);
  if (change.info != NULL)
    chat_conversation_info_set_trashed (change.info, trashed_ms);
  chat_store_batch_set_trashed (change.batch, uid, trashed_ms);
  end_change (&change, uid);
}

void
chat_history_set_tags (ChatHistory        *self,
                       const char         *uid,
                       const char * const *tags)
{
  Change change = begin_change (self, uid);

  if (change.info != NULL)
    chat_conversation_info_set_tags (change.info, tags);
  chat_store_batch_set_tags (change.batch, uid, tags);
  end_change (&change, uid);
  chat_history_read_tags (self);
}

static void
forget_info (ChatHistory *self,
             const char  *uid)
{
  g_autoptr(ChatConversationInfo) info = NULL;

  if (!g_hash_table_contains (self->infos, uid))
    return;

  info = g_object_ref (chat_history_get_info (self, uid));
  chat_history_let_go (self, uid);
  g_hash_table_remove (self->infos, uid);
  self->epoch++;
  for (guint i = 0; i < self->lists->len; i++)
    chat_history_list_remove (self->lists->pdata[i], info);
}

void
chat_history_purge (ChatHistory *self,
                    const char  *uid)
{
  g_autofree char *purged = g_strdup (uid);
  ChatStoreBatch *batch = chat_store_batch_new ();

  chat_history_stop_turn (self, chat_history_find_open (self, purged));
  chat_store_batch_purge_conversation (batch, purged);
  chat_history_save_later (self, batch, NULL);
  forget_info (self, purged);
  chat_history_emit_list_changed (self);
}

void
chat_history_empty_trash (ChatHistory *self)
{
  g_autoptr(GList) uids = g_hash_table_get_keys (self->infos);
  ChatStoreBatch *batch = chat_store_batch_new ();

  chat_store_batch_empty_trash (batch, chat_history_now () + 1);
  chat_history_save_later (self, batch, NULL);
  for (GList *l = uids; l != NULL; l = l->next)
    {
      g_autofree char *uid = g_strdup (l->data);

      if (chat_conversation_info_get_trashed (chat_history_get_info (self, uid)) != 0)
        forget_info (self, uid);
    }
  g_ptr_array_set_size (self->branches, 0);
  chat_history_refresh (self);
}

char **
chat_history_dup_tags (ChatHistory *self)
{
  return g_strdupv (self->tags);
}
