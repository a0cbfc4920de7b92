/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The store on a sound disk: what was committed is what is read.
 */

#include "test-store-tools.h"

#include "test-support.h"

#include <glib/gstdio.h>

#include <string.h>

static void
reopen (StoreFixture *fixture)
{
  test_store_close (fixture->store);
  fixture->store = test_store_open (fixture->folder, CHAT_STORE_OPENED);
}

static void
assert_tree (StoreFixture *fixture,
             const char   *uid,
             const char   *expected)
{
  g_autofree char *tree = test_store_tree (fixture->store, uid);

  g_assert_cmpstr (tree, ==, expected);
}

static void
assert_path (StoreFixture *fixture,
             const char   *uid,
             const char   *expected)
{
  g_autofree char *path = test_store_path (fixture->store, uid);

  g_assert_cmpstr (path, ==, expected);
}

static void
test_tree (StoreFixture  *fixture,
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

static void
test_trash_branch (StoreFixture  *fixture,
                   gconstpointer  data)
{
  g_autofree char *trashed = NULL;
  ChatStoreBatch *batch;

  test_store_fill (fixture->store, "talk", "a b<a c<b d<b e<a");
  batch = chat_store_batch_new ();
  chat_store_batch_set_leaf (batch, "talk", "c");
  chat_store_batch_set_message_trashed (batch, "c", 1000);
  chat_store_batch_set_message_trashed (batch, "b", 2000);
  test_store_commit (fixture->store, batch);
  assert_tree (fixture, "talk", "a(e)");
  assert_path (fixture, "talk", "a");

  /* what is written below it in the meantime is there, too */
  test_store_fill (fixture->store, "talk", "f<d");
  assert_tree (fixture, "talk", "a(e)");
  trashed = test_store_ask (fixture->folder, "SELECT trashed FROM message WHERE uid = 'f'");
  g_assert_cmpstr (trashed, ==, "2000");

  batch = chat_store_batch_new ();
  chat_store_batch_set_message_trashed (batch, "b", 0);
  test_store_commit (fixture->store, batch);
  assert_tree (fixture, "talk", "a(b(d(f))e)");

  batch = chat_store_batch_new ();
  chat_store_batch_empty_trash (batch, 1000);
  test_store_commit (fixture->store, batch);
  batch = chat_store_batch_new ();
  chat_store_batch_set_message_trashed (batch, "c", 0);
  test_store_commit (fixture->store, batch);
  assert_tree (fixture, "talk", "a(b(cd(f))e)");

  batch = chat_store_batch_new ();
  chat_store_batch_set_message_trashed (batch, "b", 1000);
  chat_store_batch_empty_trash (batch, 1001);
  test_store_commit (fixture->store, batch);
  reopen (fixture);
  assert_tree (fixture, "talk", "a(e)");
}

static void
add_titled (ChatStoreBatch *batch,
            const char     *title,
            gint64          updated)
{
  chat_store_batch_add_conversation (batch, title, updated);
  chat_store_batch_set_title (batch, title, title);
}

static void
assert_titles (StoreFixture *fixture,
               ChatScope     scope,
               const char   *tag,
               const char   *expected)
{
  g_autofree char *titles = test_store_titles (fixture->store, scope, tag);

  g_assert_cmpstr (titles, ==, expected);
}

static void
test_lists (StoreFixture  *fixture,
            gconstpointer  data)
{
  static const char * const red[] = { "red", NULL };
  static const char * const both[] = { "red", "blue", "red", NULL };
  ChatStoreBatch *batch = chat_store_batch_new ();

  add_titled (batch, "old", 1000);
  add_titled (batch, "new", 3000);
  add_titled (batch, "middle", 2000);
  add_titled (batch, "pinned", 500);
  add_titled (batch, "archived", 2500);
  add_titled (batch, "gone", 2600);
  chat_store_batch_set_pinned (batch, "pinned", TRUE);
  chat_store_batch_set_archived (batch, "archived", TRUE);
  chat_store_batch_set_trashed (batch, "gone", 9000);
  chat_store_batch_set_tags (batch, "old", red);
  chat_store_batch_set_tags (batch, "archived", both);
  test_store_commit (fixture->store, batch);

  for (guint round = 0; round < 2; round++)
    {
      g_auto(GStrv) tags = test_store_tags (fixture->store);
      g_autofree char *all_tags = g_strjoinv (" ", tags);

      assert_titles (fixture, CHAT_SCOPE_CURRENT, NULL, "pinned new middle old");
      assert_titles (fixture, CHAT_SCOPE_ARCHIVED, NULL, "archived");
      assert_titles (fixture, CHAT_SCOPE_TRASH, NULL, "gone");
      assert_titles (fixture, CHAT_SCOPE_ALL, NULL, "pinned new archived middle old");
      assert_titles (fixture, CHAT_SCOPE_ALL, "red", "archived old");
      assert_titles (fixture, CHAT_SCOPE_CURRENT, "blue", "");
      g_assert_cmpstr (all_tags, ==, "blue red");
      reopen (fixture);
    }

  batch = chat_store_batch_new ();
  chat_store_batch_touch (batch, "old", 5000);
  chat_store_batch_touch (batch, "unknown", 5000);
  chat_store_batch_set_pinned (batch, "pinned", FALSE);
  chat_store_batch_set_trashed (batch, "gone", 0);
  chat_store_batch_set_archived (batch, "archived", FALSE);
  chat_store_batch_set_tags (batch, "archived", NULL);
  test_store_commit (fixture->store, batch);
  assert_titles (fixture, CHAT_SCOPE_CURRENT, NULL, "old new gone archived middle pinned");
  assert_titles (fixture, CHAT_SCOPE_ALL, "red", "old");
}

static void
test_part_of_list (StoreFixture  *fixture,
                   gconstpointer  data)
{
  ChatStoreBatch *batch = chat_store_batch_new ();
  g_autoptr(GPtrArray) part = NULL;
  ChatConversationInfo *info;
  guint total;

  for (int i = 0; i < 100; i++)
    {
      g_autofree char *title = g_strdup_printf ("t%d", i);

      add_titled (batch, title, i);
    }
  test_store_commit (fixture->store, batch);

  part = test_store_list (fixture->store, CHAT_SCOPE_CURRENT, NULL, 90, 20, &total);
  g_assert_cmpuint (total, ==, 100);
  g_assert_cmpuint (part->len, ==, 10);
  info = g_ptr_array_index (part, 0);
  g_assert_cmpstr (chat_conversation_info_get_uid (info), ==, "t9");
  g_assert_cmpint (chat_conversation_info_get_updated (info), ==, 9);
  g_assert_cmpint (chat_conversation_info_get_created (info), ==, 9);
}

static void
test_settings (StoreFixture  *fixture,
               gconstpointer  data)
{
  ChatStoreBatch *batch = chat_store_batch_new ();
  g_autoptr(ChatConversation) conversation = NULL;
  g_autoptr(ChatConversationInfo) info = NULL;
  g_autoptr(ChatConversation) cleared = NULL;
  static const char * const tags[] = { "b", "a", NULL };

  chat_store_batch_add_conversation (batch, "talk", 1234);
  chat_store_batch_set_title (batch, "talk", "A title");
  chat_store_batch_set_settings (batch, "talk", "Be brief.", "demo", "claude-demo", "{\"x\":1}");
  chat_store_batch_set_tags (batch, "talk", tags);
  test_store_commit (fixture->store, batch);
  reopen (fixture);

  conversation = test_store_load (fixture->store, "talk", &info);
  g_assert_cmpstr (chat_conversation_get_uid (conversation), ==, "talk");
  g_assert_cmpstr (chat_conversation_get_title (conversation), ==, "A title");
  g_assert_cmpstr (chat_conversation_get_system (conversation), ==, "Be brief.");
  g_assert_cmpstr (chat_conversation_get_profile (conversation), ==, "demo");
  g_assert_cmpstr (chat_conversation_get_model (conversation), ==, "claude-demo");
  g_assert_cmpstr (chat_conversation_get_parameters (conversation), ==, "{\"x\":1}");
  g_assert_cmpint (chat_conversation_info_get_created (info), ==, 1234);
  g_assert_cmpstr (chat_conversation_info_get_tags (info)[0], ==, "a");
  g_assert_cmpstr (chat_conversation_info_get_tags (info)[1], ==, "b");

  batch = chat_store_batch_new ();
  chat_store_batch_set_title (batch, "talk", NULL);
  chat_store_batch_set_settings (batch, "talk", NULL, NULL, NULL, NULL);
  test_store_commit (fixture->store, batch);
  cleared = test_store_load (fixture->store, "talk", NULL);
  g_assert_null (chat_conversation_get_title (cleared));
  g_assert_null (chat_conversation_get_system (cleared));
}

static void
test_prefixes (StoreFixture  *fixture,
               gconstpointer  data)
{
  g_autoptr(ChatConversation) conversation = NULL;
  static const char * const wrong[] = { "ab", "", "abcde", "b", "%", "ac", "\x7f" };

  test_store_fill (fixture->store, "abc", "m1");
  test_store_fill (fixture->store, "abcd", "m2");
  test_store_fill (fixture->store, "xyz", "m3");
  assert_tree (fixture, "abc", "m1");
  assert_tree (fixture, "abcd", "m2");
  conversation = test_store_load (fixture->store, "x", NULL);
  g_assert_cmpstr (chat_conversation_get_uid (conversation), ==, "xyz");

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (test_store_try_load (fixture->store, wrong[i], &error));
      g_assert_error (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_NOT_FOUND);
    }
}

static void
test_all_or_nothing (StoreFixture  *fixture,
                     gconstpointer  data)
{
  ChatStoreBatch *batch = chat_store_batch_new ();
  g_autoptr(ChatMessage) message = test_store_message ("child");
  g_autoptr(GError) error = NULL;

  add_titled (batch, "first", 1);
  chat_store_batch_put_message (batch, "first", "no such parent", message);
  g_assert_false (test_store_try_commit (fixture->store, batch, &error));
  g_assert_error (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_NOT_FOUND);
  assert_titles (fixture, CHAT_SCOPE_ALL, NULL, "");

  /* and it goes on */
  test_store_fill (fixture->store, "talk", "a");
  assert_tree (fixture, "talk", "a");
}

static void
test_replace (StoreFixture  *fixture,
              gconstpointer  data)
{
  ChatStoreBatch *batch = chat_store_batch_new ();
  g_autoptr(ChatMessage) other = chat_message_new_user ("other");

  test_store_fill (fixture->store, "talk", "a b<a c<a");
  chat_message_set_uid (other, "b");
  chat_store_batch_put_message (batch, "talk", "a", other);
  test_store_commit (fixture->store, batch);
  assert_tree (fixture, "talk", "a(otherc)");
}

/* The row of what was just written is known by then: it is the old one, not the last new one. */
static void
test_below_replaced (StoreFixture  *fixture,
                     gconstpointer  data)
{
  ChatStoreBatch *batch = chat_store_batch_new ();
  g_autoptr(ChatMessage) other = chat_message_new_user ("other");
  g_autoptr(ChatMessage) child = test_store_message ("d");

  test_store_fill (fixture->store, "talk", "a b<a c<a");
  chat_message_set_uid (other, "b");
  chat_store_batch_put_message (batch, "talk", "a", other);
  chat_store_batch_put_message (batch, "talk", "b", child);
  test_store_commit (fixture->store, batch);
  assert_tree (fixture, "talk", "a(other(d)c)");
}

static void
test_copy (StoreFixture  *fixture,
           gconstpointer  data)
{
  static const char * const tags[] = { "red", NULL };
  ChatStoreBatch *batch = chat_store_batch_new ();
  g_autoptr(ChatConversation) copy = NULL;
  g_autoptr(ChatConversation) fork = NULL;
  g_autoptr(GError) error = NULL;

  test_store_fill (fixture->store, "talk", "a b<a c<b d<a e<d x<a");
  chat_store_batch_set_leaf (batch, "talk", "c");
  chat_store_batch_set_title (batch, "talk", "Title");
  chat_store_batch_set_settings (batch, "talk", "S", "P", "M", "{}");
  chat_store_batch_set_tags (batch, "talk", tags);
  chat_store_batch_set_pinned (batch, "talk", TRUE);
  chat_store_batch_set_message_trashed (batch, "x", 1);
  chat_store_batch_copy_conversation (batch, "talk", NULL, "copy", NULL);
  chat_store_batch_copy_conversation (batch, "talk", "e", "fork", "Fork");
  test_store_commit (fixture->store, batch);

  assert_tree (fixture, "copy", "a(b(c)d(e))");
  assert_path (fixture, "copy", "a b c");
  assert_tree (fixture, "fork", "a(d(e))");
  assert_path (fixture, "fork", "a d e");
  assert_tree (fixture, "talk", "a(b(c)d(e))");

  copy = test_store_load (fixture->store, "copy", NULL);
  fork = test_store_load (fixture->store, "fork", NULL);
  g_assert_cmpstr (chat_conversation_get_title (copy), ==, "Title");
  g_assert_cmpstr (chat_conversation_get_system (copy), ==, "S");
  g_assert_cmpstr (chat_conversation_get_title (fork), ==, "Fork");
  g_assert_null (chat_conversation_lookup (copy, "a"));
  assert_titles (fixture, CHAT_SCOPE_CURRENT, "red", "Title Fork Title");

  /* of an empty path */
  batch = chat_store_batch_new ();
  chat_store_batch_set_leaf (batch, "talk", NULL);
  chat_store_batch_copy_conversation (batch, "talk", NULL, "copy3", NULL);
  chat_store_batch_copy_conversation (batch, "talk", "d", "fork3", NULL);
  test_store_commit (fixture->store, batch);
  assert_path (fixture, "copy3", "");
  assert_path (fixture, "fork3", "a d");

  batch = chat_store_batch_new ();
  chat_store_batch_copy_conversation (batch, "unknown", NULL, "copy2", NULL);
  g_assert_false (test_store_try_commit (fixture->store, batch, &error));
  g_assert_error (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_NOT_FOUND);
}

static char *
set_view (StoreFixture *fixture,
          const char   *uid,
          const char   *view)
{
  ChatStoreBatch *batch = chat_store_batch_new ();

  chat_store_batch_set_view (batch, uid, view);
  test_store_commit (fixture->store, batch);
  return test_store_view (fixture->store, uid);
}

static void
test_views (StoreFixture  *fixture,
            gconstpointer  data)
{
  ChatStoreBatch *batch = chat_store_batch_new ();
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *kept = NULL;

  test_store_fill (fixture->store, "talk", "a");
  g_assert_null (test_store_view (fixture->store, "talk"));
  first = set_view (fixture, "talk", "{\"at\":1}");
  second = set_view (fixture, "talk", "{\"at\":2}");
  g_assert_cmpstr (first, ==, "{\"at\":1}");
  g_assert_cmpstr (second, ==, "{\"at\":2}");
  reopen (fixture);
  kept = test_store_view (fixture->store, "talk");
  g_assert_cmpstr (kept, ==, "{\"at\":2}");

  /* a view makes no conversation, and goes with its own */
  g_assert_null (set_view (fixture, "never", "{}"));
  assert_titles (fixture, CHAT_SCOPE_ALL, NULL, "(null)");
  g_assert_null (set_view (fixture, "talk", NULL));
  g_free (set_view (fixture, "talk", "{}"));
  chat_store_batch_purge_conversation (batch, "talk");
  test_store_commit (fixture->store, batch);
  test_store_fill (fixture->store, "talk", "a");
  g_assert_null (test_store_view (fixture->store, "talk"));
}

static void
test_drafts (StoreFixture  *fixture,
             gconstpointer  data)
{
  ChatStoreBatch *batch = chat_store_batch_new ();
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  chat_store_batch_set_draft (batch, "", "not begun");
  chat_store_batch_set_draft (batch, "talk", "half");
  chat_store_batch_set_draft (batch, "talk", "whole");
  test_store_commit (fixture->store, batch);
  reopen (fixture);
  first = test_store_draft (fixture->store, "");
  second = test_store_draft (fixture->store, "talk");
  g_assert_cmpstr (first, ==, "not begun");
  g_assert_cmpstr (second, ==, "whole");
  /* a draft is no conversation */
  assert_titles (fixture, CHAT_SCOPE_ALL, NULL, "");

  batch = chat_store_batch_new ();
  chat_store_batch_set_draft (batch, "", "");
  chat_store_batch_purge_conversation (batch, "talk");
  test_store_commit (fixture->store, batch);
  g_assert_null (test_store_draft (fixture->store, ""));
  g_assert_null (test_store_draft (fixture->store, "talk"));
}

static gboolean
has_free_pages (StoreFixture *fixture)
{
  g_autofree char *n_free = test_store_ask (fixture->folder, "PRAGMA freelist_count");

  return strcmp (n_free, "0") != 0;
}

/* A conversation deeper than SQLite's triggers may nest, and so big that the file shrinks. */
static void
test_purge (StoreFixture  *fixture,
            gconstpointer  data)
{
  GString *messages = g_string_new ("m0");
  ChatStoreBatch *batch = chat_store_batch_new ();
  g_autofree char *path = test_store_path_of (fixture->folder, "history.db");
  g_autofree char *rows = NULL;
  GStatBuf before;
  GStatBuf after;

  for (guint i = 1; i < 3000; i++)
    g_string_append_printf (messages, " m%u<m%u", i, i - 1);
  test_store_fill (fixture->store, "deep", messages->str);
  test_store_fill (fixture->store, "other", "o");
  g_string_free (messages, TRUE);
  reopen (fixture);
  g_assert_cmpint (g_stat (path, &before), ==, 0);

  chat_store_batch_purge_conversation (batch, "deep");
  chat_store_batch_purge_conversation (batch, "unknown");
  chat_store_batch_set_trashed (batch, "other", 10);
  chat_store_batch_empty_trash (batch, 11);
  test_store_commit (fixture->store, batch);
  rows = test_store_ask (fixture->folder, "SELECT (SELECT count(*) FROM message) ||"
                                          " (SELECT count(*) FROM conversation)");
  g_assert_cmpstr (rows, ==, "00");

  /* a few pages go whenever there is nothing else to do */
  test_wait_until (!has_free_pages (fixture));
  reopen (fixture);
  g_assert_cmpint (g_stat (path, &after), ==, 0);
  g_assert_cmpint (after.st_size, <, before.st_size / 2);
}

static void
test_order (StoreFixture  *fixture,
            gconstpointer  data)
{
  for (int i = 0; i < 100; i++)
    {
      ChatStoreBatch *batch = chat_store_batch_new ();
      g_autofree char *title = g_strdup_printf ("%d", i);

      chat_store_batch_set_title (batch, "talk", title);
      if (i % 10 == 0)
        chat_store_batch_set_durable (batch);
      chat_store_commit_async (fixture->store, batch, NULL, NULL);
    }

  assert_titles (fixture, CHAT_SCOPE_ALL, NULL, "99");
}

/* What was queued is done when the last reference is dropped. */
static void
test_close (StoreFixture  *fixture,
            gconstpointer  data)
{
  ChatStoreBatch *batch = chat_store_batch_new ();

  g_assert_true (chat_store_batch_is_empty (batch));
  chat_store_batch_set_title (batch, "talk", "late");
  g_assert_false (chat_store_batch_is_empty (batch));
  chat_store_commit_async (fixture->store, batch, NULL, NULL);
  reopen (fixture);
  assert_titles (fixture, CHAT_SCOPE_ALL, NULL, "late");
}

static void
cancelled_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  gboolean *done = user_data;
  g_autoptr(GError) error = NULL;

  g_assert_null (chat_store_list_finish (CHAT_STORE (source), result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *done = TRUE;
}

static void
test_cancel (StoreFixture  *fixture,
             gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  gboolean done = FALSE;

  g_cancellable_cancel (cancellable);
  chat_store_list_async (fixture->store, CHAT_SCOPE_ALL, NULL, 0, 10, cancellable,
                         cancelled_cb, &done);
  test_wait_until (done);
  test_store_fill (fixture->store, "talk", "a");
}

#define ADD(path, func) \
  g_test_add ("/store/" path, StoreFixture, NULL, store_fixture_set_up, func, \
              store_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("tree", test_tree);
  ADD ("trash-branch", test_trash_branch);
  ADD ("lists", test_lists);
  ADD ("part-of-list", test_part_of_list);
  ADD ("settings", test_settings);
  ADD ("prefixes", test_prefixes);
  ADD ("all-or-nothing", test_all_or_nothing);
  ADD ("replace", test_replace);
  ADD ("below-replaced", test_below_replaced);
  ADD ("copy", test_copy);
  ADD ("drafts", test_drafts);
  ADD ("views", test_views);
  ADD ("purge", test_purge);
  ADD ("order", test_order);
  ADD ("close", test_close);
  ADD ("cancel", test_cancel);

  return g_test_run ();
}
