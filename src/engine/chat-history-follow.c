/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Conversations that are open here while another program, or an import, writes to them.
 */

#include "chat-history-save.h"

/* A reply that another program streams is many writes; its end is what can be seen here. */
#define FOLLOW_MS 500

typedef struct
{
  ChatHistory      *history;
  ChatConversation *conversation;
  guint             epoch;   /* when it was read: what we changed since is not to be undone */
} Following;

static void
free_following (gpointer data)
{
  Following *self = data;

  g_object_unref (self->history);
  g_object_unref (self->conversation);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Following, free_following)

/* While a turn of ours runs in it, we are the ones who write. */
static gboolean
is_ours (ChatHistory      *self,
         ChatConversation *conversation)
{
  ChatConversationInfo *info;

  info = chat_history_get_info (self, chat_conversation_get_uid (conversation));
  return info == NULL ||
         chat_conversation_info_get_activity (info) == CHAT_ACTIVITY_STREAMING;
}

/* One that was still being written there, and is whole now. */
static void
replace_open (ChatConversation *ours,
              ChatMessage      *open,
              ChatMessage      *whole)
{
  g_autoptr(ChatMessage) old = g_object_ref (open);
  ChatMessage *parent = chat_conversation_get_parent (ours, old);
  const gboolean was_last = chat_conversation_get_last (ours) == old;

  if (chat_conversation_get_n_children (ours, old) > 0)
    return;

  chat_conversation_remove (ours, old);
  chat_conversation_add (ours, parent, whole);
  if (was_last)
    chat_conversation_select (ours, whole);
}

/* @message of the tree that was read, whose parent is in ours. */
static void
take_in (ChatConversation *ours,
         ChatMessage      *parent,
         ChatMessage      *message)
{
  ChatMessage *known = chat_conversation_lookup (ours, chat_message_get_uid (message));

  if (known == NULL)
    chat_conversation_add (ours, parent, message);
  else if (chat_message_get_state (known) == CHAT_MESSAGE_OPEN &&
           chat_message_get_state (message) != CHAT_MESSAGE_OPEN)
    replace_open (ours, known, message);
}

/* What is new there is added here; what is chosen, and what is gone there, stays. */
static void
merge (ChatConversation *ours,
       ChatConversation *theirs)
{
  g_autoptr(GPtrArray) ahead = g_ptr_array_new ();

  chat_history_mark_saved (theirs);
  g_ptr_array_add (ahead, NULL);
  for (guint i = 0; i < ahead->len; i++)
    {
      ChatMessage *parent = ahead->pdata[i];
      const guint n_children = chat_conversation_get_n_children (theirs, parent);
      ChatMessage *place = NULL;

      if (parent != NULL)
        place = chat_conversation_lookup (ours, chat_message_get_uid (parent));
      if (parent != NULL && place == NULL)
        continue;

      for (guint j = 0; j < n_children; j++)
        {
          ChatMessage *child = chat_conversation_get_child (theirs, parent, j);

          take_in (ours, place, child);
          g_ptr_array_add (ahead, child);
        }
    }
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(Following) self = user_data;
  g_autoptr(ChatConversationInfo) info = NULL;
  g_autoptr(ChatConversation) theirs = NULL;

  theirs = chat_store_load_finish (CHAT_STORE (source), result, &info, NULL);
  if (theirs == NULL || is_ours (self->history, self->conversation))
    return;

  if (self->epoch != self->history->epoch)
    {
      chat_history_follow (self->history);
      return;
    }

  chat_history_meet (self->history, info, NULL, self->history->epoch);
  chat_conversation_set_title (self->conversation, chat_conversation_get_title (theirs));
  merge (self->conversation, theirs);
}

static void
look (gpointer user_data)
{
  g_autoptr(Following) self = user_data;
  ChatHistory *history = self->history;
  const char *uid = chat_conversation_get_uid (self->conversation);

  self->epoch = history->epoch;
  if (history->readable && !chat_history_is_apart (history) &&
      !is_ours (history, self->conversation))
    chat_store_load_async (history->store, uid, NULL, read_cb, g_steal_pointer (&self));
}

static gboolean
follow_cb (gpointer user_data)
{
  ChatHistory *self = user_data;
  GHashTableIter iter;
  gpointer value;
  g_autoptr(GPtrArray) open = g_ptr_array_new ();

  self->follow_timer = 0;
  g_hash_table_iter_init (&iter, self->open);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (open, g_object_ref (((ChatHistoryOpen *) value)->conversation));

  for (guint i = 0; i < open->len; i++)
    {
      Following *following = g_new (Following, 1);

      *following = (Following) { g_object_ref (self), open->pdata[i], self->epoch };
      chat_history_writer_settle (self->writer, look, following);
    }
  return G_SOURCE_REMOVE;
}

void
chat_history_follow (ChatHistory *self)
{
  if (self->follow_timer == 0)
    self->follow_timer = g_timeout_add (FOLLOW_MS, follow_cb, self);
}
