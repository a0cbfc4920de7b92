/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A connection to the database: made, set up, closed.
 */

#include "chat-store-backup.h"
#include "chat-store-files.h"
#include "chat-store-writer.h"

#include <string.h>

/* The log is cut back to this many bytes when it has grown, and put away when it has 8 MB: ids are
 * random, so that an import changes the pages of their index again and again, and each is written
 * once then. For the same reason up to 8 MB of pages are kept. What is deleted is overwritten where
 * that costs nothing; what is purged leaves the file (see chat-store-idle.c). */
#define SETTINGS                                                                               \
  "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA secure_delete = FAST;"         \
  "PRAGMA journal_size_limit = 16777216; PRAGMA wal_autocheckpoint = 2048;"                    \
  "PRAGMA cache_size = -8192;"                                                                 \
  "CREATE TEMP TABLE copy (old INTEGER PRIMARY KEY, new INTEGER, uid TEXT);"

/* Statements differ in length or in how they end, but for a few: each row that is written looks
 * one up, and the longest has a thousand characters. */
#define HASHED 16

/* How many steps of SQLite's machine between two looks at a cancellable: some microseconds. */
#define STEPS_PER_LOOK 1000

static guint
hash_sql (gconstpointer sql)
{
  gsize length = strlen (sql);
  const char *end = (const char *) sql + length - MIN (length, HASHED);

  return g_str_hash (end) + (guint) length;
}

/* SQLite counts every allocation under a lock, for a sum that nobody asks for. */
static gpointer
configure_once (gpointer nothing)
{
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  return NULL;
}

static void
finalize_cb (gpointer statement)
{
  sqlite3_finalize (statement);
}

char *
chat_store_dup_folder (const char *folder)
{
  return folder != NULL ? g_strdup (folder)
                        : g_build_filename (g_get_user_data_dir (), "claude-chat", NULL);
}

ChatStoreDb *
chat_store_db_new (const char *folder)
{
  static GOnce configured = G_ONCE_INIT;
  ChatStoreDb *db = g_new0 (ChatStoreDb, 1);

  /* before the first connection of the process */
  g_once (&configured, configure_once, NULL);
  db->folder = g_strdup (folder);
  db->path = g_build_filename (folder, CHAT_STORE_DATABASE_NAME, NULL);
  db->statements = g_hash_table_new_full (hash_sql, g_str_equal, g_free, finalize_cb);
  db->writer_fd = -1;
  return db;
}

void
chat_store_db_free (ChatStoreDb *db)
{
  g_hash_table_unref (db->statements);
  g_clear_error (&db->trouble);
  g_free (db->backup_date);
  g_free (db->frozen);
  g_free (db->folder);
  g_free (db->path);
  g_free (db);
}

static void
make_uid_cb (sqlite3_context  *context,
             int               n_arguments,
             sqlite3_value   **arguments)
{
  sqlite3_result_text (context, g_uuid_string_random (), -1, g_free);
}

static char *
make_uri (const char         *path,
          ChatStoreConnection connection)
{
  static const char * const modes[] = {
    [CHAT_STORE_CONNECT_WRITE] = "?mode=rw",
    [CHAT_STORE_CONNECT_READ] = "?mode=ro",
    [CHAT_STORE_CONNECT_IMMUTABLE] = "?mode=ro&immutable=1",
  };
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *uri = g_filename_to_uri (absolute, NULL, NULL);

  return g_strconcat (uri, modes[connection], NULL);
}

static int
is_unwanted_cb (gpointer data)
{
  ChatStoreDb *db = data;

  return g_cancellable_is_cancelled (db->cancellable) ? 1 : 0;
}

static int
set_up (ChatStoreDb *db)
{
  sqlite3 *sqlite = db->sqlite;

  sqlite3_progress_handler (sqlite, STEPS_PER_LOOK, is_unwanted_cb, db);
  sqlite3_extended_result_codes (sqlite, 1);
  sqlite3_busy_timeout (sqlite, CHAT_STORE_BUSY_MS);
  sqlite3_create_function (sqlite, "chat_new_uid", 0, SQLITE_UTF8, NULL, make_uid_cb, NULL, NULL);
  /* until it is known to be ours, closing leaves the log as it is */
  sqlite3_db_config (sqlite, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  return chat_store_register_functions (sqlite);
}

gboolean
chat_store_connect (ChatStoreDb          *db,
                    const char           *path,
                    ChatStoreConnection   connection,
                    GError              **error)
{
  g_autofree char *uri = path != NULL ? make_uri (path, connection) : g_strdup (":memory:");
  int code = sqlite3_open_v2 (uri, &db->sqlite,
                              SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);

  if (code == SQLITE_OK)
    code = set_up (db);
  if (code != SQLITE_OK)
    {
      chat_store_set_error (db, code, error);
      return FALSE;
    }

  return chat_store_execute (db, SETTINGS, error);
}

void
chat_store_disconnect (ChatStoreDb *db)
{
  chat_store_assert_worker (db);

  chat_store_backup_abandon (db);
  g_hash_table_remove_all (db->statements);
  g_clear_pointer (&db->sqlite, sqlite3_close_v2);
}

void
chat_store_db_close (ChatStoreDb *db)
{
  gboolean sound = db->sqlite != NULL && !db->read_only && !db->met_damage;

  if (sound)
    sqlite3_db_config (db->sqlite, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
  chat_store_disconnect (db);
  if (sound)
    chat_store_note_as_left (db);
  else if (db->met_damage)
    chat_store_forget_as_left (db);
  chat_store_writer_leave (db);
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
