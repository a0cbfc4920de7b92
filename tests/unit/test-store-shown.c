/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Searches: which hits are said to be in another branch than the one that is shown.
 */

#include "test-store-tools.h"

/* More messages than are walked along. */
#define LONG_PATH 6000

static void
choose (StoreFixture *fixture,
        const char   *conversation,
        const char   *leaf)
{
  ChatStoreBatch *batch = chat_store_batch_new ();

  chat_store_batch_set_leaf (batch, conversation, leaf);
  test_store_commit (fixture->store, batch);
}

static void
assert_elsewhere (StoreFixture *fixture,
                  const char   *query,
                  const char   *expected)
{
  GPtrArray *hits = test_store_search (fixture->store, query, NULL, 0, 100);
  g_autoptr(GString) names = g_string_new (NULL);

  /* Each search indexes some more of what is new. */
  while (hits->len == 0)
    {
      g_ptr_array_unref (hits);
      hits = test_store_search (fixture->store, query, NULL, 0, 100);
    }
  for (guint i = 0; i < hits->len; i++)
    {
      const ChatSearchHit *hit = g_ptr_array_index (hits, i);

      if (hit->in_other_branch)
        g_string_append_printf (names, "%s%s", names->len > 0 ? " " : "", hit->message);
    }
  g_assert_cmpstr (names->str, ==, expected);
  g_ptr_array_unref (hits);
}

/* The path that is shown ends with the leaf; where none was ever chosen, nothing can be said. */
static void
test_branches (StoreFixture  *fixture,
               gconstpointer  data)
{
  ChatStoreBatch *batch = chat_store_batch_new ();

  test_store_fill (fixture->store, "one", "foa fob<foa foc<fob fod<foa foe<fod");
  test_store_fill (fixture->store, "two", "baa bab<baa bac<baa");
  chat_store_batch_set_title (batch, "two", "football");
  test_store_commit (fixture->store, batch);
  assert_elsewhere (fixture, "fo", "");

  choose (fixture, "one", "foe");
  choose (fixture, "two", "bab");
  assert_elsewhere (fixture, "fo", "foc fob");
  assert_elsewhere (fixture, "ba", "bac");
  assert_elsewhere (fixture, "foc ", "foc");
  assert_elsewhere (fixture, "fod ", "");

  choose (fixture, "one", "foc");
  assert_elsewhere (fixture, "fo", "foe fod");
  choose (fixture, "one", "foa");
  assert_elsewhere (fixture, "fo", "foe fod foc fob");
  choose (fixture, "one", NULL);
  assert_elsewhere (fixture, "fo", "foe fod foc fob foa");
}

/* That it is in the trash is all that there is to say. */
static void
test_trash (StoreFixture  *fixture,
            gconstpointer  data)
{
  ChatStoreBatch *batch = chat_store_batch_new ();

  test_store_fill (fixture->store, "one", "foa fob<foa foc<fob fod<foa");
  choose (fixture, "one", "fod");
  chat_store_batch_set_message_trashed (batch, "fob", 1000);
  test_store_commit (fixture->store, batch);
  assert_elsewhere (fixture, "in:trash fo", "");
}

/* Of what lies behind more than is walked along nothing is said. */
static void
test_long (StoreFixture  *fixture,
           gconstpointer  data)
{
  g_autoptr(GString) messages = g_string_new ("aside m0");

  for (guint i = 0; i < LONG_PATH; i++)
    g_string_append_printf (messages, " m%u<m%u", i + 1, i);
  g_string_append_printf (messages, " beside<m%u", LONG_PATH - 1);
  test_store_fill (fixture->store, "one", messages->str);
  choose (fixture, "one", "m6000");

  assert_elsewhere (fixture, "beside ", "beside");
  assert_elsewhere (fixture, "m0 ", "");
  choose (fixture, "one", "aside");
  assert_elsewhere (fixture, "m0 ", "");
  assert_elsewhere (fixture, "m5999 ", "m5999");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) \
  g_test_add ("/store/shown/" name, StoreFixture, NULL, store_fixture_set_up, function, \
              store_fixture_tear_down)
  ADD ("branches", test_branches);
  ADD ("trash", test_trash);
  ADD ("long", test_long);

  return g_test_run ();
}
