/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drafts and views: texts that change all the time, saved after a pause.
 */

#include "chat-history-texts.h"

#include "chat-history-save.h"

/* A pause in typing or scrolling; less would save every word. */
#define PAUSE_MS 1000

/* No uid of a conversation, nor "", the place of one that is not begun. */
#define ASKED "quick"

typedef void (*SetFunc)   (ChatStoreBatch      *batch,
                           const char          *uid,
                           const char          *text);
typedef void (*LoadFunc)  (ChatStore           *store,
                           const char          *uid,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data);
typedef char *(*ReadFunc) (ChatStore           *store,
                           GAsyncResult        *result,
                           GError             **error);

/* A view that cannot be saved is not kept for later: nobody would miss it. */
static const struct
{
  SetFunc      set;
  LoadFunc     load;
  ReadFunc     read;
  ChatSaveMode mode;
} kinds[CHAT_HISTORY_N_TEXTS] = {
  [CHAT_HISTORY_DRAFT] = {
    chat_store_batch_set_draft, chat_store_draft_async, chat_store_draft_finish, CHAT_SAVE_KEEP,
  },
  [CHAT_HISTORY_VIEW] = {
    chat_store_batch_set_view, chat_store_view_async, chat_store_view_finish, CHAT_SAVE_DROP,
  },
};

/* One that was never sent is not in the history: its draft is that of the next one. */
static const char *
get_key (ChatHistory      *self,
         ChatConversation *conversation)
{
  const char *uid = conversation != NULL ? chat_conversation_get_uid (conversation) : "";

  return g_hash_table_contains (self->infos, uid) ? uid : "";
}

static void
save (ChatHistoryTexts *texts)
{
  g_autoptr(ChatStoreBatch) batch = chat_store_batch_new ();
  GHashTableIter iter;
  gpointer uid;

  g_clear_handle_id (&texts->timer, g_source_remove);
  g_hash_table_iter_init (&iter, texts->unsaved);
  while (g_hash_table_iter_next (&iter, &uid, NULL))
    {
      kinds[texts->kind].set (batch, uid, g_hash_table_lookup (texts->known, uid));
      g_hash_table_iter_remove (&iter);
    }
  if (!chat_store_batch_is_empty (batch))
    chat_history_save (texts->history, g_steal_pointer (&batch), kinds[texts->kind].mode,
                       NULL, NULL, NULL);
}

static gboolean
save_cb (gpointer user_data)
{
  ChatHistoryTexts *texts = user_data;

  texts->timer = 0;
  save (texts);
  return G_SOURCE_REMOVE;
}

void
chat_history_init_texts (ChatHistory *self)
{
  for (guint i = 0; i < CHAT_HISTORY_N_TEXTS; i++)
    {
      self->texts[i].history = self;
      self->texts[i].kind = i;
      self->texts[i].known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      self->texts[i].unsaved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    }
}

void
chat_history_save_texts (ChatHistory *self)
{
  for (guint i = 0; i < CHAT_HISTORY_N_TEXTS; i++)
    save (&self->texts[i]);
}

void
chat_history_free_texts (ChatHistory *self)
{
  for (guint i = 0; i < CHAT_HISTORY_N_TEXTS; i++)
    {
      g_hash_table_unref (self->texts[i].unsaved);
      g_hash_table_unref (self->texts[i].known);
    }
}

static void
set_text (ChatHistoryTexts *texts,
          const char       *uid,
          const char       *text)
{
  if (text == NULL)
    text = "";
  if (g_strcmp0 (g_hash_table_lookup (texts->known, uid), text) == 0)
    return;

  g_hash_table_insert (texts->known, g_strdup (uid), g_strdup (text));
  g_hash_table_add (texts->unsaved, g_strdup (uid));
  g_clear_handle_id (&texts->timer, g_source_remove);
  texts->timer = g_timeout_add (PAUSE_MS, save_cb, texts);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  const ChatHistoryTexts *texts = g_task_get_task_data (task);
  GError *error = NULL;
  char *text = kinds[texts->kind].read (CHAT_STORE (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, text, g_free);
}

static void
load_text (ChatHistoryTexts *texts,
           const char       *uid,
           GTask            *task)
{
  ChatHistory *self = texts->history;
  const char *known = g_hash_table_lookup (texts->known, uid);

  g_task_set_task_data (task, texts, NULL);
  if (known != NULL && *known != '\0')
    g_task_return_pointer (task, g_strdup (known), g_free);
  else if (known != NULL || !self->readable)
    g_task_return_pointer (task, NULL, g_free);
  else
    kinds[texts->kind].load (self->store, uid, loaded_cb, g_object_ref (task));
}

void
chat_history_set_draft (ChatHistory      *self,
                        ChatConversation *conversation,
                        const char       *draft)
{
  set_text (&self->texts[CHAT_HISTORY_DRAFT], get_key (self, conversation), draft);
}

void
chat_history_load_draft_async (ChatHistory         *self,
                               ChatConversation    *conversation,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, chat_history_load_draft_async);
  load_text (&self->texts[CHAT_HISTORY_DRAFT], get_key (self, conversation), task);
}

void
chat_history_set_asked_draft (ChatHistory *self,
                              const char  *draft)
{
  set_text (&self->texts[CHAT_HISTORY_DRAFT], ASKED, draft);
}

void
chat_history_load_asked_draft_async (ChatHistory         *self,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, chat_history_load_asked_draft_async);
  load_text (&self->texts[CHAT_HISTORY_DRAFT], ASKED, task);
}

char *
chat_history_load_draft_finish (ChatHistory   *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
chat_history_set_view (ChatHistory      *self,
                       ChatConversation *conversation,
                       const char       *view)
{
  const char *uid = get_key (self, conversation);

  if (*uid != '\0')
    set_text (&self->texts[CHAT_HISTORY_VIEW], uid, view);
}

void
chat_history_load_view_async (ChatHistory         *self,
                              ChatConversation    *conversation,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, chat_history_load_view_async);
  load_text (&self->texts[CHAT_HISTORY_VIEW], get_key (self, conversation), task);
}

char *
chat_history_load_view_finish (ChatHistory   *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
