/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names, sizes, locks and links.
 */

#include "chat-store-files.h"

#include "chat-file.h"
#include "chat-store-sql.h"

#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define ASIDE_PREFIX "history-damaged-"

/* What SQLite keeps beside a database. */
static const char * const companions[] = { "-wal", "-shm", "-journal" };

static void
set_file_error (GError     **error,
                const char  *path,
                int          code)
{
  g_set_error (error, CHAT_STORE_ERROR, chat_store_judge_errno (code), "%s: %s", path,
               g_strerror (code));
}

static char *
get_companion (ChatStoreDb *db,
               const char  *suffix)
{
  return g_strconcat (db->path, suffix, NULL);
}

gboolean
chat_store_make_file (const char  *path,
                      GError     **error)
{
  int fd = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (fd < 0 && errno != EEXIST)
    {
      set_file_error (error, path, errno);
      return FALSE;
    }
  if (fd >= 0)
    close (fd);

  return TRUE;
}

gboolean
chat_store_make_files (ChatStoreDb  *db,
                       GError      **error)
{
  if (g_mkdir_with_parents (db->folder, 0700) != 0)
    {
      set_file_error (error, db->folder, errno);
      return FALSE;
    }

  return chat_store_make_file (db->path, error);
}

gint64
chat_store_file_size (ChatStoreDb *db,
                      const char  *suffix)
{
  g_autofree char *path = get_companion (db, suffix);
  GStatBuf status;

  return g_stat (path, &status) == 0 ? (gint64) status.st_size : -1;
}

void
chat_store_sync_folder (const char *folder)
{
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return;

  fsync (fd);
  close (fd);
}

gboolean
chat_store_write_file (const char  *path,
                       GBytes      *bytes,
                       GError     **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  if (chat_file_write (part, bytes) && g_rename (part, path) == 0)
    {
      chat_store_sync_folder (folder);
      return TRUE;
    }

  set_file_error (error, path, errno);
  g_unlink (part);
  return FALSE;
}

static gboolean
may_not_write (const char *path)
{
  return g_access (path, W_OK) != 0 && errno != ENOENT;
}

gboolean
chat_store_is_protected (ChatStoreDb *db)
{
  return may_not_write (db->folder) || may_not_write (db->path);
}

int
chat_store_lock_opening (ChatStoreDb *db)
{
  g_autofree char *folder = g_build_filename (db->folder, "writers", NULL);
  g_autofree char *path = g_build_filename (folder, "opening", NULL);
  int fd;

  g_mkdir (folder, 0700);
  fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  while (fd >= 0 && flock (fd, LOCK_EX) != 0 && errno == EINTR)
    ;
  return fd;
}

char *
chat_store_describe_file (ChatStoreDb *db)
{
  GStatBuf status;

  if (g_stat (db->path, &status) != 0)
    return NULL;

  return g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld %" G_GUINT64_FORMAT "\n",
                          (gint64) status.st_size, (gint64) status.st_mtim.tv_sec,
                          status.st_mtim.tv_nsec, (guint64) status.st_ino);
}

gboolean
chat_store_is_as_left (ChatStoreDb *db)
{
  g_autofree char *path = get_companion (db, "-clean");
  g_autofree char *now = chat_store_describe_file (db);
  g_autofree char *then = NULL;

  return chat_store_file_size (db, "-wal") <= 0 &&
         g_file_get_contents (path, &then, NULL, NULL) &&
         g_strcmp0 (now, then) == 0;
}

void
chat_store_note_as_left (ChatStoreDb *db)
{
  g_autofree char *path = get_companion (db, "-clean");
  g_autofree char *now = chat_store_describe_file (db);

  if (now != NULL && chat_store_file_size (db, "-wal") <= 0)
    g_file_set_contents_full (path, now, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL);
}

void
chat_store_forget_as_left (ChatStoreDb *db)
{
  g_autofree char *path = get_companion (db, "-clean");

  g_unlink (path);
}

static gboolean
is_free (const char *aside)
{
  if (g_file_test (aside, G_FILE_TEST_EXISTS))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (companions); i++)
    {
      g_autofree char *path = g_strconcat (aside, companions[i], NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return FALSE;
    }
  return TRUE;
}

static char *
find_free_name (ChatStoreDb *db)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d-%H%M%S");

  for (guint i = 1;; i++)
    {
      g_autofree char *number = i > 1 ? g_strdup_printf ("-%u", i) : g_strdup ("");
      g_autofree char *name = g_strconcat (ASIDE_PREFIX, date, number, ".db", NULL);
      g_autofree char *path = g_build_filename (db->folder, name, NULL);

      if (is_free (path))
        return g_steal_pointer (&name);
    }
}

/* What is not there needs no other name. */
static gboolean
keep_as (const char  *path,
         const char  *aside,
         GError     **error)
{
  if (!g_file_test (path, G_FILE_TEST_EXISTS) || chat_file_keep_as (path, aside))
    return TRUE;

  set_file_error (error, aside, errno);
  return FALSE;
}

char *
chat_store_set_aside (ChatStoreDb  *db,
                      GError      **error)
{
  g_autofree char *name = find_free_name (db);
  g_autofree char *aside = g_build_filename (db->folder, name, NULL);

  /* the log first: without it the database would be another one */
  for (gsize i = 0; i < G_N_ELEMENTS (companions); i++)
    {
      g_autofree char *path = get_companion (db, companions[i]);
      g_autofree char *path_aside = g_strconcat (aside, companions[i], NULL);

      if (!keep_as (path, path_aside, error))
        return NULL;
    }
  if (!keep_as (db->path, aside, error))
    return NULL;

  chat_store_sync_folder (db->folder);
  return g_steal_pointer (&name);
}

char *
chat_store_last_set_aside (ChatStoreDb *db)
{
  g_autoptr(GDir) dir = g_dir_open (db->folder, 0, NULL);
  g_autofree char *last = NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (g_str_has_prefix (name, ASIDE_PREFIX) && g_str_has_suffix (name, ".db") &&
          g_strcmp0 (name, last) > 0)
        {
          g_free (last);
          last = g_strdup (name);
        }
    }
  return g_steal_pointer (&last);
}

/* Its log must be gone before a database gets a new body: SQLite would take the one for the
 * other's. A crash between leaves "salvaged", and the next start goes on from here. */
gboolean
chat_store_take_salvaged (ChatStoreDb *db)
{
  g_autofree char *salvaged = get_companion (db, ".salvaged");

  if (!g_file_test (salvaged, G_FILE_TEST_EXISTS))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (companions); i++)
    {
      g_autofree char *path = get_companion (db, companions[i]);

      g_unlink (path);
    }
  chat_store_sync_folder (db->folder);
  if (g_rename (salvaged, db->path) != 0)
    return FALSE;

  chat_store_sync_folder (db->folder);
  return TRUE;
}
