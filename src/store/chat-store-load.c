/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A conversation from its rows: the whole tree in one pass.
 */

#include "chat-store-read.h"
#include "chat-store-schema.h"

#include <string.h>

#define FIND                                                                                   \
  "SELECT " CHAT_STORE_INFO_COLUMNS ", system, profile, model, parameters, leaf"               \
  " FROM conversation"

/* Above every character that a uid may have. */
#define PAST_PREFIX "\x7f"

enum
{
  COLUMN_SYSTEM = 8,
  COLUMN_PROFILE,
  COLUMN_MODEL,
  COLUMN_PARAMETERS,
  COLUMN_LEAF,
};

#define COLUMNS                                                                                \
  "SELECT id, parent, trashed, uid, role, state, created, model, api_id, stop_reason,"          \
  " stop_sequence, stop_details, request_id, prefix_hash, failure, usage, timings,"             \
  " block_states, blocks"
#define ROWS " FROM message WHERE conversation = ? ORDER BY sequence"

/* What stands in the ledger comes last, where there is one: see read_message(). */
#define MESSAGES       COLUMNS ROWS
#define PRICED_MESSAGES                                                                        \
  COLUMNS ", (SELECT cost FROM ledger WHERE reply = message.uid AND role = 1)" ROWS

#define COLUMN_COST 19

void
chat_store_loaded_free (gpointer data)
{
  ChatStoreLoaded *self = data;

  g_clear_object (&self->conversation);
  g_clear_object (&self->info);
  g_free (self);
}

/* A message as it stands in a row: borrowed until the next step. */
static ChatMessage *
read_message (sqlite3_stmt *row)
{
  ChatMessage *message;
  const ChatStoreRecord record = {
    .uid = (char *) chat_store_text (row, 3),
    .role = (ChatRole) sqlite3_column_int (row, 4),
    .state = (ChatMessageState) sqlite3_column_int (row, 5),
    .created = sqlite3_column_int64 (row, 6),
    .model = (char *) chat_store_text (row, 7),
    .api_id = (char *) chat_store_text (row, 8),
    .stop_reason = (char *) chat_store_text (row, 9),
    .stop_sequence = (char *) chat_store_text (row, 10),
    .stop_details = (char *) chat_store_text (row, 11),
    .request_id = (char *) chat_store_text (row, 12),
    .prefix_hash = (char *) chat_store_text (row, 13),
    .failure = (char *) chat_store_text (row, 14),
    .usage = (char *) chat_store_text (row, 15),
    .timings = (char *) chat_store_text (row, 16),
    .block_states = (char *) chat_store_text (row, 17),
    .blocks = (char *) chat_store_text (row, 18),
  };

  message = chat_store_record_to_message (&record);
  if (sqlite3_column_count (row) > COLUMN_COST &&
      sqlite3_column_type (row, COLUMN_COST) != SQLITE_NULL)
    chat_message_set_cost (message, sqlite3_column_int64 (row, COLUMN_COST));
  return message;
}

typedef struct
{
  ChatMessage *message;   /* NULL: it is in the trash; borrowed from the conversation */
  gint64       parent;
} Place;

typedef struct
{
  ChatConversation *conversation;
  GHashTable       *places;   /* row → Place */
  char             *leaf;     /* as stored */
  gint64            leaf_id;
} Loader;

static Place *
get_place (Loader *self,
           gint64  id)
{
  return g_hash_table_lookup (self->places, &id);
}

static void
add_row (Loader       *self,
         sqlite3_stmt *row)
{
  gint64 *id = g_memdup2 (&(gint64) { sqlite3_column_int64 (row, 0) }, sizeof (gint64));
  Place *place = g_new0 (Place, 1);
  Place *above;

  place->parent = sqlite3_column_int64 (row, 1);
  g_hash_table_insert (self->places, id, place);
  if (g_strcmp0 (chat_store_text (row, 3), self->leaf) == 0)
    self->leaf_id = *id;

  above = place->parent != 0 ? get_place (self, place->parent) : NULL;
  if (sqlite3_column_int64 (row, 2) != 0 || (above != NULL && above->message == NULL))
    return;

  place->message = read_message (row);
  chat_conversation_add (self->conversation, above != NULL ? above->message : NULL,
                         place->message);
  g_object_unref (place->message);
}

/* The end of the path, or what is left of it if a part is in the trash. */
static ChatMessage *
find_leaf (Loader *self)
{
  Place *place = get_place (self, self->leaf_id);

  while (place != NULL && place->message == NULL)
    place = get_place (self, place->parent);

  return place != NULL ? place->message : NULL;
}

static void
choose_path (Loader *self)
{
  ChatMessage *leaf = find_leaf (self);

  if (leaf != NULL)
    chat_conversation_select (self->conversation, leaf);
  /* below the leaf, and of an empty path, nothing is chosen */
  if (leaf != NULL || g_strcmp0 (self->leaf, "") == 0)
    chat_conversation_rewind (self->conversation, leaf);
}

static gboolean
read_messages (ChatStoreDb  *db,
               Loader       *self,
               gint64        id,
               GError      **error)
{
  const gboolean priced = db->version >= CHAT_STORE_VERSION_OF_LEDGER;
  sqlite3_stmt *rows = chat_store_prepare (db, priced ? PRICED_MESSAGES : MESSAGES, error, "i", id);
  ChatStoreStep step = rows != NULL ? CHAT_STORE_ROW : CHAT_STORE_STOPPED;

  while (step != CHAT_STORE_STOPPED &&
         (step = chat_store_step (db, rows, error)) == CHAT_STORE_ROW)
    add_row (self, rows);

  return step == CHAT_STORE_DONE;
}

static ChatConversation *
read_conversation (sqlite3_stmt *row)
{
  ChatConversation *conversation = chat_conversation_new_with_uid (chat_store_text (row, 1));
  g_autofree char *title = chat_store_dup_valid (row, 2);
  g_autofree char *system = chat_store_dup_valid (row, COLUMN_SYSTEM);
  g_autofree char *model = chat_store_dup_valid (row, COLUMN_MODEL);

  chat_conversation_set_title (conversation, title);
  chat_conversation_set_system (conversation, system);
  chat_conversation_set_profile (conversation, chat_store_text (row, COLUMN_PROFILE));
  chat_conversation_set_model (conversation, model);
  chat_conversation_set_parameters (conversation, chat_store_text (row, COLUMN_PARAMETERS));
  return conversation;
}

static ChatStoreLoaded *
load_row (ChatStoreDb   *db,
          sqlite3_stmt  *row,
          GError       **error)
{
  g_autoptr(ChatConversation) conversation = read_conversation (row);
  g_autoptr(ChatConversationInfo) info = chat_store_read_info (db, row, error);
  g_autoptr(GHashTable) places = g_hash_table_new_full (g_int64_hash, g_int64_equal,
                                                        g_free, g_free);
  g_autofree char *leaf = g_strdup (chat_store_text (row, COLUMN_LEAF));
  Loader loader = { conversation, places, leaf, 0 };
  ChatStoreLoaded *loaded;

  if (info == NULL || !read_messages (db, &loader, sqlite3_column_int64 (row, 0), error))
    return NULL;
  choose_path (&loader);

  loaded = g_new0 (ChatStoreLoaded, 1);
  loaded->conversation = g_steal_pointer (&conversation);
  loaded->info = g_steal_pointer (&info);
  return loaded;
}

/* The rows whose uid begins with @uid; itself first, if it is whole. */
static sqlite3_stmt *
find (ChatStoreDb  *db,
      const char   *uid,
      GError      **error)
{
  g_autofree char *end = g_strconcat (uid, PAST_PREFIX, NULL);
  sqlite3_stmt *row = chat_store_prepare (db, FIND " WHERE uid >= ? AND uid < ? ORDER BY uid"
                                                   " LIMIT 2", error, "", NULL);

  if (row != NULL)
    {
      sqlite3_bind_text (row, 1, uid, -1, SQLITE_TRANSIENT);
      sqlite3_bind_text (row, 2, end, -1, SQLITE_TRANSIENT);
    }
  return row;
}

gpointer
chat_store_load (ChatStoreDb  *db,
                 gpointer      request,
                 GError      **error)
{
  const char *uid = request;
  sqlite3_stmt *row = *uid != '\0' ? find (db, uid, error) : NULL;
  ChatStoreStep step = row != NULL ? chat_store_step (db, row, error) : CHAT_STORE_DONE;
  g_autoptr(GError) problem = NULL;
  ChatStoreLoaded *loaded = NULL;
  gboolean whole;

  if (step != CHAT_STORE_ROW)
    {
      if (step == CHAT_STORE_DONE && (error == NULL || *error == NULL))
        g_set_error (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_NOT_FOUND,
                     "No conversation %s", uid);
      return NULL;
    }

  whole = strcmp (chat_store_text (row, 1), uid) == 0;
  loaded = load_row (db, row, error);
  if (loaded != NULL && !whole && chat_store_step (db, row, &problem) == CHAT_STORE_ROW)
    {
      g_clear_pointer (&loaded, chat_store_loaded_free);
      g_set_error (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_NOT_FOUND,
                   "Several conversations begin with %s", uid);
    }
  sqlite3_reset (row);
  return loaded;
}

static char *
load_text (ChatStoreDb  *db,
           const char   *sql,
           const char   *uid,
           GError      **error)
{
  sqlite3_stmt *row = chat_store_prepare (db, sql, error, "t", uid);
  char *text = NULL;

  if (row != NULL && chat_store_step (db, row, error) == CHAT_STORE_ROW)
    {
      text = g_strdup (chat_store_text (row, 0));
      sqlite3_reset (row);
    }
  return text;
}

gpointer
chat_store_load_draft (ChatStoreDb  *db,
                       gpointer      request,
                       GError      **error)
{
  return load_text (db, "SELECT text FROM draft WHERE conversation = ?", request, error);
}

gpointer
chat_store_load_view (ChatStoreDb  *db,
                      gpointer      request,
                      GError      **error)
{
  if (db->version < CHAT_STORE_VERSION_OF_VIEWS)
    return NULL;
  return load_text (db, "SELECT state FROM view_state WHERE conversation ="
                        " (SELECT id FROM conversation WHERE uid = ?)", request, error);
}
