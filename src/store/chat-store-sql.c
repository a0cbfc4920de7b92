/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Statements: prepared once, bound by a format, errors in the store's own words.
 */

#include "chat-store-sql.h"

#include <errno.h>
#include <stdarg.h>

ChatStoreError
chat_store_judge_errno (int system_error)
{
  switch (system_error)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return CHAT_STORE_ERROR_FULL;
    case EROFS:
    case EACCES:
    case EPERM:
      return CHAT_STORE_ERROR_READ_ONLY;
    default:
      return CHAT_STORE_ERROR_FAILED;
    }
}

static ChatStoreError
judge (int code,
       int system_error)
{
  switch (code & 0xff)
    {
    case SQLITE_FULL:
      return CHAT_STORE_ERROR_FULL;
    case SQLITE_IOERR:
      return chat_store_judge_errno (system_error);
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return chat_store_judge_errno (system_error) == CHAT_STORE_ERROR_FULL
             ? CHAT_STORE_ERROR_FULL : CHAT_STORE_ERROR_READ_ONLY;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return CHAT_STORE_ERROR_LOCKED;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return CHAT_STORE_ERROR_DAMAGED;
    default:
      return CHAT_STORE_ERROR_FAILED;
    }
}

void
chat_store_set_error (ChatStoreDb  *db,
                      int           code,
                      GError      **error)
{
  int last_error = errno;
  int system_error = db->sqlite != NULL ? sqlite3_system_errno (db->sqlite) : 0;
  ChatStoreError kind;

  /* a commit that fails is not noted there (SQLite 3.40) */
  if (system_error == 0)
    system_error = last_error;
  kind = judge (code, system_error);

  if (kind == CHAT_STORE_ERROR_DAMAGED)
    db->met_damage = TRUE;

  if ((code & 0xff) == SQLITE_INTERRUPT)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
  else if ((code & 0xff) == SQLITE_IOERR && system_error != 0)
    g_set_error (error, CHAT_STORE_ERROR, kind, "%s (%s)",
                 sqlite3_errstr (code), g_strerror (system_error));
  else
    g_set_error (error, CHAT_STORE_ERROR, kind, "%s",
                 db->sqlite != NULL ? sqlite3_errmsg (db->sqlite) : sqlite3_errstr (code));
}

static int
bind_bytes (sqlite3_stmt *statement,
            int           position,
            GBytes       *bytes)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  return sqlite3_bind_blob64 (statement, position, size > 0 ? data : "", size, SQLITE_STATIC);
}

/* What is bound stays the caller's: it must live until the last step. */
static void
bind (sqlite3_stmt *statement,
      const char   *format,
      va_list       arguments)
{
  for (int position = 1; format[position - 1] != '\0'; position++)
    {
      int code = SQLITE_MISUSE;

      if (format[position - 1] == 't')
        code = sqlite3_bind_text (statement, position, va_arg (arguments, const char *), -1,
                                  SQLITE_STATIC);
      else if (format[position - 1] == 'i')
        code = sqlite3_bind_int64 (statement, position, va_arg (arguments, gint64));
      else if (format[position - 1] == 'b')
        code = bind_bytes (statement, position, va_arg (arguments, GBytes *));

      if (code != SQLITE_OK)
        g_error ("%s: parameter %d: %s", sqlite3_sql (statement), position, sqlite3_errstr (code));
    }
}

static sqlite3_stmt *
prepare (ChatStoreDb  *db,
         const char   *sql,
         GError      **error,
         const char   *format,
         va_list       arguments)
{
  sqlite3_stmt *statement = g_hash_table_lookup (db->statements, sql);

  chat_store_assert_worker (db);

  if (statement == NULL)
    {
      int code = sqlite3_prepare_v3 (db->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement,
                                     NULL);

      if (code != SQLITE_OK)
        {
          chat_store_set_error (db, code, error);
          return NULL;
        }
      g_hash_table_insert (db->statements, g_strdup (sql), statement);
    }

  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  bind (statement, format, arguments);
  return statement;
}

sqlite3_stmt *
chat_store_prepare (ChatStoreDb  *db,
                    const char   *sql,
                    GError      **error,
                    const char   *format,
                    ...)
{
  sqlite3_stmt *statement;
  va_list arguments;

  va_start (arguments, format);
  statement = prepare (db, sql, error, format, arguments);
  va_end (arguments);
  return statement;
}

ChatStoreStep
chat_store_step (ChatStoreDb   *db,
                 sqlite3_stmt  *statement,
                 GError       **error)
{
  int code;

  errno = 0;
  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    return CHAT_STORE_ROW;

  if (code != SQLITE_DONE)
    chat_store_set_error (db, code, error);
  sqlite3_reset (statement);
  return code == SQLITE_DONE ? CHAT_STORE_DONE : CHAT_STORE_STOPPED;
}

gboolean
chat_store_run (ChatStoreDb  *db,
                const char   *sql,
                GError      **error,
                const char   *format,
                ...)
{
  sqlite3_stmt *statement;
  ChatStoreStep step;
  va_list arguments;

  va_start (arguments, format);
  statement = prepare (db, sql, error, format, arguments);
  va_end (arguments);
  if (statement == NULL)
    return FALSE;

  do
    step = chat_store_step (db, statement, error);
  while (step == CHAT_STORE_ROW);

  return step == CHAT_STORE_DONE;
}

gboolean
chat_store_ask (ChatStoreDb  *db,
                gint64       *answer,
                gint64        fallback,
                const char   *sql,
                GError      **error,
                const char   *format,
                ...)
{
  sqlite3_stmt *statement;
  ChatStoreStep step;
  va_list arguments;

  va_start (arguments, format);
  statement = prepare (db, sql, error, format, arguments);
  va_end (arguments);
  if (statement == NULL)
    return FALSE;

  step = chat_store_step (db, statement, error);
  *answer = step == CHAT_STORE_ROW && sqlite3_column_type (statement, 0) != SQLITE_NULL
            ? sqlite3_column_int64 (statement, 0) : fallback;
  sqlite3_reset (statement);
  return step != CHAT_STORE_STOPPED;
}

gboolean
chat_store_execute (ChatStoreDb  *db,
                    const char   *sql,
                    GError      **error)
{
  int code;

  chat_store_assert_worker (db);

  code = sqlite3_exec (db->sqlite, sql, NULL, NULL, NULL);
  if (code != SQLITE_OK)
    chat_store_set_error (db, code, error);
  return code == SQLITE_OK;
}

const char *
chat_store_text (sqlite3_stmt *statement,
                 int           column)
{
  return (const char *) sqlite3_column_text (statement, column);
}

char *
chat_store_dup_valid (sqlite3_stmt *statement,
                      int           column)
{
  const char *text = chat_store_text (statement, column);

  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

/* The log begins anew: a shorter commit would not cover all of the one that failed, and the rest
 * behind it looks like damage when the program is killed. If this fails, it is tried again. */
static void
clear_log (ChatStoreDb *db)
{
  gint64 busy = 1;

  if (chat_store_ask (db, &busy, 1, "PRAGMA wal_checkpoint (TRUNCATE)", NULL, ""))
    db->log_is_doubtful = busy != 0;
}

gboolean
chat_store_begin (ChatStoreDb  *db,
                  GError      **error)
{
  if (db->log_is_doubtful)
    clear_log (db);
  return chat_store_run (db, "BEGIN IMMEDIATE", error, "");
}

/* A commit that fails leaves the transaction open. */
gboolean
chat_store_commit (ChatStoreDb  *db,
                   GError      **error)
{
  if (chat_store_run (db, "COMMIT", error, ""))
    return TRUE;

  db->log_is_doubtful = TRUE;
  chat_store_roll_back (db);
  return FALSE;
}

/* Some errors (a full disk) have rolled back already. */
void
chat_store_roll_back (ChatStoreDb *db)
{
  if (sqlite3_get_autocommit (db->sqlite) == 0)
    chat_store_run (db, "ROLLBACK", NULL, "");
}
