/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows out of a damaged database, one by one.
 */

#include "chat-store-check.h"

#include "chat-store-carve.h"

/* Between two parts that can be read each row is asked for by its number, until so many in a row
 * were not there. */
#define MAX_MISSES 20000

typedef struct
{
  ChatStoreDb *db;         /* the new one */
  sqlite3     *source;
  const char  *table;
  char        *columns;    /* that both have, with commas */
  int          n_columns;
  sqlite3_stmt *insert;
  guint        n_lost;
} Rescue;

static const struct
{
  const char *name;
  const char *key;        /* rows are read along it */
  gboolean    is_number;
} tables[] = {
  { "conversation", "id", TRUE },
  { "message", "id", TRUE },
  { "journal", "id", TRUE },
  { "draft", "conversation", FALSE },
  { "view_state", "conversation", FALSE },
  { "tag", "conversation", FALSE },
  { "attachment", "digest", FALSE },
  { "attachment_use", "message", FALSE },
  { "ledger", "id", TRUE },
};

static sqlite3_stmt *
prepare (sqlite3    *sqlite,
         const char *sql)
{
  sqlite3_stmt *statement = NULL;

  sqlite3_prepare_v2 (sqlite, sql, -1, &statement, NULL);
  return statement;
}

static gboolean
source_has_column (Rescue     *self,
                   const char *column)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s LIMIT 0", column, self->table);
  sqlite3_stmt *statement = prepare (self->source, sql);

  sqlite3_finalize (statement);
  return statement != NULL;
}

/* A database of an earlier version lacks some. */
static void
choose_columns (Rescue *self)
{
  GString *columns = g_string_new (NULL);
  g_autofree char *sql = g_strdup_printf ("SELECT name FROM pragma_table_info ('%s')",
                                          self->table);
  sqlite3_stmt *names = prepare (self->db->sqlite, sql);

  self->n_columns = 0;
  while (names != NULL && sqlite3_step (names) == SQLITE_ROW)
    {
      const char *name = chat_store_text (names, 0);

      if (!source_has_column (self, name))
        continue;
      g_string_append_printf (columns, "%s%s", self->n_columns > 0 ? ", " : "", name);
      self->n_columns++;
    }

  sqlite3_finalize (names);
  self->columns = g_string_free (columns, FALSE);
}

static void
prepare_insert (Rescue *self)
{
  g_autoptr(GString) sql = g_string_new (NULL);

  g_string_append_printf (sql, "INSERT OR IGNORE INTO %s (%s) VALUES (", self->table,
                          self->columns);
  for (int i = 0; i < self->n_columns; i++)
    g_string_append (sql, i > 0 ? ", ?" : "?");
  g_string_append_c (sql, ')');

  self->insert = prepare (self->db->sqlite, sql->str);
}

static void
copy_row (Rescue       *self,
          sqlite3_stmt *row)
{
  for (int i = 0; i < self->n_columns; i++)
    sqlite3_bind_value (self->insert, i + 1, sqlite3_column_value (row, i));
  if (sqlite3_step (self->insert) != SQLITE_DONE)
    self->n_lost++;
  sqlite3_reset (self->insert);
  sqlite3_clear_bindings (self->insert);
}

/* All rows in one direction until the end or to where it cannot be read. @last (out): the number
 * of the last one, if it has such. */
static gboolean
copy_along (Rescue     *self,
            const char *order,
            gint64     *last)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s %s", self->columns, self->table,
                                          order);
  sqlite3_stmt *rows = prepare (self->source, sql);
  int code = SQLITE_ERROR;

  while (rows != NULL && (code = sqlite3_step (rows)) == SQLITE_ROW)
    {
      *last = sqlite3_column_int64 (rows, 0);
      copy_row (self, rows);
    }

  sqlite3_finalize (rows);
  return code == SQLITE_DONE;
}

static void
copy_gap (Rescue *self,
          gint64  after,
          gint64  before)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s WHERE id = ?", self->columns,
                                          self->table);
  sqlite3_stmt *row = prepare (self->source, sql);
  guint n_misses = 0;

  for (gint64 id = after + 1; row != NULL && id < before && n_misses < MAX_MISSES; id++)
    {
      sqlite3_bind_int64 (row, 1, id);
      n_misses++;
      if (sqlite3_step (row) == SQLITE_ROW)
        {
          copy_row (self, row);
          n_misses = 0;
        }
      sqlite3_reset (row);
    }

  sqlite3_finalize (row);
}

static void
copy_table (Rescue     *self,
            const char *key,
            gboolean    is_number)
{
  g_autofree char *forwards = g_strdup_printf ("ORDER BY %s", key);
  g_autofree char *backwards = g_strdup_printf ("ORDER BY %s DESC", key);
  gint64 after = 0;
  gint64 before = G_MAXINT64;

  if (copy_along (self, forwards, &after))
    return;

  self->n_lost++;
  copy_along (self, backwards, &before);
  if (is_number)
    copy_gap (self, after, before);
}

static void
rescue_table (Rescue     *self,
              const char *key,
              gboolean    is_number)
{
  choose_columns (self);
  if (self->n_columns > 0)
    {
      prepare_insert (self);
      copy_table (self, key, is_number);
      g_clear_pointer (&self->insert, sqlite3_finalize);
    }
  else
    {
      self->n_lost++;
    }
  g_clear_pointer (&self->columns, g_free);
}

/* The tables that are known by how many columns their rows have. */
static const char * const carved_tables[] = { "conversation", "message", "journal", "ledger" };

typedef struct
{
  sqlite3_stmt *insert[G_N_ELEMENTS (carved_tables)];
} Carving;

static void
carved_row_cb (const ChatStoreCarvedRow *row,
               gpointer                  user_data)
{
  Carving *self = user_data;

  for (gsize i = 0; i < G_N_ELEMENTS (carved_tables); i++)
    {
      if (sqlite3_bind_parameter_count (self->insert[i]) != (int) row->n_columns)
        continue;
      /* what is there already, and rows of other tables, are refused by the constraints */
      if (chat_store_carve_bind (row, self->insert[i]))
        sqlite3_step (self->insert[i]);
      sqlite3_reset (self->insert[i]);
      sqlite3_clear_bindings (self->insert[i]);
    }
}

static sqlite3_stmt *
prepare_carved (ChatStoreDb *db,
                const char  *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s", table);
  sqlite3_stmt *all = prepare (db->sqlite, sql);
  g_autoptr(GString) insert = g_string_new (NULL);

  g_string_append_printf (insert, "INSERT OR IGNORE INTO %s VALUES (", table);
  for (int i = 0; i < sqlite3_column_count (all); i++)
    g_string_append (insert, i > 0 ? ", ?" : "?");
  g_string_append_c (insert, ')');
  sqlite3_finalize (all);

  return prepare (db->sqlite, insert->str);
}

/* Rows that no way leads to any more, since the page that led there is damaged. */
static void
carve (ChatStoreDb *db,
       const char  *path)
{
  Carving carving;
  gint64 page_size = 0;

  chat_store_ask (db, &page_size, 4096, "PRAGMA page_size", NULL, "");
  for (gsize i = 0; i < G_N_ELEMENTS (carved_tables); i++)
    carving.insert[i] = prepare_carved (db, carved_tables[i]);
  chat_store_carve (path, (gsize) page_size, carved_row_cb, &carving);
  for (gsize i = 0; i < G_N_ELEMENTS (carved_tables); i++)
    sqlite3_finalize (carving.insert[i]);
}

/* Only reads: what was set aside stays as it was. */
void
chat_store_rescue_rows (ChatStoreDb *db,
                        const char  *aside,
                        guint       *n_lost)
{
  g_autofree char *path = g_build_filename (db->folder, aside, NULL);
  Rescue rescue = { .db = db };

  if (sqlite3_open_v2 (path, &rescue.source, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK)
    {
      /* without it SQLite reads nothing of a file that is shorter than its header says */
      sqlite3_exec (rescue.source, "PRAGMA writable_schema = ON", NULL, NULL, NULL);
      for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
        {
          rescue.table = tables[i].name;
          rescue_table (&rescue, tables[i].key, tables[i].is_number);
        }
    }
  else
    {
      rescue.n_lost++;
    }

  sqlite3_close (rescue.source);
  carve (db, path);
  *n_lost += rescue.n_lost;
}
