/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Import: a file is read, one conversation after the other, in a thread of its own.
 */

#include "config.h"

#include "chat-transfer.h"

#include "chat-history-private.h"
#include "chat-history-problem.h"
#include "chat-transfer-feed.h"
#include "chat-transfer-merge.h"

#include <glib/gi18n.h>

typedef struct
{
  GFile            *source;
  ChatTransferDesk *desk;     /* from the start of the thread on */
  ChatTransferProgress progress;
  gpointer          progress_data;
  ChatImportReport  report;
} Import;

static void
free_import (Import *self)
{
  g_clear_object (&self->source);
  g_clear_pointer (&self->desk, chat_transfer_desk_free);
  chat_import_report_clear (&self->report);
  g_free (self);
}

void
chat_import_report_clear (ChatImportReport *self)
{
  g_clear_pointer (&self->first_problem, g_free);
}

static void
note_problem (Import       *self,
              const GError *error)
{
  self->report.n_skipped++;
  if (self->report.first_problem == NULL)
    self->report.first_problem = g_strdup (error->message);
}

/* FALSE: nothing more can be written. */
static gboolean
take (Import             *self,
      ChatTransferMerge  *merge,
      const char         *json,
      gsize               length,
      GError            **error)
{
  g_autoptr(GError) problem = NULL;

  switch (chat_transfer_merge_add (merge, json, length, &problem))
    {
    case CHAT_MERGE_ADDED:
      self->report.n_added++;
      break;
    case CHAT_MERGE_EXTENDED:
      self->report.n_extended++;
      break;
    case CHAT_MERGE_KNOWN:
      self->report.n_known++;
      break;
    case CHAT_MERGE_BROKEN:
      note_problem (self, problem);
      break;
    case CHAT_MERGE_FAILED:
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    case CHAT_MERGE_EMPTY:
    default:
      break;
    }

  return TRUE;
}

static guint
count (const Import *self)
{
  return self->report.n_added + self->report.n_extended + self->report.n_known;
}

/* What was counted is not all there, and nobody knows how much of it is. */
static void
forget_counts (Import *self)
{
  self->report.n_added = 0;
  self->report.n_extended = 0;
}

/* FALSE with the reason; what was read until then is kept. */
static gboolean
read_all (Import             *self,
          ChatTransferFeed   *feed,
          ChatTransferMerge  *merge,
          GCancellable       *cancellable,
          GError            **error)
{
  g_autoptr(GError) problem = NULL;
  const char *element;
  gsize length;

  for (;;)
    {
      switch (chat_transfer_feed_next (feed, &element, &length, &problem))
        {
        case CHAT_ARCHIVE_ELEMENT:
          /* what was read ahead is of no interest then */
          if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
              !take (self, merge, element, length, error))
            return FALSE;
          chat_transfer_desk_report (self->desk, chat_transfer_feed_get_fraction (feed),
                                     count (self));
          break;
        case CHAT_ARCHIVE_SKIPPED:
          note_problem (self, problem);
          g_clear_error (&problem);
          break;
        case CHAT_ARCHIVE_END:
          return TRUE;
        case CHAT_ARCHIVE_FAILED:
        default:
          if (count (self) == 0 || g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
            {
              g_propagate_error (error, g_steal_pointer (&problem));
              return FALSE;
            }
          /* a part of it is better than nothing */
          note_problem (self, problem);
          return TRUE;
        }
    }
}

static void
import_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Import *self = task_data;
  g_autoptr(GError) error = NULL;
  ChatArchiveReader *reader;
  g_autoptr(ChatTransferFeed) feed = NULL;
  g_autoptr(ChatTransferMerge) merge = NULL;
  gboolean written;

  reader = chat_archive_reader_open (self->source, cancellable, &error);
  if (reader == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  feed = chat_transfer_feed_new (reader);
  merge = chat_transfer_merge_new (self->desk);
  read_all (self, feed, merge, cancellable, &error);
  written = chat_transfer_merge_finish (merge, error == NULL ? &error : NULL);
  if (!written)
    forget_counts (self);
  if (error == NULL && !written)
    g_set_error_literal (&error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_FAILED, "not written");
  /* with nothing but problems it was no import */
  if (error == NULL && count (self) == 0 && self->report.first_problem != NULL)
    g_set_error_literal (&error, CHAT_IMPORT_ERROR, CHAT_IMPORT_ERROR_BROKEN,
                         self->report.first_problem);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/* The thread alone writes to the report until it is over, which is what this callback tells. */
static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ChatHistory *history = g_task_get_source_object (task);
  Import *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&self->desk, chat_transfer_desk_free);
  chat_history_refresh (history);
  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, chat_history_problem_in_words (error));
}

static void
flushed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ChatHistory *history = CHAT_HISTORY (source);
  Import *self = g_task_get_task_data (task);
  g_autoptr(GTask) work = NULL;

  if (chat_history_get_state (history) != CHAT_HISTORY_READY)
    {
      g_task_return_new_error (task, CHAT_STORE_ERROR, CHAT_STORE_ERROR_READ_ONLY, "%s",
                               _("Nothing can be saved at the moment."));
      return;
    }

  self->desk = chat_transfer_desk_new (chat_history_get_store (history), self->progress,
                                       self->progress_data);
  /* the thread may be the last to let go of its task: nothing but the task may depend on that */
  work = g_task_new (NULL, g_task_get_cancellable (task), imported_cb, g_object_ref (task));
  g_task_set_source_tag (work, import_thread);
  g_task_set_check_cancellable (work, FALSE);
  g_task_set_task_data (work, self, NULL);
  g_task_run_in_thread (work, import_thread);
}

void
chat_transfer_import_async (ChatHistory          *history,
                            GFile                *source,
                            ChatTransferProgress  progress,
                            gpointer              progress_data,
                            GCancellable         *cancellable,
                            GAsyncReadyCallback   callback,
                            gpointer              user_data)
{
  GTask *task = g_task_new (history, cancellable, callback, user_data);
  Import *self = g_new0 (Import, 1);

  self->source = g_object_ref (source);
  self->progress = progress;
  self->progress_data = progress_data;
  g_task_set_source_tag (task, chat_transfer_import_async);
  g_task_set_task_data (task, self, (GDestroyNotify) free_import);
  g_task_set_check_cancellable (task, FALSE);
  chat_history_flush_async (history, flushed_cb, task);
}

gboolean
chat_transfer_import_finish (ChatHistory       *history,
                             GAsyncResult      *result,
                             ChatImportReport  *report,
                             GError           **error)
{
  Import *self = g_task_get_task_data (G_TASK (result));

  *report = self->report;
  self->report.first_problem = NULL;
  return g_task_propagate_boolean (G_TASK (result), error);
}
