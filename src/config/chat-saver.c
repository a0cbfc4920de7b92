/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A small file of the user's that is replaced as a whole, on a thread of its own.
 */

#include "chat-saver.h"

#include "chat-file.h"

#include <errno.h>
#include <glib/gstdio.h>

/* For the user alone: it says with whom he talks, and of what. */
#define FILE_MODE   0600
#define FOLDER_MODE 0700

struct _ChatSaver
{
  gatomicrefcount  ref_count;   /* ours, and one for each text on its way */
  char            *path;
  ChatSaverPrint   print;
  ChatSaverDone    done;
  gpointer         owner;       /* NULL: gone */
  gboolean         keep_old;    /* once it writes, the writer's alone */
  guint            idle;
  GThreadPool     *writer;      /* one thread, so that the newest is written last */
};

/* A text on its way to the disk, and what became of it. */
typedef struct
{
  ChatSaver *saver;
  char      *text;
  char      *aside;    /* where the file went that stood there, or NULL */
  GError    *error;
} Writing;

static void
unref (ChatSaver *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->path);
  g_free (self);
}

static void
free_writing (gpointer data)
{
  Writing *writing = data;

  unref (writing->saver);
  g_free (writing->text);
  g_free (writing->aside);
  g_clear_error (&writing->error);
  g_free (writing);
}

static void
set_error (GError     **error,
           const char  *path)
{
  const int code = errno;
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", name,
               g_strerror (code));
}

static void
replace (const char  *path,
         const char  *text,
         GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, FOLDER_MODE) != 0)
    set_error (error, folder);
  else
    {
      /* Newer versions of GLib keep the mode of what they replace. */
      g_chmod (path, FILE_MODE);
      g_file_set_contents_full (path, text, -1,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                FILE_MODE, error);
    }
}

/* Returns: (transfer full): a name that was free; NULL with @error set, or without it if there is
 * nothing any more */
static char *
put_aside (const char  *path,
           GError     **error)
{
  for (guint i = 1;; i++)
    {
      g_autofree char *aside = i == 1 ? g_strconcat (path, ".damaged", NULL)
                                      : g_strdup_printf ("%s.damaged-%u", path, i);

      if (chat_file_keep_as (path, aside))
        {
          g_unlink (path);
          return g_steal_pointer (&aside);
        }
      if (errno != EEXIST)
        {
          if (errno != ENOENT)
            set_error (error, path);
          return NULL;
        }
    }
}

static gboolean
written_cb (gpointer user_data)
{
  Writing *writing = user_data;
  ChatSaver *self = writing->saver;

  if (self->owner != NULL)
    self->done (self->owner, writing->aside, writing->error);

  return G_SOURCE_REMOVE;
}

static void
write_cb (gpointer data,
          gpointer user_data)
{
  ChatSaver *self = user_data;
  Writing *writing = data;

  if (self->keep_old)
    writing->aside = put_aside (self->path, &writing->error);
  if (writing->error == NULL)
    self->keep_old = FALSE;
  if (writing->error == NULL)
    replace (self->path, writing->text, &writing->error);
  g_idle_add_full (G_PRIORITY_DEFAULT, written_cb, writing, free_writing);
}

static void
save_now (ChatSaver *self)
{
  Writing *writing = g_new0 (Writing, 1);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_atomic_ref_count_inc (&self->ref_count);
  writing->saver = self;
  writing->text = self->print (self->owner);

  if (self->writer == NULL)
    self->writer = g_thread_pool_new (write_cb, self, 1, FALSE, NULL);
  g_thread_pool_push (self->writer, writing, NULL);
}

static gboolean
save_cb (gpointer user_data)
{
  ChatSaver *self = user_data;

  self->idle = 0;
  save_now (self);

  return G_SOURCE_REMOVE;
}

ChatSaver *
chat_saver_new (const char     *path,
                ChatSaverPrint  print,
                ChatSaverDone   done,
                gpointer        owner)
{
  ChatSaver *self = g_new0 (ChatSaver, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->path = g_strdup (path);
  self->print = print;
  self->done = done;
  self->owner = owner;

  return self;
}

void
chat_saver_free (ChatSaver *self)
{
  if (self == NULL)
    return;

  chat_saver_flush (self);
  self->owner = NULL;
  unref (self);
}

void
chat_saver_keep_old (ChatSaver *self)
{
  g_return_if_fail (self->writer == NULL);

  self->keep_old = TRUE;
}

void
chat_saver_save (ChatSaver *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add (save_cb, self);
}

void
chat_saver_flush (ChatSaver *self)
{
  if (self->idle != 0)
    save_now (self);
  if (self->writer != NULL)
    g_thread_pool_free (g_steal_pointer (&self->writer), FALSE, TRUE);
}

const char *
chat_saver_get_path (ChatSaver *self)
{
  return self->path;
}
