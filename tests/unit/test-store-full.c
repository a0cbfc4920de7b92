/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A database large enough to be damaged, and its files.
 */

#include "test-store-full.h"

#include "test-store-tools.h"

#define TEXT_LENGTH 900

static char *
make_text (guint conversation,
           guint message)
{
  GString *text = g_string_new (NULL);

  while (text->len < TEXT_LENGTH)
    g_string_append_printf (text, "c%u m%u ", conversation, message);
  return g_string_free (text, FALSE);
}

static void
put_conversation (ChatStoreBatch *batch,
                  guint           number)
{
  g_autofree char *uid = g_strdup_printf ("c%u", number);
  g_autofree char *parent = NULL;

  chat_store_batch_set_title (batch, uid, uid);
  for (guint i = 0; i < N_MESSAGES; i++)
    {
      g_autofree char *text = make_text (number, i);
      g_autofree char *message_uid = g_strdup_printf ("c%u-m%u", number, i);
      g_autoptr(ChatMessage) message = chat_message_new_user (text);

      chat_message_set_uid (message, message_uid);
      chat_store_batch_put_message (batch, uid, parent, message);
      g_free (parent);
      parent = g_steal_pointer (&message_uid);
    }
}

void
full_store_fill (ChatStore *store,
                 guint      first,
                 guint      n)
{
  ChatStoreBatch *batch = chat_store_batch_new ();

  for (guint i = first; i < first + n; i++)
    put_conversation (batch, i);
  test_store_commit (store, batch);
}

char *
full_store_make (void)
{
  char *folder = test_store_folder ();
  ChatStore *store = test_store_open (folder, CHAT_STORE_OPENED);

  full_store_fill (store, 0, N_CONVERSATIONS);
  test_store_close (store);
  return folder;
}

guint
full_store_count (ChatStore *store)
{
  g_autoptr(GPtrArray) infos = test_store_list (store, CHAT_SCOPE_ALL, NULL, 0, 1000, NULL);
  guint n = 0;

  for (guint i = 0; i < infos->len; i++)
    {
      const char *uid = chat_conversation_info_get_uid (g_ptr_array_index (infos, i));
      g_autoptr(ChatConversation) conversation = test_store_load (store, uid, NULL);

      n += chat_conversation_get_size (conversation);
    }
  return n;
}

char *
full_store_read (const char *folder,
                 const char *name,
                 gsize      *length)
{
  g_autofree char *path = test_store_path_of (folder, name);
  g_autoptr(GError) error = NULL;
  char *bytes = NULL;

  g_file_get_contents (path, &bytes, length, &error);
  g_assert_no_error (error);
  return bytes;
}

void
full_store_write (const char *folder,
                  const char *name,
                  const char *bytes,
                  gsize       length)
{
  g_autofree char *path = test_store_path_of (folder, name);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, bytes, (gssize) length, &error);
  g_assert_no_error (error);
}
