/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looks up uids, nothing of what is in the messages.
 */

#include "chat-store-locate.h"

#include "chat-store-private.h"

struct _ChatStoreLocator
{
  ChatStoreDb *db;
};

void
chat_store_location_free (ChatStoreLocation *self)
{
  g_free (self->leaf);
  g_clear_pointer (&self->homes, g_ptr_array_unref);
  g_free (self);
}

static gboolean
locate_conversation (ChatStoreDb        *db,
                     ChatStoreLocation  *self,
                     const char         *uid,
                     GError            **error)
{
  sqlite3_stmt *row = chat_store_prepare (db, "SELECT leaf, updated FROM conversation"
                                              " WHERE uid = ?",
                                          error, "t", uid);
  ChatStoreStep step = row != NULL ? chat_store_step (db, row, error) : CHAT_STORE_STOPPED;

  if (step != CHAT_STORE_ROW)
    return step == CHAT_STORE_DONE;

  self->exists = TRUE;
  self->leaf = g_strdup (chat_store_text (row, 0));
  self->updated_ms = sqlite3_column_int64 (row, 1);
  sqlite3_reset (row);
  return TRUE;
}

static gboolean
locate_message (ChatStoreDb        *db,
                ChatStoreLocation  *self,
                const char         *uid,
                GError            **error)
{
  sqlite3_stmt *row = chat_store_prepare (db, "SELECT conversation.uid FROM message"
                                              " JOIN conversation"
                                              " ON conversation.id = message.conversation"
                                              " WHERE message.uid = ?",
                                          error, "t", uid);
  ChatStoreStep step = row != NULL ? chat_store_step (db, row, error) : CHAT_STORE_STOPPED;

  if (step == CHAT_STORE_STOPPED)
    return FALSE;

  g_ptr_array_add (self->homes,
                   step == CHAT_STORE_ROW ? g_strdup (chat_store_text (row, 0)) : NULL);
  if (step == CHAT_STORE_ROW)
    sqlite3_reset (row);
  return TRUE;
}

static ChatStoreLocation *
locate (ChatStoreDb         *db,
        const char          *conversation,
        const char * const  *messages,
        GError             **error)
{
  g_autoptr(ChatStoreLocation) self = g_new0 (ChatStoreLocation, 1);

  self->homes = g_ptr_array_new_with_free_func (g_free);
  if (!locate_conversation (db, self, conversation, error))
    return NULL;
  for (gsize i = 0; messages[i] != NULL; i++)
    {
      if (!locate_message (db, self, messages[i], error))
        return NULL;
    }

  return g_steal_pointer (&self);
}

ChatStoreLocator *
chat_store_locator_new (ChatStore  *store,
                        GError    **error)
{
  ChatStoreLocator *self = g_new0 (ChatStoreLocator, 1);

  self->db = chat_store_db_new (chat_store_get_folder (store));
  self->db->thread = g_thread_self ();
  self->db->read_only = TRUE;
  if (!chat_store_connect (self->db, self->db->path, CHAT_STORE_CONNECT_READ, error))
    g_clear_pointer (&self, chat_store_locator_free);
  return self;
}

void
chat_store_locator_free (ChatStoreLocator *self)
{
  chat_store_disconnect (self->db);
  chat_store_db_free (self->db);
  g_free (self);
}

/* In one transaction: each message would begin and end its own. */
ChatStoreLocation *
chat_store_locator_find (ChatStoreLocator    *self,
                         const char          *conversation,
                         const char * const  *messages,
                         GError             **error)
{
  ChatStoreLocation *found;

  if (!chat_store_run (self->db, "BEGIN", error, ""))
    return NULL;

  found = locate (self->db, conversation, messages, error);
  chat_store_roll_back (self->db);
  return found;
}
