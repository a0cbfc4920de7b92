/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Searches for words that are not typed to their end: of four letters and more they are looked up
 * first, unless they are too many.
 */

#include "test-store-tools.h"

#include <string.h>

static void
say (ChatStore  *store,
     const char *uid,
     const char *text)
{
  static gint64 clock = 1700000000000;
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_USER);
  ChatStoreBatch *batch = chat_store_batch_new ();

  chat_message_set_uid (message, uid);
  chat_message_set_created (message, clock += 10000);
  chat_message_add_block (message, chat_content_block_new_text (text));
  chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);
  chat_store_batch_put_message (batch, "talk", NULL, message);
  test_store_commit (store, batch);
}

/* Messages by their uids, the newest first; "()" is a title. */
static void
assert_finds (ChatStore  *store,
              const char *query,
              const char *expected)
{
  g_autoptr(GPtrArray) hits = test_store_search (store, query, NULL, 0, 100);
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < hits->len; i++)
    {
      const ChatSearchHit *hit = g_ptr_array_index (hits, i);

      g_string_append_printf (names, "%s%s", i > 0 ? " " : "",
                              hit->message != NULL ? hit->message : "()");
    }
  g_test_message ("%s", query);
  g_assert_cmpstr (names->str, ==, expected);
}

static void
test_beginnings (void)
{
  g_autofree char *folder = test_store_folder ();
  ChatStore *store = test_store_open (folder, CHAT_STORE_OPENED);

  say (store, "a", "Content of the größte container");
  say (store, "b", "contents: 東京の検索 and contra-dance");
  say (store, "c", "contrary, contrary");
  assert_finds (store, "cont", "c b a");
  assert_finds (store, "CONTE", "b a");
  assert_finds (store, "conten", "b a");
  assert_finds (store, "contr", "c b");
  assert_finds (store, "contraryw", "");
  assert_finds (store, "größ", "a");
  assert_finds (store, "東京の検", "b");
  assert_finds (store, "contra-da", "b");
  test_store_close (store);
}

static void
test_combined (void)
{
  g_autofree char *folder = test_store_folder ();
  ChatStore *store = test_store_open (folder, CHAT_STORE_OPENED);
  ChatStoreBatch *batch = chat_store_batch_new ();

  say (store, "a", "Content of the container");
  say (store, "b", "contents and contra-dance");
  say (store, "c", "contrary, contrary");
  assert_finds (store, "conte* contr", "b");
  assert_finds (store, "conte* and ", "b");
  assert_finds (store, "and contr", "b");
  assert_finds (store, "conte* role:user contr", "b");
  assert_finds (store, "conte* -contr*", "a");
  assert_finds (store, "role:user -conte* -nowhere*", "c");

  chat_store_batch_set_title (batch, "talk", "Continents");
  test_store_commit (store, batch);
  assert_finds (store, "conti", "()");
  test_store_close (store);
}

static void
test_too_many (void)
{
  g_autofree char *folder = test_store_folder ();
  ChatStore *store = test_store_open (folder, CHAT_STORE_OPENED);
  g_autoptr(GString) many = g_string_new (NULL);

  for (guint i = 0; i < 700; i++)
    g_string_append_printf (many, "cont%u ", i);
  say (store, "a", many->str);
  say (store, "b", "contrary");
  assert_finds (store, "cont", "b a");
  assert_finds (store, "cont69", "a");
  assert_finds (store, "contr* -cont6*", "b");
  assert_finds (store, "role:user -cont*", "");
  test_store_close (store);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/beginnings/alone", test_beginnings);
  g_test_add_func ("/store/beginnings/combined", test_combined);
  g_test_add_func ("/store/beginnings/too-many", test_too_many);

  return g_test_run ();
}
