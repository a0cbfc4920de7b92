/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Export, in a thread of its own and one conversation at a time: from the store, but for what is
 * only in memory.
 */

#include "chat-transfer-private.h"

#include "chat-export-html.h"
#include "chat-export-json.h"
#include "chat-export-markdown.h"
#include "chat-history-save.h"
#include "chat-snapshot.h"
#include "chat-transfer-desk.h"

#include <string.h>

/* Rows asked for at once. */
#define PAGE 500

typedef struct
{
  char                 *uid;
  char                 *title;          /* NULL before it is read */
  gint64                created_ms;
  ChatConversation     *conversation;   /* as it is shown; NULL: to be read from the store */
  ChatConversationInfo *info;           /* of that one, or NULL */
  GString              *text;           /* NULL before it is read, and once it is written */
} Item;

typedef struct
{
  ChatExportFormat      format;
  GFile                *target;
  gboolean              all;
  gboolean              into_folder;
  gboolean              alone;        /* one conversation in a file; JSON: one object */
  GPtrArray            *items;        /* (element-type Item) */
  GHashTable           *by_uid;       /* uid → Item, borrowed */
  ChatTransferDesk     *desk;
  ChatTransferProgress  progress;
  gpointer              progress_data;
  guint                 n_written;
} Export;

static void
free_item (Item *self)
{
  g_free (self->uid);
  g_free (self->title);
  g_clear_object (&self->conversation);
  g_clear_object (&self->info);
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_free (self);
}

static void
free_export (Export *self)
{
  g_clear_object (&self->target);
  g_hash_table_unref (self->by_uid);
  g_ptr_array_unref (self->items);
  g_clear_pointer (&self->desk, chat_transfer_desk_free);
  g_free (self);
}

static Item *
add_item (Export     *self,
          const char *uid)
{
  Item *item = g_hash_table_lookup (self->by_uid, uid);

  if (item != NULL)
    return item;

  item = g_new0 (Item, 1);
  item->uid = g_strdup (uid);
  g_ptr_array_add (self->items, item);
  g_hash_table_insert (self->by_uid, item->uid, item);
  return item;
}

static void
render (Export               *self,
        GString              *out,
        ChatConversation     *conversation,
        ChatConversationInfo *info)
{
  switch (self->format)
    {
    case CHAT_EXPORT_MARKDOWN:
      chat_export_markdown_append (out, conversation, info);
      break;
    case CHAT_EXPORT_HTML:
      chat_export_html_append (out, conversation, info);
      break;
    case CHAT_EXPORT_JSON:
    default:
      chat_export_json_append (out, conversation, info, self->alone);
    }
}

/* What the store has not: a reply that is being written, and all that could not be saved. */
static gboolean
is_only_here (ChatHistory     *history,
              ChatHistoryOpen *open)
{
  return chat_history_is_apart (history) ||
         chat_conversation_info_get_activity (open->info) == CHAT_ACTIVITY_STREAMING;
}

static void
take_open (Export          *self,
           ChatHistoryOpen *open)
{
  Item *item = add_item (self, chat_conversation_get_uid (open->conversation));

  item->created_ms = chat_conversation_info_get_created (open->info);
  item->conversation = chat_snapshot_of_tree (open->conversation);
  item->info = chat_history_note_info (open->info);
}

static void
take_all_open (Export      *self,
               ChatHistory *history)
{
  GHashTableIter iter;
  gpointer open;

  g_hash_table_iter_init (&iter, history->open);
  while (g_hash_table_iter_next (&iter, NULL, &open))
    {
      ChatHistoryOpen *entry = open;

      if (is_only_here (history, entry) && chat_conversation_get_size (entry->conversation) > 0 &&
          chat_conversation_info_get_trashed (entry->info) == 0)
        take_open (self, entry);
    }
}

static void
take_chosen_open (Export      *self,
                  ChatHistory *history)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = g_ptr_array_index (self->items, i);
      ChatHistoryOpen *open = g_hash_table_lookup (history->open, item->uid);

      if (open != NULL && is_only_here (history, open))
        take_open (self, open);
    }
}

static gboolean
list_all (Export  *self,
          GError **error)
{
  for (guint offset = 0;; offset += PAGE)
    {
      g_autoptr(GPtrArray) infos = chat_transfer_desk_list (self->desk, offset, PAGE, error);

      if (infos == NULL)
        return FALSE;
      for (guint i = 0; i < infos->len; i++)
        {
          ChatConversationInfo *info = g_ptr_array_index (infos, i);
          Item *item = add_item (self, chat_conversation_info_get_uid (info));

          item->created_ms = chat_conversation_info_get_created (info);
        }
      if (infos->len < PAGE)
        return TRUE;
    }
}

/* The same history gives the same file, on every machine. */
static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  const Item *first = *(const Item * const *) a;
  const Item *second = *(const Item * const *) b;

  if (first->created_ms != second->created_ms)
    return first->created_ms < second->created_ms ? -1 : 1;
  return strcmp (first->uid, second->uid);
}

/* FALSE with @error, or without one: there is nothing in it. */
static gboolean
read_item (Export  *self,
           Item    *item,
           GError **error)
{
  g_autoptr(ChatConversationInfo) info = g_steal_pointer (&item->info);
  g_autoptr(ChatConversation) conversation = g_steal_pointer (&item->conversation);

  if (conversation == NULL)
    conversation = chat_transfer_desk_load (self->desk, item->uid, &info, error);
  if (conversation == NULL || (self->all && chat_conversation_get_size (conversation) == 0))
    return FALSE;

  item->title = g_strdup (chat_conversation_get_title (conversation));
  item->text = g_string_new (NULL);
  render (self, item->text, conversation, info);
  return TRUE;
}

/* What was deleted meanwhile is no error where everything was asked for. */
static gboolean
is_gone (Export       *self,
         const GError *error)
{
  return error == NULL ||
         (self->all && g_error_matches (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_NOT_FOUND));
}

/* Drops what was begun: closing with a cancelled cancellable keeps the old file. */
static void
abandon (GFile         *file,
         GOutputStream *stream,
         gboolean       existed)
{
  g_autoptr(GCancellable) cancelled = g_cancellable_new ();

  g_cancellable_cancel (cancelled);
  g_output_stream_close (stream, cancelled, NULL);
  if (!existed)
    g_file_delete (file, NULL, NULL);
}

typedef gboolean (*WriteFunc) (Export         *self,
                               GOutputStream  *stream,
                               gpointer        data,
                               GCancellable   *cancellable,
                               GError        **error);

static gboolean
replace_file (Export        *self,
              GFile         *file,
              WriteFunc      func,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  gboolean existed = g_file_query_exists (file, NULL);
  g_autoptr(GFileOutputStream) stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE,
                                                        cancellable, error);

  if (stream == NULL)
    return FALSE;
  if (func (self, G_OUTPUT_STREAM (stream), data, cancellable, error))
    return g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error);

  abandon (file, G_OUTPUT_STREAM (stream), existed);
  return FALSE;
}

static gboolean
write_text (GOutputStream  *stream,
            const GString  *text,
            GCancellable   *cancellable,
            GError        **error)
{
  return g_output_stream_write_all (stream, text->str, text->len, NULL, cancellable, error);
}

static void
finish_item (Export *self,
             Item   *item,
             guint   position)
{
  g_string_free (item->text, TRUE);
  item->text = NULL;
  self->n_written++;
  chat_transfer_desk_report (self->desk, (double) (position + 1) / self->items->len,
                             self->n_written);
}

static gboolean
write_one (Export         *self,
           GOutputStream  *stream,
           gpointer        data,
           GCancellable   *cancellable,
           GError        **error)
{
  Item *item = data;

  if (self->format == CHAT_EXPORT_JSON)
    g_string_append_c (item->text, '\n');
  return write_text (stream, item->text, cancellable, error);
}

static gboolean
write_frame (GOutputStream  *stream,
             void          (*append) (GString *out),
             GCancellable   *cancellable,
             GError        **error)
{
  g_autoptr(GString) out = g_string_new (NULL);

  append (out);
  return write_text (stream, out, cancellable, error);
}

static gboolean
write_list (Export         *self,
            GOutputStream  *stream,
            gpointer        data,
            GCancellable   *cancellable,
            GError        **error)
{
  if (!write_frame (stream, chat_export_json_append_head, cancellable, error))
    return FALSE;

  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = g_ptr_array_index (self->items, i);
      g_autoptr(GError) problem = NULL;

      if (!read_item (self, item, &problem))
        {
          if (is_gone (self, problem))
            continue;
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
      if (self->n_written > 0)
        g_string_prepend (item->text, ",\n");
      if (!write_text (stream, item->text, cancellable, error))
        return FALSE;
      finish_item (self, item, i);
    }

  return write_frame (stream, chat_export_json_append_tail, cancellable, error);
}

/* All of them, or none. */
static gboolean
write_list_file (Export        *self,
                 GCancellable  *cancellable,
                 GError       **error)
{
  if (replace_file (self, self->target, write_list, NULL, cancellable, error))
    return TRUE;

  self->n_written = 0;
  return FALSE;
}

static gboolean
write_files (Export        *self,
             GCancellable  *cancellable,
             GError       **error)
{
  if (self->into_folder && !g_file_make_directory_with_parents (self->target, cancellable, error))
    {
      if (!g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_EXISTS))
        return FALSE;
      g_clear_error (error);
    }

  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = g_ptr_array_index (self->items, i);
      g_autoptr(GError) problem = NULL;
      g_autoptr(GFile) file = NULL;
      g_autofree char *name = NULL;

      if (!read_item (self, item, &problem))
        {
          if (is_gone (self, problem))
            continue;
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
      name = chat_transfer_make_name (item->title, item->uid, self->format);
      file = self->into_folder ? g_file_get_child (self->target, name)
                               : g_object_ref (self->target);
      if (!replace_file (self, file, write_one, item, cancellable, error))
        return FALSE;
      finish_item (self, item, i);
    }

  return TRUE;
}

/* The target may be on a slow disk, or far away. */
static void
look_at_target (Export       *self,
                GCancellable *cancellable)
{
  g_autoptr(GFileInfo) info = g_file_query_info (self->target, G_FILE_ATTRIBUTE_STANDARD_TYPE,
                                                 G_FILE_QUERY_INFO_NONE, cancellable, NULL);
  gboolean is_folder = info != NULL && g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY;

  self->alone = is_folder || (!self->all && self->items->len == 1);
  self->into_folder = is_folder || (!self->alone && self->format != CHAT_EXPORT_JSON);
}

static void
export_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Export *self = task_data;
  GError *error = NULL;
  gboolean done = TRUE;

  look_at_target (self, cancellable);
  /* without a store there is what is in memory */
  if (self->all && !list_all (self, &error))
    {
      if (self->items->len == 0 || !g_error_matches (error, CHAT_STORE_ERROR,
                                                     CHAT_STORE_ERROR_FAILED))
        done = FALSE;
      else
        g_clear_error (&error);
    }
  if (self->all)
    g_ptr_array_sort (self->items, compare_items);

  if (done && self->format == CHAT_EXPORT_JSON && !self->alone)
    done = write_list_file (self, cancellable, &error);
  else if (done)
    done = write_files (self, cancellable, &error);

  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Export *self = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_pointer (&self->desk, chat_transfer_desk_free);
  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
flushed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ChatHistory *history = CHAT_HISTORY (source);
  Export *self = g_task_get_task_data (task);
  g_autoptr(GTask) work = NULL;

  self->desk = chat_transfer_desk_new (chat_history_get_store (history), self->progress,
                                       self->progress_data);
  if (self->all)
    take_all_open (self, history);
  else
    take_chosen_open (self, history);

  /* the thread may be the last to let go of its task: nothing but the task may depend on that */
  work = g_task_new (NULL, g_task_get_cancellable (task), exported_cb, g_object_ref (task));
  g_task_set_source_tag (work, export_thread);
  g_task_set_task_data (work, self, NULL);
  g_task_run_in_thread (work, export_thread);
}

void
chat_transfer_export_async (ChatHistory          *history,
                            const char * const   *uids,
                            ChatExportFormat      format,
                            GFile                *target,
                            ChatTransferProgress  progress,
                            gpointer              progress_data,
                            GCancellable         *cancellable,
                            GAsyncReadyCallback   callback,
                            gpointer              user_data)
{
  GTask *task = g_task_new (history, cancellable, callback, user_data);
  Export *self = g_new0 (Export, 1);

  self->format = format;
  self->target = g_object_ref (target);
  self->all = uids == NULL;
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) free_item);
  self->by_uid = g_hash_table_new (g_str_hash, g_str_equal);
  for (gsize i = 0; uids != NULL && uids[i] != NULL; i++)
    add_item (self, uids[i]);
  self->progress = progress;
  self->progress_data = progress_data;

  g_task_set_source_tag (task, chat_transfer_export_async);
  g_task_set_task_data (task, self, (GDestroyNotify) free_export);
  chat_history_flush_async (history, flushed_cb, task);
}

gboolean
chat_transfer_export_finish (ChatHistory   *history,
                             GAsyncResult  *result,
                             guint         *n_written,
                             GError       **error)
{
  const Export *self = g_task_get_task_data (G_TASK (result));

  if (n_written != NULL)
    *n_written = self->n_written;
  return g_task_propagate_boolean (G_TASK (result), error);
}
