/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stores on real files.
 */

#include "test-store-tools.h"

#include "chat-store-private.h"

#include "test-support.h"

#include <string.h>

char *
test_store_folder (void)
{
  g_autofree char *template = g_build_filename (g_get_home_dir (), "store.XXXXXX", NULL);
  char *folder = g_mkdtemp (g_steal_pointer (&template));

  g_assert_nonnull (folder);
  return folder;
}

static void
store_result_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  test_wait_until (*result != NULL);
  return *result;
}

ChatStore *
test_store_try_open (const char        *folder,
                     ChatStoreOpening  *opening,
                     char             **set_aside,
                     GError           **error)
{
  g_autoptr(ChatStore) store = chat_store_new (folder);
  g_autoptr(GAsyncResult) result = NULL;

  chat_store_open_async (store, NULL, store_result_cb, &result);
  if (!chat_store_open_finish (store, wait_for (&result), opening, set_aside, error))
    return NULL;

  return g_steal_pointer (&store);
}

ChatStore *
test_store_open (const char       *folder,
                 ChatStoreOpening  opening)
{
  g_autoptr(GError) error = NULL;
  ChatStoreOpening actual;
  ChatStore *store = test_store_try_open (folder, &actual, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (actual, ==, opening);
  return store;
}

/* A look at the log that is under way keeps it alive until it has been answered. */
void
test_store_close (ChatStore *store)
{
  ChatStore *alive = store;

  g_object_add_weak_pointer (G_OBJECT (store), (gpointer *) &alive);
  g_object_unref (store);
  test_wait_until (alive == NULL);
}

gboolean
test_store_try_commit (ChatStore       *store,
                       ChatStoreBatch  *batch,
                       GError         **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  chat_store_commit_async (store, batch, store_result_cb, &result);
  return chat_store_commit_finish (store, wait_for (&result), error);
}

void
test_store_commit (ChatStore      *store,
                   ChatStoreBatch *batch)
{
  g_autoptr(GError) error = NULL;
  gboolean done = test_store_try_commit (store, batch, &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

ChatConversation *
test_store_try_load (ChatStore   *store,
                     const char  *uid,
                     GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  chat_store_load_async (store, uid, NULL, store_result_cb, &result);
  return chat_store_load_finish (store, wait_for (&result), NULL, error);
}

ChatConversation *
test_store_load (ChatStore             *store,
                 const char            *uid,
                 ChatConversationInfo **info)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  ChatConversation *conversation;

  chat_store_load_async (store, uid, NULL, store_result_cb, &result);
  conversation = chat_store_load_finish (store, wait_for (&result), info, &error);
  g_assert_no_error (error);
  return conversation;
}

GPtrArray *
test_store_list (ChatStore  *store,
                 ChatScope   scope,
                 const char *tag,
                 guint       offset,
                 guint       limit,
                 guint      *total)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *infos;

  chat_store_list_async (store, scope, tag, offset, limit, NULL, store_result_cb, &result);
  infos = chat_store_list_finish (store, wait_for (&result), total, &error);
  g_assert_no_error (error);
  return infos;
}

GPtrArray *
test_store_search (ChatStore  *store,
                   const char *query,
                   const char *conversation,
                   guint       offset,
                   guint       limit)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *hits;

  chat_store_search_async (store, query, conversation, offset, limit, NULL, store_result_cb,
                           &result);
  hits = chat_store_search_finish (store, wait_for (&result), &error);
  g_assert_no_error (error);
  return hits;
}

/* A search waits for the index, but not for ever. */
void
test_store_index_up_to (ChatStore  *store,
                        const char *newest,
                        const char *word)
{
  gboolean indexed = FALSE;

  while (!indexed)
    {
      g_autoptr(GPtrArray) hits = test_store_search (store, word, NULL, 0, 1);

      indexed = hits->len > 0 &&
                g_strcmp0 (((ChatSearchHit *) g_ptr_array_index (hits, 0))->message, newest) == 0;
    }
}

GPtrArray *
test_store_orphans (ChatStore *store)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *orphans;

  chat_store_orphans_async (store, store_result_cb, &result);
  orphans = chat_store_orphans_finish (store, wait_for (&result), &error);
  g_assert_no_error (error);
  return orphans;
}

char *
test_store_draft (ChatStore  *store,
                  const char *uid)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  char *draft;

  chat_store_draft_async (store, uid, store_result_cb, &result);
  draft = chat_store_draft_finish (store, wait_for (&result), &error);
  g_assert_no_error (error);
  return draft;
}

char *
test_store_view (ChatStore  *store,
                 const char *uid)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  char *view;

  chat_store_view_async (store, uid, store_result_cb, &result);
  view = chat_store_view_finish (store, wait_for (&result), &error);
  g_assert_no_error (error);
  return view;
}

char **
test_store_tags (ChatStore *store)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  char **tags;

  chat_store_tags_async (store, store_result_cb, &result);
  tags = chat_store_tags_finish (store, wait_for (&result), &error);
  g_assert_no_error (error);
  return tags;
}

char *
test_store_keep (ChatStore  *store,
                 const char *text)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  char *digest;

  chat_store_keep_attachment_async (store, bytes, store_result_cb, &result);
  digest = chat_store_keep_attachment_finish (store, wait_for (&result), &error);
  g_assert_no_error (error);
  return digest;
}

char *
test_store_titles (ChatStore  *store,
                   ChatScope   scope,
                   const char *tag)
{
  guint total = 0;
  g_autoptr(GPtrArray) infos = test_store_list (store, scope, tag, 0, 1000, &total);
  GString *titles = g_string_new (NULL);

  g_assert_cmpuint (total, ==, infos->len);
  for (guint i = 0; i < infos->len; i++)
    g_string_append_printf (titles, "%s%s", i > 0 ? " " : "",
                            chat_conversation_info_get_title (g_ptr_array_index (infos, i)));

  return g_string_free (titles, FALSE);
}

static void
append_children (ChatConversation *conversation,
                 ChatMessage      *message,
                 GString          *out)
{
  for (guint i = 0; i < chat_conversation_get_n_children (conversation, message); i++)
    {
      ChatMessage *child = chat_conversation_get_child (conversation, message, i);
      g_autofree char *text = chat_message_dup_text (child);

      g_string_append (out, text);
      if (chat_conversation_get_n_children (conversation, child) > 0)
        {
          g_string_append_c (out, '(');
          append_children (conversation, child, out);
          g_string_append_c (out, ')');
        }
    }
}

char *
test_store_tree (ChatStore  *store,
                 const char *uid)
{
  g_autoptr(ChatConversation) conversation = test_store_load (store, uid, NULL);
  GString *tree = g_string_new (NULL);

  append_children (conversation, NULL, tree);
  return g_string_free (tree, FALSE);
}

char *
test_store_path (ChatStore  *store,
                 const char *uid)
{
  g_autoptr(ChatConversation) conversation = test_store_load (store, uid, NULL);
  GString *path = g_string_new (NULL);

  for (guint i = 0; i < chat_conversation_get_n_messages (conversation); i++)
    {
      g_autofree char *text =
        chat_message_dup_text (chat_conversation_get_message (conversation, i));

      g_string_append_printf (path, "%s%s", i > 0 ? " " : "", text);
    }
  return g_string_free (path, FALSE);
}

ChatMessage *
test_store_message (const char *uid)
{
  ChatMessage *message = chat_message_new_user (uid);

  chat_message_set_uid (message, uid);
  return message;
}

void
test_store_fill (ChatStore  *store,
                 const char *uid,
                 const char *messages)
{
  g_autoptr(ChatStoreBatch) batch = chat_store_batch_new ();
  g_auto(GStrv) words = g_strsplit (messages, " ", -1);

  for (gsize i = 0; words[i] != NULL; i++)
    {
      g_auto(GStrv) pair = g_strsplit (words[i], "<", 2);
      g_autoptr(ChatMessage) message = test_store_message (pair[0]);

      chat_store_batch_put_message (batch, uid, pair[1], message);
    }
  test_store_commit (store, g_steal_pointer (&batch));
}

char *
test_store_path_of (const char *folder,
                    const char *name)
{
  return g_build_filename (folder, name, NULL);
}

char *
test_store_ask (const char *folder,
                const char *sql)
{
  g_autofree char *path = test_store_path_of (folder, "history.db");
  sqlite3_stmt *statement;
  sqlite3 *sqlite;
  char *answer;

  g_assert_cmpint (sqlite3_open (path, &sqlite), ==, SQLITE_OK);
  sqlite3_busy_timeout (sqlite, TEST_PATIENCE_SECONDS * 1000);
  g_assert_cmpint (chat_store_register_functions (sqlite), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (sqlite, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  answer = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (sqlite);
  return answer;
}

void
test_store_run (const char *folder,
                const char *sql)
{
  g_autofree char *place = folder != NULL ? g_strdup (folder) : chat_store_dup_folder (NULL);
  g_autofree char *path = test_store_path_of (place, CHAT_STORE_DATABASE_NAME);
  sqlite3 *sqlite;

  g_assert_cmpint (sqlite3_open (path, &sqlite), ==, SQLITE_OK);
  sqlite3_busy_timeout (sqlite, TEST_PATIENCE_SECONDS * 1000);
  g_assert_cmpint (chat_store_register_functions (sqlite), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (sqlite, "PRAGMA legacy_alter_table = ON", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (sqlite, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (sqlite);
}

void
store_fixture_set_up (StoreFixture  *self,
                      gconstpointer  data)
{
  self->folder = test_store_folder ();
  self->store = test_store_open (self->folder, CHAT_STORE_OPENED);
}

void
store_fixture_tear_down (StoreFixture  *self,
                         gconstpointer  data)
{
  if (self->store != NULL)
    test_store_close (self->store);
  g_free (self->folder);
}
