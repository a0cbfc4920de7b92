/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Backups by SQLite's own means: whole ones at every moment, whoever writes.
 */

#include "chat-store-backup.h"

#include "chat-store-files.h"
#include "chat-store-schema.h"

#include <glib/gstdio.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define DAILY_PREFIX "history-"
#define MIGRATION_PREFIX "before-version-"
#define N_DAILY 7

/* 1 MB: a job that comes waits a few milliseconds for it. */
#define PAGES_PER_STEP 256

/* The start of the program comes first. */
#define FIRST_DELAY_US (3 * G_USEC_PER_SEC)

/* A backup must not be what fills the disk: so many times its size stays free. */
#define SPACE_FACTOR 2

/* Without room for it, or while another program is in the way. */
#define RETRY_US (5 * G_USEC_PER_SEC)

/* So often what was copied is handed to the disk: at the end of a long one that takes minutes. */
#define STEPS_PER_SYNC 32

/* Another program that writes makes a copy start over: one that never stops would keep it so. */
#define MAX_ROUNDS 4

struct _ChatStoreBackup
{
  sqlite3        *target;
  sqlite3_backup *copy;
  char           *part;     /* what it is called until it is whole */
  char           *path;
  int             lock;     /* only one program makes them at a time */
  gint64          n_pages;  /* that were copied, those that had to be copied again counted */
};

static char *
get_folder (ChatStoreDb *db)
{
  return g_build_filename (db->folder, "backups", NULL);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(char * const *) a, *(char * const *) b);
}

/* Sorted. Returns: (transfer full) (element-type utf8) */
static GPtrArray *
list_backups (ChatStoreDb *db,
              const char  *prefix)
{
  g_autofree char *folder = get_folder (db);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (g_str_has_prefix (name, prefix) && g_str_has_suffix (name, ".db"))
        g_ptr_array_add (names, g_strdup (name));
    }

  g_ptr_array_sort (names, compare_names);
  return names;
}

static gint64
get_time (ChatStoreDb *db,
          const char  *name)
{
  g_autofree char *path = g_build_filename (db->folder, "backups", name, NULL);
  GStatBuf status;

  return g_stat (path, &status) == 0 ? (gint64) status.st_mtime : 0;
}

char *
chat_store_latest_backup (ChatStoreDb *db)
{
  g_autoptr(GPtrArray) daily = list_backups (db, DAILY_PREFIX);
  g_autoptr(GPtrArray) migrations = list_backups (db, MIGRATION_PREFIX);
  const char *latest = NULL;

  g_ptr_array_extend_and_steal (daily, g_steal_pointer (&migrations));
  for (guint i = 0; i < daily->len; i++)
    {
      const char *name = g_ptr_array_index (daily, i);

      if (latest == NULL || get_time (db, name) >= get_time (db, latest))
        latest = name;
    }

  return latest != NULL ? g_build_filename (db->folder, "backups", latest, NULL) : NULL;
}

static char *
today (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%Y-%m-%d");
}

static void
remove_oldest (ChatStoreDb *db)
{
  g_autoptr(GPtrArray) names = list_backups (db, DAILY_PREFIX);

  for (guint i = 0; i + N_DAILY < names->len; i++)
    {
      g_autofree char *path = g_build_filename (db->folder, "backups",
                                                g_ptr_array_index (names, i), NULL);

      g_unlink (path);
    }
}

static void
free_backup (ChatStoreBackup *self)
{
  g_clear_pointer (&self->copy, sqlite3_backup_finish);
  g_clear_pointer (&self->target, sqlite3_close);
  if (self->part != NULL)
    g_unlink (self->part);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self->part);
  g_free (self->path);
  g_free (self);
}

static gboolean
has_space (ChatStoreDb *db)
{
  g_autofree char *folder = get_folder (db);
  gint64 size = chat_store_file_size (db, "") + MAX (chat_store_file_size (db, "-wal"), 0);
  struct statvfs space;

  return statvfs (folder, &space) == 0 &&
         (gint64) space.f_bavail * (gint64) space.f_frsize / SPACE_FACTOR > size;
}

/* Whoever holds it may remove what another one left unfinished. */
static int
lock_folder (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, ".lock", NULL);
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      close (fd);
      return -1;
    }
  return fd;
}

/* A file for the user alone, without a log of its own: it is synced when it is whole. */
static gboolean
open_target (ChatStoreBackup *self)
{
  int fd = g_open (self->part, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

  if (fd < 0)
    return FALSE;
  close (fd);

  return sqlite3_open_v2 (self->part, &self->target, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
         sqlite3_exec (self->target, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF",
                       NULL, NULL, NULL) == SQLITE_OK;
}

/* (transfer full) (nullable) */
static ChatStoreBackup *
begin (ChatStoreDb *db,
       const char  *name)
{
  g_autofree char *folder = get_folder (db);
  ChatStoreBackup *self;

  g_mkdir (folder, 0700);
  self = g_new0 (ChatStoreBackup, 1);
  self->path = g_build_filename (folder, name, NULL);
  self->lock = lock_folder (folder);
  if (self->lock >= 0 && has_space (db))
    {
      self->part = g_build_filename (folder, ".part", NULL);
      if (open_target (self))
        self->copy = sqlite3_backup_init (self->target, "main", db->sqlite, "main");
    }

  if (self->copy == NULL)
    g_clear_pointer (&self, free_backup);
  return self;
}

static void
sync_file (const char *path)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);

  if (fd < 0)
    return;

  fsync (fd);
  close (fd);
}

static gboolean
complete (ChatStoreDb     *db,
          ChatStoreBackup *self)
{
  g_autofree char *folder = get_folder (db);
  gboolean done = sqlite3_backup_finish (g_steal_pointer (&self->copy)) == SQLITE_OK;

  g_clear_pointer (&self->target, sqlite3_close);
  if (!done)
    return FALSE;

  sync_file (self->part);
  done = g_rename (self->part, self->path) == 0;
  if (done)
    g_clear_pointer (&self->part, g_free);
  chat_store_sync_folder (folder);
  return done;
}

static ChatStoreBackup *
begin_before_migration (ChatStoreDb *db,
                        int          version)
{
  g_autofree char *date = today ();
  g_autofree char *name = g_strdup_printf (MIGRATION_PREFIX "%d-%s.db", version, date);

  return begin (db, name);
}

gboolean
chat_store_backup_before_migration (ChatStoreDb  *db,
                                    int           version,
                                    GError      **error)
{
  ChatStoreBackup *backup = begin_before_migration (db, version);
  gboolean done = backup != NULL &&
                  sqlite3_backup_step (backup->copy, -1) == SQLITE_DONE &&
                  complete (db, backup);

  g_clear_pointer (&backup, free_backup);
  if (!done)
    g_set_error_literal (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_FULL,
                         "There is no room for the backup before the migration");
  return done;
}

static gboolean
is_worth_it (ChatStoreDb *db)
{
  gint64 found = 0;

  return chat_store_ask (db, &found, 0, "SELECT EXISTS (SELECT 1 FROM conversation)", NULL, "") &&
         found != 0;
}

/* A date is looked at once, whatever comes of it: a full disk is not asked again and again. */
static gint64
plan (ChatStoreDb *db)
{
  g_autofree char *date = today ();
  g_autofree char *name = g_strconcat (DAILY_PREFIX, date, ".db", NULL);
  g_autofree char *path = g_build_filename (db->folder, "backups", name, NULL);

  if (db->read_only || g_strcmp0 (date, db->backup_date) == 0 || !is_worth_it (db))
    return -1;
  if (db->backup_due == 0)
    db->backup_due = g_get_monotonic_time () + FIRST_DELAY_US;
  if (db->backup_due > g_get_monotonic_time ())
    return db->backup_due - g_get_monotonic_time ();

  db->backup_due = 0;
  g_free (db->backup_date);
  db->backup_date = g_steal_pointer (&date);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    db->backup = begin (db, name);
  return db->backup != NULL ? 0 : -1;
}

/* Another program may have been faster. */
static gint64
migrate (ChatStoreDb *db)
{
  gint64 version = 0;

  if (!chat_store_ask (db, &version, 0, "PRAGMA user_version", NULL, "") ||
      ((int) version < chat_store_schema_version () &&
       !chat_store_schema_migrate (db, (int) version, NULL)))
    return RETRY_US;

  db->version = chat_store_schema_version ();
  db->is_backed_up = FALSE;
  db->backup_due = 0;
  return 0;
}

static gint64
plan_migration (ChatStoreDb *db)
{
  if (db->is_backed_up)
    return migrate (db);
  if (db->backup_due == 0)
    db->backup_due = g_get_monotonic_time () + FIRST_DELAY_US;
  if (db->backup_due > g_get_monotonic_time ())
    return db->backup_due - g_get_monotonic_time ();

  db->backup = begin_before_migration (db, db->version);
  return db->backup != NULL ? 0 : RETRY_US;
}

static gint64
finish (ChatStoreDb *db)
{
  gboolean done = complete (db, db->backup);

  g_clear_pointer (&db->backup, free_backup);
  if (db->version == chat_store_schema_version ())
    {
      if (done)
        remove_oldest (db);
      return -1;
    }

  db->is_backed_up = done;
  return done ? migrate (db) : RETRY_US;
}

static gint64
go_on (ChatStoreDb *db)
{
  int code = sqlite3_backup_step (db->backup->copy, PAGES_PER_STEP);
  gint64 most = MAX_ROUNDS * (gint64) sqlite3_backup_pagecount (db->backup->copy) + PAGES_PER_STEP;

  db->backup->n_pages += PAGES_PER_STEP;
  if (db->backup->n_pages % (STEPS_PER_SYNC * PAGES_PER_STEP) == 0)
    sync_file (db->backup->part);
  if (code == SQLITE_OK && db->backup->n_pages <= most)
    return 0;
  if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
    return FIRST_DELAY_US;

  if (code == SQLITE_DONE)
    return finish (db);

  g_clear_pointer (&db->backup, free_backup);
  return db->version == chat_store_schema_version () ? -1 : RETRY_US;
}

gint64
chat_store_backup_step (ChatStoreDb *db)
{
  if (db->backup != NULL)
    return go_on (db);
  return db->version == chat_store_schema_version () ? plan (db) : plan_migration (db);
}

gpointer
chat_store_backup_now (ChatStoreDb  *db,
                       gpointer      data,
                       GError      **error)
{
  g_autofree char *date = today ();
  g_autofree char *name = g_strconcat (DAILY_PREFIX, date, ".db", NULL);

  if (db->backup == NULL && !db->read_only)
    db->backup = begin (db, name);
  if (db->backup != NULL)
    return GINT_TO_POINTER (TRUE);

  g_set_error_literal (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_FULL,
                       "There is no room for a backup, or another program makes one");
  return NULL;
}

void
chat_store_backup_abandon (ChatStoreDb *db)
{
  g_clear_pointer (&db->backup, free_backup);
}
