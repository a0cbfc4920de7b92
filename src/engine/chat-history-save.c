/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is saved of a conversation, and what happens when it cannot be.
 */

#include "chat-history-save.h"

#include "chat-history-problem.h"

#define SAVED_KEY "chat-history-saved"

void
chat_history_save (ChatHistory      *self,
                   ChatStoreBatch   *batch,
                   ChatSaveMode      mode,
                   ChatConversation *conversation,
                   ChatSavedFunc     func,
                   gpointer          user_data)
{
  chat_history_writer_push (self->writer, batch, mode, conversation, func, user_data);
}

void
chat_history_save_later (ChatHistory    *self,
                         ChatStoreBatch *batch,
                         const char     *uid)
{
  ChatHistoryOpen *open = uid != NULL ? g_hash_table_lookup (self->open, uid) : NULL;

  chat_history_writer_push (self->writer, batch, CHAT_SAVE_KEEP,
                            open != NULL ? open->conversation : NULL, NULL, NULL);
}

gboolean
chat_history_is_apart (ChatHistory *self)
{
  return chat_history_writer_get_error (self->writer) != NULL;
}

GHashTable *
chat_history_dup_unsaved (ChatHistory *self)
{
  return chat_history_writer_dup_held (self->writer);
}

void
chat_history_put_message (ChatStoreBatch   *batch,
                          ChatConversation *conversation,
                          ChatMessage      *message)
{
  ChatMessage *parent = chat_conversation_get_parent (conversation, message);

  g_object_set_data (G_OBJECT (message), SAVED_KEY, message);
  chat_store_batch_put_message (batch, chat_conversation_get_uid (conversation),
                                parent != NULL ? chat_message_get_uid (parent) : NULL, message);
}

static void
put_settings (ChatStoreBatch   *batch,
              ChatConversation *conversation)
{
  chat_store_batch_set_settings (batch, chat_conversation_get_uid (conversation),
                                 chat_conversation_get_system (conversation),
                                 chat_conversation_get_profile (conversation),
                                 chat_conversation_get_model (conversation),
                                 chat_conversation_get_parameters (conversation));
}

void
chat_history_put_conversation (ChatHistory      *self,
                               ChatStoreBatch   *batch,
                               ChatConversation *conversation)
{
  ChatConversationInfo *info = chat_history_adopt (self, conversation)->info;
  const char *uid = chat_conversation_get_uid (conversation);

  chat_store_batch_add_conversation (batch, uid, chat_conversation_info_get_created (info));
  chat_store_batch_set_title (batch, uid, chat_conversation_get_title (conversation));
  put_settings (batch, conversation);
}

void
chat_history_save_settings (ChatHistory      *self,
                            ChatConversation *conversation)
{
  ChatStoreBatch *batch;

  if (chat_history_get_info (self, chat_conversation_get_uid (conversation)) == NULL)
    return;

  batch = chat_store_batch_new ();
  put_settings (batch, conversation);
  chat_history_save_later (self, batch, NULL);
}

void
chat_history_put_leaf (ChatHistory      *self,
                       ChatStoreBatch   *batch,
                       ChatConversation *conversation)
{
  ChatConversationInfo *info = chat_history_adopt (self, conversation)->info;
  ChatMessage *leaf = chat_conversation_get_last (conversation);
  const char *uid = chat_conversation_get_uid (conversation);

  chat_store_batch_set_leaf (batch, uid, leaf != NULL ? chat_message_get_uid (leaf) : NULL);
  chat_store_batch_touch (batch, uid, chat_conversation_info_get_updated (info));
}

/* What stands before a saved message is saved. */
void
chat_history_put_path (ChatHistory      *self,
                       ChatStoreBatch   *batch,
                       ChatConversation *conversation)
{
  const guint n_messages = chat_conversation_get_n_messages (conversation);
  guint first = n_messages;

  while (first > 0 &&
         g_object_get_data (G_OBJECT (chat_conversation_get_message (conversation, first - 1)),
                            SAVED_KEY) == NULL)
    first--;

  for (guint i = first; i < n_messages; i++)
    chat_history_put_message (batch, conversation, chat_conversation_get_message (conversation, i));
}

static void
add_path (GPtrArray        *messages,
          ChatConversation *conversation,
          ChatMessage      *leaf)
{
  for (; leaf != NULL; leaf = chat_conversation_get_parent (conversation, leaf))
    g_ptr_array_add (messages, leaf);

  for (guint i = 0; i < messages->len / 2; i++)
    {
      gpointer *first = &messages->pdata[i];
      gpointer *last = &messages->pdata[messages->len - 1 - i];
      gpointer swapped = *first;

      *first = *last;
      *last = swapped;
    }
}

GPtrArray *
chat_history_list_tree (ChatConversation *conversation,
                        ChatMessage      *leaf)
{
  GPtrArray *messages = g_ptr_array_new ();

  if (leaf != NULL)
    {
      add_path (messages, conversation, leaf);
      return messages;
    }

  for (guint i = 0; i <= messages->len; i++)
    {
      ChatMessage *message = i > 0 ? messages->pdata[i - 1] : NULL;
      const guint n_children = chat_conversation_get_n_children (conversation, message);

      for (guint j = 0; j < n_children; j++)
        g_ptr_array_add (messages, chat_conversation_get_child (conversation, message, j));
    }
  return messages;
}

gboolean
chat_history_mark_saved (ChatConversation *conversation)
{
  g_autoptr(GPtrArray) messages = chat_history_list_tree (conversation, NULL);
  gboolean has_open = FALSE;

  for (guint i = 0; i < messages->len; i++)
    {
      g_object_set_data (messages->pdata[i], SAVED_KEY, messages->pdata[i]);
      has_open |= chat_message_get_state (messages->pdata[i]) == CHAT_MESSAGE_OPEN;
    }
  return has_open;
}

void
chat_history_save_again (ChatConversation *conversation,
                         gpointer          user_data)
{
  ChatHistory *self = user_data;
  ChatStoreBatch *batch = chat_store_batch_new ();
  g_autoptr(GPtrArray) messages = chat_history_list_tree (conversation, NULL);

  chat_history_put_conversation (self, batch, conversation);
  for (guint i = 0; i < messages->len; i++)
    chat_history_put_message (batch, conversation, messages->pdata[i]);
  chat_history_put_leaf (self, batch, conversation);
  chat_history_writer_push (self->writer, batch, CHAT_SAVE_KEEP, conversation, NULL, NULL);
}

void
chat_history_writer_state (const GError *error,
                           gpointer      user_data)
{
  ChatHistory *self = user_data;
  g_autofree char *problem = NULL;

  /* what opening found out was said already */
  if (error != NULL && self->opened)
    {
      problem = chat_history_problem_of_error (error, chat_store_get_folder (self->store), FALSE);
      chat_history_set_state (self, CHAT_HISTORY_MEMORY, problem);
    }
  else if (error == NULL)
    {
      chat_history_set_state (self, CHAT_HISTORY_READY, self->opening_problem);
    }
  chat_history_refresh_lists (self);
}

static void
flushed (gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  ChatHistory *self = g_task_get_source_object (task);
  const GError *error = chat_history_writer_get_error (self->writer);

  if (error != NULL)
    g_task_return_error (task, chat_history_problem_in_words (error));
  else
    g_task_return_boolean (task, TRUE);
}

void
chat_history_flush_async (ChatHistory         *self,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, chat_history_flush_async);
  chat_history_save_texts (self);
  chat_history_writer_retry (self->writer);
  chat_history_writer_settle (self->writer, flushed, task);
}

gboolean
chat_history_flush_finish (ChatHistory   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
