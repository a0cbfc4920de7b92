/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opens the database and closes it.
 */

#include "chat-store-schema.h"
#include "chat-store-writer.h"

#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* The log is cut back to this when it has grown, bytes. */
#define SETTINGS                                                                               \
  "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA secure_delete = FAST;"         \
  "PRAGMA journal_size_limit = 16777216; PRAGMA recursive_triggers = OFF;"                     \
  "CREATE TEMP TABLE copy (old INTEGER PRIMARY KEY, new INTEGER, uid TEXT);"

static void
finalize_cb (gpointer statement)
{
  sqlite3_finalize (statement);
}

ChatStoreDb *
chat_store_db_new (const char *folder)
{
  ChatStoreDb *db = g_new0 (ChatStoreDb, 1);

  db->folder = g_strdup (folder);
  db->path = g_build_filename (folder, CHAT_STORE_DATABASE_NAME, NULL);
  db->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_cb);
  db->writer_fd = -1;
  return db;
}

void
chat_store_db_free (ChatStoreDb *db)
{
  g_hash_table_unref (db->statements);
  g_clear_error (&db->trouble);
  g_free (db->folder);
  g_free (db->path);
  g_free (db);
}

void
chat_store_opened_free (gpointer data)
{
  ChatStoreOpened *self = data;

  g_free (self->set_aside);
  g_free (self);
}

static void
make_uid_cb (sqlite3_context  *context,
             int               n_arguments,
             sqlite3_value   **arguments)
{
  sqlite3_result_text (context, g_uuid_string_random (), -1, g_free);
}

void
chat_store_db_close (ChatStoreDb *db)
{
  chat_store_assert_worker (db);

  g_hash_table_remove_all (db->statements);
  g_clear_pointer (&db->sqlite, sqlite3_close);
  chat_store_writer_leave (db);
}

static gboolean
make_file (ChatStoreDb  *db,
           GError      **error)
{
  int fd;

  g_mkdir_with_parents (db->folder, 0700);
  fd = g_open (db->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd >= 0)
    close (fd);
  else if (errno != EEXIST)
    {
      int code = errno;

      g_set_error (error, CHAT_STORE_ERROR,
                   code == ENOSPC ? CHAT_STORE_ERROR_FULL : CHAT_STORE_ERROR_READ_ONLY,
                   "%s: %s", db->path, g_strerror (code));
      return FALSE;
    }
  return TRUE;
}

static gboolean
connect_to (ChatStoreDb  *db,
            GError      **error)
{
  int code = sqlite3_open_v2 (db->path, &db->sqlite,
                              SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

  if (code != SQLITE_OK)
    {
      chat_store_set_error (db, code, error);
      return FALSE;
    }

  sqlite3_extended_result_codes (db->sqlite, 1);
  sqlite3_busy_timeout (db->sqlite, CHAT_STORE_BUSY_MS);
  sqlite3_create_function (db->sqlite, "chat_new_uid", 0, SQLITE_UTF8, NULL, make_uid_cb, NULL,
                           NULL);
  return chat_store_register_functions (db->sqlite, error) &&
         chat_store_execute (db, SETTINGS, error);
}

static gboolean
set_up (ChatStoreDb  *db,
        GError      **error)
{
  gint64 version = 0;

  if (!chat_store_ask (db, &version, 0, "PRAGMA user_version", error, ""))
    return FALSE;
  if (version > chat_store_schema_version ())
    {
      g_set_error (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_TOO_NEW,
                   "The database has version %d", (int) version);
      return FALSE;
    }
  /* before the first table is made: it cannot be set afterwards */
  if (version == 0 && !chat_store_execute (db, "PRAGMA auto_vacuum = INCREMENTAL", error))
    return FALSE;

  return chat_store_execute (db, "PRAGMA journal_mode = WAL", error) &&
         (version == chat_store_schema_version () ||
          chat_store_schema_migrate (db, (int) version, error));
}

gpointer
chat_store_db_look (ChatStoreDb  *db,
                    gpointer      request,
                    GError      **error)
{
  gint64 version = 0;
  gboolean changed;

  if (!chat_store_ask (db, &version, 0, "PRAGMA data_version", error, ""))
    return NULL;

  changed = version != db->data_version;
  db->data_version = version;
  return GINT_TO_POINTER (changed);
}

gpointer
chat_store_db_open (ChatStoreDb  *db,
                    gpointer      request,
                    GError      **error)
{
  g_autoptr(GError) problem = NULL;

  chat_store_assert_worker (db);

  if (!make_file (db, &problem) || !connect_to (db, &problem) || !set_up (db, &problem))
    {
      chat_store_db_close (db);
      db->trouble = g_error_copy (problem);
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }

  chat_store_writer_enter (db);
  chat_store_db_look (db, NULL, NULL);
  return g_new0 (ChatStoreOpened, 1);
}
