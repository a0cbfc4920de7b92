/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Branches: which one is chosen, and those that were removed, until they are wanted again.
 */

#include "chat-history-save.h"
#include "chat-history-trash.h"

/* What a person may still want to bring back; the trash of the store keeps the others. */
#define MAX_BRANCHES 50

/* A branch that was taken out of the tree. */
typedef struct
{
  char        *conversation;   /* uid */
  ChatMessage *parent;         /* or NULL: it was a first prompt */
  guint        position;       /* among its siblings */
  GPtrArray   *messages;       /* each after its parent; the first one is its root */
  GPtrArray   *parents;        /* of each; NULL for the first one */
} ChatBranch;

void
chat_history_free_branch (gpointer branch)
{
  ChatBranch *self = branch;

  g_free (self->conversation);
  g_clear_object (&self->parent);
  g_ptr_array_unref (self->messages);
  g_ptr_array_unref (self->parents);
  g_free (self);
}

/* Level by level: siblings come back in their order. */
static ChatBranch *
note_branch (ChatConversation *conversation,
             ChatMessage      *root)
{
  ChatBranch *self = g_new0 (ChatBranch, 1);
  ChatMessage *parent = chat_conversation_get_parent (conversation, root);

  self->conversation = g_strdup (chat_conversation_get_uid (conversation));
  self->parent = parent != NULL ? g_object_ref (parent) : NULL;
  self->position = chat_conversation_get_sibling_position (conversation, root, NULL);
  self->messages = g_ptr_array_new_with_free_func (g_object_unref);
  self->parents = g_ptr_array_new ();
  g_ptr_array_add (self->messages, g_object_ref (root));
  g_ptr_array_add (self->parents, NULL);

  for (guint i = 0; i < self->messages->len; i++)
    {
      ChatMessage *message = self->messages->pdata[i];
      const guint n_children = chat_conversation_get_n_children (conversation, message);

      for (guint j = 0; j < n_children; j++)
        {
          ChatMessage *child = chat_conversation_get_child (conversation, message, j);

          g_ptr_array_add (self->messages, g_object_ref (child));
          g_ptr_array_add (self->parents, message);
        }
    }
  return self;
}

static void
set_leaf (ChatStoreBatch   *batch,
          ChatConversation *conversation)
{
  ChatMessage *leaf = chat_conversation_get_last (conversation);

  chat_store_batch_set_leaf (batch, chat_conversation_get_uid (conversation),
                             leaf != NULL ? chat_message_get_uid (leaf) : NULL);
}

/* A conversation that is not in the history, because nothing was ever sent, has no path to save. */
static gboolean
is_kept (ChatHistory      *self,
         ChatConversation *conversation)
{
  return g_hash_table_contains (self->infos, chat_conversation_get_uid (conversation));
}

void
chat_history_save_path (ChatHistory      *self,
                        ChatConversation *conversation)
{
  ChatStoreBatch *batch;

  if (!is_kept (self, conversation))
    return;

  batch = chat_store_batch_new ();
  set_leaf (batch, conversation);
  chat_history_save_later (self, batch, chat_conversation_get_uid (conversation));
}

static void
save_trashed (ChatHistory      *self,
              ChatConversation *conversation,
              const char       *message,
              gint64            trashed_ms)
{
  ChatStoreBatch *batch;

  if (!is_kept (self, conversation))
    return;

  batch = chat_store_batch_new ();
  chat_store_batch_set_message_trashed (batch, message, trashed_ms);
  set_leaf (batch, conversation);
  chat_history_save_later (self, batch, chat_conversation_get_uid (conversation));
}

void
chat_history_remove_branch (ChatHistory      *self,
                            ChatConversation *conversation,
                            ChatMessage      *message)
{
  ChatBranch *branch = note_branch (conversation, message);

  for (guint i = 0; i < branch->messages->len; i++)
    if (chat_message_get_state (branch->messages->pdata[i]) == CHAT_MESSAGE_OPEN)
      chat_history_stop_turn (self, conversation);

  g_ptr_array_add (self->branches, branch);
  chat_conversation_remove (conversation, message);
  save_trashed (self, conversation, chat_message_get_uid (branch->messages->pdata[0]),
                chat_history_now ());
  if (self->branches->len > MAX_BRANCHES)
    g_ptr_array_remove_index (self->branches, 0);
}

static ChatBranch *
find_branch (ChatHistory      *self,
             ChatConversation *conversation,
             const char       *message,
             guint            *position)
{
  for (guint i = self->branches->len; i > 0; i--)
    {
      ChatBranch *branch = self->branches->pdata[i - 1];

      if (g_str_equal (branch->conversation, chat_conversation_get_uid (conversation)) &&
          g_str_equal (chat_message_get_uid (branch->messages->pdata[0]), message))
        {
          *position = i - 1;
          return branch;
        }
    }
  return NULL;
}

static void
put_back (ChatConversation *conversation,
          ChatBranch       *branch)
{
  chat_conversation_add (conversation, branch->parent, branch->messages->pdata[0]);
  for (guint i = 1; i < branch->messages->len; i++)
    chat_conversation_add (conversation, branch->parents->pdata[i], branch->messages->pdata[i]);
  chat_conversation_set_sibling_position (conversation, branch->messages->pdata[0],
                                          branch->position);
}

gboolean
chat_history_restore_branch (ChatHistory      *self,
                             ChatConversation *conversation,
                             const char       *message)
{
  guint position;
  ChatBranch *branch = find_branch (self, conversation, message, &position);

  if (branch == NULL || chat_conversation_lookup (conversation, message) != NULL)
    return FALSE;
  if (branch->parent != NULL &&
      chat_conversation_lookup (conversation,
                                chat_message_get_uid (branch->parent)) != branch->parent)
    return FALSE;

  put_back (conversation, branch);
  save_trashed (self, conversation, message, 0);
  g_ptr_array_remove_index (self->branches, position);
  return TRUE;
}

/* A reply that failed before its first word makes room for the next one. */
static gboolean
is_void (const ChatBranch *branch)
{
  return branch->messages->len == 1 && !chat_message_has_content (branch->messages->pdata[0]);
}

void
chat_history_restore_removed (ChatHistory      *self,
                              ChatConversation *conversation)
{
  const char *uid = chat_conversation_get_uid (conversation);
  ChatStoreBatch *batch;

  /* the last one first: those before may have hung on it */
  for (guint i = self->branches->len; i > 0; i--)
    {
      ChatBranch *branch = self->branches->pdata[i - 1];

      if (g_str_equal (branch->conversation, uid) && !is_void (branch))
        chat_history_restore_branch (self, conversation,
                                     chat_message_get_uid (branch->messages->pdata[0]));
    }
  if (!is_kept (self, conversation))
    return;

  batch = chat_store_batch_new ();
  chat_store_batch_restore_messages (batch, uid);
  chat_history_save_later (self, batch, uid);
  chat_history_follow (self);
}

/* Of this run: also of a conversation that is not in the history. */
static gboolean
holds_removed (ChatHistory *self,
               const char  *conversation)
{
  for (guint i = 0; i < self->branches->len; i++)
    {
      const ChatBranch *branch = self->branches->pdata[i];

      if (g_str_equal (branch->conversation, conversation) && !is_void (branch))
        return TRUE;
    }
  return FALSE;
}

static void
found_removed_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) hits = chat_history_search_finish (CHAT_HISTORY (source), result, &error);
  gboolean any = holds_removed (CHAT_HISTORY (source), g_task_get_task_data (task));

  if (hits == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  for (guint i = 0; i < hits->len && !any; i++)
    any = *((const ChatSearchHit *) hits->pdata[i])->snippet != '\0';
  g_task_return_boolean (task, any);
}

void
chat_history_has_removed_async (ChatHistory         *self,
                                ChatConversation    *conversation,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, chat_history_has_removed_async);
  g_task_set_task_data (task, g_strdup (chat_conversation_get_uid (conversation)), g_free);
  chat_history_search_async (self, "in:trash ", chat_conversation_get_uid (conversation), 0,
                             MAX_BRANCHES, cancellable, found_removed_cb, task);
}

gboolean
chat_history_has_removed_finish (ChatHistory   *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
