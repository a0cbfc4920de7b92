/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Databases of every version there has been, opened by today's program. With the argument --make
 * FOLDER it writes the one of today (see tests/fixtures/store/README.md).
 */

#include "test-store-tools.h"

#include "chat-store-schema.h"

#include "test-support.h"

#include <glib/gstdio.h>

#include <glob.h>
#include <sqlite3.h>
#include <string.h>

static const char tool_use[] =
  "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"look\",\"input\":{\"at\":[1, 2.50]}}";

static ChatMessage *
new_reply (void)
{
  ChatMessage *reply = chat_message_new (CHAT_ROLE_ASSISTANT);

  chat_message_set_uid (reply, "reply");
  chat_message_set_model (reply, "claude-demo");
  chat_message_set_created (reply, 1700000001000);
  chat_message_set_stop_reason (reply, "tool_use");
  chat_message_add_block (reply, chat_content_block_new_text ("Grüße, 世界"));
  chat_message_add_block (reply, chat_content_block_new (tool_use, strlen (tool_use), 1));
  chat_message_get_block (reply, 1)->state = CHAT_BLOCK_COMPLETE;
  chat_message_set_state (reply, CHAT_MESSAGE_STOPPED);
  return reply;
}

static ChatLedgerEntry *
new_entry (void)
{
  ChatLedgerEntry *entry = g_new0 (ChatLedgerEntry, 1);

  entry->reply = g_strdup ("reply");
  entry->conversation = g_strdup ("talk");
  entry->profile = g_strdup ("demo");
  entry->at = 1700000001000;
  entry->cost = 7;
  return entry;
}

/* Something of everything that is kept. */
static void
make (const char *folder)
{
  static const char * const tags[] = { "blue", "red", NULL };
  ChatStore *store = test_store_open (folder, CHAT_STORE_OPENED);
  ChatStoreBatch *batch = chat_store_batch_new ();
  g_autoptr(ChatMessage) reply = new_reply ();
  g_autoptr(ChatMessage) open = chat_message_new (CHAT_ROLE_ASSISTANT);
  g_autoptr(GBytes) journal = g_bytes_new_static ("event: ping\n", 12);

  test_store_fill (store, "talk", "a b<a x<a");
  chat_store_batch_put_message (batch, "talk", "a", reply);
  chat_message_set_uid (open, "open");
  chat_store_batch_put_message (batch, "talk", "x", open);
  chat_store_batch_append_journal (batch, "open", journal);
  chat_store_batch_set_leaf (batch, "talk", "reply");
  chat_store_batch_set_title (batch, "talk", "Version 1");
  chat_store_batch_set_settings (batch, "talk", "Be brief.", "demo", "claude-demo", "{}");
  chat_store_batch_set_tags (batch, "talk", tags);
  chat_store_batch_set_pinned (batch, "talk", TRUE);
  chat_store_batch_set_message_trashed (batch, "b", 1700000002000);
  chat_store_batch_set_draft (batch, "talk", "half a");
  chat_store_batch_set_view (batch, "talk", "{\"at\":1}");
  chat_store_batch_book (batch, new_entry ());
  chat_store_batch_set_title (batch, "gone", "Gone");
  chat_store_batch_set_trashed (batch, "gone", 1700000003000);
  test_store_commit (store, batch);
  g_free (test_store_keep (store, "attached"));
  test_store_close (store);
}

/* @version: of the program that made it. */
static void
assert_contents (ChatStore *store,
                 int        version)
{
  g_autoptr(ChatConversationInfo) info = NULL;
  g_autoptr(ChatConversation) conversation = test_store_load (store, "talk", &info);
  g_autofree char *trash = test_store_titles (store, CHAT_SCOPE_TRASH, NULL);
  g_autofree char *red = test_store_titles (store, CHAT_SCOPE_CURRENT, "red");
  g_autofree char *draft = test_store_draft (store, "talk");
  g_autofree char *view = test_store_view (store, "talk");
  g_autofree char *tree = test_store_tree (store, "talk");
  g_autofree char *path = test_store_path (store, "talk");
  g_autoptr(GPtrArray) orphans = test_store_orphans (store);
  g_autoptr(GString) raw = g_string_new (NULL);
  ChatMessage *reply = chat_conversation_lookup (conversation, "reply");

  g_assert_cmpstr (tree, ==, "a(x()Grüße, 世界)");
  g_assert_cmpstr (path, ==, "a Grüße, 世界");
  g_assert_cmpint (chat_message_get_state (reply), ==, CHAT_MESSAGE_STOPPED);
  g_assert_cmpint (chat_message_get_created (reply), ==, 1700000001000);
  chat_content_block_append_raw (chat_message_get_block (reply, 1), raw);
  g_assert_cmpstr (raw->str, ==, tool_use);
  g_assert_cmpstr (chat_conversation_get_system (conversation), ==, "Be brief.");
  g_assert_true (chat_conversation_info_get_pinned (info));
  g_assert_cmpstr (trash, ==, "Gone");
  g_assert_cmpstr (red, ==, "Version 1");
  g_assert_cmpstr (draft, ==, "half a");
  g_assert_cmpstr (view, ==, version >= 2 ? "{\"at\":1}" : NULL);
  g_assert_cmpuint (orphans->len, ==, 1);
  g_assert_cmpint (chat_message_get_cost (reply), ==, version >= 3 ? 7 : CHAT_COST_UNKNOWN);
}

/* (transfer full) What opens @bytes, a database of @version. */
static ChatStore *
open_bytes (const char *folder,
            const char *bytes,
            gsize       length,
            int         version)
{
  g_autofree char *path = test_store_path_of (folder, "history.db");

  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  return test_store_open (folder, version < chat_store_schema_version ()
                                  ? CHAT_STORE_MIGRATED : CHAT_STORE_OPENED);
}

static int
read_version (const char *folder)
{
  g_autofree char *version = test_store_ask (folder, "PRAGMA user_version");

  return atoi (version);
}

/* There is one, and it is as good as the database was. */
static void
assert_backup (const char       *folder,
               int               version,
               ChatStoreOpening  expected)
{
  g_autofree char *name = g_strdup_printf ("backups/before-version-%d-*.db", version);
  g_autofree char *pattern = test_store_path_of (folder, name);
  g_autofree char *elsewhere = test_store_folder ();
  g_autofree char *path = test_store_path_of (elsewhere, "history.db");
  g_autofree char *bytes = NULL;
  ChatStore *store;
  glob_t found;
  gsize length;

  g_assert_cmpint (glob (pattern, 0, NULL, &found), ==, 0);
  g_assert_cmpuint (found.gl_pathc, ==, 1);
  g_assert_true (g_file_get_contents (found.gl_pathv[0], &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  globfree (&found);

  g_assert_cmpint (read_version (elsewhere), ==, version);
  store = test_store_open (elsewhere, expected);
  assert_contents (store, version);
  test_store_close (store);
}

static void
test_version (gconstpointer data)
{
  int version = GPOINTER_TO_INT (data);
  g_autofree char *name = g_strdup_printf ("store/v%d.db", version);
  g_autofree char *folder = test_store_folder ();
  gsize length;
  g_autofree char *bytes = test_load_fixture (name, &length);
  ChatStore *store = open_bytes (folder, bytes, length, version);

  assert_contents (store, version);
  test_store_close (store);
  if (version < chat_store_schema_version ())
    assert_backup (folder, version, CHAT_STORE_MIGRATED);

  g_assert_cmpint (read_version (folder), ==, chat_store_schema_version ());
}

/* As large as one of years: with 40 MB that nobody can read in a moment. */
static void
make_large (const char *folder)
{
  g_autofree char *path = test_store_path_of (folder, "history.db");
  gsize length;
  g_autofree char *bytes = test_load_fixture ("store/v1.db", &length);
  sqlite3 *db;

  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "WITH RECURSIVE n (i) AS (VALUES (0) UNION ALL"
                                 " SELECT i + 1 FROM n WHERE i < 39)"
                                 "INSERT INTO draft (conversation, text)"
                                 " SELECT 'x' || i, hex (zeroblob (524288)) FROM n",
                                 NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* Looks at the folder alone first: who reads the database keeps the store from being idle. */
static gboolean
is_migrated (const char *folder)
{
  g_autofree char *pattern = test_store_path_of (folder, "backups/before-version-1-*.db");
  glob_t found;
  gboolean has_backup = glob (pattern, 0, NULL, &found) == 0;

  if (has_backup)
    globfree (&found);
  return has_backup && read_version (folder) == chat_store_schema_version ();
}

static void
set_view (ChatStore  *store,
          const char *view)
{
  ChatStoreBatch *batch = chat_store_batch_new ();

  chat_store_batch_set_view (batch, "talk", view);
  test_store_commit (store, batch);
}

/* It is used as it is, and follows while nobody asks for anything. */
static void
test_large (void)
{
  g_autofree char *folder = test_store_folder ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  ChatStore *store;

  make_large (folder);
  store = test_store_open (folder, CHAT_STORE_OPENED);
  assert_contents (store, 1);
  set_view (store, "{}");
  before = test_store_view (store, "talk");
  g_assert_null (before);
  g_assert_cmpint (read_version (folder), ==, 1);
  test_store_close (store);

  /* what was not reached is begun again */
  store = test_store_open (folder, CHAT_STORE_OPENED);
  test_wait_until (is_migrated (folder));
  set_view (store, "{}");
  after = test_store_view (store, "talk");
  g_assert_cmpstr (after, ==, "{}");
  set_view (store, NULL);
  assert_contents (store, 1);
  test_store_close (store);
  assert_backup (folder, 1, CHAT_STORE_OPENED);
}

static void
run_sql (const char *path,
         const char *sql)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* What messages say was used goes into the ledger, but for what is no reply, open, a copy or no
 * usage at all. */
static void
test_ledger (void)
{
  static const char messages[] =
    "INSERT INTO message (uid, conversation, sequence, role, state, created, model, api_id,"
    "  stop_reason, usage, block_states, blocks) VALUES "
    "('m1', 1, 101, 1, 1, 10, 'claude-opus-5', 'msg_1', 'end_turn', '{\"input_tokens\":5,"
    "  \"output_tokens\":6,\"cache_creation_input_tokens\":null,\"cache_read_input_tokens\":7,"
    "  \"server_tool_use\":{\"web_search_requests\":2},"
    "  \"output_tokens_details\":{\"thinking_tokens\":3}}', '', '[]'),"
    "('m2', 1, 102, 1, 1, 10, 'claude-opus-5', 'msg_1', 'end_turn', '{\"input_tokens\":5,"
    "  \"output_tokens\":6,\"cache_creation_input_tokens\":null,\"cache_read_input_tokens\":7,"
    "  \"server_tool_use\":{\"web_search_requests\":2},"
    "  \"output_tokens_details\":{\"thinking_tokens\":3}}', '', '[]'),"
    "('m3', 1, 103, 1, 4, 11, 'claude-opus-5', 'msg_3', 'refusal',"
    "  '{\"input_tokens\":1000,\"output_tokens\":0}', '', '[]'),"
    "('m4', 1, 104, 1, 1, 12, 'x', NULL, 'end_turn', 'no JSON', '', '[]'),"
    "('m5', 1, 105, 1, 1, 12, 'x', NULL, 'end_turn', '[1]', '', '[]'),"
    "('m6', 1, 106, 1, 2, 12, 'x', NULL, NULL, '{\"input_tokens\":-9,\"output_tokens\":\"x\"}',"
    "  '', '[]'),"
    "('m7', 1, 107, 0, 1, 12, 'x', NULL, NULL, '{\"input_tokens\":1}', '', '[]');";
  g_autofree char *folder = test_store_folder ();
  g_autofree char *path = test_store_path_of (folder, "history.db");
  g_autofree char *rows = NULL;
  g_autofree char *counts = NULL;
  gsize length;
  g_autofree char *bytes = test_load_fixture ("store/v2.db", &length);

  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  run_sql (path, messages);
  test_store_close (test_store_open (folder, CHAT_STORE_MIGRATED));

  rows = test_store_ask (folder, "SELECT group_concat (reply || ' ' || ifnull (cost, '?') || ' ' ||"
                                 " partial, ', ') FROM (SELECT * FROM ledger ORDER BY reply)");
  g_assert_cmpstr (rows, ==, "m1 ? 0, m3 0 0, m6 ? 1");
  counts = test_store_ask (folder, "SELECT input || ' ' || output || ' ' || cache_write || ' ' ||"
                                   " cache_read || ' ' || thinking || ' ' || searches || ' ' ||"
                                   " conversation || ' ' || profile || ' ' || at"
                                   " FROM ledger WHERE reply = 'm1'");
  g_assert_cmpstr (counts, ==, "5 6 0 7 3 2 talk demo 10");
}

static void
test_today (void)
{
  g_autofree char *folder = test_store_folder ();
  ChatStore *store;

  make (folder);
  store = test_store_open (folder, CHAT_STORE_OPENED);
  assert_contents (store, chat_store_schema_version ());
  test_store_close (store);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (argc == 3 && strcmp (argv[1], "--make") == 0)
    {
      make (argv[2]);
      return 0;
    }

  for (int version = 1; version <= chat_store_schema_version (); version++)
    {
      g_autofree char *path = g_strdup_printf ("/store/migration/v%d", version);

      g_test_add_data_func (path, GINT_TO_POINTER (version), test_version);
    }
  g_test_add_func ("/store/migration/today", test_today);
  g_test_add_func ("/store/migration/large", test_large);
  g_test_add_func ("/store/migration/ledger", test_ledger);

  return g_test_run ();
}
