/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Is it sound?
 */

#include "chat-store-check.h"

#include "chat-store-files.h"
#include "chat-store-schema.h"

#include <string.h>

/* Up to this size indices are compared with their tables as well: about a second. Beyond it only
 * the structure is looked at, at the speed of the disk. */
#define MAX_FULL_CHECK (G_GINT64_CONSTANT (256) * 1024 * 1024)

static gboolean
set_damaged (ChatStoreDb  *db,
             const char   *finding,
             GError      **error)
{
  db->met_damage = TRUE;
  g_set_error (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_DAMAGED, "%s", finding);
  return FALSE;
}

/* Since SQLite 3.44 the check looks into the index of words, too. One whose description cannot be
 * read is damaged, though SQLite then speaks of an error in a statement. */
static gboolean
fail_integrity (ChatStoreDb  *db,
                GError      **error)
{
  g_autofree char *message = g_strdup ((*error)->message);

  if (sqlite3_errcode (db->sqlite) != SQLITE_ERROR)
    return FALSE;

  g_clear_error (error);
  return set_damaged (db, message, error);
}

static gboolean
check_integrity (ChatStoreDb  *db,
                 GError      **error)
{
  gboolean full = chat_store_file_size (db, "") <= MAX_FULL_CHECK;
  sqlite3_stmt *statement = chat_store_prepare (db, full ? "PRAGMA integrity_check (1)"
                                                         : "PRAGMA quick_check (1)", error, "");
  g_autofree char *finding = NULL;

  if (statement == NULL || chat_store_step (db, statement, error) != CHAT_STORE_ROW)
    return fail_integrity (db, error);

  finding = g_strdup (chat_store_text (statement, 0));
  sqlite3_reset (statement);
  return g_strcmp0 (finding, "ok") == 0 || set_damaged (db, finding, error);
}

static gboolean
check_references (ChatStoreDb  *db,
                  GError      **error)
{
  sqlite3_stmt *statement = chat_store_prepare (db, "PRAGMA foreign_key_check", error, "");
  ChatStoreStep step = statement != NULL ? chat_store_step (db, statement, error)
                                         : CHAT_STORE_STOPPED;

  if (step != CHAT_STORE_ROW)
    return step == CHAT_STORE_DONE;

  sqlite3_reset (statement);
  return set_damaged (db, "A row refers to one that is not there", error);
}

/* What the tables are, as text; what SQLite makes for the index is its own affair. */
#define LAYOUT                                                                                 \
  "SELECT group_concat (name || ' ' || sql, char (10)) FROM (SELECT name, sql FROM sqlite_schema" \
  " WHERE sql IS NOT NULL AND name NOT GLOB 'search*_data' AND name NOT GLOB 'search*_idx'"     \
  " AND name NOT GLOB 'search*_config' AND name NOT GLOB 'search*_docsize'"                     \
  " AND name NOT GLOB 'search*_content' ORDER BY name)"

/* (nullable) */
static char *
dup_layout (ChatStoreDb  *db,
            GError      **error)
{
  sqlite3_stmt *statement = chat_store_prepare (db, LAYOUT, error, "");
  char *layout;

  if (statement == NULL || chat_store_step (db, statement, error) != CHAT_STORE_ROW)
    return NULL;

  layout = g_strdup (chat_store_text (statement, 0));
  sqlite3_reset (statement);
  return layout;
}

/* A table whose name or column is another one is sound to SQLite, and empty to us. */
static gboolean
check_layout (ChatStoreDb  *db,
              int           version,
              GError      **error)
{
  g_autofree char *layout = dup_layout (db, error);
  g_autofree char *expected = NULL;
  ChatStoreDb *model;

  if (layout == NULL)
    return FALSE;
  /* an earlier one is as it is migrated, or not */
  if (version != chat_store_schema_version ())
    return TRUE;

  model = chat_store_db_new (db->folder);
  model->thread = g_thread_self ();
  if (chat_store_connect (model, NULL, CHAT_STORE_CONNECT_WRITE, error) &&
      chat_store_schema_migrate (model, 0, error))
    expected = dup_layout (model, error);
  chat_store_disconnect (model);
  chat_store_db_free (model);

  return expected != NULL &&
         (strcmp (layout, expected) == 0 ||
          set_damaged (db, "The tables are not those of this program", error));
}

gboolean
chat_store_check (ChatStoreDb  *db,
                  int           version,
                  GError      **error)
{
  return check_integrity (db, error) &&
         check_references (db, error) &&
         check_layout (db, version, error);
}
