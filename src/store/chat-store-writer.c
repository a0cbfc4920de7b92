/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who writes: locks of flock(2), which go with the open file and so with its process.
 */

#include "chat-store-writer.h"

#include <glib/gstdio.h>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

static char *
get_path (ChatStoreDb *db,
          const char  *writer)
{
  return g_build_filename (db->folder, "writers", writer, NULL);
}

/* Names come from the database: no path may be made of them. */
static gboolean
is_name (const char *writer)
{
  return g_uuid_string_is_valid (writer);
}

gboolean
chat_store_writer_is_alive (ChatStoreDb *db,
                            const char  *writer)
{
  g_autofree char *path = is_name (writer) ? get_path (db, writer) : NULL;
  int fd = path != NULL ? g_open (path, O_RDONLY | O_CLOEXEC, 0) : -1;
  gboolean alive;

  if (fd < 0)
    return FALSE;

  alive = flock (fd, LOCK_SH | LOCK_NB) != 0;
  close (fd);
  return alive;
}

typedef void (*WriterFunc) (ChatStoreDb *db,
                            const char  *writer,
                            gpointer     user_data);

static void
each_other (ChatStoreDb *db,
            WriterFunc   func,
            gpointer     user_data)
{
  g_autofree char *folder = g_build_filename (db->folder, "writers", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (is_name (name) && g_strcmp0 (name, db->writer) != 0)
        func (db, name, user_data);
    }
}

static void
remove_dead_cb (ChatStoreDb *db,
                const char  *writer,
                gpointer     user_data)
{
  g_autofree char *path = get_path (db, writer);

  if (!chat_store_writer_is_alive (db, writer))
    g_unlink (path);
}

static void
note_alive_cb (ChatStoreDb *db,
               const char  *writer,
               gpointer     user_data)
{
  gboolean *alive = user_data;

  *alive = *alive || chat_store_writer_is_alive (db, writer);
}

gboolean
chat_store_writer_has_others (ChatStoreDb *db)
{
  gboolean alive = FALSE;

  each_other (db, note_alive_cb, &alive);
  return alive;
}

/* Under the lock that is held while a store opens: nobody can find the file before it is locked and
 * take it for that of a dead one. */
void
chat_store_writer_enter (ChatStoreDb *db)
{
  g_autofree char *folder = g_build_filename (db->folder, "writers", NULL);
  g_autofree char *name = g_uuid_string_random ();
  g_autofree char *path = get_path (db, name);

  each_other (db, remove_dead_cb, NULL);
  g_mkdir (folder, 0700);
  db->writer_fd = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (db->writer_fd < 0)
    return;

  if (flock (db->writer_fd, LOCK_EX | LOCK_NB) == 0)
    db->writer = g_steal_pointer (&name);
  else
    {
      close (db->writer_fd);
      db->writer_fd = -1;
    }
}

void
chat_store_writer_leave (ChatStoreDb *db)
{
  g_autofree char *path = db->writer != NULL ? get_path (db, db->writer) : NULL;

  if (path == NULL)
    return;

  g_unlink (path);
  close (db->writer_fd);
  db->writer_fd = -1;
  g_clear_pointer (&db->writer, g_free);
}
