/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is spent: entered when replies end, kept whatever is deleted, held against a budget.
 */

#include "test-history-tools.h"

#include "chat-engine-spending.h"
#include "chat-settings.h"
#include "chat-spending-private.h"

#include <glib/gstdio.h>

/* A thousand tokens in and a hundred out: 0.001 + 0.0002 dollars at the prices below. */
#define USAGE  "\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"Reply.\"}]," \
               "\"usage\":{\"input_tokens\":1000,\"output_tokens\":100}}"
#define SCRIPT "{\"check\":false,\"replies\":[{" USAGE "}]}"
#define COST   G_GINT64_CONSTANT (1200000)

#define PRICES "{\"format\":1,\"lists\":[{\"servers\":[\"local\"],\"models\":{" \
               "\"claude-demo\":{\"input\":1,\"output\":2}}}]}"

static void
write_prices (const char *text)
{
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "claude-chat", NULL);
  g_autofree char *path = g_build_filename (folder, "prices.json", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  if (text == NULL)
    g_unlink (path);
  else
    g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static const ChatSpent *
get_month (TestTalk *talk)
{
  return chat_spending_get_month (chat_engine_get_spending (talk->engine));
}

static void
set_budget (TestTalk *talk,
            gint64    limit,
            guint     warn_percent,
            gboolean  stops)
{
  const ChatBudget budget = { limit, warn_percent, stops };

  chat_spending_set_budget (chat_engine_get_spending (talk->engine), &budget);
}

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gint64
get_cost_of (TestTalk   *talk,
             const char *conversation)
{
  ChatSpending *spending = chat_engine_get_spending (talk->engine);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) sums = NULL;

  chat_spending_sum_async (spending, 0, G_MAXINT64, conversation, CHAT_SPENDING_ALL,
                           keep_result_cb, &result);
  test_wait_until (result != NULL);
  sums = chat_spending_sum_finish (spending, result, NULL);
  g_assert_cmpuint (sums->len, ==, 1);
  return ((ChatSpent *) sums->pdata[0])->cost;
}

static void
test_entered (void)
{
  g_autofree char *folder = test_history_new_folder ();
  g_autofree char *uid = NULL;
  g_autoptr(ChatConversation) again = NULL;
  ChatSpending *spending;
  ChatHistory *history;
  ChatMessage *reply;
  TestTalk talk;

  write_prices (PRICES);
  test_history_set_up_talk (&talk, folder, SCRIPT);
  history = chat_engine_get_history (talk.engine);
  spending = chat_engine_get_spending (talk.engine);
  reply = test_talk_ask (&talk, "hello");
  g_assert_cmpint (chat_message_get_cost (reply), ==, COST);
  test_wait_until (get_month (&talk)->cost == COST);
  g_assert_cmpint (chat_spending_get_today (spending)->cost, ==, COST);
  g_assert_cmpint (get_month (&talk)->n_unclear, ==, 0);

  test_talk_ask (&talk, "more");
  test_wait_until (get_month (&talk)->cost == 2 * COST);
  uid = g_strdup (chat_conversation_get_uid (talk.conversation));
  g_assert_cmpint (get_cost_of (&talk, uid), ==, 2 * COST);
  g_assert_cmpint (get_cost_of (&talk, "other"), ==, 0);

  /* what the reply cost then is what it shows later */
  g_assert_true (test_history_flush (history));
  g_clear_object (&talk.conversation);
  write_prices (NULL);
  chat_spending_reload (chat_engine_get_spending (talk.engine));
  again = test_history_load (history, uid);
  g_assert_cmpint (chat_message_get_cost (chat_conversation_get_last (again)), ==, COST);
  g_clear_object (&again);

  chat_history_purge (history, uid);
  g_assert_true (test_history_flush (history));
  g_assert_cmpint (get_cost_of (&talk, uid), ==, 2 * COST);
  talk.conversation = chat_conversation_new ();
  test_history_tear_down_talk (&talk);
}

/* A model that nobody has a price for; later somebody has. */
static void
test_unknown (void)
{
  g_autofree char *folder = test_history_new_folder ();
  ChatSpending *spending;
  TestTalk talk;

  write_prices (NULL);
  test_history_set_up_talk (&talk, folder, SCRIPT);
  spending = chat_engine_get_spending (talk.engine);
  g_assert_cmpint (chat_message_get_cost (test_talk_ask (&talk, "hello")), ==, CHAT_COST_UNKNOWN);
  test_wait_until (get_month (&talk)->n_unclear == 1);
  g_assert_cmpint (get_month (&talk)->cost, ==, 0);
  g_assert_null (chat_spending_get_problem (spending));

  write_prices ("{\"format\":1}");
  chat_spending_reload (spending);
  g_assert_nonnull (chat_spending_get_problem (spending));
  g_assert_false (chat_prices_has_own (chat_spending_get_prices (spending)));
  write_prices (PRICES);
  chat_spending_reload (spending);
  g_assert_null (chat_spending_get_problem (spending));
  g_assert_cmpint (chat_message_get_cost (test_talk_ask (&talk, "more")), ==, COST);
  test_wait_until (get_month (&talk)->cost == COST);
  test_history_tear_down_talk (&talk);
  write_prices (NULL);
}

static void
test_budget (void)
{
  g_autofree char *folder = test_history_new_folder ();
  ChatSpending *spending;
  ChatMessage *reply;
  TestTalk talk;

  write_prices (PRICES);
  test_history_set_up_talk (&talk, folder, SCRIPT);
  spending = chat_engine_get_spending (talk.engine);
  set_budget (&talk, 2 * COST, 50, TRUE);
  g_assert_cmpint (chat_spending_get_state (spending), ==, CHAT_BUDGET_FINE);
  test_talk_ask (&talk, "one");
  test_wait_until (chat_spending_get_state (spending) == CHAT_BUDGET_NEAR);
  test_talk_ask (&talk, "two");
  test_wait_until (chat_spending_get_state (spending) == CHAT_BUDGET_SPENT);

  /* the prompt is kept, nothing leaves */
  reply = test_talk_ask (&talk, "three");
  test_assert_reply (reply, CHAT_MESSAGE_FAILED, CHAT_FAILURE_BUDGET, "");
  g_assert_cmpuint (chat_demo_server_get_n_requests (talk.server), ==, 2);
  g_assert_true (test_history_flush (chat_engine_get_history (talk.engine)));
  g_assert_cmpint (test_history_ask_disk (folder, "SELECT count (*) FROM message"), ==, 6);
  g_assert_cmpint (test_history_ask_disk (folder, "SELECT count (*) FROM ledger"), ==, 2);

  /* once */
  chat_engine_override_budget (talk.engine);
  test_talk_wait (chat_engine_retry (talk.engine, talk.conversation, NULL, NULL));
  reply = chat_conversation_get_last (talk.conversation);
  test_assert_reply (reply, CHAT_MESSAGE_COMPLETE, CHAT_FAILURE_NONE, "Reply.");
  test_assert_reply (test_talk_ask (&talk, "four"), CHAT_MESSAGE_FAILED, CHAT_FAILURE_BUDGET, "");

  /* one that only warns, or none at all, lets it go */
  set_budget (&talk, COST, 50, FALSE);
  g_assert_cmpint (chat_spending_get_state (spending), ==, CHAT_BUDGET_SPENT);
  test_assert_reply (test_talk_ask (&talk, "five"), CHAT_MESSAGE_COMPLETE, CHAT_FAILURE_NONE,
                     "Reply.");
  set_budget (&talk, 0, 50, TRUE);
  g_assert_cmpint (chat_spending_get_state (spending), ==, CHAT_BUDGET_FINE);
  test_history_tear_down_talk (&talk);
  write_prices (NULL);
}

/* What nobody can read is not nothing. Once it can be read, all goes on. */
static void
test_unreadable (void)
{
  g_autofree char *folder = test_history_new_folder ();
  ChatSpending *spending;
  TestTalk talk;

  write_prices (PRICES);
  test_history_set_up_talk (&talk, folder, SCRIPT);
  spending = chat_engine_get_spending (talk.engine);
  set_budget (&talk, 10 * COST, 50, TRUE);
  test_talk_ask (&talk, "one");
  test_wait_until (get_month (&talk)->cost == COST);
  g_assert_true (test_history_flush (chat_engine_get_history (talk.engine)));
  test_history_ask_disk (folder, "ALTER TABLE ledger RENAME COLUMN cost TO price");
  chat_spending_refresh (spending);
  test_wait_until (chat_spending_get_state (spending) == CHAT_BUDGET_UNKNOWN);
  g_assert_cmpint (get_month (&talk)->cost, ==, 0);
  g_assert_cmpint (get_month (&talk)->n_unclear, >, 0);
  g_assert_cmpint (chat_spending_get_today (spending)->n_unclear, >, 0);
  test_assert_reply (test_talk_ask (&talk, "two"), CHAT_MESSAGE_FAILED,
                     CHAT_FAILURE_SPENDING_UNKNOWN, "");
  g_assert_cmpuint (chat_demo_server_get_n_requests (talk.server), ==, 1);

  test_history_ask_disk (folder, "ALTER TABLE ledger RENAME COLUMN price TO cost");
  test_talk_ask (&talk, "three");
  test_wait_until (chat_spending_get_state (spending) == CHAT_BUDGET_FINE);
  g_assert_cmpint (get_month (&talk)->cost, >=, COST);
  test_history_tear_down_talk (&talk);
  write_prices (NULL);
}

/* What is in a history that does not open was spent, too. */
static void
test_unopened (void)
{
  g_autofree char *folder = test_history_new_folder ();
  ChatSpending *spending;
  TestTalk talk;

  g_assert_true (g_file_set_contents (folder, "in the way", -1, NULL));
  test_history_set_up_talk (&talk, folder, SCRIPT);
  spending = chat_engine_get_spending (talk.engine);
  set_budget (&talk, COST, 0, FALSE);
  test_wait_until (chat_spending_get_state (spending) == CHAT_BUDGET_UNKNOWN);
  g_assert_cmpint (get_month (&talk)->n_unclear, >, 0);
  test_assert_reply (test_talk_ask (&talk, "one"), CHAT_MESSAGE_COMPLETE, CHAT_FAILURE_NONE,
                     "Reply.");
  test_history_tear_down_talk (&talk);
}

/* What was spent by its last moment is not of the month that follows. */
static void
test_next_month (void)
{
  g_autofree char *folder = test_history_new_folder ();
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) later = g_date_time_add_days (now, 32);
  ChatSpending *spending;
  TestTalk talk;

  write_prices (PRICES);
  test_history_set_up_talk (&talk, folder, SCRIPT);
  spending = chat_engine_get_spending (talk.engine);
  set_budget (&talk, COST, 50, TRUE);
  test_talk_ask (&talk, "one");
  test_wait_until (chat_spending_get_state (spending) == CHAT_BUDGET_SPENT);
  g_assert_cmpint (chat_spending_get_state_at (spending, g_date_time_to_unix (later)), ==,
                   CHAT_BUDGET_FINE);
  test_history_tear_down_talk (&talk);
  write_prices (NULL);
}

/* What costs nothing is no matter of money. */
static void
test_free (void)
{
  g_autofree char *folder = test_history_new_folder ();
  TestTalk talk;

  write_prices (PRICES);
  test_history_set_up_talk (&talk, folder, SCRIPT);
  test_talk_ask (&talk, "one");
  test_wait_until (get_month (&talk)->cost > 0);
  set_budget (&talk, 1, 0, TRUE);
  g_assert_false (chat_spending_allows (chat_engine_get_spending (talk.engine), talk.profile,
                                        "claude-demo"));
  chat_profile_set_model (talk.profile, "qwen3:8b");
  g_clear_object (&talk.conversation);
  talk.conversation = chat_conversation_new ();
  test_assert_reply (test_talk_ask (&talk, "two"), CHAT_MESSAGE_COMPLETE, CHAT_FAILURE_NONE,
                     "Reply.");
  test_history_tear_down_talk (&talk);
  write_prices (NULL);
}

/* Live, as the preferences change them. */
static void
test_settings (void)
{
  g_autoptr(ChatEngine) engine = chat_engine_new ();
  ChatSpending *spending = chat_engine_get_spending (engine);
  g_autoptr(GSettings) settings = chat_settings_new (NULL);

  g_assert_nonnull (settings);
  chat_spending_bind_budget (spending, settings);
  g_assert_cmpint (chat_spending_get_budget (spending)->limit, ==, 0);
  g_settings_set_double (settings, CHAT_SETTING_MONTHLY_BUDGET, 12.5);
  g_settings_set_boolean (settings, CHAT_SETTING_BUDGET_STOPS, FALSE);
  g_assert_cmpint (chat_spending_get_budget (spending)->limit, ==, 12500000000);
  g_assert_cmpuint (chat_spending_get_budget (spending)->warn_percent, ==, 80);
  g_assert_false (chat_spending_get_budget (spending)->stops);
}

/* Stopped in the middle: what the server had said by then, and that it is not all. */
static void
test_partial (void)
{
  g_autofree char *folder = test_history_new_folder ();
  ChatTurn *turn;
  TestTalk talk;

  write_prices (PRICES);
  test_history_set_up_talk (&talk, folder,
                            "{\"check\":false,\"text\":{\"$repeat\":\"word \",\"times\":1000},"
                            "\"speed\":50}");
  turn = chat_engine_send (talk.engine, talk.conversation, "hello", NULL);
  test_wait_until (chat_message_has_content (chat_turn_get_message (turn)));
  chat_turn_stop (turn);
  test_wait_until (get_month (&talk)->n_unclear == 1);
  g_assert_cmpint (get_month (&talk)->cost, >, 0);
  test_history_tear_down_talk (&talk);
  write_prices (NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/spending/entered", test_entered);
  g_test_add_func ("/spending/unknown", test_unknown);
  g_test_add_func ("/spending/budget", test_budget);
  g_test_add_func ("/spending/unreadable", test_unreadable);
  g_test_add_func ("/spending/unopened", test_unopened);
  g_test_add_func ("/spending/next-month", test_next_month);
  g_test_add_func ("/spending/free", test_free);
  g_test_add_func ("/spending/settings", test_settings);
  g_test_add_func ("/spending/partial", test_partial);

  return g_test_run ();
}
