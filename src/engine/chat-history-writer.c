/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is to be saved, one batch after the other; nothing is lost when one fails.
 */

#include "chat-history-writer.h"

typedef struct
{
  ChatStoreBatch   *batch;
  ChatSaveMode      mode;
  ChatConversation *held;
  ChatSavedFunc     func;
  gpointer          data;
} Job;

typedef struct
{
  ChatSettledFunc func;
  gpointer        data;
} Waiting;

struct _ChatHistoryWriter
{
  ChatStore           *store;      /* NULL: not open */
  GQueue               jobs;       /* of Job; the first one is in flight while busy */
  gboolean             busy;
  gboolean             again;      /* another try is wanted should the one in flight fail */
  GError              *error;      /* of the last try */
  GArray              *waiting;
  ChatWriterStateFunc  state_func;
  ChatWriterLostFunc   lost_func;
  gpointer             data;
  GCancellable        *alive;      /* cancelled when we go: late answers find nobody */
};

static void start_next (ChatHistoryWriter *self);   /* each answer leads to the next one */

static void
answer (Job      *job,
        gboolean  saved)
{
  ChatSavedFunc func = g_steal_pointer (&job->func);

  if (func != NULL)
    func (saved, job->data);
}

static void
free_job (gpointer data)
{
  Job *job = data;

  chat_store_batch_free (job->batch);
  g_clear_object (&job->held);
  g_free (job);
}

static gboolean
is_settled (ChatHistoryWriter *self)
{
  return !self->busy && (self->error != NULL || g_queue_is_empty (&self->jobs));
}

static void
tell_waiting (ChatHistoryWriter *self)
{
  g_autoptr(GArray) waiting = NULL;

  if (!is_settled (self))
    return;

  waiting = g_steal_pointer (&self->waiting);
  self->waiting = g_array_new (FALSE, FALSE, sizeof (Waiting));
  for (guint i = 0; i < waiting->len; i++)
    g_array_index (waiting, Waiting, i).func (g_array_index (waiting, Waiting, i).data);
}

/* What can wait no longer is told, and what has become useless goes. */
static void
give_up_waiting (ChatHistoryWriter *self)
{
  g_autoptr(GPtrArray) told = g_ptr_array_new ();

  for (GList *l = self->jobs.head; l != NULL; l = l->next)
    g_ptr_array_add (told, l->data);

  for (guint i = 0; i < told->len; i++)
    {
      Job *job = told->pdata[i];

      answer (job, FALSE);
      if (job->mode == CHAT_SAVE_DROP && g_queue_remove (&self->jobs, job))
        free_job (job);
    }
}

static void
set_error (ChatHistoryWriter *self,
           const GError      *error)
{
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  self->state_func (self->error, self->data);
}

static void
finish_first (ChatHistoryWriter *self)
{
  Job *job = g_queue_pop_head (&self->jobs);

  answer (job, TRUE);
  free_job (job);
}

/* It would never be saved, and would keep all that follows from it. */
static void
set_aside_first (ChatHistoryWriter *self)
{
  Job *job = g_queue_pop_head (&self->jobs);

  answer (job, FALSE);
  if (job->mode == CHAT_SAVE_KEEP && job->held != NULL)
    self->lost_func (job->held, self->data);
  free_job (job);
}

typedef struct
{
  ChatHistoryWriter *writer;
  GCancellable      *alive;
} Flight;

static void
committed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Flight *flight = user_data;
  ChatHistoryWriter *self = flight->writer;
  g_autoptr(GCancellable) alive = g_steal_pointer (&flight->alive);
  g_autoptr(GError) error = NULL;
  gboolean saved = chat_store_commit_finish (CHAT_STORE (source), result, &error);
  gboolean again;

  g_free (flight);
  if (g_cancellable_is_cancelled (alive))
    return;

  self->busy = FALSE;
  again = self->again;
  self->again = FALSE;
  if (!saved && !g_error_matches (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_NOT_FOUND))
    {
      set_error (self, error);
      give_up_waiting (self);
      if (again)
        start_next (self);
      tell_waiting (self);
      return;
    }

  if (saved)
    finish_first (self);
  else
    set_aside_first (self);
  if (self->error != NULL && g_queue_is_empty (&self->jobs))
    set_error (self, NULL);
  start_next (self);
  tell_waiting (self);
}

static void
start_next (ChatHistoryWriter *self)
{
  Job *job = g_queue_peek_head (&self->jobs);
  Flight *flight;

  if (self->busy || job == NULL || self->store == NULL)
    return;

  self->busy = TRUE;
  flight = g_new (Flight, 1);
  *flight = (Flight) { self, g_object_ref (self->alive) };
  chat_store_commit_async (self->store, chat_store_batch_ref (job->batch), committed_cb, flight);
}

ChatHistoryWriter *
chat_history_writer_new (ChatWriterStateFunc state_func,
                         ChatWriterLostFunc  lost_func,
                         gpointer            user_data)
{
  ChatHistoryWriter *self = g_new0 (ChatHistoryWriter, 1);

  g_queue_init (&self->jobs);
  self->waiting = g_array_new (FALSE, FALSE, sizeof (Waiting));
  self->alive = g_cancellable_new ();
  self->state_func = state_func;
  self->lost_func = lost_func;
  self->data = user_data;
  return self;
}

void
chat_history_writer_free (ChatHistoryWriter *self)
{
  chat_history_writer_close (self, NULL);
  g_array_unref (self->waiting);
  g_clear_object (&self->store);
  g_clear_object (&self->alive);
  g_clear_error (&self->error);
  g_free (self);
}

/* What is in flight is the store's already. */
void
chat_history_writer_close (ChatHistoryWriter *self,
                           ChatStore         *store)
{
  if (g_cancellable_is_cancelled (self->alive))
    return;

  g_cancellable_cancel (self->alive);
  if (self->busy)
    {
      Job *job = g_queue_pop_head (&self->jobs);

      answer (job, FALSE);
      free_job (job);
    }
  self->busy = FALSE;
  give_up_waiting (self);
  g_set_object (&self->store, store);

  for (Job *job; (job = g_queue_pop_head (&self->jobs)) != NULL; free_job (job))
    if (store != NULL)
      chat_store_commit_async (store, chat_store_batch_ref (job->batch), NULL, NULL);
  tell_waiting (self);
}

void
chat_history_writer_set_store (ChatHistoryWriter *self,
                               ChatStore         *store)
{
  g_set_object (&self->store, store);
  if (g_queue_is_empty (&self->jobs) && self->error != NULL)
    set_error (self, NULL);
  start_next (self);
  tell_waiting (self);
}

void
chat_history_writer_fail (ChatHistoryWriter *self,
                          const GError      *error)
{
  g_clear_object (&self->store);
  set_error (self, error);
  give_up_waiting (self);
  tell_waiting (self);
}

/* (transfer full) @batch */
static void
push_closed (ChatHistoryWriter *self,
             ChatStoreBatch    *batch)
{
  if (self->store != NULL)
    chat_store_commit_async (self->store, batch, NULL, NULL);
  else
    chat_store_batch_free (batch);
}

void
chat_history_writer_push (ChatHistoryWriter *self,
                          ChatStoreBatch    *batch,
                          ChatSaveMode       mode,
                          ChatConversation  *held,
                          ChatSavedFunc      func,
                          gpointer           user_data)
{
  const gboolean useless = self->error != NULL && mode == CHAT_SAVE_DROP;
  Job *job;

  if (g_cancellable_is_cancelled (self->alive))
    {
      push_closed (self, batch);
      if (func != NULL)
        func (FALSE, user_data);
      return;
    }

  job = g_new (Job, 1);
  *job = (Job) { batch, mode, held != NULL ? g_object_ref (held) : NULL, func, user_data };
  if (useless || (self->error != NULL && self->store == NULL))
    answer (job, FALSE);
  if (useless)
    {
      free_job (job);
      return;
    }

  g_queue_push_tail (&self->jobs, job);
  start_next (self);
}

void
chat_history_writer_retry (ChatHistoryWriter *self)
{
  if (self->store != NULL && self->error != NULL && g_queue_is_empty (&self->jobs))
    set_error (self, NULL);
  self->again = self->busy;
  start_next (self);
}

void
chat_history_writer_settle (ChatHistoryWriter *self,
                            ChatSettledFunc    func,
                            gpointer           user_data)
{
  Waiting waiting = { func, user_data };

  if (is_settled (self))
    func (user_data);
  else
    g_array_append_val (self->waiting, waiting);
}

const GError *
chat_history_writer_get_error (ChatHistoryWriter *self)
{
  return self->error;
}

GHashTable *
chat_history_writer_dup_held (ChatHistoryWriter *self)
{
  GHashTable *held = g_hash_table_new (g_str_hash, g_str_equal);

  for (GList *l = self->jobs.head; l != NULL; l = l->next)
    {
      Job *job = l->data;

      if (job->held != NULL)
        g_hash_table_add (held, (gpointer) chat_conversation_get_uid (job->held));
    }
  return held;
}
