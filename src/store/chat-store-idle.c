/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is done while there is nothing to do, in steps of some milliseconds.
 */

#include "chat-store-idle.h"

#include "chat-store-backup.h"
#include "chat-store-fts.h"

/* A job that comes waits so long for the index. */
#define INDEX_BUDGET_MS 40

/* After another program was in the way. */
#define RETRY_US G_USEC_PER_SEC

static gint64
catch_up (ChatStoreDb *db)
{
  g_autoptr(GError) error = NULL;
  gboolean more = FALSE;

  if (!db->has_written)
    return -1;
  if (!chat_store_fts_catch_up (db, INDEX_BUDGET_MS, &more, &error))
    {
      db->has_written = g_error_matches (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_LOCKED);
      return db->has_written ? RETRY_US : -1;
    }

  db->has_written = more;
  return more ? 0 : -1;
}

static gint64
give_back_space (ChatStoreDb *db)
{
  g_autoptr(GError) error = NULL;
  gint64 n_free = 0;

  if (!db->has_purged)
    return -1;
  if (!chat_store_run (db, "PRAGMA incremental_vacuum (256)", &error, "") ||
      !chat_store_ask (db, &n_free, 0, "PRAGMA freelist_count", &error, ""))
    {
      db->has_purged = g_error_matches (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_LOCKED);
      return db->has_purged ? RETRY_US : -1;
    }

  db->has_purged = n_free > 0;
  return db->has_purged ? 0 : -1;
}

/* Nothing here is worth a wait: who holds the database has something better to do. */
gint64
chat_store_idle (ChatStoreDb *db)
{
  static gint64 (* const steps[]) (ChatStoreDb *db) = {
    catch_up, give_back_space, chat_store_backup_step,
  };
  gint64 soonest = -1;

  chat_store_assert_worker (db);
  if (db->sqlite == NULL || db->read_only)
    return -1;

  sqlite3_busy_timeout (db->sqlite, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (steps) && soonest != 0; i++)
    {
      gint64 wish = steps[i] (db);

      if (soonest < 0 || (wish >= 0 && wish < soonest))
        soonest = wish;
    }
  sqlite3_busy_timeout (db->sqlite, CHAT_STORE_BUSY_MS);

  return soonest;
}
