/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Searches beside the worker: on a connection and a thread of their own, which can only read.
 * However long one takes, no commit waits for it.
 */

#include "chat-store-files.h"
#include "chat-store-fts.h"
#include "chat-store-read.h"
#include "chat-store-schema.h"

/* What an import of years leaves to be indexed is not waited for. */
#define CATCH_UP_MS 30

/* A search may take this much longer, once, if it finds the index damaged. */
#define MEND_MS 500

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
  if (!db->read_only && chat_store_fts_catch_up (db, CATCH_UP_MS, &more, NULL) && more)
    db->has_written = TRUE;
  return GINT_TO_POINTER (TRUE);
}

gboolean
chat_store_connect_reader (ChatStoreDb  *db,
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

/* In one transaction: what was found is still there when it is read, and each word that is looked
 * up would begin and end its own. The commit keeps the list of words, which is temporary.
 * @is_broken (out): the index is damaged. */
static GPtrArray *
run (ChatStoreDb                   *db,
     const ChatStoreSearchRequest  *request,
     gboolean                      *is_broken,
     GError                       **error)
{
  GPtrArray *hits;

  *is_broken = FALSE;
  if (!chat_store_run (db, "BEGIN", error, ""))
    return NULL;

  hits = chat_store_search_run (db->sqlite, request, db->cancellable, error);
  *is_broken = hits == NULL && chat_store_fts_is_broken (db);
  if (!chat_store_run (db, "COMMIT", NULL, ""))
    chat_store_roll_back (db);
  return hits;
}

/* A damaged index is thrown away, through a connection that may write. A short one is made again at
 * once, the rest by the worker. */
static gboolean
mend (ChatStoreDb *db)
{
  ChatStoreDb *writer = chat_store_db_new (db->folder);
  gint64 deadline = g_get_monotonic_time () + MEND_MS * 1000;
  gboolean done;
  gboolean more = TRUE;

  writer->thread = g_thread_self ();
  done = chat_store_connect (writer, writer->path, CHAT_STORE_CONNECT_WRITE, NULL) &&
         chat_store_fts_start_over (writer, NULL);
  while (done && more && g_get_monotonic_time () < deadline)
    done = chat_store_fts_catch_up (writer, CATCH_UP_MS, &more, NULL);
  chat_store_disconnect (writer);
  chat_store_db_free (writer);
  return done;
}

gpointer
chat_store_search (ChatStoreDb  *db,
                   gpointer      request,
                   GError      **error)
{
  g_autoptr(GError) problem = NULL;
  GPtrArray *hits;
  gboolean is_broken;

  chat_store_assert_worker (db);

  if (!chat_store_connect_reader (db, error))
    return NULL;

  hits = run (db, request, &is_broken, &problem);
  if (is_broken && mend (db))
    return run (db, request, &is_broken, error);
  if (hits == NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return hits;
}

/* Tables that wait to be migrated have had the index since their first version. */
static gboolean
can_be_read (ChatStoreDb  *db,
             GError      **error)
{
  gint64 application = 0;
  gint64 version = 0;

  if (!chat_store_ask (db, &application, 0, "PRAGMA application_id", error, "") ||
      !chat_store_ask (db, &version, 0, "PRAGMA user_version", error, ""))
    return FALSE;
  if (application == CHAT_STORE_APPLICATION_ID && version > 0 &&
      version <= chat_store_schema_version ())
    return TRUE;

  g_set_error_literal (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_FAILED,
                       "This is no database that can be read");
  return FALSE;
}

/* A log may be there because somebody writes; without one, nothing may come into being beside the
 * database because we read it. Then nobody is in the way of our connection, nor it in theirs: it is
 * kept, with what it has read, as long as the file is the same. */
static gboolean
connect_bystander (ChatStoreDb  *db,
                   GError      **error)
{
  gboolean quiet = chat_store_file_size (db, "-wal") <= 0;
  g_autofree char *file = quiet ? chat_store_describe_file (db) : NULL;

  if (db->sqlite != NULL && file != NULL && g_strcmp0 (file, db->frozen) == 0)
    return TRUE;

  chat_store_disconnect (db);
  g_free (db->frozen);
  db->frozen = g_steal_pointer (&file);
  db->read_only = TRUE;
  return chat_store_connect (db, db->path,
                             quiet ? CHAT_STORE_CONNECT_IMMUTABLE : CHAT_STORE_CONNECT_READ,
                             error) &&
         can_be_read (db, error);
}

gpointer
chat_store_search_as_bystander (ChatStoreDb  *db,
                                gpointer      request,
                                GError      **error)
{
  GPtrArray *hits = NULL;
  gboolean connected;
  gboolean is_broken;

  chat_store_assert_worker (db);

  connected = connect_bystander (db, error);
  if (connected)
    hits = run (db, request, &is_broken, error);
  if (!connected || db->frozen == NULL)
    chat_store_disconnect (db);
  return hits;
}
