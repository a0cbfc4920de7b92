/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ledger: sums of what was paid, whatever is deleted.
 */

#include "test-store-tools.h"

#include "chat-store-spent.h"
#include "test-support.h"

#include <string.h>

/* 2026-11-27, 12:00 and 2026-11-28, 12:00 UTC; the tests run in UTC. */
#define FRIDAY   G_GINT64_CONSTANT (1795780800000)
#define SATURDAY G_GINT64_CONSTANT (1795867200000)

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* (transfer full) (element-type ChatSpent) */
static GPtrArray *
sum (ChatStore           *store,
     gint64               since,
     gint64               until,
     const char          *conversation,
     ChatStoreSpentGroup  group)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *sums;

  chat_store_spent_async (store, since, until, conversation, group, keep_result_cb, &result);
  test_wait_until (result != NULL);
  sums = chat_store_spent_finish (store, result, &error);
  g_assert_no_error (error);
  return sums;
}

static guint
price (ChatStore  *store,
       const char *profile,
       const char *server)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(ChatPrices) prices = chat_prices_new (NULL, 0, NULL);
  g_autoptr(GHashTable) servers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  guint n_priced = 0;

  g_hash_table_insert (servers, g_strdup (profile), g_strdup (server));
  chat_store_price_async (store, prices, servers, keep_result_cb, &result);
  test_wait_until (result != NULL);
  chat_store_price_finish (store, result, &n_priced, &error);
  g_assert_no_error (error);
  return n_priced;
}

static void
book (ChatStore  *store,
      const char *reply,
      const char *conversation,
      const char *model,
      gint64      at,
      gint64      cost)
{
  ChatStoreBatch *batch = chat_store_batch_new ();
  ChatLedgerEntry *entry = g_new0 (ChatLedgerEntry, 1);

  entry->reply = g_strdup (reply);
  entry->conversation = g_strdup (conversation);
  entry->profile = g_strdup ("anthropic");
  entry->model = g_strdup (model);
  entry->at = at;
  entry->cost = cost;
  entry->counts[CHAT_SPENT_INPUT] = 100;
  entry->counts[CHAT_SPENT_SEARCHES] = 1;
  if (cost < 0)
    entry->usage = g_strdup ("{\"input_tokens\":100,\"output_tokens\":10}");
  chat_store_batch_book (batch, entry);
  test_store_commit (store, batch);
}

static void
assert_all (ChatStore  *store,
            const char *conversation,
            gint64      n_replies,
            gint64      n_unclear,
            gint64      cost)
{
  g_autoptr(GPtrArray) sums = sum (store, 0, G_MAXINT64, conversation, CHAT_STORE_SPENT_ALL);
  const ChatSpent *all = sums->pdata[0];

  g_assert_cmpuint (sums->len, ==, 1);
  g_assert_cmpint (all->n_replies, ==, n_replies);
  g_assert_cmpint (all->n_unclear, ==, n_unclear);
  g_assert_cmpint (all->cost, ==, cost);
}

static void
test_sums (void)
{
  g_autofree char *folder = test_store_folder ();
  ChatStore *store = test_store_open (folder, CHAT_STORE_OPENED);
  g_autoptr(GPtrArray) days = NULL;
  g_autoptr(GPtrArray) models = NULL;
  g_autoptr(GPtrArray) months = NULL;

  assert_all (store, NULL, 0, 0, 0);
  book (store, "1", "a", "x", FRIDAY, 5);
  book (store, "2", "a", "y", SATURDAY, 7);
  book (store, "3", "b", "x", SATURDAY, 11);
  assert_all (store, NULL, 3, 0, 23);
  assert_all (store, "a", 2, 0, 12);
  /* the same reply again is no other one */
  book (store, "3", "b", "x", SATURDAY, 13);
  assert_all (store, NULL, 3, 0, 25);

  days = sum (store, 0, G_MAXINT64, NULL, CHAT_STORE_SPENT_BY_DAY);
  g_assert_cmpuint (days->len, ==, 2);
  g_assert_cmpstr (((ChatSpent *) days->pdata[0])->key, ==, "2026-11-27");
  g_assert_cmpint (((ChatSpent *) days->pdata[1])->cost, ==, 20);
  g_assert_cmpint (((ChatSpent *) days->pdata[1])->counts[CHAT_SPENT_INPUT], ==, 200);
  g_assert_cmpint (((ChatSpent *) days->pdata[1])->counts[CHAT_SPENT_SEARCHES], ==, 2);
  months = sum (store, FRIDAY, SATURDAY, NULL, CHAT_STORE_SPENT_BY_MONTH);
  g_assert_cmpuint (months->len, ==, 1);
  g_assert_cmpstr (((ChatSpent *) months->pdata[0])->key, ==, "2026-11");
  g_assert_cmpint (((ChatSpent *) months->pdata[0])->cost, ==, 5);
  models = sum (store, 0, G_MAXINT64, "a", CHAT_STORE_SPENT_BY_MODEL);
  g_assert_cmpstr (((ChatSpent *) models->pdata[0])->key, ==, "x");
  g_assert_cmpint (((ChatSpent *) models->pdata[0])->cost, ==, 5);
  test_store_close (store);
}

static void
book_huge (ChatStore  *store,
           const char *reply)
{
  ChatStoreBatch *batch = chat_store_batch_new ();
  ChatLedgerEntry *entry = g_new0 (ChatLedgerEntry, 1);

  entry->reply = g_strdup (reply);
  entry->conversation = g_strdup ("a");
  entry->at = FRIDAY;
  entry->cost = 5;
  entry->counts[CHAT_SPENT_INPUT] = G_MAXINT64;
  chat_store_batch_book (batch, entry);
  test_store_commit (store, batch);
}

/* A server that reports nonsense does not end the sums of all others. */
static void
test_nonsense (void)
{
  g_autofree char *folder = test_store_folder ();
  ChatStore *store = test_store_open (folder, CHAT_STORE_OPENED);
  g_autoptr(ChatPrices) prices = chat_prices_new (NULL, 0, NULL);
  g_autoptr(ChatMessage) message = chat_message_new_user ("x");
  g_autoptr(ChatLedgerEntry) entry = NULL;
  ChatUsage *usage = chat_message_get_usage (message);

  book_huge (store, "1");
  book_huge (store, "2");
  assert_all (store, NULL, 2, 0, 10);

  usage->input_tokens = G_MAXINT64;
  usage->output_tokens = 1;
  usage->cache_creation_5m_tokens = G_MAXINT64;
  usage->cache_creation_1h_tokens = G_MAXINT64;
  entry = chat_ledger_entry_new (prices, "x", "a", NULL, message);
  g_assert_cmpint (entry->counts[CHAT_SPENT_INPUT], ==, CHAT_SPENT_MOST);
  g_assert_cmpint (entry->counts[CHAT_SPENT_CACHE_WRITE], ==, CHAT_SPENT_MOST);
  test_store_close (store);
}

/* A message with a usage, as another program may have left it. */
static void
put_reply (ChatStore  *store,
           const char *conversation,
           const char *uid)
{
  ChatStoreBatch *batch = chat_store_batch_new ();
  g_autoptr(ChatMessage) reply = chat_message_new (CHAT_ROLE_ASSISTANT);

  chat_message_set_uid (reply, uid);
  chat_message_set_state (reply, CHAT_MESSAGE_COMPLETE);
  chat_store_batch_put_message (batch, conversation, NULL, reply);
  test_store_commit (store, batch);
}

/* What was paid is paid. */
static void
test_deleted (void)
{
  g_autofree char *folder = test_store_folder ();
  ChatStore *store = test_store_open (folder, CHAT_STORE_OPENED);
  ChatStoreBatch *batch = chat_store_batch_new ();
  g_autoptr(ChatConversation) before = NULL;

  put_reply (store, "a", "1");
  put_reply (store, "a", "2");
  put_reply (store, "b", "3");
  book (store, "1", "a", "x", FRIDAY, 5);
  book (store, "2", "a", "x", FRIDAY, 7);
  book (store, "3", "b", "x", FRIDAY, 11);
  before = test_store_load (store, "a", NULL);
  g_assert_cmpint (chat_message_get_cost (chat_conversation_lookup (before, "2")), ==, 7);

  chat_store_batch_set_message_trashed (batch, "2", FRIDAY);
  chat_store_batch_set_trashed (batch, "b", FRIDAY);
  chat_store_batch_empty_trash (batch, SATURDAY);
  test_store_commit (store, batch);
  assert_all (store, NULL, 3, 0, 23);
  assert_all (store, "a", 2, 0, 12);

  /* and a copy is not paid for again */
  batch = chat_store_batch_new ();
  chat_store_batch_copy_conversation (batch, "a", NULL, "copy", NULL);
  chat_store_batch_purge_conversation (batch, "a");
  test_store_commit (store, batch);
  assert_all (store, NULL, 3, 0, 23);
  assert_all (store, "copy", 0, 0, 0);
  test_store_close (store);
}

static void
test_unknown (void)
{
  g_autofree char *folder = test_store_folder ();
  ChatStore *store = test_store_open (folder, CHAT_STORE_OPENED);

  book (store, "1", "a", "claude-opus-5", FRIDAY, -1);
  book (store, "2", "a", "nobody-knows", FRIDAY, -1);
  assert_all (store, NULL, 2, 2, 0);
  g_assert_cmpuint (price (store, "other", "api.anthropic.com"), ==, 0);
  g_assert_cmpuint (price (store, "anthropic", "api.anthropic.com"), ==, 1);
  g_assert_cmpuint (price (store, "anthropic", "api.anthropic.com"), ==, 0);
  assert_all (store, NULL, 2, 1, 100 * 5000 + 10 * 25000);
  test_store_close (store);
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/ledger/sums", test_sums);
  g_test_add_func ("/store/ledger/nonsense", test_nonsense);
  g_test_add_func ("/store/ledger/deleted", test_deleted);
  g_test_add_func ("/store/ledger/unknown", test_unknown);

  return g_test_run ();
}
