/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The search index: its tables and triggers, its SQL functions, and how it catches up.
 *
 * What is to be found is noted by triggers in the transaction that writes it and indexed
 * afterwards, in slices: no commit waits for the index, and no writer can forget it. What is
 * indexed is forgotten by triggers at once, since that takes the old values.
 */

#include "chat-store-fts.h"

#include "chat-store-extract.h"
#include "chat-store-private.h"
#include "chat-store-tokenizer.h"

#include <string.h>

/* Ids of documents grow with the time of the message, so that newest first is the order of the
 * index: one step for about a second, with room in it for messages of the same moment
 * (CHAT_STORE_FTS_ID_STEP). */
#define TIME_SHIFT 10
#define SLOT_BITS 8
#define MAX_SLOT_BITS 28

/* Documents that are sorted by time: FTS5 writes a segment whenever ids go back. */
#define SLICE 1024

/* FTS5 keeps so many bytes before it writes a segment. */
#define SCHEMA_SETTINGS "INSERT INTO search (search, rank) VALUES ('hashsize', 4194304);"

#define COLUMNS_OF(row)                                                                            \
  "chat_search_text (" row ".blocks, 0), chat_search_text (" row ".blocks, 1),"                    \
  " chat_search_text (" row ".blocks, 2),"                                                         \
  " chat_search_facts (" row ".blocks, " row ".role, " row ".model, " row ".conversation)"

#define FORGET_OLD                                                                                 \
  "INSERT INTO search (search, rowid, text, thinking, tool, facts)"                                \
  "  SELECT 'delete', d.id, " COLUMNS_OF ("OLD") " FROM search_document d"                         \
  "  WHERE d.message = OLD.id;"                                                                    \
  "DELETE FROM search_document WHERE message = OLD.id;"

/* Conversations without a title are in the index of titles, too: FTS5 counts its rows, and takes
 * one too many that is deleted for damage. Beginnings of two and three letters are indexed, since
 * to gather all the words they stand for would take seconds; that makes the index a quarter
 * larger. */
static const char schema[] =
  "CREATE TABLE search_document ("
  "  id INTEGER PRIMARY KEY,"
  "  message INTEGER NOT NULL UNIQUE"
  ") STRICT;"
  "CREATE TABLE search_pending (message INTEGER PRIMARY KEY) STRICT;"
  "CREATE VIEW search_content (id, text, thinking, tool, facts) AS"
  "  SELECT d.id, " COLUMNS_OF ("m")
  "  FROM search_document d JOIN message m ON m.id = d.message;"
  "CREATE VIRTUAL TABLE search USING fts5 (text, thinking, tool, facts,"
  "  content = 'search_content', content_rowid = 'id', tokenize = 'chat', columnsize = 0,"
  "  prefix = '2 3');"
  SCHEMA_SETTINGS
  "CREATE VIRTUAL TABLE search_title USING fts5 (title,"
  "  content = 'conversation', content_rowid = 'id', tokenize = 'chat', columnsize = 0);"

  "CREATE TRIGGER search_message_new AFTER INSERT ON message WHEN NEW.state <> 0 BEGIN"
  "  INSERT OR IGNORE INTO search_pending VALUES (NEW.id);"
  "END;"
  "CREATE TRIGGER search_message_changed"
  "  AFTER UPDATE OF state, blocks, role, model, conversation ON message"
  "  WHEN (OLD.state = 0) <> (NEW.state = 0) OR OLD.blocks IS NOT NEW.blocks"
  "    OR OLD.role <> NEW.role OR OLD.model IS NOT NEW.model"
  "    OR OLD.conversation <> NEW.conversation BEGIN"
  "  " FORGET_OLD
  "  DELETE FROM search_pending WHERE message = OLD.id;"
  "  INSERT OR IGNORE INTO search_pending SELECT NEW.id WHERE NEW.state <> 0;"
  "END;"
  "CREATE TRIGGER search_message_gone BEFORE DELETE ON message BEGIN"
  "  " FORGET_OLD
  "  DELETE FROM search_pending WHERE message = OLD.id;"
  "END;"

  "CREATE TRIGGER search_title_new AFTER INSERT ON conversation BEGIN"
  "  INSERT INTO search_title (rowid, title) VALUES (NEW.id, NEW.title);"
  "END;"
  "CREATE TRIGGER search_title_changed AFTER UPDATE OF title ON conversation"
  "  WHEN OLD.title IS NOT NEW.title BEGIN"
  "  INSERT INTO search_title (search_title, rowid, title) VALUES ('delete', OLD.id, OLD.title);"
  "  INSERT INTO search_title (rowid, title) VALUES (NEW.id, NEW.title);"
  "END;"
  "CREATE TRIGGER search_title_gone BEFORE DELETE ON conversation BEGIN"
  "  INSERT INTO search_title (search_title, rowid, title) VALUES ('delete', OLD.id, OLD.title);"
  "END;";

/* What was extracted last: the four columns of a document are asked for one after the other. */
typedef struct
{
  char             *blocks;
  gsize             length;
  ChatStoreExtract *extract;
} Memo;

static void
clear_memo (gpointer data)
{
  Memo *memo = data;

  g_free (memo->blocks);
  g_clear_pointer (&memo->extract, chat_store_extract_free);
}

static void
release_memo_cb (void *data)
{
  g_rc_box_release_full (data, clear_memo);
}

static const ChatStoreExtract *
extract (sqlite3_context *context,
         sqlite3_value   *value)
{
  Memo *memo = sqlite3_user_data (context);
  const char *blocks = (const char *) sqlite3_value_text (value);
  gsize length = (gsize) sqlite3_value_bytes (value);

  if (blocks == NULL)
    blocks = "";
  if (memo->extract != NULL && memo->length == length && memcmp (memo->blocks, blocks, length) == 0)
    return memo->extract;

  clear_memo (memo);
  memo->blocks = g_memdup2 (blocks, length + 1);
  memo->length = length;
  memo->extract = chat_store_extract_new (blocks, length);
  return memo->extract;
}

/* chat_search_text (blocks, column) */
static void
text_cb (sqlite3_context  *context,
         int               n_arguments,
         sqlite3_value   **arguments)
{
  int column = CLAMP (sqlite3_value_int (arguments[1]), 0, CHAT_EXTRACT_N_COLUMNS - 1);
  const GString *text = extract (context, arguments[0])->columns[column];

  sqlite3_result_text64 (context, text->str, text->len, SQLITE_TRANSIENT, SQLITE_UTF8);
}

void
chat_store_fts_append_model (GString    *out,
                             const char *model)
{
  gboolean inside = FALSE;

  for (const char *at = model; *at != '\0'; at++)
    {
      gboolean is_part = g_ascii_isalnum (*at) || (guchar) *at >= 0x80;

      if (is_part && !inside)
        g_string_append_printf (out, "%s%cn", out->len > 0 ? " " : "", CHAT_STORE_FACT);
      if (is_part)
        g_string_append_c (out, g_ascii_tolower (*at));
      inside = is_part;
    }
}

/* chat_search_facts (blocks, role, model, conversation) */
static void
facts_cb (sqlite3_context  *context,
          int               n_arguments,
          sqlite3_value   **arguments)
{
  static const char * const things[] = { "code", "image", "tool" };
  const ChatStoreExtract *extracted = extract (context, arguments[0]);
  const char *model = (const char *) sqlite3_value_text (arguments[2]);
  g_autoptr(GString) facts = g_string_new (NULL);

  g_string_append_printf (facts, "%cr%s", CHAT_STORE_FACT,
                          sqlite3_value_int (arguments[1]) == CHAT_ROLE_USER
                          ? "user" : "assistant");
  g_string_append_printf (facts, " %cc%" G_GINT64_FORMAT, CHAT_STORE_FACT,
                          (gint64) sqlite3_value_int64 (arguments[3]));
  for (guint i = 0; i < G_N_ELEMENTS (things); i++)
    {
      if ((extracted->has & (1 << i)) != 0)
        g_string_append_printf (facts, " %ch%s", CHAT_STORE_FACT, things[i]);
    }
  if (model != NULL)
    chat_store_fts_append_model (facts, model);

  sqlite3_result_text64 (context, facts->str, facts->len, SQLITE_TRANSIENT, SQLITE_UTF8);
}

const char *
chat_store_fts_schema (void)
{
  return schema;
}

int
chat_store_register_functions (sqlite3 *sqlite)
{
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  Memo *memo = g_rc_box_new0 (Memo);
  int status = chat_store_tokenizer_register (sqlite);

  if (status == SQLITE_OK)
    status = sqlite3_create_function_v2 (sqlite, "chat_search_text", 2, flags,
                                         g_rc_box_acquire (memo), text_cb, NULL, NULL,
                                         release_memo_cb);
  if (status == SQLITE_OK)
    status = sqlite3_create_function_v2 (sqlite, "chat_search_facts", 4, flags,
                                         g_rc_box_acquire (memo), facts_cb, NULL, NULL,
                                         release_memo_cb);
  g_rc_box_release_full (memo, clear_memo);

  return status;
}

gint64
chat_store_fts_id_of_time (gint64 time_ms)
{
  return (MAX (time_ms, 0) >> TIME_SHIFT) << SLOT_BITS;
}

typedef struct
{
  gint64 message;
  gint64 created;
} Pending;

static int
compare_created (gconstpointer a,
                 gconstpointer b)
{
  const Pending *one = a;
  const Pending *other = b;

  if (one->created != other->created)
    return one->created < other->created ? -1 : 1;
  return one->message < other->message ? -1 : one->message > other->message;
}

static GArray *
list_pending (ChatStoreDb  *db,
              GError      **error)
{
  g_autoptr(GArray) list = g_array_new (FALSE, FALSE, sizeof (Pending));
  sqlite3_stmt *statement = chat_store_prepare (db,
    "SELECT p.message, m.created FROM search_pending p JOIN message m ON m.id = p.message"
    " ORDER BY p.message LIMIT ?1", error, "i", (gint64) SLICE);
  ChatStoreStep step = CHAT_STORE_STOPPED;

  while (statement != NULL && (step = chat_store_step (db, statement, error)) == CHAT_STORE_ROW)
    {
      Pending pending = {
        sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1),
      };

      g_array_append_val (list, pending);
    }

  if (step != CHAT_STORE_DONE)
    return NULL;
  g_array_sort (list, compare_created);
  return g_steal_pointer (&list);
}

/* The first free id from that of its time on; what has no date of its own shares one with many. */
static gboolean
find_id (ChatStoreDb  *db,
         gint64        created,
         gint64       *id,
         GError      **error)
{
  gint64 base = chat_store_fts_id_of_time (created);

  for (guint bits = SLOT_BITS; bits <= MAX_SLOT_BITS; bits += 4)
    {
      gint64 last;

      if (!chat_store_ask (db, &last, base - 1,
                           "SELECT id FROM search_document WHERE id >= ?1 AND id < ?2"
                           " ORDER BY id DESC LIMIT 1", error, "ii",
                           base, base + ((gint64) 1 << bits)))
        return FALSE;
      *id = last + 1;
      if (*id < base + ((gint64) 1 << bits))
        break;
    }

  return TRUE;
}

static gboolean
index_message (ChatStoreDb    *db,
               const Pending  *pending,
               GError        **error)
{
  gint64 id;

  return find_id (db, pending->created, &id, error) &&
         chat_store_run (db, "INSERT INTO search_document (id, message) VALUES (?1, ?2)", error,
                         "ii", id, pending->message) &&
         chat_store_run (db, "INSERT INTO search (rowid, text, thinking, tool, facts)"
                         " SELECT id, text, thinking, tool, facts FROM search_content"
                         " WHERE id = ?1", error, "i", id) &&
         chat_store_run (db, "DELETE FROM search_pending WHERE message = ?1", error,
                         "i", pending->message);
}

static gboolean
index_slice (ChatStoreDb  *db,
             gint64        deadline_us,
             gboolean     *more,
             GError      **error)
{
  g_autoptr(GArray) list = list_pending (db, error);
  guint done = 0;

  if (list == NULL)
    return FALSE;

  while (done < list->len && (done == 0 || g_get_monotonic_time () < deadline_us))
    {
      if (!index_message (db, &g_array_index (list, Pending, done), error))
        return FALSE;
      done++;
    }

  *more = done < list->len || list->len == SLICE;
  return TRUE;
}

/* As many as there is time for, in one transaction: each makes a segment that is to be merged. */
static gboolean
index_slices (ChatStoreDb  *db,
              gint64        deadline_us,
              gboolean     *more,
              GError      **error)
{
  do
    {
      if (!index_slice (db, deadline_us, more, error))
        return FALSE;
    }
  while (*more && g_get_monotonic_time () < deadline_us);

  return TRUE;
}

gboolean
chat_store_fts_is_broken (ChatStoreDb *db)
{
  int code = sqlite3_extended_errcode (db->sqlite);

  /* The second: FTS5 lost its list of segments and makes one that is there. No row of ours is
   * written under a key that it may have. */
  return code == SQLITE_CORRUPT_VTAB || code == SQLITE_CONSTRAINT_PRIMARYKEY;
}

gboolean
chat_store_fts_start_over (ChatStoreDb  *db,
                           GError      **error)
{
  if (!chat_store_begin (db, error))
    return FALSE;
  if (chat_store_execute (db, "INSERT INTO search (search) VALUES ('delete-all');"
                          "DELETE FROM search_document;"
                          "INSERT OR IGNORE INTO search_pending"
                          "  SELECT id FROM message WHERE state <> 0;"
                          "INSERT INTO search_title (search_title) VALUES ('rebuild');", error))
    return chat_store_commit (db, error);

  chat_store_roll_back (db);
  return FALSE;
}

gboolean
chat_store_fts_catch_up (ChatStoreDb  *db,
                         guint         budget_ms,
                         gboolean     *more,
                         GError      **error)
{
  gint64 deadline = g_get_monotonic_time () + (gint64) budget_ms * 1000;
  g_autoptr(GError) problem = NULL;
  gint64 is_pending = 0;
  gboolean is_broken;

  *more = FALSE;
  if (!chat_store_ask (db, &is_pending, 0, "SELECT 1 FROM search_pending LIMIT 1", error, ""))
    return FALSE;
  if (is_pending == 0)
    return TRUE;

  if (!chat_store_begin (db, error))
    return FALSE;
  if (index_slices (db, deadline, more, &problem))
    return chat_store_commit (db, error);

  is_broken = chat_store_fts_is_broken (db);
  chat_store_roll_back (db);
  if (is_broken)
    {
      *more = TRUE;
      return chat_store_fts_start_over (db, error);
    }
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}
