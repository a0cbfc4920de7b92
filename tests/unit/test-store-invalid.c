/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words in a history that are not UTF-8, as other programs may have written them: what is given out
 * can be shown.
 */

#include "test-store-tools.h"

#include "chat-store-private.h"
#include "chat-store-titles.h"
#include "test-support.h"

/* "Ti" and "tle" with half a character between them. */
#define BROKEN "CAST (x'5469C3746C65' AS TEXT)"
#define REPAIRED "Ti\xEF\xBF\xBDtle"

/* Beside the store, which has no statements for such words. */
static void
set_up (StoreFixture  *fixture,
        gconstpointer  data)
{
  static const char * const tags[] = { "tag", NULL };
  g_autofree char *path = NULL;
  ChatStoreBatch *batch = chat_store_batch_new ();
  sqlite3 *sqlite;

  store_fixture_set_up (fixture, data);
  test_store_fill (fixture->store, "talk", "apples");
  chat_store_batch_set_tags (batch, "talk", tags);
  test_store_commit (fixture->store, batch);
  test_store_close (g_steal_pointer (&fixture->store));

  path = test_store_path_of (fixture->folder, "history.db");
  g_assert_cmpint (sqlite3_open (path, &sqlite), ==, SQLITE_OK);
  g_assert_cmpint (chat_store_register_functions (sqlite), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (sqlite, "UPDATE conversation SET title = " BROKEN
                                         ", system = " BROKEN ", model = " BROKEN ";"
                                         "UPDATE tag SET name = " BROKEN, NULL, NULL, NULL), ==,
                   SQLITE_OK);
  sqlite3_close (sqlite);
  fixture->store = test_store_open (fixture->folder, CHAT_STORE_OPENED);
}

static void
assert_info (ChatConversationInfo *info)
{
  g_assert_cmpstr (chat_conversation_info_get_title (info), ==, REPAIRED);
  g_assert_cmpstr (chat_conversation_info_get_tags (info)[0], ==, REPAIRED);
}

static void
test_load (StoreFixture  *fixture,
           gconstpointer  data)
{
  g_autoptr(ChatConversationInfo) info = NULL;
  g_autoptr(ChatConversation) conversation = test_store_load (fixture->store, "talk", &info);

  assert_info (info);
  g_assert_cmpstr (chat_conversation_get_title (conversation), ==, REPAIRED);
  g_assert_cmpstr (chat_conversation_get_system (conversation), ==, REPAIRED);
  g_assert_cmpstr (chat_conversation_get_model (conversation), ==, REPAIRED);
}

static void
test_list (StoreFixture  *fixture,
           gconstpointer  data)
{
  g_autoptr(GPtrArray) infos =
    test_store_list (fixture->store, CHAT_SCOPE_CURRENT, NULL, 0, 10, NULL);
  g_auto(GStrv) tags = test_store_tags (fixture->store);

  g_assert_cmpuint (infos->len, ==, 1);
  assert_info (g_ptr_array_index (infos, 0));
  g_assert_cmpstr (tags[0], ==, REPAIRED);
}

static void
test_search (StoreFixture  *fixture,
             gconstpointer  data)
{
  g_autoptr(GPtrArray) hits = NULL;
  const ChatSearchHit *hit;

  test_store_index_up_to (fixture->store, "apples", "apples");
  hits = test_store_search (fixture->store, "apples", NULL, 0, 10);
  g_assert_cmpuint (hits->len, ==, 1);
  hit = g_ptr_array_index (hits, 0);
  g_assert_cmpstr (hit->title, ==, REPAIRED);
  g_assert_cmpstr (hit->snippet, ==, "apples");
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GPtrArray **infos = user_data;

  *infos = chat_store_find_titles_finish (CHAT_STORE (source), result, NULL);
  g_assert_nonnull (*infos);
}

static void
test_letters (StoreFixture  *fixture,
              gconstpointer  data)
{
  g_autoptr(GPtrArray) infos = NULL;

  chat_store_find_titles_async (fixture->store, "title", 10, NULL, found_cb, &infos);
  test_wait_until (infos != NULL);
  g_assert_cmpuint (infos->len, ==, 1);
  assert_info (g_ptr_array_index (infos, 0));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) \
  g_test_add ("/store/invalid/" name, StoreFixture, NULL, set_up, function, \
              store_fixture_tear_down)
  ADD ("load", test_load);
  ADD ("list", test_list);
  ADD ("search", test_search);
  ADD ("letters", test_letters);

  return g_test_run ();
}
