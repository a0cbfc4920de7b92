/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Import of a Claude.ai export, and its parts alone: what unpacking, parsing and SQLite cost.
 */

#include "bench-prose.h"
#include "bench-support.h"

#include "chat-archive-reader.h"
#include "chat-engine.h"
#include "chat-store.h"
#include "chat-transfer.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>

/* Of one transaction when SQLite is measured alone. */
#define BARE_COMMIT_BYTES (4 * 1024 * 1024)

typedef struct
{
  char   *folder;
  char   *zip;
  gint64  json_bytes;
  gint64  zip_bytes;
  guint   n_conversations;
  guint   n_messages;
  double  cpu;
  gint64  started_us;
} Bench;

typedef struct
{
  BenchProse     *prose;
  GRand          *random;
  struct archive *archive;
  gint64          n_bytes;
  guint           n_messages;
} Maker;

static void
append_uuid (Maker   *self,
             GString *out)
{
  g_string_append_printf (out, "%08x-%04x-4%03x-8%03x-%08x%04x", g_rand_int (self->random),
                          g_rand_int (self->random) & 0xffff, g_rand_int (self->random) & 0xfff,
                          g_rand_int (self->random) & 0xfff, g_rand_int (self->random),
                          g_rand_int (self->random) & 0xffff);
}

/* A tool call and its result, as 1 in 10 replies has them. */
static void
append_tool (Maker   *self,
             GString *out)
{
  g_string_append (out, "{\"start_timestamp\":\"2024-05-01T10:00:00.000000Z\",\"type\":\"tool_use\","
                   "\"name\":\"repl\",\"input\":{\"code\":\"");
  bench_prose_append (self->prose, out, 300);
  g_string_append (out, "\",\"language\":\"python\"},\"message\":\"repl\"},"
                   "{\"type\":\"tool_result\",\"name\":\"repl\",\"content\":[{\"type\":\"text\","
                   "\"text\":\"");
  bench_prose_append (self->prose, out, 900);
  g_string_append (out, "\"}],\"is_error\":false},");
}

/* The text stands there twice, as in the exports since 2025. */
static void
append_message (Maker    *self,
                GString  *out,
                gboolean  is_reply,
                GString  *parent)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GString) id = g_string_new (NULL);

  append_uuid (self, id);
  bench_prose_append (self->prose, text,
                      is_reply ? (gsize) g_rand_int_range (self->random, 500, 6000)
                               : (gsize) g_rand_int_range (self->random, 40, 1200));
  g_string_append_printf (out, "{\"uuid\":\"%s\",\"text\":\"%s\",\"content\":[", id->str, text->str);
  if (is_reply && g_rand_int (self->random) % 10 == 0)
    append_tool (self, out);
  g_string_append_printf (out,
    "{\"start_timestamp\":\"2024-05-01T10:00:00.000000Z\","
    "\"stop_timestamp\":\"2024-05-01T10:00:10.000000Z\",\"type\":\"text\",\"text\":\"%s\","
    "\"citations\":[]}],\"sender\":\"%s\",\"created_at\":\"2024-05-01T10:%02u:00.000000Z\","
    "\"updated_at\":\"2024-05-01T10:%02u:00.000000Z\",\"attachments\":[],\"files\":[],"
    "\"parent_message_uuid\":\"%s\"}", text->str, is_reply ? "assistant" : "human",
    self->n_messages / 60 % 60, self->n_messages / 60 % 60,
    parent->len > 0 ? parent->str : "00000000-0000-4000-8000-000000000000");
  g_string_assign (parent, id->str);
  self->n_messages++;
}

static void
add_conversation (Maker    *self,
                  gboolean  is_first)
{
  g_autoptr(GString) out = g_string_new (is_first ? "[" : ",");
  g_autoptr(GString) parent = g_string_new (NULL);
  guint n_messages = 2 * (guint) g_rand_int_range (self->random, 1, 30);

  g_string_append (out, "{\"uuid\":\"");
  append_uuid (self, out);
  g_string_append (out, "\",\"name\":\"");
  bench_prose_append (self->prose, out, 30);
  g_string_append (out, "\",\"summary\":\"\",\"created_at\":\"2024-05-01T10:00:00.000000Z\","
                   "\"updated_at\":\"2024-05-01T11:00:00.000000Z\",\"account\":{\"uuid\":\"a\"},"
                   "\"chat_messages\":[");
  for (guint i = 0; i < n_messages; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_message (self, out, i % 2 == 1, parent);
    }
  g_string_append (out, "]}");
  archive_write_data (self->archive, out->str, out->len);
  self->n_bytes += (gint64) out->len;
}

static void
make_zip (Bench  *bench,
          gint64  n_bytes)
{
  Maker maker = { .prose = bench_prose_new (3) };
  struct archive_entry *entry = archive_entry_new ();
  GStatBuf status;

  maker.random = bench_prose_get_random (maker.prose);
  maker.archive = archive_write_new ();
  archive_write_set_format_zip (maker.archive);
  if (archive_write_open_filename (maker.archive, bench->zip) != ARCHIVE_OK)
    g_error ("%s: %s", bench->zip, archive_error_string (maker.archive));
  archive_entry_set_pathname (entry, "conversations.json");
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_write_header (maker.archive, entry);
  for (; maker.n_bytes < n_bytes; bench->n_conversations++)
    add_conversation (&maker, bench->n_conversations == 0);
  archive_write_data (maker.archive, "]", 1);
  archive_write_free (maker.archive);
  archive_entry_free (entry);
  bench_prose_free (maker.prose);

  g_assert_cmpint (g_stat (bench->zip, &status), ==, 0);
  bench->json_bytes = maker.n_bytes;
  bench->zip_bytes = status.st_size;
  bench->n_messages = maker.n_messages;
}

static void
start (Bench *bench)
{
  bench->cpu = bench_cpu ();
  bench->started_us = g_get_monotonic_time ();
}

static void
report (Bench      *bench,
        const char *what)
{
  double seconds = (double) (g_get_monotonic_time () - bench->started_us) / 1e6;
  double cpu = bench_cpu () - bench->cpu;
  GString *line = bench_begin ("import");

  bench_text (line, "what", what);
  bench_number (line, "zip_mb", (double) bench->zip_bytes / 1e6);
  bench_number (line, "json_mb", (double) bench->json_bytes / 1e6);
  bench_number (line, "ratio", (double) bench->json_bytes / (double) bench->zip_bytes);
  bench_number (line, "messages", bench->n_messages);
  bench_number (line, "seconds", seconds);
  bench_number (line, "cpu_s", cpu);
  bench_number (line, "zip_mb_per_s", (double) bench->zip_bytes / 1e6 / seconds);
  bench_number (line, "json_mb_per_s", (double) bench->json_bytes / 1e6 / seconds);
  bench_number (line, "json_mb_per_cpu_s", (double) bench->json_bytes / 1e6 / cpu);
  bench_number (line, "peak_mb", (double) bench_peak_kb () / 1024);
  bench_end (line);
}

static void
bench_unpack (Bench *bench)
{
  struct archive *archive = archive_read_new ();
  struct archive_entry *entry;
  const void *block;
  size_t size;
  la_int64_t offset;

  start (bench);
  archive_read_support_format_zip (archive);
  archive_read_open_filename (archive, bench->zip, 256 * 1024);
  archive_read_next_header (archive, &entry);
  while (archive_read_data_block (archive, &block, &size, &offset) == ARCHIVE_OK)
    ;
  archive_read_free (archive);
  report (bench, "unpack");
}

typedef void (*ElementFunc) (const char *element,
                             gsize       length,
                             gpointer    user_data);

static void
each_element (Bench       *bench,
              ElementFunc  func,
              gpointer     user_data)
{
  g_autoptr(GFile) file = g_file_new_for_path (bench->zip);
  g_autoptr(GError) error = NULL;
  g_autoptr(ChatArchiveReader) reader = chat_archive_reader_open (file, NULL, &error);
  const char *element;
  gsize length;

  while (chat_archive_reader_next (reader, &element, &length, &error) == CHAT_ARCHIVE_ELEMENT)
    func (element, length, user_data);
  g_assert_no_error (error);
}

static void
ignore (const char *element,
        gsize       length,
        gpointer    user_data)
{
}

static void
parse (const char *element,
       gsize       length,
       gpointer    user_data)
{
  g_autoptr(ChatConversationInfo) info = NULL;
  g_autoptr(ChatConversation) conversation = NULL;

  conversation = chat_import_read (element, length, CHAT_IMPORT_UIDS_KEPT, &info, NULL);
  g_assert_nonnull (conversation);
}

static void
run_sql (sqlite3    *sqlite,
         const char *sql)
{
  if (sqlite3_exec (sqlite, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (sqlite));
}

/* As many rows and bytes as the import writes, with nothing but a unique id: what no program that
 * uses SQLite can be faster than. */
static void
bench_bare_rows (Bench *bench)
{
  g_autofree char *path = g_build_filename (bench->folder, "bare.db", NULL);
  gsize n_each = (gsize) (bench->json_bytes / 2 / bench->n_messages);
  g_autofree char *text = g_strnfill (n_each, 'x');
  gsize n_open = 0;
  sqlite3_stmt *insert;
  sqlite3 *sqlite;

  g_assert_cmpint (sqlite3_open (path, &sqlite), ==, SQLITE_OK);
  run_sql (sqlite, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                   "CREATE TABLE row (id INTEGER PRIMARY KEY, uid TEXT UNIQUE, text TEXT)");
  sqlite3_prepare_v2 (sqlite, "INSERT INTO row (uid, text) VALUES (?1, ?2)", -1, &insert, NULL);
  start (bench);
  run_sql (sqlite, "BEGIN");
  for (guint i = 0; i < bench->n_messages; i++)
    {
      g_autofree char *uid = g_uuid_string_random ();

      sqlite3_bind_text (insert, 1, uid, -1, SQLITE_STATIC);
      sqlite3_bind_text (insert, 2, text, (int) n_each, SQLITE_STATIC);
      sqlite3_step (insert);
      sqlite3_reset (insert);
      n_open += n_each;
      if (n_open > BARE_COMMIT_BYTES)
        {
          run_sql (sqlite, "COMMIT; BEGIN");
          n_open = 0;
        }
    }
  run_sql (sqlite, "COMMIT");
  report (bench, "sqlite alone, half of the JSON's bytes");
  sqlite3_finalize (insert);
  sqlite3_close (sqlite);
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  ChatImportReport report;
  g_autoptr(GError) error = NULL;

  if (!chat_transfer_import_finish (CHAT_HISTORY (source), result, &report, &error))
    g_error ("%s", error->message);
  chat_import_report_clear (&report);
  *(gboolean *) user_data = TRUE;
}

static void
bench_import (Bench      *bench,
              const char *what)
{
  g_autofree char *folder = g_build_filename (bench->folder, "history", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (bench->zip);
  g_autoptr(ChatEngine) engine = chat_engine_new ();
  ChatHistory *history;
  gboolean done = FALSE;

  chat_engine_open_history (engine, folder);
  history = chat_engine_get_history (engine);
  while (chat_history_get_state (history) == CHAT_HISTORY_OPENING)
    g_main_context_iteration (NULL, TRUE);
  start (bench);
  chat_transfer_import_async (history, file, NULL, NULL, NULL, imported_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  report (bench, what);
}

int
main (int    argc,
      char **argv)
{
  int n_mb = 60;
  const GOptionEntry entries[] = {
    { "json-mb", 0, 0, G_OPTION_ARG_INT, &n_mb, "Size of the JSON in the ZIP", "60" },
    { NULL },
  };
  g_autoptr(GOptionContext) options = g_option_context_new (NULL);
  g_autoptr(GError) error = NULL;
  Bench bench = { .folder = g_dir_make_tmp ("bench-import.XXXXXX", NULL) };
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", bench.folder);

  /* as the store does before the first use, which is here */
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  g_option_context_add_main_entries (options, entries, NULL);
  if (!g_option_context_parse (options, &argc, &argv, &error))
    g_error ("%s", error->message);

  bench.zip = g_build_filename (bench.folder, "export.zip", NULL);
  make_zip (&bench, (gint64) n_mb * 1000 * 1000);
  bench_unpack (&bench);
  start (&bench);
  each_element (&bench, ignore, NULL);
  report (&bench, "unpack and split");
  start (&bench);
  each_element (&bench, parse, NULL);
  report (&bench, "unpack, split and parse");
  bench_bare_rows (&bench);
  bench_import (&bench, "import");
  bench_import (&bench, "import again");

  if (system (command) != 0)
    g_printerr ("%s could not be removed\n", bench.folder);
  g_free (bench.zip);
  g_free (bench.folder);
  return 0;
}
