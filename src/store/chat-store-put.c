/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A message into its row.
 */

#include "chat-store-attachments.h"
#include "chat-store-write.h"

/* Its place and its being in the trash are those of the first time. A new one below a branch that
 * is in the trash is there as well. */
#define PUT                                                                                    \
  "INSERT INTO message (uid, conversation, parent, sequence, role, state, created, trashed,"   \
  "  writer, model, api_id, stop_reason, stop_sequence, stop_details, request_id,"             \
  "  prefix_hash, failure, usage, timings, block_states, blocks)"                              \
  " VALUES (?1, ?2, nullif (?3, 0),"                                                           \
  "  (SELECT ifnull (max (sequence), 0) + 1 FROM message WHERE conversation = ?2), ?4, ?5, ?6," \
  "  ifnull ((SELECT trashed FROM message WHERE id = ?3), 0),"                                 \
  "  ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)"                            \
  " ON CONFLICT (uid) DO UPDATE SET role = excluded.role, state = excluded.state,"             \
  "  created = excluded.created, writer = excluded.writer, model = excluded.model,"            \
  "  api_id = excluded.api_id, stop_reason = excluded.stop_reason,"                            \
  "  stop_sequence = excluded.stop_sequence, stop_details = excluded.stop_details,"            \
  "  request_id = excluded.request_id, prefix_hash = excluded.prefix_hash,"                    \
  "  failure = excluded.failure, usage = excluded.usage, timings = excluded.timings,"          \
  "  block_states = excluded.block_states, blocks = excluded.blocks"

/* RETURNING would build a table of its own for each row. */
static gboolean
write_row (ChatStoreDb            *db,
           gint64                  conversation,
           gint64                  parent,
           const ChatStoreRecord  *record,
           GError                **error)
{
  db->known.message = NULL;
  sqlite3_set_last_insert_rowid (db->sqlite, 0);
  if (!chat_store_run (db, PUT, error, "tiiiiittttttttttttt",
                       record->uid, conversation, parent,
                       (gint64) record->role, (gint64) record->state, record->created,
                       record->state == CHAT_MESSAGE_OPEN ? db->writer : NULL,
                       record->model, record->api_id, record->stop_reason,
                       record->stop_sequence, record->stop_details, record->request_id,
                       record->prefix_hash, record->failure, record->usage, record->timings,
                       record->block_states, record->blocks))
    return FALSE;

  db->known.message_id = sqlite3_last_insert_rowid (db->sqlite);
  if (db->known.message_id != 0)
    db->known.message = record->uid;
  return TRUE;
}

gboolean
chat_store_put_message (ChatStoreDb            *db,
                        const ChatStoreChange  *change,
                        GError                **error)
{
  gint64 conversation = chat_store_need_conversation (db, change->uid, change->record->created,
                                                      error);
  gint64 parent = 0;

  if (conversation == 0)
    return FALSE;
  if (change->texts[0] != NULL)
    {
      parent = chat_store_find_message (db, change->texts[0], error);
      if (parent == 0)
        return FALSE;
    }

  return write_row (db, conversation, parent, change->record, error) &&
         chat_store_note_attachments (db, change->record, error);
}
