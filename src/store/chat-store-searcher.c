/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Searches beside the worker: on a connection and a thread of their own, which can only read.
 * However long one takes, no commit waits for it.
 */

#include "chat-store-files.h"
#include "chat-store-fts.h"
#include "chat-store-read.h"

/* What an import of years leaves to be indexed is not waited for. */
#define CATCH_UP_MS 30

void
chat_store_search_request_free (gpointer data)
{
  ChatStoreSearchRequest *self = data;

  g_free (self->query);
  g_free (self->conversation);
  g_free (self);
}

gpointer
chat_store_search_prepare (ChatStoreDb  *db,
                           gpointer      request,
                           GError      **error)
{
  gboolean more;

  chat_store_assert_worker (db);

  /* If it cannot be indexed now, what is there still can be searched. */
  if (!db->read_only)
    chat_store_fts_catch_up (db, CATCH_UP_MS, &more, NULL);
  return GINT_TO_POINTER (TRUE);
}

static gboolean
connect_reader (ChatStoreDb  *db,
                GError      **error)
{
  /* what may not be written has no index of its log that could be read, see chat-store-open.c */
  gboolean frozen = chat_store_is_protected (db) && chat_store_file_size (db, "-wal") <= 0;

  if (db->sqlite != NULL)
    return TRUE;

  db->read_only = TRUE;
  if (chat_store_connect (db, db->path,
                          frozen ? CHAT_STORE_CONNECT_IMMUTABLE : CHAT_STORE_CONNECT_READ, error))
    return TRUE;

  chat_store_disconnect (db);
  return FALSE;
}

gpointer
chat_store_search (ChatStoreDb  *db,
                   gpointer      data,
                   GError      **error)
{
  const ChatStoreSearchRequest *request = data;

  chat_store_assert_worker (db);

  if (!connect_reader (db, error))
    return NULL;

  return chat_store_search_run (db->sqlite, request->query, request->conversation,
                                request->offset, request->limit, db->cancellable, error);
}
