/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The store as others see it: each call becomes a job of the worker thread.
 */

#include "chat-store.h"

#include "chat-store-attachments.h"
#include "chat-store-backup.h"
#include "chat-store-journal.h"
#include "chat-store-ledger.h"
#include "chat-store-private.h"
#include "chat-store-read.h"
#include "chat-store-spent.h"
#include "chat-store-titles.h"
#include "chat-store-upkeep.h"
#include "chat-store-write.h"

/* The log is watched, so that a change elsewhere is seen at once and nothing runs until then; this
 * many ms of changes are seen as one. */
#define WATCH_INTERVAL_MS 200

struct _ChatStore
{
  GObject          parent_instance;

  char            *folder;
  GMainContext    *context;      /* of chat_store_new(): where "changed" is emitted */
  ChatStoreWorker *worker;
  ChatStoreWorker *searcher;     /* reads only; NULL: nothing was searched yet */
  ChatStoreWordsFunc words;      /* of snippets, or NULL */
  GFileMonitor    *monitor;      /* of the log, from the opening on */
  gboolean         is_looking;
  gboolean         look_again;   /* the log changed while we looked */
};

G_DEFINE_FINAL_TYPE (ChatStore, chat_store, G_TYPE_OBJECT)
G_DEFINE_QUARK (chat-store-error-quark, chat_store_error)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
chat_store_dispose (GObject *object)
{
  ChatStore *self = CHAT_STORE (object);

  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
  /* The worker's connection is the last one to be closed: it can put the log away. */
  g_clear_pointer (&self->searcher, chat_store_worker_free);
  g_clear_pointer (&self->worker, chat_store_worker_free);

  G_OBJECT_CLASS (chat_store_parent_class)->dispose (object);
}

static void
chat_store_finalize (GObject *object)
{
  ChatStore *self = CHAT_STORE (object);

  g_main_context_unref (self->context);
  g_free (self->folder);

  G_OBJECT_CLASS (chat_store_parent_class)->finalize (object);
}

static void
chat_store_class_init (ChatStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chat_store_dispose;
  object_class->finalize = chat_store_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
chat_store_init (ChatStore *self)
{
  self->context = g_main_context_ref_thread_default ();
}

ChatStore *
chat_store_new (const char *folder)
{
  ChatStore *self = g_object_new (CHAT_TYPE_STORE, NULL);

  self->folder = chat_store_dup_folder (folder);
  self->worker = chat_store_worker_new (self->folder);
  return self;
}

const char *
chat_store_get_folder (ChatStore *self)
{
  return self->folder;
}

static void
push (ChatStore           *self,
      ChatStoreWork        work,
      gpointer             request,
      GDestroyNotify       free_request,
      GDestroyNotify       free_result,
      GCancellable        *cancellable,
      GAsyncReadyCallback  callback,
      gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, work);
  g_task_set_task_data (task, request, free_request);
  chat_store_worker_push (self->worker, task, work, free_result);
}

static gpointer
finish (ChatStore      *self,
        GAsyncResult   *result,
        GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void look (ChatStore *self);

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  ChatStore *self = CHAT_STORE (source);
  gboolean changed = finish (self, result, NULL) != NULL;

  self->is_looking = FALSE;
  if (self->look_again)
    look (self);
  if (changed)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
look (ChatStore *self)
{
  self->look_again = self->is_looking;
  if (self->is_looking)
    return;

  self->is_looking = TRUE;
  push (self, chat_store_db_look, NULL, NULL, NULL, NULL, looked_cb, NULL);
}

/* Whoever only reads closes the log, too: that is hinted at as the end of changes, without any. */
static void
log_changed_cb (GFileMonitor      *monitor,
                GFile             *file,
                GFile             *other,
                GFileMonitorEvent  event,
                ChatStore         *self)
{
  if (event != G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT)
    look (self);
}

static gboolean
watch_cb (gpointer user_data)
{
  ChatStore *self = user_data;
  g_autofree char *path = g_strconcat (self->folder, G_DIR_SEPARATOR_S,
                                       CHAT_STORE_DATABASE_NAME "-wal", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);

  if (self->monitor != NULL)
    return G_SOURCE_REMOVE;

  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    {
      g_file_monitor_set_rate_limit (self->monitor, WATCH_INTERVAL_MS);
      g_signal_connect_object (self->monitor, "changed", G_CALLBACK (log_changed_cb), self, 0);
    }
  return G_SOURCE_REMOVE;
}

void
chat_store_open_async (ChatStore           *self,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  push (self, chat_store_db_open, NULL, NULL, chat_store_opened_free,
        cancellable, callback, user_data);
}

gboolean
chat_store_open_finish (ChatStore         *self,
                        GAsyncResult      *result,
                        ChatStoreOpening  *opening,
                        char             **set_aside,
                        GError           **error)
{
  ChatStoreOpened *opened = finish (self, result, error);

  if (opened == NULL)
    return FALSE;

  *opening = opened->opening;
  if (set_aside != NULL)
    *set_aside = g_steal_pointer (&opened->set_aside);
  chat_store_opened_free (opened);
  g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, watch_cb,
                              g_object_ref (self), g_object_unref);
  return TRUE;
}

void
chat_store_commit_async (ChatStore           *self,
                         ChatStoreBatch      *batch,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  push (self, chat_store_apply_batch, batch, (GDestroyNotify) chat_store_batch_free, NULL,
        NULL, callback, user_data);
}

gboolean
chat_store_commit_finish (ChatStore     *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return finish (self, result, error) != NULL;
}

void
chat_store_list_async (ChatStore           *self,
                       ChatScope            scope,
                       const char          *tag,
                       guint                offset,
                       guint                limit,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  ChatStoreListRequest *request = g_new0 (ChatStoreListRequest, 1);

  request->scope = scope;
  request->tag = g_strdup (tag);
  request->offset = offset;
  request->limit = limit;
  push (self, chat_store_list, request, chat_store_list_request_free, chat_store_listing_free,
        cancellable, callback, user_data);
}

GPtrArray *
chat_store_list_finish (ChatStore     *self,
                        GAsyncResult  *result,
                        guint         *total,
                        GError       **error)
{
  ChatStoreListing *listing = finish (self, result, error);
  GPtrArray *infos;

  if (listing == NULL)
    return NULL;

  infos = g_steal_pointer (&listing->infos);
  if (total != NULL)
    *total = listing->total;
  chat_store_listing_free (listing);
  return infos;
}

void
chat_store_load_async (ChatStore           *self,
                       const char          *uid,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  push (self, chat_store_load, g_strdup (uid), g_free, chat_store_loaded_free,
        cancellable, callback, user_data);
}

ChatConversation *
chat_store_load_finish (ChatStore             *self,
                        GAsyncResult          *result,
                        ChatConversationInfo **info,
                        GError               **error)
{
  ChatStoreLoaded *loaded = finish (self, result, error);
  ChatConversation *conversation;

  if (loaded == NULL)
    return NULL;

  conversation = g_steal_pointer (&loaded->conversation);
  if (info != NULL)
    *info = g_steal_pointer (&loaded->info);
  chat_store_loaded_free (loaded);
  return conversation;
}

void
chat_store_orphans_async (ChatStore           *self,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  push (self, chat_store_take_orphans, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
        NULL, callback, user_data);
}

GPtrArray *
chat_store_orphans_finish (ChatStore     *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  return finish (self, result, error);
}

void
chat_store_draft_async (ChatStore           *self,
                        const char          *uid,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  push (self, chat_store_load_draft, g_strdup (uid), g_free, g_free, NULL, callback, user_data);
}

char *
chat_store_draft_finish (ChatStore     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return finish (self, result, error);
}

void
chat_store_back_up_async (ChatStore           *self,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  push (self, chat_store_backup_now, NULL, NULL, NULL, NULL, callback, user_data);
}

gboolean
chat_store_back_up_finish (ChatStore     *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  return finish (self, result, error) != NULL;
}

void
chat_store_view_async (ChatStore           *self,
                       const char          *uid,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  push (self, chat_store_load_view, g_strdup (uid), g_free, g_free, NULL, callback, user_data);
}

char *
chat_store_view_finish (ChatStore     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  return finish (self, result, error);
}

void
chat_store_tags_async (ChatStore           *self,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  push (self, chat_store_list_tags, NULL, NULL, (GDestroyNotify) g_strfreev,
        NULL, callback, user_data);
}

char **
chat_store_tags_finish (ChatStore     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  return finish (self, result, error);
}

static void
prepared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  ChatStore *self = CHAT_STORE (source);
  GTask *task = user_data;
  g_autoptr(GError) error = NULL;

  if (finish (self, result, &error) == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }

  if (self->searcher == NULL)
    self->searcher = chat_store_worker_new (self->folder);
  chat_store_worker_push (self->searcher, task, chat_store_search,
                          (GDestroyNotify) g_ptr_array_unref);
}

void
chat_store_set_words (ChatStore          *self,
                      ChatStoreWordsFunc  words)
{
  self->words = words;
}

void
chat_store_search_async (ChatStore           *self,
                         const char          *query,
                         const char          *conversation,
                         guint                offset,
                         guint                limit,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  ChatStoreSearchRequest *request = g_new0 (ChatStoreSearchRequest, 1);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  request->query = g_strdup (query);
  request->conversation = g_strdup (conversation);
  request->offset = offset;
  request->limit = limit;
  request->words = self->words;
  g_task_set_source_tag (task, chat_store_search);
  g_task_set_task_data (task, request, chat_store_search_request_free);
  push (self, chat_store_search_prepare, NULL, NULL, NULL, cancellable, prepared_cb, task);
}

GPtrArray *
chat_store_search_finish (ChatStore     *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return finish (self, result, error);
}

void
chat_store_spent_async (ChatStore           *self,
                        gint64               since,
                        gint64               until,
                        const char          *conversation,
                        ChatStoreSpentGroup  group,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  ChatStoreSpentRequest *request = g_new (ChatStoreSpentRequest, 1);

  *request = (ChatStoreSpentRequest) { since, until, g_strdup (conversation), group };
  push (self, chat_store_sum_spent, request, chat_store_spent_request_free,
        (GDestroyNotify) g_ptr_array_unref, NULL, callback, user_data);
}

GPtrArray *
chat_store_spent_finish (ChatStore     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return finish (self, result, error);
}

void
chat_store_price_async (ChatStore           *self,
                        ChatPrices          *prices,
                        GHashTable          *servers,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  ChatStorePricingRequest *request = g_new (ChatStorePricingRequest, 1);

  *request = (ChatStorePricingRequest) { chat_prices_ref (prices), g_hash_table_ref (servers) };
  push (self, chat_store_price_unknown, request, chat_store_pricing_request_free, NULL, NULL,
        callback, user_data);
}

gboolean
chat_store_price_finish (ChatStore     *self,
                         GAsyncResult  *result,
                         guint         *n_priced,
                         GError       **error)
{
  gpointer answer = finish (self, result, error);

  if (answer == NULL)
    return FALSE;

  *n_priced = (guint) (GPOINTER_TO_INT (answer) - 1);
  return TRUE;
}

void
chat_store_find_titles_async (ChatStore           *self,
                              const char          *words,
                              guint                limit,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  ChatStoreTitlesRequest *request = g_new0 (ChatStoreTitlesRequest, 1);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  request->words = g_strdup (words);
  request->limit = limit;
  g_task_set_source_tag (task, chat_store_find_titles);
  g_task_set_task_data (task, request, chat_store_titles_request_free);
  if (self->searcher == NULL)
    self->searcher = chat_store_worker_new (self->folder);
  chat_store_worker_push (self->searcher, task, chat_store_find_titles,
                          (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
chat_store_find_titles_finish (ChatStore     *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  return finish (self, result, error);
}

void
chat_store_keep_attachment_async (ChatStore           *self,
                                  GBytes              *bytes,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  push (self, chat_store_keep_attachment, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref,
        g_free, NULL, callback, user_data);
}

char *
chat_store_keep_attachment_finish (ChatStore     *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  return finish (self, result, error);
}

void
chat_store_load_attachment_async (ChatStore           *self,
                                  const char          *digest,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  push (self, chat_store_load_attachment, g_strdup (digest), g_free,
        (GDestroyNotify) g_bytes_unref, NULL, callback, user_data);
}

GBytes *
chat_store_load_attachment_finish (ChatStore     *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  return finish (self, result, error);
}
