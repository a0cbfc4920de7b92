/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The raw bytes of replies that are being written, and the replies whose writer is gone.
 */

#include "chat-store-journal.h"

#include "chat-store-write.h"
#include "chat-store-writer.h"

gboolean
chat_store_append_journal (ChatStoreDb            *db,
                           const ChatStoreChange  *change,
                           GError                **error)
{
  gint64 message = chat_store_find_message (db, change->uid, error);

  return message != 0 &&
         chat_store_run (db, "INSERT INTO journal (message, bytes) VALUES (?, ?)", error,
                         "ib", message, change->bytes);
}

gboolean
chat_store_clear_journal (ChatStoreDb            *db,
                          const ChatStoreChange  *change,
                          GError                **error)
{
  return chat_store_run (db, "DELETE FROM journal WHERE message ="
                             " (SELECT id FROM message WHERE uid = ?)", error, "t", change->uid);
}

void
chat_store_orphan_free (ChatStoreOrphan *self)
{
  if (self == NULL)
    return;

  g_free (self->conversation);
  g_free (self->message);
  g_clear_pointer (&self->journal, g_bytes_unref);
  g_free (self);
}

static gboolean
is_ours (ChatStoreDb *db,
         const char  *writer)
{
  return writer != NULL && db->writer != NULL && g_strcmp0 (writer, db->writer) == 0;
}

/* The file system is asked once for each writer: a dead program may have left many replies. */
static gboolean
is_alive (ChatStoreDb *db,
          GHashTable  *known,
          const char  *writer)
{
  gpointer alive;

  if (writer == NULL)
    return FALSE;
  if (is_ours (db, writer))
    return TRUE;
  if (!g_hash_table_lookup_extended (known, writer, NULL, &alive))
    {
      alive = GINT_TO_POINTER (chat_store_writer_is_alive (db, writer));
      g_hash_table_insert (known, g_strdup (writer), alive);
    }
  return GPOINTER_TO_INT (alive);
}

static GPtrArray *
find_orphans (ChatStoreDb  *db,
              GError      **error)
{
  g_autoptr(GPtrArray) orphans =
    g_ptr_array_new_with_free_func ((GDestroyNotify) chat_store_orphan_free);
  g_autoptr(GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  /* For the order SQLite would rather read all messages there are. */
  sqlite3_stmt *open = chat_store_prepare (db, "SELECT conversation.uid, message.uid,"
                                               "  message.writer FROM message"
                                               "  INDEXED BY message_open"
                                               " JOIN conversation"
                                               "  ON conversation.id = message.conversation"
                                               " WHERE message.state = 0 ORDER BY message.id",
                                           error, "");
  ChatStoreStep step = open != NULL ? CHAT_STORE_ROW : CHAT_STORE_STOPPED;

  while (step != CHAT_STORE_STOPPED &&
         (step = chat_store_step (db, open, error)) == CHAT_STORE_ROW)
    {
      ChatStoreOrphan *orphan;

      if (is_alive (db, known, chat_store_text (open, 2)))
        continue;
      orphan = g_new0 (ChatStoreOrphan, 1);
      orphan->conversation = g_strdup (chat_store_text (open, 0));
      orphan->message = g_strdup (chat_store_text (open, 1));
      g_ptr_array_add (orphans, orphan);
    }

  return step == CHAT_STORE_DONE ? g_steal_pointer (&orphans) : NULL;
}

static gboolean
read_journal (ChatStoreDb      *db,
              ChatStoreOrphan  *orphan,
              GError          **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  sqlite3_stmt *rows = chat_store_prepare (db, "SELECT bytes FROM journal WHERE message ="
                                               " (SELECT id FROM message WHERE uid = ?)"
                                               " ORDER BY id", error, "t", orphan->message);
  ChatStoreStep step = rows != NULL ? CHAT_STORE_ROW : CHAT_STORE_STOPPED;

  while (step != CHAT_STORE_STOPPED &&
         (step = chat_store_step (db, rows, error)) == CHAT_STORE_ROW)
    g_byte_array_append (bytes, sqlite3_column_blob (rows, 0),
                         (guint) sqlite3_column_bytes (rows, 0));

  orphan->journal = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  return step == CHAT_STORE_DONE;
}

/* They are ours from now on: a program that starts at the same moment must not take them too. */
static gboolean
take (ChatStoreDb  *db,
      GPtrArray    *orphans,
      GError      **error)
{
  for (guint i = 0; i < orphans->len; i++)
    {
      ChatStoreOrphan *orphan = g_ptr_array_index (orphans, i);

      if (!read_journal (db, orphan, error))
        return FALSE;
      if (!db->read_only &&
          !chat_store_run (db, "UPDATE message SET writer = ? WHERE uid = ?", error,
                           "tt", db->writer, orphan->message))
        return FALSE;
    }
  return TRUE;
}

gpointer
chat_store_take_orphans (ChatStoreDb  *db,
                         gpointer      request,
                         GError      **error)
{
  g_autoptr(GPtrArray) orphans = NULL;

  chat_store_assert_worker (db);

  if (!(db->read_only || chat_store_begin (db, error)))
    return NULL;

  orphans = find_orphans (db, error);
  if (orphans == NULL || !take (db, orphans, error))
    {
      chat_store_roll_back (db);
      return NULL;
    }
  if (!(db->read_only || chat_store_commit (db, error)))
    return NULL;

  return g_steal_pointer (&orphans);
}
