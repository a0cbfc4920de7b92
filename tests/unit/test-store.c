/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The store on a sound disk: what was committed is what is read.
 */

#include "test-store-tools.h"

#include "test-support.h"

#include <string.h>
#include <sys/stat.h>

typedef struct
{
  char      *folder;
  ChatStore *store;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = test_store_folder ();
  fixture->store = test_store_open (fixture->folder, CHAT_STORE_OPENED);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->store != NULL)
    test_store_close (fixture->store);
  g_free (fixture->folder);
}

static void
reopen (Fixture *fixture)
{
  test_store_close (fixture->store);
  fixture->store = test_store_open (fixture->folder, CHAT_STORE_OPENED);
}

static void
assert_tree (Fixture    *fixture,
             const char *uid,
             const char *expected)
{
  g_autofree char *tree = test_store_tree (fixture->store, uid);

  g_assert_cmpstr (tree, ==, expected);
}

static void
assert_path (Fixture    *fixture,
             const char *uid,
             const char *expected)
{
  g_autofree char *path = test_store_path (fixture->store, uid);

  g_assert_cmpstr (path, ==, expected);
}

static void
test_tree (Fixture       *fixture,
           gconstpointer  data)
{
  ChatStoreBatch *batch;

  test_store_fill (fixture->store, "talk", "a b<a c<b d<a e f<e");
  assert_tree (fixture, "talk", "a(b(c)d)e(f)");

  batch = chat_store_batch_new ();
  chat_store_batch_set_leaf (batch, "talk", "c");
  test_store_commit (fixture->store, batch);
  assert_path (fixture, "talk", "a b c");

  batch = chat_store_batch_new ();
  chat_store_batch_set_leaf (batch, "talk", "b");
  test_store_commit (fixture->store, batch);
  assert_path (fixture, "talk", "a b");

  batch = chat_store_batch_new ();
  chat_store_batch_set_leaf (batch, "talk", NULL);
  test_store_commit (fixture->store, batch);
  assert_path (fixture, "talk", "");

  reopen (fixture);
  assert_tree (fixture, "talk", "a(b(c)d)e(f)");
  assert_path (fixture, "talk", "");
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/store/tree", test_tree);

  return g_test_run ();
}
