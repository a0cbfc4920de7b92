/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A made-up history, the same for the same numbers.
 */

#include "bench-history.h"

#include "bench-prose.h"

#include "chat-store-fts.h"
#include "chat-store-private.h"

#include <string.h>

/* 2023-01-01 in UTC; the conversations are spread over the three years from then on. */
#define FIRST_MS (G_GINT64_CONSTANT (1672531200) * 1000)
#define SPAN_MS (G_GINT64_CONSTANT (3) * 365 * 86400 * 1000)
#define MESSAGE_MS 60000

/* Rows of one transaction. */
#define ROWS_PER_COMMIT 20000

#define N_RARE 5

static const char * const japanese[] = {
  "東京", "です", "会話", "検索", "を", "は", "の", "に", "日本語", "文字", "。",
  "する", "時間", "人",
};

typedef struct
{
  BenchProse *prose;
  GRand      *random;          /* of the prose */
  guint64     bytes_each;
} Maker;

static void
append_japanese (Maker   *maker,
                 GString *out,
                 gsize    n_bytes)
{
  gsize end = out->len + n_bytes;

  while (out->len < end)
    g_string_append (out, japanese[g_rand_int_range (maker->random, 0, G_N_ELEMENTS (japanese))]);
}

static void
append_blocks (Maker    *maker,
               GString  *out,
               gboolean  is_reply,
               gboolean  is_rare)
{
  gsize n_bytes = maker->bytes_each / 4 + g_rand_int (maker->random) % (maker->bytes_each * 3 / 2);
  guint kind = g_rand_int (maker->random) % 100;

  g_string_append_c (out, '[');
  if (is_reply && kind < 10)
    {
      g_string_append (out, "{\"type\":\"thinking\",\"thinking\":\"");
      bench_prose_append (maker->prose, out, n_bytes / 4);
      g_string_append (out, "\",\"signature\":\"c2lnbmF0dXJl\"},");
    }
  if (is_reply && kind >= 95)
    {
      g_string_append (out, "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"search\","
                       "\"input\":{\"query\":\"");
      bench_prose_append (maker->prose, out, n_bytes / 8);
      g_string_append (out, "\"}},");
    }

  g_string_append_printf (out, "{\"type\":\"text\",\"text\":\"x%08x ", g_rand_int (maker->random));
  if (is_rare)
    g_string_append (out, BENCH_RARE_WORD " ");
  if (kind % 20 == 3)
    append_japanese (maker, out, n_bytes);
  else
    bench_prose_append (maker->prose, out, n_bytes);
  if (kind % 5 == 2)
    g_string_append (out, "\\n```c\\nint main (void) { return 0; }\\n```\\n");
  g_string_append (out, "\"}]");
}

static sqlite3_stmt *
prepare (sqlite3    *sqlite,
         const char *sql)
{
  sqlite3_stmt *statement;

  if (sqlite3_prepare_v2 (sqlite, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (sqlite));
  return statement;
}

static void
finish_row (sqlite3_stmt *statement)
{
  if (sqlite3_step (statement) != SQLITE_DONE)
    g_error ("%s", sqlite3_errmsg (sqlite3_db_handle (statement)));
  sqlite3_reset (statement);
}

char *
bench_history_uid (guint conversation)
{
  return g_strdup_printf ("%08x-0000-4000-8000-000000000000", conversation * 2654435761u);
}

static gint64
time_of (const BenchHistory *self,
         guint               conversation)
{
  return FIRST_MS + SPAN_MS / self->n_conversations * conversation;
}

static guint
count_messages (const BenchHistory *self,
                guint               conversation)
{
  guint from = (guint) ((guint64) self->n_messages * conversation / self->n_conversations);
  guint to = (guint) ((guint64) self->n_messages * (conversation + 1) / self->n_conversations);

  return to - from;
}

static void
write_conversation (const BenchHistory *self,
                    Maker              *maker,
                    sqlite3_stmt       *statement,
                    guint               conversation,
                    guint               n_messages)
{
  g_autofree char *uid = bench_history_uid (conversation);
  g_autoptr(GString) title = g_string_new (NULL);
  gint64 time = time_of (self, conversation);

  bench_prose_append (maker->prose, title, 30);
  g_strdelimit (title->str, "\\", ' ');
  sqlite3_bind_int64 (statement, 1, conversation + 1);
  sqlite3_bind_text (statement, 2, uid, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 3, title->str, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (statement, 4, time);
  sqlite3_bind_int64 (statement, 5, time + (gint64) n_messages * MESSAGE_MS);
  sqlite3_bind_int (statement, 6, conversation % 500 == 0);
  sqlite3_bind_int (statement, 7, conversation % 50 == 7);
  finish_row (statement);
}

/* Every tenth prompt is an edited one: its parent is that of the prompt before. */
static void
write_message (const BenchHistory *self,
               Maker              *maker,
               sqlite3_stmt       *statement,
               guint               conversation,
               guint               position,
               guint               first)
{
  g_autoptr(GString) blocks = g_string_new (NULL);
  g_autofree char *uid = g_strdup_printf ("%08x-0000-4000-9000-%012x", conversation, position);
  guint id = first + position;
  gboolean is_reply = position % 2 == 1;
  gboolean is_edited = position % 20 == 10;

  append_blocks (maker, blocks, is_reply, id % (self->n_messages / N_RARE) == 1);
  sqlite3_bind_int64 (statement, 1, id);
  sqlite3_bind_text (statement, 2, uid, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (statement, 3, conversation + 1);
  if (position > 0)
    sqlite3_bind_int64 (statement, 4, is_edited ? id - 3 : id - 1);
  else
    sqlite3_bind_null (statement, 4);
  sqlite3_bind_int64 (statement, 5, position + 1);
  sqlite3_bind_int (statement, 6, is_reply ? CHAT_ROLE_ASSISTANT : CHAT_ROLE_USER);
  sqlite3_bind_int64 (statement, 7, time_of (self, conversation) + (gint64) position * MESSAGE_MS);
  sqlite3_bind_text (statement, 8, is_reply ? "claude-opus-4-1" : NULL, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 9, is_reply ? "{\"input_tokens\":100,\"output_tokens\":300}" : NULL,
                     -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 10, blocks->str, (int) blocks->len, SQLITE_STATIC);
  finish_row (statement);
}

static void
run_sql (ChatStoreDb *db,
         const char  *sql)
{
  g_autoptr(GError) error = NULL;

  if (!chat_store_execute (db, sql, &error))
    g_error ("%s: %s", sql, error->message);
}

static void
write_rows (const BenchHistory *self,
            Maker              *maker,
            ChatStoreDb        *db)
{
  sqlite3_stmt *conversation = prepare (db->sqlite,
    "INSERT INTO conversation (id, uid, title, created, updated, pinned, archived)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
  sqlite3_stmt *message = prepare (db->sqlite,
    "INSERT INTO message (id, uid, conversation, parent, sequence, role, state, created, model,"
    " usage, block_states, blocks) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7, ?8, ?9, 'ccc', ?10)");
  guint first = 1;
  guint n_rows = 0;

  run_sql (db, "BEGIN");
  for (guint i = 0; i < self->n_conversations; i++)
    {
      guint n_messages = count_messages (self, i);

      write_conversation (self, maker, conversation, i, n_messages);
      for (guint j = 0; j < n_messages; j++)
        write_message (self, maker, message, i, j, first);
      first += n_messages;
      n_rows += n_messages;
      if (n_rows >= ROWS_PER_COMMIT)
        {
          run_sql (db, "COMMIT; BEGIN");
          n_rows = 0;
        }
    }
  run_sql (db, "COMMIT");
  sqlite3_finalize (conversation);
  sqlite3_finalize (message);
}

static void
write_index (ChatStoreDb *db)
{
  g_autoptr(GError) error = NULL;
  gboolean more = TRUE;

  while (more)
    {
      if (!chat_store_fts_catch_up (db, 60000, &more, &error))
        g_error ("%s", error->message);
    }
}

void
bench_history_write (const BenchHistory *self,
                     const char         *folder)
{
  Maker maker = { .prose = bench_prose_new (1) };
  ChatStoreDb *db = chat_store_db_new (folder);
  g_autoptr(GError) error = NULL;
  gint64 started = g_get_monotonic_time ();
  gpointer opened;

  db->thread = g_thread_self ();
  opened = chat_store_db_open (db, NULL, &error);
  if (opened == NULL)
    g_error ("%s", error->message);
  g_free (opened);

  maker.bytes_each = MAX (self->n_bytes / MAX (self->n_messages, 1), 40);
  maker.random = bench_prose_get_random (maker.prose);
  run_sql (db, "PRAGMA synchronous = OFF; PRAGMA cache_size = -65536");
  write_rows (self, &maker, db);
  g_printerr ("rows: %.1f s\n", (double) (g_get_monotonic_time () - started) / 1e6);
  write_index (db);
  g_printerr ("rows and index: %.1f s\n", (double) (g_get_monotonic_time () - started) / 1e6);
  run_sql (db, "PRAGMA wal_checkpoint (TRUNCATE)");

  chat_store_db_close (db);
  chat_store_db_free (db);
  bench_prose_free (maker.prose);
}
