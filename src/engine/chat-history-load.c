/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is read from the history: conversations, pages of lists, tags and search results.
 */

#include "chat-history-save.h"

/* Something to be read once all that was written before is on the disk. */
typedef struct
{
  ChatHistory         *history;
  ChatHistoryScope     scope;
  char                *tag;
  guint                offset;
  guint                limit;
  ChatHistoryPageFunc  func;
  gpointer             data;
} PageRequest;

typedef struct
{
  char *query;
  char *conversation;
  guint offset;
  guint limit;
} SearchRequest;

gboolean
chat_history_check_readable (ChatHistory *self,
                             GTask       *task)
{
  const GError *error = chat_history_writer_get_error (self->writer);

  if (self->readable)
    return TRUE;

  if (error != NULL)
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_new_error (task, CHAT_STORE_ERROR, CHAT_STORE_ERROR_FAILED, "closed");
  return FALSE;
}

void
chat_history_return_found (GTask     *task,
                           GPtrArray *found,
                           GError    *error)
{
  if (found != NULL)
    g_task_return_pointer (task, found, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
  g_object_unref (task);
}

/* For what is nowhere but in memory; only if no other begins like it. */
static ChatConversation *
find_by_prefix (ChatHistory *self,
                const char  *prefix)
{
  ChatConversation *found = NULL;
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->open);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      if (!g_str_has_prefix (key, prefix))
        continue;
      if (found != NULL)
        return NULL;
      found = ((ChatHistoryOpen *) value)->conversation;
    }
  return found;
}

static gboolean
return_open (ChatConversation *conversation,
             GTask            *task)
{
  if (conversation != NULL)
    g_task_return_pointer (task, g_object_ref (conversation), g_object_unref);
  return conversation != NULL;
}

/* What a list shows of it may have been changed while it was read. */
static void
adopt_loaded (ChatHistory          *self,
              ChatConversation     *conversation,
              ChatConversationInfo *read)
{
  ChatConversationInfo *info;

  info = chat_history_get_info (self, chat_conversation_get_uid (conversation));
  if (info != NULL)
    chat_conversation_set_title (conversation, chat_conversation_info_get_title (info));
  else
    chat_history_meet (self, read, NULL, self->epoch);
  chat_history_adopt (self, conversation);

  /* the program that wrote it may have been killed since we looked at the start */
  if (chat_history_mark_saved (conversation))
    chat_history_recover (self);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ChatHistory *self = g_task_get_source_object (task);
  g_autoptr(ChatConversationInfo) info = NULL;
  g_autoptr(ChatConversation) conversation = NULL;
  ChatConversation *known;
  GError *error = NULL;

  conversation = chat_store_load_finish (CHAT_STORE (source), result, &info, &error);
  if (conversation == NULL)
    {
      if (chat_history_is_apart (self) &&
          return_open (find_by_prefix (self, g_task_get_task_data (task)), task))
        g_error_free (error);
      else
        g_task_return_error (task, error);
      return;
    }

  /* somebody else may have been faster */
  known = chat_history_find_open (self, chat_conversation_get_uid (conversation));
  if (known == NULL)
    {
      known = conversation;
      adopt_loaded (self, conversation, info);
    }
  g_task_return_pointer (task, g_object_ref (known), g_object_unref);
}

static void
load (gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  ChatHistory *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  const char *uid = g_task_get_task_data (task);

  if (return_open (chat_history_find_open (self, uid), task))
    return;
  if (!self->readable && return_open (find_by_prefix (self, uid), task))
    return;

  if (chat_history_check_readable (self, task))
    chat_store_load_async (self->store, uid, cancellable, loaded_cb, g_steal_pointer (&task));
}

void
chat_history_load_async (ChatHistory         *self,
                         const char          *uid,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, chat_history_load_async);
  g_task_set_task_data (task, g_strdup (uid), g_free);
  if (!return_open (chat_history_find_open (self, uid), task))
    chat_history_writer_settle (self->writer, load, g_steal_pointer (&task));
}

ChatConversation *
chat_history_load_finish (ChatHistory   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
end_page_request (PageRequest *request,
                  GPtrArray   *infos,
                  guint        total)
{
  request->func (infos, total, request->data);
  g_object_unref (request->history);
  g_free (request->tag);
  g_free (request);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GPtrArray) infos = NULL;
  guint total = 0;

  infos = chat_store_list_finish (CHAT_STORE (source), result, &total, NULL);
  end_page_request (user_data, infos, total);
}

static ChatScope
get_store_scope (ChatHistoryScope scope)
{
  switch (scope)
    {
    case CHAT_HISTORY_ARCHIVED:
      return CHAT_SCOPE_ARCHIVED;
    case CHAT_HISTORY_TRASH:
      return CHAT_SCOPE_TRASH;
    case CHAT_HISTORY_CURRENT:
    default:
      return CHAT_SCOPE_CURRENT;
    }
}

static void
list (gpointer user_data)
{
  PageRequest *request = user_data;
  ChatHistory *self = request->history;

  if (!self->readable)
    end_page_request (request, NULL, 0);
  else
    chat_store_list_async (self->store, get_store_scope (request->scope), request->tag,
                           request->offset, request->limit, NULL, listed_cb, request);
}

void
chat_history_read_page (ChatHistory         *self,
                        ChatHistoryScope     scope,
                        const char          *tag,
                        guint                offset,
                        guint                limit,
                        ChatHistoryPageFunc  func,
                        gpointer             user_data)
{
  PageRequest *request = g_new (PageRequest, 1);

  *request = (PageRequest) {
    g_object_ref (self), scope, g_strdup (tag), offset, limit, func, user_data,
  };
  chat_history_writer_settle (self->writer, list, request);
}

static void
tags_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(ChatHistory) self = user_data;
  g_auto(GStrv) tags = chat_store_tags_finish (CHAT_STORE (source), result, NULL);

  if (tags == NULL || g_strv_equal ((const char * const *) tags, (const char * const *) self->tags))
    return;

  g_strfreev (self->tags);
  self->tags = g_steal_pointer (&tags);
  chat_history_emit_list_changed (self);
}

static void
read_tags (gpointer user_data)
{
  g_autoptr(ChatHistory) self = user_data;

  if (self->readable)
    chat_store_tags_async (self->store, tags_cb, g_object_ref (self));
}

void
chat_history_read_tags (ChatHistory *self)
{
  chat_history_writer_settle (self->writer, read_tags, g_object_ref (self));
}

static void
free_search (gpointer data)
{
  SearchRequest *request = data;

  g_free (request->query);
  g_free (request->conversation);
  g_free (request);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GError *error = NULL;
  GPtrArray *hits = chat_store_search_finish (CHAT_STORE (source), result, &error);

  chat_history_return_found (user_data, hits, error);
}

static void
search (gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  ChatHistory *self = g_task_get_source_object (task);
  SearchRequest *request = g_task_get_task_data (task);

  if (chat_history_check_readable (self, task))
    chat_store_search_async (self->store, request->query, request->conversation, request->offset,
                             request->limit, g_task_get_cancellable (task), found_cb,
                             g_object_ref (task));
}

void
chat_history_search_async (ChatHistory         *self,
                           const char          *query,
                           const char          *conversation,
                           guint                offset,
                           guint                limit,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  SearchRequest *request = g_new (SearchRequest, 1);

  *request = (SearchRequest) { g_strdup (query), g_strdup (conversation), offset, limit };
  g_task_set_source_tag (task, chat_history_search_async);
  g_task_set_task_data (task, request, free_search);
  chat_history_writer_settle (self->writer, search, task);
}

GPtrArray *
chat_history_search_finish (ChatHistory   *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
