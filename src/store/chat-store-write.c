/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Applies a batch: all of it, or nothing.
 */

#include "chat-store-write.h"

#include "chat-store-fts.h"
#include "chat-store-ledger.h"
#include "chat-store-schema.h"

gint64
chat_store_need_conversation (ChatStoreDb  *db,
                              const char   *uid,
                              gint64        created_ms,
                              GError      **error)
{
  gint64 id = 0;

  if (g_strcmp0 (db->known.conversation, uid) == 0)
    return db->known.conversation_id;
  if (!chat_store_ask (db, &id, 0, "SELECT id FROM conversation WHERE uid = ?", error, "t", uid))
    return 0;
  if (id == 0 &&
      chat_store_run (db, "INSERT INTO conversation (uid, created, updated) VALUES (?1, ?2, ?2)",
                      error, "ti", uid, created_ms))
    id = sqlite3_last_insert_rowid (db->sqlite);

  db->known.conversation = id != 0 ? uid : NULL;
  db->known.conversation_id = id;
  return id;
}

gint64
chat_store_find_message (ChatStoreDb  *db,
                         const char   *uid,
                         GError      **error)
{
  gint64 id = 0;

  if (g_strcmp0 (db->known.message, uid) == 0)
    return db->known.message_id;
  if (chat_store_ask (db, &id, 0, "SELECT id FROM message WHERE uid = ?", error, "t", uid) &&
      id == 0)
    g_set_error (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_NOT_FOUND, "No message %s", uid);

  return id;
}

static gboolean
add_conversation (ChatStoreDb            *db,
                  const ChatStoreChange  *change,
                  GError                **error)
{
  return chat_store_need_conversation (db, change->uid, change->number, error) != 0;
}

static gint64
need (ChatStoreDb            *db,
      const ChatStoreChange  *change,
      GError                **error)
{
  return chat_store_need_conversation (db, change->uid, g_get_real_time () / 1000, error);
}

static gboolean
set_number (ChatStoreDb            *db,
            const ChatStoreChange  *change,
            const char             *sql,
            GError                **error)
{
  gint64 id = need (db, change, error);

  return id != 0 && chat_store_run (db, sql, error, "ii", change->number, id);
}

static gboolean
set_text (ChatStoreDb            *db,
          const ChatStoreChange  *change,
          const char             *sql,
          GError                **error)
{
  gint64 id = need (db, change, error);

  return id != 0 && chat_store_run (db, sql, error, "ti", change->texts[0], id);
}

static gboolean
set_title (ChatStoreDb            *db,
           const ChatStoreChange  *change,
           GError                **error)
{
  return set_text (db, change, "UPDATE conversation SET title = ? WHERE id = ?", error);
}

static gboolean
set_leaf (ChatStoreDb            *db,
          const ChatStoreChange  *change,
          GError                **error)
{
  return set_text (db, change, "UPDATE conversation SET leaf = ? WHERE id = ?", error);
}

static gboolean
set_pinned (ChatStoreDb            *db,
            const ChatStoreChange  *change,
            GError                **error)
{
  return set_number (db, change, "UPDATE conversation SET pinned = ? WHERE id = ?", error);
}

static gboolean
set_archived (ChatStoreDb            *db,
              const ChatStoreChange  *change,
              GError                **error)
{
  return set_number (db, change, "UPDATE conversation SET archived = ? WHERE id = ?", error);
}

static gboolean
set_trashed (ChatStoreDb            *db,
             const ChatStoreChange  *change,
             GError                **error)
{
  return set_number (db, change, "UPDATE conversation SET trashed = ? WHERE id = ?", error);
}

static gboolean
touch (ChatStoreDb            *db,
       const ChatStoreChange  *change,
       GError                **error)
{
  return chat_store_run (db, "UPDATE conversation SET updated = ? WHERE uid = ?", error,
                         "it", change->number, change->uid);
}

static gboolean
set_settings (ChatStoreDb            *db,
              const ChatStoreChange  *change,
              GError                **error)
{
  gint64 id = need (db, change, error);

  return id != 0 &&
         chat_store_run (db, "UPDATE conversation SET system = ?, profile = ?, model = ?,"
                             " parameters = ? WHERE id = ?", error, "tttti",
                         change->texts[0], change->texts[1], change->texts[2], change->texts[3],
                         id);
}

static gboolean
set_tags (ChatStoreDb            *db,
          const ChatStoreChange  *change,
          GError                **error)
{
  gint64 id = need (db, change, error);

  if (id == 0 || !chat_store_run (db, "DELETE FROM tag WHERE conversation = ?", error, "i", id))
    return FALSE;

  for (gsize i = 0; i < change->n_texts; i++)
    {
      if (!chat_store_run (db, "INSERT OR IGNORE INTO tag (conversation, name) VALUES (?, ?)",
                           error, "it", id, change->texts[i]))
        return FALSE;
    }
  return TRUE;
}

static gboolean
set_draft (ChatStoreDb            *db,
           const ChatStoreChange  *change,
           GError                **error)
{
  const char *draft = change->texts[0];

  if (draft == NULL || *draft == '\0')
    return chat_store_run (db, "DELETE FROM draft WHERE conversation = ?", error,
                           "t", change->uid);

  return chat_store_run (db, "INSERT INTO draft (conversation, text) VALUES (?, ?)"
                             " ON CONFLICT (conversation) DO UPDATE SET text = excluded.text",
                         error, "tt", change->uid, draft);
}

/* Of a conversation that is there. Nobody misses what cannot be kept yet. */
static gboolean
set_view (ChatStoreDb            *db,
          const ChatStoreChange  *change,
          GError                **error)
{
  const char *view = change->texts[0];

  if (db->version < CHAT_STORE_VERSION_OF_VIEWS)
    return TRUE;
  if (view == NULL || *view == '\0')
    return chat_store_run (db, "DELETE FROM view_state WHERE conversation ="
                               " (SELECT id FROM conversation WHERE uid = ?)", error,
                           "t", change->uid);

  return chat_store_run (db, "INSERT INTO view_state (conversation, state)"
                             " SELECT id, ?2 FROM conversation WHERE uid = ?1"
                             " ON CONFLICT (conversation) DO UPDATE SET state = excluded.state",
                         error, "tt", change->uid, view);
}

typedef gboolean (*Apply) (ChatStoreDb            *db,
                           const ChatStoreChange  *change,
                           GError                **error);

static const Apply appliers[CHAT_N_CHANGES] = {
  [CHAT_CHANGE_ADD] = add_conversation,
  [CHAT_CHANGE_TITLE] = set_title,
  [CHAT_CHANGE_PINNED] = set_pinned,
  [CHAT_CHANGE_ARCHIVED] = set_archived,
  [CHAT_CHANGE_TRASHED] = set_trashed,
  [CHAT_CHANGE_TAGS] = set_tags,
  [CHAT_CHANGE_SETTINGS] = set_settings,
  [CHAT_CHANGE_LEAF] = set_leaf,
  [CHAT_CHANGE_TOUCH] = touch,
  [CHAT_CHANGE_PURGE] = chat_store_purge,
  [CHAT_CHANGE_EMPTY_TRASH] = chat_store_empty_trash,
  [CHAT_CHANGE_COPY] = chat_store_copy,
  [CHAT_CHANGE_MESSAGE] = chat_store_put_message,
  [CHAT_CHANGE_MESSAGE_TRASHED] = chat_store_trash_branch,
  [CHAT_CHANGE_RESTORE_MESSAGES] = chat_store_restore_messages,
  [CHAT_CHANGE_JOURNAL] = chat_store_append_journal,
  [CHAT_CHANGE_CLEAR_JOURNAL] = chat_store_clear_journal,
  [CHAT_CHANGE_DRAFT] = set_draft,
  [CHAT_CHANGE_VIEW] = set_view,
  [CHAT_CHANGE_BOOK] = chat_store_book,
};

static void
forget_known (ChatStoreDb *db)
{
  db->known = (ChatStoreKnown) { NULL };
}

/* Rows go with these, and come with other ids. */
static gboolean
moves_rows (ChatStoreChangeKind kind)
{
  return kind == CHAT_CHANGE_PURGE || kind == CHAT_CHANGE_EMPTY_TRASH || kind == CHAT_CHANGE_COPY;
}

static gboolean
apply_all (ChatStoreDb     *db,
           ChatStoreBatch  *batch,
           GError         **error)
{
  gboolean done = TRUE;

  forget_known (db);
  for (guint i = 0; i < batch->changes->len && done; i++)
    {
      const ChatStoreChange *change = g_ptr_array_index (batch->changes, i);

      done = appliers[change->kind] (db, change, error);
      if (moves_rows (change->kind))
        forget_known (db);
    }
  forget_known (db);
  return done;
}

/* NORMAL writes to the log without waiting for the disk (SQLite, WAL mode); it cannot be changed
 * inside a transaction. */
static gboolean
choose_durability (ChatStoreDb  *db,
                   gboolean      durable,
                   GError      **error)
{
  return chat_store_run (db, durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL",
                         error, "");
}

/* After the index of the search was thrown away, which kept us from it the first time. */
static gpointer
apply_again (ChatStoreDb     *db,
             ChatStoreBatch  *batch,
             GError         **error)
{
  if (apply_all (db, batch, error))
    return GINT_TO_POINTER (chat_store_commit (db, error));

  chat_store_roll_back (db);
  return NULL;
}

gpointer
chat_store_apply_batch (ChatStoreDb  *db,
                        gpointer      request,
                        GError      **error)
{
  ChatStoreBatch *batch = request;
  g_autoptr(GError) problem = NULL;
  gboolean is_broken;

  chat_store_assert_worker (db);

  if (db->read_only)
    {
      g_set_error_literal (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_READ_ONLY,
                           "The database can only be read");
      return NULL;
    }
  if (batch->changes->len == 0)
    return GINT_TO_POINTER (TRUE);

  db->has_written = TRUE;
  if (!choose_durability (db, batch->durable, error) || !chat_store_begin (db, error))
    return NULL;

  if (apply_all (db, batch, &problem))
    return GINT_TO_POINTER (chat_store_commit (db, error));

  is_broken = chat_store_fts_is_broken (db);
  chat_store_roll_back (db);
  if (is_broken && chat_store_fts_start_over (db, NULL) && chat_store_begin (db, NULL))
    return apply_again (db, batch, error);
  g_propagate_error (error, g_steal_pointer (&problem));
  return NULL;
}
