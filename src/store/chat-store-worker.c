/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The thread of a store: one job after the other, answers in the context of whoever asked.
 */

#include "chat-store-idle.h"
#include "chat-store-private.h"
#include "chat-store-read.h"

/* So long nobody must have asked for anything before there is time for other things. */
#define QUIET_US (20 * 1000)

/* But so long it does not wait for a quiet moment. */
#define RESTLESS_US (2 * G_USEC_PER_SEC)

struct _ChatStoreWorker
{
  GThread     *thread;
  GAsyncQueue *jobs;
  ChatStoreDb *db;
  gint64       idle_us;   /* when there was time for other things, monotonic */
};

typedef struct
{
  GTask          *task;      /* NULL: the last job */
  ChatStoreWork   work;
  gpointer        result;
  GDestroyNotify  free_result;
  GError         *error;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  if (job->result != NULL && job->free_result != NULL)
    job->free_result (job->result);
  g_clear_error (&job->error);
  g_clear_object (&job->task);
  g_free (job);
}

static gboolean
return_job_cb (gpointer data)
{
  Job *job = data;

  if (job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (job->task, g_steal_pointer (&job->result), job->free_result);

  return G_SOURCE_REMOVE;
}

/* The task, and with it perhaps the last reference to the store, is dropped where it was made: the
 * worker thread could not wait for its own end. */
static void
give_back (Job *job)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (job->task));
  g_source_set_callback (source, return_job_cb, job, free_job);
  g_source_attach (source, g_task_get_context (job->task));
}

static gboolean
connects_itself (ChatStoreWork work)
{
  return work == chat_store_db_open || work == chat_store_search ||
         work == chat_store_search_as_bystander || work == chat_store_find_titles;
}

static void
do_work (ChatStoreDb *db,
         Job         *job)
{
  GCancellable *cancellable = g_task_get_cancellable (job->task);

  if (g_cancellable_set_error_if_cancelled (cancellable, &job->error))
    return;
  if (db->sqlite == NULL && !connects_itself (job->work))
    {
      job->error = db->trouble != NULL
                   ? g_error_copy (db->trouble)
                   : g_error_new_literal (CHAT_STORE_ERROR, CHAT_STORE_ERROR_FAILED,
                                          "The store is not open");
      return;
    }

  db->cancellable = cancellable;
  job->result = job->work (db, g_task_get_task_data (job->task), &job->error);
  db->cancellable = NULL;
}

static gint64
idle (ChatStoreWorker *self)
{
  gint64 delay = chat_store_idle (self->db);

  self->idle_us = g_get_monotonic_time ();
  return delay;
}

/* The next job; until it comes, what can be done meanwhile. Who asks one thing after the other, as
 * an import does, is not made to wait in between. */
static Job *
wait_for_job (ChatStoreWorker *self)
{
  Job *job = g_async_queue_timeout_pop (self->jobs, QUIET_US);

  if (job != NULL && g_get_monotonic_time () - self->idle_us > RESTLESS_US)
    idle (self);

  while (job == NULL)
    {
      gint64 delay = idle (self);

      job = delay < 0 ? g_async_queue_pop (self->jobs)
                      : g_async_queue_timeout_pop (self->jobs, (guint64) delay);
    }
  return job;
}

static gpointer
run (gpointer data)
{
  ChatStoreWorker *self = data;
  Job *job;

  self->db->thread = g_thread_self ();
  while ((job = wait_for_job (self))->task != NULL)
    {
      do_work (self->db, job);
      give_back (job);
    }

  free_job (job);
  chat_store_db_close (self->db);
  return NULL;
}

ChatStoreWorker *
chat_store_worker_new (const char *folder)
{
  ChatStoreWorker *self = g_new0 (ChatStoreWorker, 1);

  self->jobs = g_async_queue_new ();
  self->db = chat_store_db_new (folder);
  self->thread = g_thread_new ("store", run, self);
  return self;
}

void
chat_store_worker_free (ChatStoreWorker *self)
{
  g_async_queue_push (self->jobs, g_new0 (Job, 1));
  g_thread_join (self->thread);
  g_async_queue_unref (self->jobs);
  chat_store_db_free (self->db);
  g_free (self);
}

void
chat_store_worker_push (ChatStoreWorker *self,
                        GTask           *task,
                        ChatStoreWork    work,
                        GDestroyNotify   free_result)
{
  Job *job = g_new0 (Job, 1);

  job->task = task;
  job->work = work;
  job->free_result = free_result;
  g_async_queue_push (self->jobs, job);
}
