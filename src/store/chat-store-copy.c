/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Copies of conversations: whole trees, or the path that ends at a message.
 */

#include "chat-store-write.h"

/* Old rows and what they become. Rows of one conversation keep their order, so that a parent comes
 * before its children; ids follow the highest one: the transaction keeps others from them. */
#define CHOOSE_ALL                                                                             \
  "INSERT INTO temp.copy (old, new, uid)"                                                      \
  " SELECT id, (SELECT ifnull (max (id), 0) FROM message) + row_number () OVER (ORDER BY id),"  \
  "  chat_new_uid () FROM message WHERE conversation = ?1 AND trashed = 0"

#define CHOOSE_PATH                                                                            \
  "WITH RECURSIVE path (id) AS (VALUES (?1) UNION ALL"                                         \
  " SELECT message.parent FROM message JOIN path ON message.id = path.id"                      \
  "  WHERE message.parent IS NOT NULL) "                                                       \
  "INSERT INTO temp.copy (old, new, uid)"                                                      \
  " SELECT id, (SELECT ifnull (max (id), 0) FROM message) + row_number () OVER (ORDER BY id),"  \
  "  chat_new_uid () FROM path"

/* A reply that is being written goes on in the original only: here it is interrupted (3). */
#define COPY_MESSAGES                                                                          \
  "INSERT INTO message (id, uid, conversation, parent, sequence, role, state, created, model,"  \
  "  api_id, stop_reason, stop_sequence, stop_details, request_id, prefix_hash, failure, usage," \
  "  timings, block_states, blocks)"                                                           \
  " SELECT copy.new, copy.uid, ?1, parent.new, sequence, role,"                                 \
  "  CASE state WHEN 0 THEN 3 ELSE state END, created, model, api_id, stop_reason,"             \
  "  stop_sequence, stop_details, request_id, prefix_hash, failure, usage, timings,"            \
  "  block_states, blocks"                                                                     \
  " FROM temp.copy AS copy JOIN message ON message.id = copy.old"                               \
  " LEFT JOIN temp.copy AS parent ON parent.old = message.parent ORDER BY copy.new"

#define COPY_CONVERSATION                                                                      \
  "UPDATE conversation SET (title, system, profile, model, parameters, leaf) ="                \
  " (SELECT ifnull (?3, title), system, profile, model, parameters,"                           \
  "   CASE WHEN leaf = '' AND ?4 IS NULL THEN ''"                                              \
  "    ELSE (SELECT copy.uid FROM temp.copy AS copy"                                           \
  "    WHERE copy.old = (SELECT id FROM message WHERE uid = ifnull (?4, original.leaf))) END"   \
  "  FROM conversation AS original WHERE id = ?1) WHERE id = ?2"

static gint64
find_original (ChatStoreDb  *db,
               const char   *uid,
               GError      **error)
{
  gint64 id = 0;

  if (chat_store_ask (db, &id, 0, "SELECT id FROM conversation WHERE uid = ?", error, "t", uid) &&
      id == 0)
    g_set_error (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_NOT_FOUND, "No conversation %s", uid);

  return id;
}

static gboolean
choose (ChatStoreDb  *db,
        gint64        original,
        const char   *leaf,
        GError      **error)
{
  gint64 last;

  if (!chat_store_run (db, "DELETE FROM temp.copy", error, ""))
    return FALSE;
  if (leaf == NULL)
    return chat_store_run (db, CHOOSE_ALL, error, "i", original);

  last = chat_store_find_message (db, leaf, error);
  return last != 0 && chat_store_run (db, CHOOSE_PATH, error, "i", last);
}

gboolean
chat_store_copy (ChatStoreDb            *db,
                 const ChatStoreChange  *change,
                 GError                **error)
{
  const char *leaf = change->texts[0];
  const char *title = change->texts[2];
  gint64 original = find_original (db, change->uid, error);
  gint64 copy;

  if (original == 0 || !choose (db, original, leaf, error))
    return FALSE;
  copy = chat_store_need_conversation (db, change->texts[1], change->number, error);
  if (copy == 0)
    return FALSE;

  return chat_store_run (db, COPY_MESSAGES, error, "i", copy) &&
         chat_store_run (db, COPY_CONVERSATION, error, "iitt", original, copy, title, leaf) &&
         chat_store_run (db, "INSERT OR IGNORE INTO tag (conversation, name)"
                             " SELECT ?, name FROM tag WHERE conversation = ?",
                         error, "ii", copy, original) &&
         chat_store_run (db, "INSERT INTO attachment_use (message, digest)"
                             " SELECT copy.new, digest FROM temp.copy AS copy"
                             " JOIN attachment_use ON message = copy.old", error, "");
}
