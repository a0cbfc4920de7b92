/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lists of conversations: any part of them, in their order.
 */

#include "chat-store-read.h"

/* Word for word the conditions of the partial indices, which must be named: most would do for more
 * than one list, but not as fast. */
#define CURRENT " INDEXED BY conversation_current WHERE trashed = 0 AND archived = 0"
#define ARCHIVED " INDEXED BY conversation_archived WHERE trashed = 0 AND archived = 1"
#define TRASH " INDEXED BY conversation_trash WHERE trashed <> 0"
#define KEPT " INDEXED BY conversation_kept WHERE trashed = 0"

#define TAGGED " AND id IN (SELECT conversation FROM tag WHERE name = ?)"
#define ROWS "SELECT " CHAT_STORE_INFO_COLUMNS " FROM conversation"
#define COUNT "SELECT count (*) FROM conversation"
#define ORDER " ORDER BY pinned DESC, updated DESC, id DESC LIMIT ? OFFSET ?"

typedef struct
{
  const char *rows;
  const char *count;
  const char *tagged_rows;
  const char *tagged_count;
} ListSql;

#define LIST_SQL(condition)                                                                    \
  { ROWS condition ORDER, COUNT condition, ROWS condition TAGGED ORDER, COUNT condition TAGGED }

static const ListSql lists[] = {
  [CHAT_SCOPE_CURRENT] = LIST_SQL (CURRENT),
  [CHAT_SCOPE_ARCHIVED] = LIST_SQL (ARCHIVED),
  [CHAT_SCOPE_TRASH] = LIST_SQL (TRASH),
  [CHAT_SCOPE_ALL] = LIST_SQL (KEPT),
};

void
chat_store_list_request_free (gpointer data)
{
  ChatStoreListRequest *self = data;

  g_free (self->tag);
  g_free (self);
}

void
chat_store_listing_free (gpointer data)
{
  ChatStoreListing *self = data;

  g_clear_pointer (&self->infos, g_ptr_array_unref);
  g_free (self);
}

/* (transfer full) The first column of all rows. */
static char **
read_texts (ChatStoreDb   *db,
            sqlite3_stmt  *statement,
            GError       **error)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  ChatStoreStep step = statement != NULL ? CHAT_STORE_ROW : CHAT_STORE_STOPPED;

  while (step != CHAT_STORE_STOPPED &&
         (step = chat_store_step (db, statement, error)) == CHAT_STORE_ROW)
    g_ptr_array_add (texts, chat_store_dup_valid (statement, 0));
  if (step != CHAT_STORE_DONE)
    return NULL;

  g_ptr_array_add (texts, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&texts), FALSE);
}

ChatConversationInfo *
chat_store_read_info (ChatStoreDb   *db,
                      sqlite3_stmt  *statement,
                      GError       **error)
{
  g_autoptr(ChatConversationInfo) info =
    chat_conversation_info_new (chat_store_text (statement, 1));
  g_auto(GStrv) tags =
    read_texts (db, chat_store_prepare (db, "SELECT name FROM tag WHERE conversation = ?"
                                            " ORDER BY name", error,
                                        "i", (gint64) sqlite3_column_int64 (statement, 0)),
                error);
  g_autofree char *title = chat_store_dup_valid (statement, 2);

  if (tags == NULL)
    return NULL;

  chat_conversation_info_set_title (info, title);
  chat_conversation_info_set_created (info, sqlite3_column_int64 (statement, 3));
  chat_conversation_info_set_updated (info, sqlite3_column_int64 (statement, 4));
  chat_conversation_info_set_pinned (info, sqlite3_column_int (statement, 5) != 0);
  chat_conversation_info_set_archived (info, sqlite3_column_int (statement, 6) != 0);
  chat_conversation_info_set_trashed (info, sqlite3_column_int64 (statement, 7));
  chat_conversation_info_set_tags (info, (const char * const *) tags);
  return g_steal_pointer (&info);
}

static GPtrArray *
read_infos (ChatStoreDb   *db,
            sqlite3_stmt  *rows,
            GError       **error)
{
  g_autoptr(GPtrArray) infos = g_ptr_array_new_with_free_func (g_object_unref);
  ChatStoreStep step = rows != NULL ? CHAT_STORE_ROW : CHAT_STORE_STOPPED;

  while (step != CHAT_STORE_STOPPED &&
         (step = chat_store_step (db, rows, error)) == CHAT_STORE_ROW)
    {
      ChatConversationInfo *info = chat_store_read_info (db, rows, error);

      if (info == NULL)
        {
          sqlite3_reset (rows);
          return NULL;
        }
      g_ptr_array_add (infos, info);
    }

  return step == CHAT_STORE_DONE ? g_steal_pointer (&infos) : NULL;
}

/* Both under one read transaction would hold up nobody, but the count is a hint anyway: the list
 * may have changed when the answer arrives. */
gpointer
chat_store_list (ChatStoreDb  *db,
                 gpointer      data,
                 GError      **error)
{
  const ChatStoreListRequest *request = data;
  const ListSql *sql = &lists[request->scope];
  g_autoptr(GPtrArray) infos = NULL;
  gint64 limit = request->limit;
  gint64 offset = request->offset;
  gint64 total = 0;
  ChatStoreListing *listing;

  if (request->tag != NULL
      ? !chat_store_ask (db, &total, 0, sql->tagged_count, error, "t", request->tag)
      : !chat_store_ask (db, &total, 0, sql->count, error, ""))
    return NULL;

  infos = read_infos (db, request->tag != NULL
                          ? chat_store_prepare (db, sql->tagged_rows, error, "tii",
                                                request->tag, limit, offset)
                          : chat_store_prepare (db, sql->rows, error, "ii", limit, offset),
                      error);
  if (infos == NULL)
    return NULL;

  listing = g_new0 (ChatStoreListing, 1);
  listing->infos = g_steal_pointer (&infos);
  listing->total = (guint) total;
  return listing;
}

gpointer
chat_store_list_tags (ChatStoreDb  *db,
                      gpointer      request,
                      GError      **error)
{
  return read_texts (db, chat_store_prepare (db, "SELECT DISTINCT name FROM tag ORDER BY name",
                                             error, ""), error);
}
