/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What goes into the trash, and what goes for ever.
 */

#include "chat-store-attachments.h"
#include "chat-store-write.h"

/* ?1 and all below it. */
#define BRANCH                                                                                \
  "WITH RECURSIVE branch (id) AS (VALUES (?1) UNION ALL"                                      \
  " SELECT message.id FROM message JOIN branch ON message.parent = branch.id) "

gboolean
chat_store_trash_branch (ChatStoreDb            *db,
                         const ChatStoreChange  *change,
                         GError                **error)
{
  gint64 id = chat_store_find_message (db, change->uid, error);

  if (id == 0)
    return FALSE;

  /* A branch of it that was there before keeps its own time, and stays when this one comes back. */
  if (change->number != 0)
    return chat_store_run (db, BRANCH "UPDATE message SET trashed = ?2"
                                      " WHERE id IN branch AND trashed = 0",
                           error, "ii", id, change->number);

  return chat_store_run (db, BRANCH "UPDATE message SET trashed = 0 WHERE id IN branch"
                                    " AND trashed = (SELECT trashed FROM message WHERE id = ?1)",
                         error, "i", id);
}

/* A reply that failed before its first word is nothing to bring back. */
gboolean
chat_store_restore_messages (ChatStoreDb            *db,
                             const ChatStoreChange  *change,
                             GError                **error)
{
  return chat_store_run (db, "UPDATE message SET trashed = 0 WHERE trashed <> 0"
                             " AND conversation = (SELECT id FROM conversation WHERE uid = ?)"
                             " AND NOT (role = 1 AND blocks = '[]')", error, "t", change->uid);
}

gboolean
chat_store_purge (ChatStoreDb            *db,
                  const ChatStoreChange  *change,
                  GError                **error)
{
  db->has_purged = TRUE;
  return chat_store_run (db, "DELETE FROM draft WHERE conversation = ?", error,
                         "t", change->uid) &&
         chat_store_run (db, "DELETE FROM conversation WHERE uid = ?", error, "t", change->uid) &&
         chat_store_forget_attachments (db, error);
}

gboolean
chat_store_empty_trash (ChatStoreDb            *db,
                        const ChatStoreChange  *change,
                        GError                **error)
{
  db->has_purged = TRUE;
  return chat_store_run (db, "DELETE FROM draft WHERE conversation IN"
                             " (SELECT uid FROM conversation WHERE trashed <> 0 AND trashed < ?)",
                         error, "i", change->number) &&
         chat_store_run (db, "DELETE FROM conversation WHERE trashed <> 0 AND trashed < ?", error,
                         "i", change->number) &&
         chat_store_run (db, "WITH RECURSIVE branch (id) AS ("
                             " SELECT id FROM message WHERE trashed <> 0 AND trashed < ? UNION"
                             " SELECT message.id FROM message JOIN branch"
                             "  ON message.parent = branch.id)"
                             " DELETE FROM message WHERE id IN branch",
                         error, "i", change->number) &&
         chat_store_forget_attachments (db, error);
}
