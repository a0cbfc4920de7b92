/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Searches among many messages of one moment, whose documents lie far behind those of their time.
 */

#include "test-store-tools.h"

#include "test-support.h"

/* 2024-01-01 */
#define NEW_YEAR (G_GINT64_CONSTANT (1704067200) * 1000)

#define N_MESSAGES 600
/* So many go to a conversation of their own; of the rest none has an id that tells of a crowd. */
#define N_FIRST 512

static void
say (ChatStoreBatch *batch,
     const char     *conversation,
     const char     *uid,
     gint64          created,
     const char     *text)
{
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_USER);

  chat_message_set_uid (message, uid);
  chat_message_set_created (message, created);
  chat_message_add_block (message, chat_content_block_new_text (text));
  chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);
  chat_store_batch_put_message (batch, conversation, NULL, message);
}

static void
add_crowd (ChatStore *store)
{
  ChatStoreBatch *batch = chat_store_batch_new ();

  for (guint i = 0; i < N_MESSAGES; i++)
    {
      g_autofree char *uid = g_strdup_printf ("crowd%u", i);

      say (batch, i < N_FIRST ? "first" : "rest", uid, NEW_YEAR - 1,
           i + 1 < N_MESSAGES ? "apple" : "apple pear");
    }
  say (batch, "rest", "late", NEW_YEAR, "apple pear");
  test_store_commit (store, batch);
}

static guint
count (ChatStore  *store,
       const char *query)
{
  g_autoptr(GPtrArray) hits = test_store_search (store, query, NULL, 0, 2 * N_MESSAGES);

  return hits->len;
}

/* All of a moment are found before the next one, also when most of them have gone. */
static void
test_before (void)
{
  g_autofree char *folder = test_store_folder ();
  ChatStore *store = test_store_open (folder, CHAT_STORE_OPENED);
  ChatStoreBatch *batch = chat_store_batch_new ();

  add_crowd (store);
  test_wait_until (count (store, "apple ") == N_MESSAGES + 1);
  g_assert_cmpuint (count (store, "apple before:2024 "), ==, N_MESSAGES);
  g_assert_cmpuint (count (store, "pear before:2024 "), ==, 1);
  g_assert_cmpuint (count (store, "pear after:2024 "), ==, 1);

  chat_store_batch_purge_conversation (batch, "first");
  test_store_commit (store, batch);
  g_assert_cmpuint (count (store, "apple before:2024 "), ==, N_MESSAGES - N_FIRST);
  g_assert_cmpuint (count (store, "pear before:2024 "), ==, 1);
  test_store_close (store);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/crowd/before", test_before);

  return g_test_run ();
}
