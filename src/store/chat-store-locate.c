/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looks up uids, nothing of what is in the messages.
 */

#include "chat-store-locate.h"

#include "chat-store-read.h"

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

gpointer
chat_store_locate (ChatStoreDb  *db,
                   gpointer      request,
                   GError      **error)
{
  const ChatStoreLocateRequest *wanted = request;
  g_autoptr(ChatStoreLocation) self = g_new0 (ChatStoreLocation, 1);

  self->homes = g_ptr_array_new_with_free_func (g_free);
  if (!locate_conversation (db, self, wanted->conversation, error))
    return NULL;
  for (gsize i = 0; wanted->messages[i] != NULL; i++)
    {
      if (!locate_message (db, self, wanted->messages[i], error))
        return NULL;
    }

  return g_steal_pointer (&self);
}

void
chat_store_locate_request_free (gpointer data)
{
  ChatStoreLocateRequest *self = data;

  g_free (self->conversation);
  g_strfreev (self->messages);
  g_free (self);
}
