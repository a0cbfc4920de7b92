/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Attachments: kept once, gone with the last message that names them.
 */

#include "test-store-tools.h"

#include <string.h>

#define NAMING "{\"type\":\"image\",\"source\":{\"type\":\"kept\",\"sha256\":\"%s\"}}"

static void
put_naming (ChatStoreBatch *batch,
            const char     *uid,
            const char     *digest)
{
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_USER);
  g_autofree char *block = g_strdup_printf (NAMING, digest);

  chat_message_set_uid (message, uid);
  chat_message_add_block (message, chat_content_block_new (block, strlen (block), 0));
  chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);
  chat_store_batch_put_message (batch, uid, NULL, message);
}

static void
assert_kept (StoreFixture *fixture,
             const char   *digest,
             gboolean      expected)
{
  g_autofree char *path = g_build_filename (fixture->folder, "attachments", digest, NULL);

  g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, expected);
}

/* Makes all that is kept look two days old. */
static void
age_attachments (StoreFixture *fixture)
{
  g_autofree char *n = test_store_ask (fixture->folder,
                                       "UPDATE attachment SET created = created - 172800000"
                                       " RETURNING digest");

  g_assert_nonnull (n);
}

static void
test_attachments (StoreFixture  *fixture,
                  gconstpointer  data)
{
  g_autofree char *named = test_store_keep (fixture->store, "named");
  g_autofree char *again = test_store_keep (fixture->store, "named");
  g_autofree char *lost = test_store_keep (fixture->store, "lost");
  g_autofree char *path = g_build_filename (fixture->folder, "attachments", named, NULL);
  g_autofree char *contents = NULL;
  ChatStoreBatch *batch = chat_store_batch_new ();

  g_assert_cmpstr (named, ==, again);
  g_assert_cmpuint (strlen (named), ==, 64);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "named");

  put_naming (batch, "one", named);
  put_naming (batch, "two", named);
  chat_store_batch_purge_conversation (batch, "one");
  test_store_commit (fixture->store, batch);
  assert_kept (fixture, named, TRUE);
  assert_kept (fixture, lost, TRUE);

  age_attachments (fixture);
  batch = chat_store_batch_new ();
  chat_store_batch_empty_trash (batch, 1);
  test_store_commit (fixture->store, batch);
  assert_kept (fixture, named, TRUE);
  assert_kept (fixture, lost, FALSE);

  batch = chat_store_batch_new ();
  chat_store_batch_purge_conversation (batch, "two");
  test_store_commit (fixture->store, batch);
  assert_kept (fixture, named, FALSE);
}

#define ADD(path, func) \
  g_test_add ("/store/" path, StoreFixture, NULL, store_fixture_set_up, func, \
              store_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("attachments", test_attachments);

  return g_test_run ();
}
