/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether a database is sound and holds what was promised.
 */

#include "crash-check.h"

#include "chat-store-private.h"

#include <glib/gstdio.h>
#include <string.h>

char *
crash_make_folder (void)
{
  g_autofree char *pattern = g_build_filename (g_get_home_dir (), "crash.XXXXXX", NULL);

  g_assert_nonnull (g_mkdtemp (pattern));
  return g_steal_pointer (&pattern);
}

void
crash_remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        crash_remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

void
crash_copy_database (const char *from,
                     const char *to)
{
  static const char * const names[] = { "history.db", "history.db-wal" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *source = g_build_filename (from, names[i], NULL);
      g_autofree char *target = g_build_filename (to, names[i], NULL);
      g_autofree char *bytes = NULL;
      gsize length;

      g_unlink (target);
      if (g_file_get_contents (source, &bytes, &length, NULL))
        g_assert_true (g_file_set_contents (target, bytes, (gssize) length, NULL));
    }
}

static void
assert_answer (sqlite3    *db,
               const char *sql,
               const char *expected)
{
  sqlite3_stmt *statement = NULL;
  int status;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  status = sqlite3_step (statement);
  if (expected == NULL)
    g_assert_cmpint (status, ==, SQLITE_DONE);
  else
    g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 0), ==, expected);
  sqlite3_finalize (statement);
}

static gboolean
has_tables (sqlite3 *db)
{
  sqlite3_stmt *statement = NULL;
  gboolean has;

  g_assert_cmpint (sqlite3_prepare_v2 (db, "SELECT 1 FROM sqlite_schema WHERE name = 'search'", -1,
                                       &statement, NULL), ==, SQLITE_OK);
  has = sqlite3_step (statement) == SQLITE_ROW;
  sqlite3_finalize (statement);
  return has;
}

char *
crash_check (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "history.db", NULL);
  char *dump = NULL;
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (chat_store_register_functions (db), ==, SQLITE_OK);
  assert_answer (db, "PRAGMA integrity_check", "ok");
  assert_answer (db, "PRAGMA foreign_key_check", NULL);
  if (has_tables (db))
    {
      assert_answer (db, "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)", NULL);
      assert_answer (db, "INSERT INTO search_title (search_title, rank)"
                     " VALUES ('integrity-check', 1)", NULL);
      assert_answer (db, "SELECT uid FROM message WHERE state <> 0"
                     " AND id NOT IN (SELECT message FROM search_document)"
                     " AND id NOT IN (SELECT message FROM search_pending)", NULL);
      dump = crash_world_dump_db (db);
    }
  sqlite3_close (db);
  return dump != NULL ? dump : g_strdup ("");
}

guint
crash_get_number (int         argc,
                  char      **argv,
                  const char *name,
                  guint       fallback)
{
  for (int i = 1; i + 1 < argc; i++)
    {
      if (strcmp (argv[i], name) == 0)
        return (guint) g_ascii_strtoull (argv[i + 1], NULL, 10);
    }

  return fallback;
}
