/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A new database from what is left of a damaged one, and of the last backup.
 */

#include "chat-store-check.h"

#include "chat-store-backup.h"
#include "chat-store-files.h"
#include "chat-store-schema.h"

#include <glib/gstdio.h>

/* Characters of a title made from a prompt: a line in the sidebar. */
#define TITLE_LENGTH "60"

/* The beginning of the first prompt (role 0), up to the end of its line. */
#define MADE_TITLE                                                                             \
  "(SELECT substr (trim (substr (text, 1, instr (text || char (10), char (10)) - 1)), 1, "     \
  TITLE_LENGTH ") FROM (SELECT ltrim (chat_search_text (blocks, 0), char (10, 13, 32)) AS text" \
  "  FROM message p WHERE p.conversation = m.conversation AND p.role = 0"                       \
  "  ORDER BY p.sequence LIMIT 1))"

/* Messages whose conversation could not be read get one; a message whose parent could not be read
 * goes below the one before it, so that a path stays whole; the rest means nothing by itself. */
static const char mend[] =
  "INSERT INTO conversation (id, uid, title, created, updated)"
  "  SELECT conversation, chat_new_uid (), " MADE_TITLE ", min (created), max (created)"
  "   FROM message m WHERE conversation NOT IN (SELECT id FROM conversation) GROUP BY conversation;"
  "UPDATE message SET parent ="
  "  (SELECT p.id FROM message p WHERE p.conversation = message.conversation"
  "    AND p.sequence < message.sequence ORDER BY p.sequence DESC LIMIT 1)"
  "  WHERE parent IS NOT NULL AND parent NOT IN (SELECT id FROM message);"
  "DELETE FROM journal WHERE message NOT IN (SELECT id FROM message);"
  "DELETE FROM view_state WHERE conversation NOT IN (SELECT id FROM conversation);"
  "DELETE FROM tag WHERE conversation NOT IN (SELECT id FROM conversation);"
  "DELETE FROM attachment_use WHERE message NOT IN (SELECT id FROM message)"
  "  OR digest NOT IN (SELECT digest FROM attachment);";

#define MESSAGE_COLUMNS                                                                        \
  "sequence, role, state, created, trashed, writer, model, api_id, stop_reason,"               \
  " stop_sequence, stop_details, request_id, prefix_hash, failure, usage, timings,"            \
  " block_states, blocks"

/* Rows of the two have the same uids, but not the same numbers. */
static const char take_from_backup[] =
  "INSERT INTO conversation (uid, title, created, updated, pinned, archived, trashed, system,"
  "   profile, model, parameters, leaf)"
  "  SELECT uid, title, created, updated, pinned, archived, trashed, system,"
  "   profile, model, parameters, leaf FROM backup.conversation"
  "   WHERE uid NOT IN (SELECT uid FROM main.conversation);"
  "CREATE TEMP TABLE taken AS SELECT uid FROM backup.message"
  "  WHERE uid NOT IN (SELECT uid FROM main.message);"
  "INSERT INTO message (uid, conversation, " MESSAGE_COLUMNS ")"
  "  SELECT b.uid, (SELECT c.id FROM main.conversation c JOIN backup.conversation d"
  "    ON d.uid = c.uid WHERE d.id = b.conversation), " MESSAGE_COLUMNS
  "  FROM temp.taken t JOIN backup.message b ON b.uid = t.uid ORDER BY b.id;"
  "UPDATE main.message SET parent = (SELECT p.id FROM backup.message b"
  "    JOIN backup.message q ON q.id = b.parent JOIN main.message p ON p.uid = q.uid"
  "    WHERE b.uid = main.message.uid)"
  "  WHERE uid IN (SELECT uid FROM temp.taken);"
  "INSERT OR IGNORE INTO tag (conversation, name) SELECT c.id, t.name FROM backup.tag t"
  "  JOIN backup.conversation d ON d.id = t.conversation"
  "  JOIN main.conversation c ON c.uid = d.uid;"
  "INSERT OR IGNORE INTO draft SELECT * FROM backup.draft;"
  "INSERT OR IGNORE INTO attachment SELECT * FROM backup.attachment;"
  "DROP TABLE temp.taken;";

#define LEDGER_COLUMNS                                                                         \
  "reply, conversation, at, profile, model, input, output, cache_write, cache_read, thinking,"  \
  " searches, saved, partial, usage, cost"

/* By itself: the backup may be from before there was one. */
static const char take_ledger_from_backup[] =
  "INSERT OR IGNORE INTO ledger (" LEDGER_COLUMNS ")"
  "  SELECT " LEDGER_COLUMNS " FROM backup.ledger ORDER BY id;";

static void
take (ChatStoreDb *db,
      const char  *sql)
{
  chat_store_execute (db, "SAVEPOINT backup", NULL);
  if (!chat_store_execute (db, sql, NULL))
    chat_store_execute (db, "ROLLBACK TO backup", NULL);
  chat_store_execute (db, "RELEASE backup", NULL);
}

static void
add_from_backup (ChatStoreDb *db)
{
  g_autofree char *backup = chat_store_latest_backup (db);
  g_autofree char *uri = backup != NULL ? g_filename_to_uri (backup, NULL, NULL) : NULL;
  g_autofree char *immutable = uri != NULL ? g_strconcat (uri, "?immutable=1", NULL) : NULL;

  if (immutable == NULL ||
      !chat_store_run (db, "ATTACH ? AS backup", NULL, "t", immutable))
    return;

  take (db, take_from_backup);
  take (db, take_ledger_from_backup);
}

static gboolean
fill (ChatStoreDb  *db,
      const char   *aside,
      GError      **error)
{
  guint n_lost = 0;

  if (!chat_store_execute (db, "BEGIN", error))
    return FALSE;
  chat_store_rescue_rows (db, aside, &n_lost);
  if (!chat_store_execute (db, "COMMIT", error))
    return FALSE;

  /* cannot be attached inside a transaction */
  if (n_lost > 0)
    add_from_backup (db);
  return chat_store_execute (db, mend, error) &&
         chat_store_check (db, chat_store_schema_version (), error);
}

static gboolean
build (ChatStoreDb  *db,
       const char   *path,
       const char   *aside,
       GError      **error)
{
  gboolean built;

  g_unlink (path);
  built = chat_store_make_file (path, error) &&
          chat_store_connect (db, path, CHAT_STORE_CONNECT_WRITE, error) &&
          chat_store_execute (db, "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA foreign_keys = OFF;"
                                  "PRAGMA synchronous = FULL", error) &&
          chat_store_schema_migrate (db, 0, error) &&
          fill (db, aside, error);
  chat_store_disconnect (db);
  return built;
}

gboolean
chat_store_salvage (ChatStoreDb  *db,
                    const char   *aside,
                    GError      **error)
{
  g_autofree char *path = g_strconcat (db->path, ".new", NULL);
  g_autofree char *salvaged = g_strconcat (db->path, ".salvaged", NULL);

  if (!build (db, path, aside, error))
    {
      g_unlink (path);
      return FALSE;
    }

  if (g_rename (path, salvaged) == 0 && chat_store_take_salvaged (db))
    return TRUE;

  g_set_error (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_READ_ONLY,
               "%s cannot be put in its place", salvaged);
  return FALSE;
}
