/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opens the database: looks whether it is sound, mends it, brings it to today's version.
 */

#include "chat-store-backup.h"
#include "chat-store-check.h"
#include "chat-store-files.h"
#include "chat-store-schema.h"
#include "chat-store-writer.h"

#include <unistd.h>

/* 4 MB: journals come and go within less. */
#define MUCH_FREE_PAGES 1024

/* The backup of so much takes no longer than a moment. A longer one is made while there is nothing
 * else to do, and the migration follows it: see chat-store-backup.c. Until then the tables are used
 * as they are. */
#define MAX_MIGRATED_AT_ONCE (32 * 1024 * 1024)

void
chat_store_opened_free (gpointer data)
{
  ChatStoreOpened *self = data;

  g_free (self->set_aside);
  g_free (self);
}

static gboolean
set_error (GError         **error,
           ChatStoreError   code,
           const char      *message)
{
  g_set_error_literal (error, CHAT_STORE_ERROR, code, message);
  return FALSE;
}

/* @version (out). What is not ours is treated as damaged: it is put aside as it is. */
static gboolean
read_version (ChatStoreDb  *db,
              int          *version,
              GError      **error)
{
  gint64 n_tables = 0;
  gint64 application = 0;
  gint64 number = 0;

  if (!chat_store_ask (db, &number, 0, "PRAGMA user_version", error, "") ||
      !chat_store_ask (db, &application, 0, "PRAGMA application_id", error, "") ||
      !chat_store_ask (db, &n_tables, 0, "SELECT count (*) FROM sqlite_schema", error, ""))
    return FALSE;

  *version = (int) number;
  if (n_tables == 0 && number == 0 && application == 0)
    return TRUE;
  if (n_tables == 0 || number <= 0 || application != CHAT_STORE_APPLICATION_ID)
    return set_error (error, CHAT_STORE_ERROR_DAMAGED, "This is no database of this program");
  if (number > chat_store_schema_version ())
    return set_error (error, CHAT_STORE_ERROR_TOO_NEW,
                      "The database was made by a later version of this program");
  return TRUE;
}

/* The first one only holds before anything is written. */
static gboolean
choose_format (ChatStoreDb  *db,
               int           version,
               GError      **error)
{
  return (version > 0 || chat_store_execute (db, "PRAGMA auto_vacuum = INCREMENTAL", error)) &&
         chat_store_execute (db, "PRAGMA journal_mode = WAL", error);
}

static gboolean
migrate (ChatStoreDb      *db,
         int               version,
         ChatStoreOpened  *opened,
         GError          **error)
{
  db->version = version;
  if (version == chat_store_schema_version () ||
      (version > 0 && chat_store_file_size (db, "") > MAX_MIGRATED_AT_ONCE))
    return TRUE;

  if (version > 0)
    opened->opening = CHAT_STORE_MIGRATED;
  if ((version > 0 && !chat_store_backup_before_migration (db, version, error)) ||
      !chat_store_schema_migrate (db, version, error))
    return FALSE;

  db->version = chat_store_schema_version ();
  return TRUE;
}

static gboolean
open_existing (ChatStoreDb      *db,
               gboolean          trust,
               ChatStoreOpened  *opened,
               GError          **error)
{
  int version = 0;

  return chat_store_connect (db, db->path, CHAT_STORE_CONNECT_WRITE, error) &&
         read_version (db, &version, error) &&
         (trust || version == 0 || chat_store_check (db, version, error)) &&
         choose_format (db, version, error) &&
         migrate (db, version, opened, error);
}

/* A log without its database, or beside an empty one, is all that is left: SQLite deletes it. */
static gboolean
is_cut_off (ChatStoreDb *db)
{
  return chat_store_file_size (db, "") <= 0 &&
         (chat_store_file_size (db, "-wal") > 0 || chat_store_file_size (db, "-clean") > 0);
}

static gboolean
open_salvaged (ChatStoreDb      *db,
               ChatStoreOpened  *opened,
               GError          **error)
{
  g_autoptr(GError) damage = g_steal_pointer (error);

  chat_store_disconnect (db);
  if (chat_store_writer_has_others (db))
    {
      g_propagate_error (error, g_steal_pointer (&damage));
      return FALSE;
    }

  opened->set_aside = chat_store_set_aside (db, error);
  if (opened->set_aside == NULL || !chat_store_salvage (db, opened->set_aside, error))
    return FALSE;

  opened->opening = CHAT_STORE_SALVAGED;
  return open_existing (db, TRUE, opened, error);
}

static gboolean
open_writable (ChatStoreDb      *db,
               ChatStoreOpened  *opened,
               GError          **error)
{
  gboolean cut_off;
  gboolean trust;

  if (chat_store_take_salvaged (db))
    {
      opened->opening = CHAT_STORE_SALVAGED;
      opened->set_aside = chat_store_last_set_aside (db);
    }

  cut_off = is_cut_off (db);
  trust = chat_store_is_as_left (db) || chat_store_writer_has_others (db);
  if (cut_off)
    set_error (error, CHAT_STORE_ERROR_DAMAGED, "The database is empty");
  else if (!trust && !chat_store_log_is_whole (db))
    set_error (error, CHAT_STORE_ERROR_DAMAGED, "The log of the database is damaged");
  else if (!chat_store_make_files (db, error))
    return FALSE;
  else if (open_existing (db, trust, opened, error))
    return TRUE;

  return g_error_matches (*error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_DAMAGED) &&
         open_salvaged (db, opened, error);
}

/* Without the right to write its index, SQLite reads a log only if somebody else has it open; a
 * database without a log can be read as a file that nobody changes. */
static gboolean
open_read_only (ChatStoreDb      *db,
                ChatStoreOpened  *opened,
                GError          **error)
{
  g_autoptr(GError) problem = NULL;
  int version = 0;

  db->read_only = TRUE;
  opened->opening = CHAT_STORE_READ_ONLY;
  if (chat_store_file_size (db, "") <= 0)
    return set_error (error, CHAT_STORE_ERROR_READ_ONLY, "The folder cannot be written");
  if (!chat_store_connect (db, db->path, CHAT_STORE_CONNECT_READ, &problem) ||
      !read_version (db, &version, &problem))
    {
      chat_store_disconnect (db);
      if (chat_store_file_size (db, "-wal") > 0)
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
      if (!chat_store_connect (db, db->path, CHAT_STORE_CONNECT_IMMUTABLE, error) ||
          !read_version (db, &version, error))
        return FALSE;
    }

  return version == chat_store_schema_version () ||
         set_error (error, CHAT_STORE_ERROR_READ_ONLY,
                    "The database is of an earlier version, and cannot be changed");
}

/* Space that a program did not come to give back. */
static gboolean
has_much_free (ChatStoreDb *db)
{
  gint64 n_free = 0;

  return chat_store_ask (db, &n_free, 0, "PRAGMA freelist_count", NULL, "") &&
         n_free > MUCH_FREE_PAGES;
}

static gboolean
open_locked (ChatStoreDb      *db,
             ChatStoreOpened  *opened,
             GError          **error)
{
  if (chat_store_is_protected (db))
    return open_read_only (db, opened, error);
  if (!open_writable (db, opened, error))
    return FALSE;

  chat_store_writer_enter (db);
  db->has_written = TRUE;
  db->has_purged = has_much_free (db);
  return TRUE;
}

gpointer
chat_store_db_open (ChatStoreDb  *db,
                    gpointer      request,
                    GError      **error)
{
  ChatStoreOpened *opened = g_new0 (ChatStoreOpened, 1);
  g_autoptr(GError) problem = NULL;
  int lock;

  chat_store_assert_worker (db);
  chat_store_db_close (db);
  g_clear_error (&db->trouble);
  db->read_only = FALSE;
  db->met_damage = FALSE;

  lock = chat_store_lock_opening (db);
  if (!open_locked (db, opened, &problem))
    {
      chat_store_disconnect (db);
      g_clear_pointer (&opened, chat_store_opened_free);
      db->trouble = g_error_copy (problem);
      g_propagate_error (error, g_steal_pointer (&problem));
    }
  else
    {
      chat_store_db_look (db, NULL, NULL);
      db->met_damage = FALSE;
    }

  if (lock >= 0)
    close (lock);
  return opened;
}
