/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Conversations by a few letters of their titles: all titles are looked at, none is kept.
 */

#include "chat-store-titles.h"

#include "chat-store-read.h"

#include "chat-fuzzy.h"

#define LATEST "SELECT id, title FROM conversation INDEXED BY conversation_kept WHERE trashed = 0" \
               " ORDER BY pinned DESC, updated DESC, id DESC LIMIT ?"
#define ALL "SELECT id, title FROM conversation WHERE trashed = 0 ORDER BY id DESC LIMIT ?"
#define ONE "SELECT " CHAT_STORE_INFO_COLUMNS " FROM conversation WHERE id = ?"

typedef struct
{
  gint64 id;
  guint  score;
} Match;

void
chat_store_titles_request_free (gpointer data)
{
  ChatStoreTitlesRequest *self = data;

  g_free (self->words);
  g_free (self);
}

/* The best first; of two alike, the one that came first. */
static void
insert_match (GArray *matches,
              guint   limit,
              Match   match)
{
  guint place = matches->len;

  while (place > 0 && g_array_index (matches, Match, place - 1).score < match.score)
    place--;
  if (place >= limit)
    return;

  g_array_insert_val (matches, place, match);
  if (matches->len > limit)
    g_array_set_size (matches, limit);
}

static gboolean
collect (ChatStoreDb      *db,
         const ChatFuzzy  *words,
         guint             limit,
         GArray           *matches,
         GError          **error)
{
  gboolean any = chat_fuzzy_is_empty (words);
  sqlite3_stmt *rows = chat_store_prepare (db, any ? LATEST : ALL, error, "i",
                                           any ? (gint64) limit : G_MAXINT64);
  ChatStoreStep step = rows != NULL ? CHAT_STORE_ROW : CHAT_STORE_STOPPED;

  while (step != CHAT_STORE_STOPPED &&
         (step = chat_store_step (db, rows, error)) == CHAT_STORE_ROW)
    {
      g_autofree char *title = chat_store_dup_valid (rows, 1);
      Match match = { sqlite3_column_int64 (rows, 0), 0 };

      match.score = title != NULL ? chat_fuzzy_score (words, title, NULL) : 0;
      if (match.score > 0)
        insert_match (matches, limit, match);
    }

  return step == CHAT_STORE_DONE;
}

static gboolean
read_info (ChatStoreDb  *db,
           gint64        id,
           GPtrArray    *infos,
           GError      **error)
{
  sqlite3_stmt *rows = chat_store_prepare (db, ONE, error, "i", id);
  ChatConversationInfo *info;

  if (rows == NULL || chat_store_step (db, rows, error) != CHAT_STORE_ROW)
    return FALSE;

  info = chat_store_read_info (db, rows, error);
  sqlite3_reset (rows);
  if (info != NULL)
    g_ptr_array_add (infos, info);
  return info != NULL;
}

gpointer
chat_store_find_titles (ChatStoreDb  *db,
                        gpointer      data,
                        GError      **error)
{
  const ChatStoreTitlesRequest *request = data;
  g_autoptr(ChatFuzzy) words = chat_fuzzy_new (request->words);
  g_autoptr(GArray) matches = g_array_new (FALSE, FALSE, sizeof (Match));
  g_autoptr(GPtrArray) infos = g_ptr_array_new_with_free_func (g_object_unref);

  chat_store_assert_worker (db);

  if (!chat_store_connect_reader (db, error) ||
      !collect (db, words, request->limit, matches, error))
    return NULL;

  for (guint i = 0; i < matches->len; i++)
    {
      /* One that was deleted meanwhile is none. */
      if (!read_info (db, g_array_index (matches, Match, i).id, infos, error) &&
          error != NULL && *error != NULL)
        return NULL;
    }

  return g_steal_pointer (&infos);
}
