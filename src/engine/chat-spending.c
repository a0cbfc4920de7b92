/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is spent: the prices, the sums of the day and the month, the budget.
 */

#include "chat-spending-private.h"

#include "chat-history-save.h"
#include "chat-settings.h"
#include "chat-store-spent.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define PERCENT 100

/* Several things that were paid at the same time are asked for once. */
#define REFRESH_MS 200

struct _ChatSpending
{
  GObject       parent_instance;

  ChatAccounts *accounts;
  ChatHistory  *history;       /* borrowed; NULL: none, or closed */
  char         *path;
  gint64        stamp;         /* of the file as it was read; 0: there was none */
  ChatPrices   *prices;
  char         *problem;
  ChatSpent     today;
  ChatSpent     month;
  gint64        month_end;     /* of that month, in s since 1970 */
  gboolean      unreadable;    /* the ledger, when it was last asked */
  ChatBudget    budget;
  gboolean      override;
  guint         refresh_timer;
};

G_DEFINE_FINAL_TYPE (ChatSpending, chat_spending, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
emit_changed (ChatSpending *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
forget_history (gpointer  data,
                GObject  *history)
{
  CHAT_SPENDING (data)->history = NULL;
}

static void
chat_spending_dispose (GObject *object)
{
  ChatSpending *self = CHAT_SPENDING (object);

  g_clear_handle_id (&self->refresh_timer, g_source_remove);
  if (self->history != NULL)
    g_object_weak_unref (G_OBJECT (self->history), forget_history, self);
  self->history = NULL;
  g_clear_object (&self->accounts);

  G_OBJECT_CLASS (chat_spending_parent_class)->dispose (object);
}

static void
chat_spending_finalize (GObject *object)
{
  ChatSpending *self = CHAT_SPENDING (object);

  chat_prices_unref (self->prices);
  g_free (self->problem);
  g_free (self->path);

  G_OBJECT_CLASS (chat_spending_parent_class)->finalize (object);
}

static void
chat_spending_class_init (ChatSpendingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chat_spending_dispose;
  object_class->finalize = chat_spending_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
chat_spending_init (ChatSpending *self)
{
}

/* When the file was last written, in ns; 0 if it is not there. */
static gint64
get_stamp (ChatSpending *self)
{
  GStatBuf buffer;

  if (g_stat (self->path, &buffer) != 0)
    return 0;
  return MAX (buffer.st_mtim.tv_sec * G_GINT64_CONSTANT (1000000000) + buffer.st_mtim.tv_nsec, 1);
}

static void
read_prices (ChatSpending *self)
{
  g_autofree char *own = NULL;
  g_autoptr(GError) error = NULL;
  gsize length = 0;

  self->stamp = get_stamp (self);
  g_clear_pointer (&self->prices, chat_prices_unref);
  g_clear_pointer (&self->problem, g_free);

  if (self->stamp != 0)
    g_file_get_contents (self->path, &own, &length, &error);
  self->prices = chat_prices_new (own, (gssize) length, error == NULL ? &error : NULL);
  if (error != NULL)
    {
      g_autofree char *name = g_filename_display_name (self->path);

      /* Translators: the name of a file, and what is wrong with it */
      self->problem = g_strdup_printf (_("Your prices in “%s” are not used: %s."), name,
                                       error->message);
    }
}

ChatSpending *
chat_spending_new (const char   *path,
                   ChatAccounts *accounts)
{
  ChatSpending *self = g_object_new (CHAT_TYPE_SPENDING, NULL);

  self->accounts = g_object_ref (accounts);
  self->path = path != NULL ? g_strdup (path)
                            : g_build_filename (g_get_user_config_dir (), "claude-chat",
                                                "prices.json", NULL);
  read_prices (self);
  return self;
}

ChatPrices *
chat_spending_get_prices (ChatSpending *self)
{
  return self->prices;
}

const char *
chat_spending_get_problem (ChatSpending *self)
{
  return self->problem;
}

char *
chat_spending_dup_server (ChatProfile *profile)
{
  if (chat_profile_is_demo (profile))
    return g_strdup (CHAT_SERVER_DEMO);
  if (chat_profile_is_local (profile))
    return g_strdup (CHAT_SERVER_LOCAL);

  return chat_profile_dup_host (profile);
}

/* Sums. */

/* The first moment of the month of @now. */
static GDateTime *
get_month_start (GDateTime *now)
{
  return g_date_time_new_local (g_date_time_get_year (now), g_date_time_get_month (now), 1,
                                0, 0, 0);
}

static gint64
get_month_end (GDateTime *now)
{
  g_autoptr(GDateTime) first = get_month_start (now);
  g_autoptr(GDateTime) end = g_date_time_add_months (first, 1);

  return g_date_time_to_unix (end);
}

static void
take_days (ChatSpending *self,
           GPtrArray    *days)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");

  self->unreadable = FALSE;
  self->today = (ChatSpent) { NULL };
  self->month = (ChatSpent) { NULL };
  self->month_end = get_month_end (now);
  for (guint i = 0; i < days->len; i++)
    {
      const ChatSpent *day = days->pdata[i];

      chat_spent_add (&self->month, day);
      if (g_strcmp0 (day->key, today) == 0)
        chat_spent_add (&self->today, day);
    }
  emit_changed (self);
}

/* What was known of the month is not said as if it were all. */
static void
take_failure (ChatSpending *self)
{
  self->unreadable = TRUE;
  self->today = chat_spent_unknown;
  self->month = chat_spent_unknown;
  emit_changed (self);
}

static gboolean
refresh_cb (gpointer user_data)
{
  ChatSpending *self = user_data;

  self->refresh_timer = 0;
  chat_spending_update_async (self, NULL, NULL);
  return G_SOURCE_REMOVE;
}

void
chat_spending_refresh (ChatSpending *self)
{
  if (self->refresh_timer == 0 && self->history != NULL)
    self->refresh_timer = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

static const ChatStoreSpentGroup groups[] = {
  [CHAT_SPENDING_ALL] = CHAT_STORE_SPENT_ALL,
  [CHAT_SPENDING_BY_DAY] = CHAT_STORE_SPENT_BY_DAY,
  [CHAT_SPENDING_BY_MONTH] = CHAT_STORE_SPENT_BY_MONTH,
  [CHAT_SPENDING_BY_MODEL] = CHAT_STORE_SPENT_BY_MODEL,
};

typedef struct
{
  gint64             since;
  gint64             until;
  char              *conversation;
  ChatSpendingGroup  group;
} SumRequest;

static void
free_sum_request (gpointer data)
{
  SumRequest *self = data;

  g_free (self->conversation);
  g_free (self);
}

static void
store_summed_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  GPtrArray *sums = chat_store_spent_finish (CHAT_STORE (source), result, &error);

  if (sums != NULL)
    g_task_return_pointer (task, sums, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* All that was written before is in the store now. */
static void
settled (gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  ChatSpending *self = g_task_get_source_object (task);
  const SumRequest *request = g_task_get_task_data (task);
  ChatStore *store = self->history != NULL ? chat_history_get_store (self->history) : NULL;

  if (self->history == NULL)
    g_task_return_pointer (task, g_ptr_array_new_with_free_func ((GDestroyNotify) chat_spent_free),
                           (GDestroyNotify) g_ptr_array_unref);
  else if (store == NULL)
    g_task_return_new_error (task, CHAT_STORE_ERROR, CHAT_STORE_ERROR_FAILED, "%s",
                             chat_history_get_problem (self->history));
  else
    chat_store_spent_async (store, request->since, request->until, request->conversation,
                            groups[request->group], store_summed_cb, g_steal_pointer (&task));
}

void
chat_spending_sum_async (ChatSpending        *self,
                         gint64               since,
                         gint64               until,
                         const char          *conversation,
                         ChatSpendingGroup    group,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  SumRequest *request = g_new (SumRequest, 1);

  *request = (SumRequest) { since, until, g_strdup (conversation), group };
  g_task_set_source_tag (task, chat_spending_sum_async);
  g_task_set_task_data (task, request, free_sum_request);
  if (self->history != NULL)
    chat_history_writer_settle (self->history->writer, settled, task);
  else
    settled (task);
}

GPtrArray *
chat_spending_sum_finish (ChatSpending  *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
summed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ChatSpending *self = CHAT_SPENDING (source);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) days = chat_spending_sum_finish (self, result, &error);

  if (days == NULL)
    {
      take_failure (self);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  take_days (self, days);
  g_task_return_boolean (task, TRUE);
}

void
chat_spending_update_async (ChatSpending        *self,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) first = get_month_start (now);

  g_task_set_source_tag (task, chat_spending_update_async);
  chat_spending_sum_async (self, g_date_time_to_unix (first) * 1000, G_MAXINT64, NULL,
                           CHAT_SPENDING_BY_DAY, summed_cb, task);
}

gboolean
chat_spending_update_finish (ChatSpending  *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Prices of entries that had none. */

static GHashTable *
list_servers (ChatSpending *self)
{
  GListModel *profiles = chat_accounts_get_profiles (self->accounts);
  GHashTable *servers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < g_list_model_get_n_items (profiles); i++)
    {
      g_autoptr(ChatProfile) profile = g_list_model_get_item (profiles, i);
      const char *id = chat_profile_get_id (profile);
      char *server = chat_spending_dup_server (profile);

      if (server == NULL)
        continue;
      g_hash_table_insert (servers,
                           g_strdup (id != NULL ? id : chat_profile_get_name (profile)), server);
    }

  return servers;
}

static void
priced_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(ChatSpending) self = user_data;
  guint n_priced = 0;

  /* Where that fails, the sums tell. */
  chat_store_price_finish (CHAT_STORE (source), result, &n_priced, NULL);
  chat_spending_refresh (self);
}

static void
price_unknown (ChatSpending *self)
{
  ChatStore *store = self->history != NULL ? chat_history_get_store (self->history) : NULL;
  g_autoptr(GHashTable) servers = NULL;

  if (store == NULL)
    return;

  servers = list_servers (self);
  chat_store_price_async (store, self->prices, servers, priced_cb, g_object_ref (self));
}

void
chat_spending_reload (ChatSpending *self)
{
  if (get_stamp (self) == self->stamp)
    return;

  read_prices (self);
  price_unknown (self);
  emit_changed (self);
}

static void
state_changed_cb (ChatHistory  *history,
                  GParamSpec   *pspec,
                  ChatSpending *self)
{
  if (chat_history_get_state (history) == CHAT_HISTORY_READY)
    price_unknown (self);
  else if (chat_history_get_state (history) != CHAT_HISTORY_OPENING)
    chat_spending_refresh (self);
}

void
chat_spending_set_history (ChatSpending *self,
                           ChatHistory  *history)
{
  g_return_if_fail (self->history == NULL);

  self->history = history;
  g_object_weak_ref (G_OBJECT (history), forget_history, self);
  g_signal_connect_object (history, "notify::state", G_CALLBACK (state_changed_cb), self, 0);
  g_signal_connect_object (history, "booked", G_CALLBACK (chat_spending_refresh), self,
                           G_CONNECT_SWAPPED);
}

const ChatSpent *
chat_spending_get_today (ChatSpending *self)
{
  return &self->today;
}

const ChatSpent *
chat_spending_get_month (ChatSpending *self)
{
  return &self->month;
}

ChatLedgerEntry *
chat_spending_settle (ChatSpending     *self,
                      ChatProfile      *profile,
                      ChatConversation *conversation,
                      ChatMessage      *message)
{
  g_autofree char *server = chat_spending_dup_server (profile);
  ChatLedgerEntry *entry = chat_ledger_entry_new (self->prices, server,
                                                  chat_conversation_get_uid (conversation),
                                                  chat_profile_get_id (profile), message);

  chat_message_set_cost (message, entry != NULL ? entry->cost : CHAT_COST_UNKNOWN);
  return entry;
}

/* The budget. */

const ChatBudget *
chat_spending_get_budget (ChatSpending *self)
{
  return &self->budget;
}

void
chat_spending_set_budget (ChatSpending     *self,
                          const ChatBudget *budget)
{
  self->budget = *budget;
  emit_changed (self);
}

static void
read_budget (ChatSpending *self,
             GSettings    *settings)
{
  const double dollars = g_settings_get_double (settings, CHAT_SETTING_MONTHLY_BUDGET);
  const ChatBudget budget = {
    .limit = (gint64) (dollars * CHAT_NANO_PER_DOLLAR),
    .warn_percent = g_settings_get_uint (settings, CHAT_SETTING_BUDGET_WARNING),
    .stops = g_settings_get_boolean (settings, CHAT_SETTING_BUDGET_STOPS),
  };

  chat_spending_set_budget (self, &budget);
}

static void
settings_changed_cb (GSettings    *settings,
                     const char   *key,
                     ChatSpending *self)
{
  read_budget (self, settings);
}

void
chat_spending_bind_budget (ChatSpending *self,
                           GSettings    *settings)
{
  static const char * const keys[] = {
    CHAT_SETTING_MONTHLY_BUDGET, CHAT_SETTING_BUDGET_WARNING, CHAT_SETTING_BUDGET_STOPS,
  };

  read_budget (self, settings);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *signal = g_strconcat ("changed::", keys[i], NULL);

      g_signal_connect_object (settings, signal, G_CALLBACK (settings_changed_cb), self, 0);
    }
}

ChatBudgetState
chat_spending_get_state (ChatSpending *self)
{
  return chat_spending_get_state_at (self, g_get_real_time () / G_USEC_PER_SEC);
}

/* What is refused brings no new sums: those of last month would go on refusing. */
ChatBudgetState
chat_spending_get_state_at (ChatSpending *self,
                            gint64        now)
{
  const ChatBudget *budget = &self->budget;

  if (budget->limit > 0 && self->unreadable)
    return CHAT_BUDGET_UNKNOWN;
  if (budget->limit <= 0 || now >= self->month_end)
    return CHAT_BUDGET_FINE;
  if (self->month.cost >= budget->limit)
    return CHAT_BUDGET_SPENT;

  return budget->warn_percent > 0 &&
         self->month.cost / budget->warn_percent >= budget->limit / PERCENT
         ? CHAT_BUDGET_NEAR : CHAT_BUDGET_FINE;
}

void
chat_spending_override (ChatSpending *self,
                        gboolean      override)
{
  self->override = override;
}

/* What nobody can read cannot be within the budget. */
gboolean
chat_spending_allows (ChatSpending *self,
                      ChatProfile  *profile,
                      const char   *model)
{
  const ChatBudgetState state = chat_spending_get_state (self);
  g_autofree char *server = NULL;
  const ChatUsage nothing = { 0 };
  ChatRates rates;

  if (self->override || !self->budget.stops || state == CHAT_BUDGET_FINE ||
      state == CHAT_BUDGET_NEAR)
    return TRUE;

  server = chat_spending_dup_server (profile);
  if (!chat_prices_find (self->prices, server, model, 0, &rates) ||
      chat_prices_cost (self->prices, server, model, &nothing) < 0)
    return FALSE;
  return rates.rates[CHAT_RATE_INPUT] == 0 && rates.rates[CHAT_RATE_OUTPUT] == 0;
}
