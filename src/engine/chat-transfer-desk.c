/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Questions from a thread to the main loop, which has the store answer them.
 */

#include "chat-transfer-desk.h"

/* Enough for the store never to wait for us; each is some megabytes at most. */
#define MAX_COMMITS 2
/* As often as a bar can be seen to move. */
#define REPORT_US (G_USEC_PER_SEC / 20)

struct _ChatTransferDesk
{
  gatomicrefcount       ref_count;   /* the thread, and each call that is on its way */
  GMainContext         *context;     /* of chat_transfer_desk_new(): where the store is asked */
  ChatStore            *store;
  ChatTransferProgress  progress;
  gpointer              progress_data;
  gint64                reported_us;
  GMutex                lock;        /* of what follows, and of every call's answer */
  GCond                 changed;
  guint                 n_commits;   /* on their way */
  GError               *error;       /* of the first commit that failed */
};

/* Lives on the stack of the thread that waits for it. */
typedef struct
{
  ChatTransferDesk     *desk;
  const char           *uid;
  guint                 offset;
  guint                 limit;
  gboolean              answered;
  gpointer              answer;
  ChatConversationInfo *info;
  GError               *error;
} Call;

ChatTransferDesk *
chat_transfer_desk_new (ChatStore            *store,
                        ChatTransferProgress  progress,
                        gpointer              progress_data)
{
  ChatTransferDesk *self = g_new0 (ChatTransferDesk, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->context = g_main_context_ref_thread_default ();
  g_set_object (&self->store, store);
  self->progress = progress;
  self->progress_data = progress_data;
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  return self;
}

void
chat_transfer_desk_free (ChatTransferDesk *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_main_context_unref (self->context);
  g_clear_object (&self->store);
  g_clear_error (&self->error);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

/* g_main_context_invoke() would do it here and now while nobody runs the loop. */
static void
run_there (ChatTransferDesk *self,
           GSourceFunc       func,
           gpointer          data)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, NULL);
  g_source_attach (source, self->context);
}

static void
answer (Call     *call,
        gpointer  result)
{
  ChatTransferDesk *self = call->desk;

  g_mutex_lock (&self->lock);
  call->answer = result;
  call->answered = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

static void
set_no_history (GError **error)
{
  g_set_error_literal (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_FAILED, "no history");
}

/* @ask: what the main loop does, which leads to answer(). */
static gpointer
wait_for (ChatTransferDesk  *self,
          Call              *call,
          GSourceFunc        ask,
          GError           **error)
{
  call->desk = self;
  if (self->store == NULL)
    {
      set_no_history (error);
      return NULL;
    }

  run_there (self, ask, call);
  g_mutex_lock (&self->lock);
  while (!call->answered)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);

  if (call->error != NULL)
    g_propagate_error (error, call->error);
  return call->answer;
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Call *call = user_data;
  guint total;

  answer (call, chat_store_list_finish (CHAT_STORE (source), result, &total, &call->error));
}

static gboolean
ask_list (gpointer user_data)
{
  Call *call = user_data;

  chat_store_list_async (call->desk->store, CHAT_SCOPE_ALL, NULL, call->offset, call->limit, NULL,
                         listed_cb, call);
  return G_SOURCE_REMOVE;
}

GPtrArray *
chat_transfer_desk_list (ChatTransferDesk  *self,
                         guint              offset,
                         guint              limit,
                         GError           **error)
{
  Call call = { .offset = offset, .limit = limit };

  return wait_for (self, &call, ask_list, error);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Call *call = user_data;

  answer (call, chat_store_load_finish (CHAT_STORE (source), result, &call->info, &call->error));
}

static gboolean
ask_load (gpointer user_data)
{
  Call *call = user_data;

  chat_store_load_async (call->desk->store, call->uid, NULL, loaded_cb, call);
  return G_SOURCE_REMOVE;
}

ChatConversation *
chat_transfer_desk_load (ChatTransferDesk      *self,
                         const char            *uid,
                         ChatConversationInfo **info,
                         GError               **error)
{
  Call call = { .uid = uid };
  ChatConversation *conversation = wait_for (self, &call, ask_load, error);

  *info = call.info;
  return conversation;
}

guint
chat_transfer_desk_get_n_commits (ChatTransferDesk *self)
{
  guint n_commits;

  g_mutex_lock (&self->lock);
  n_commits = self->n_commits;
  g_mutex_unlock (&self->lock);
  return n_commits;
}

ChatStoreLocator *
chat_transfer_desk_new_locator (ChatTransferDesk  *self,
                                GError           **error)
{
  if (self->store != NULL)
    return chat_store_locator_new (self->store, error);

  set_no_history (error);
  return NULL;
}

typedef struct
{
  ChatTransferDesk *desk;
  ChatStoreBatch   *batch;
} Commit;

static void
committed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  ChatTransferDesk *self = user_data;
  g_autoptr(GError) error = NULL;

  chat_store_commit_finish (CHAT_STORE (source), result, &error);
  g_mutex_lock (&self->lock);
  if (error != NULL && self->error == NULL)
    self->error = g_steal_pointer (&error);
  self->n_commits--;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  chat_transfer_desk_free (self);
}

static gboolean
start_commit (gpointer user_data)
{
  Commit *commit = user_data;

  chat_store_commit_async (commit->desk->store, commit->batch, committed_cb, commit->desk);
  g_free (commit);
  return G_SOURCE_REMOVE;
}

/* Until at most @n_left are on their way. */
static gboolean
wait_for_commits (ChatTransferDesk  *self,
                  guint              n_left,
                  GError           **error)
{
  gboolean failed;

  g_mutex_lock (&self->lock);
  while (self->n_commits > n_left)
    g_cond_wait (&self->changed, &self->lock);
  failed = self->error != NULL;
  if (failed && error != NULL && *error == NULL)
    *error = g_error_copy (self->error);
  g_mutex_unlock (&self->lock);

  return !failed;
}

gboolean
chat_transfer_desk_commit (ChatTransferDesk  *self,
                           ChatStoreBatch    *batch,
                           GError           **error)
{
  Commit *commit;

  if (!wait_for_commits (self, MAX_COMMITS - 1, error))
    {
      chat_store_batch_free (batch);
      return FALSE;
    }

  g_mutex_lock (&self->lock);
  self->n_commits++;
  g_mutex_unlock (&self->lock);
  g_atomic_ref_count_inc (&self->ref_count);

  commit = g_new0 (Commit, 1);
  commit->desk = self;
  commit->batch = batch;
  run_there (self, start_commit, commit);
  return TRUE;
}

gboolean
chat_transfer_desk_settle (ChatTransferDesk  *self,
                           GError           **error)
{
  return wait_for_commits (self, 0, error);
}

typedef struct
{
  ChatTransferDesk *desk;
  double            fraction;
  guint             n_conversations;
} Report;

static gboolean
deliver_report (gpointer user_data)
{
  Report *report = user_data;

  report->desk->progress (report->fraction, report->n_conversations, report->desk->progress_data);
  chat_transfer_desk_free (report->desk);
  g_free (report);
  return G_SOURCE_REMOVE;
}

void
chat_transfer_desk_report (ChatTransferDesk *self,
                           double            fraction,
                           guint             n_conversations)
{
  gint64 now_us = g_get_monotonic_time ();
  Report *report;

  if (self->progress == NULL || now_us < self->reported_us + REPORT_US)
    return;

  self->reported_us = now_us;
  report = g_new0 (Report, 1);
  report->desk = self;
  report->fraction = fraction;
  report->n_conversations = n_conversations;
  g_atomic_ref_count_inc (&self->ref_count);
  run_there (self, deliver_report, report);
}
