/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The budget of the month, before something is asked.
 */

#include "config.h"

#include "chat-cli-budget.h"

#include "chat-cli-history.h"
#include "chat-engine-spending.h"
#include "chat-settings.h"

#include <glib/gi18n.h>

/* Where no settings are installed there is no budget either. Returns: (transfer full) (nullable) */
static GSettings *
find_budget (void)
{
  g_autoptr(GSettings) settings = chat_settings_new (NULL);

  if (settings == NULL || g_settings_get_double (settings, CHAT_SETTING_MONTHLY_BUDGET) <= 0)
    return NULL;
  return g_steal_pointer (&settings);
}

static ChatExit
judge (const char   *command,
       ChatSpending *spending,
       ChatProfile  *profile)
{
  const double spent = (double) chat_spending_get_month (spending)->cost / CHAT_NANO_PER_DOLLAR;
  const double limit = (double) chat_spending_get_budget (spending)->limit / CHAT_NANO_PER_DOLLAR;
  const gboolean allowed = chat_spending_allows (spending, profile,
                                                 chat_profile_get_model (profile));

  if (chat_spending_get_state (spending) == CHAT_BUDGET_FINE)
    return CHAT_EXIT_OK;

  g_printerr ("claude-chat-cli %s: ", command);
  /* Translators: two amounts of US dollars */
  g_printerr (_("$%.2f of this month’s budget of $%.2f are spent."), spent, limit);
  if (!allowed)
    g_printerr (" %s", _("Nothing was sent; --over-budget sends it all the same."));
  g_printerr ("\n");
  return allowed ? CHAT_EXIT_OK : CHAT_EXIT_BUDGET;
}

/* What nobody can read cannot be within a budget. */
static ChatExit
read_and_judge (ChatCliHistory *history,
                GSettings      *settings,
                ChatProfile    *profile)
{
  ChatSpending *spending = chat_engine_get_spending (history->engine);
  g_autoptr(GError) error = NULL;

  chat_spending_bind_budget (spending, settings);
  chat_spending_update_async (spending, chat_cli_history_cb, history);
  if (!chat_spending_update_finish (spending, chat_cli_history_wait (history), &error))
    return chat_cli_history_fail (history, error);
  return judge (history->command, spending, profile);
}

ChatExit
chat_cli_check_budget (const char  *command,
                       ChatProfile *profile,
                       gboolean     override)
{
  g_autoptr(GSettings) settings = find_budget ();
  g_autoptr(ChatEngine) engine = NULL;
  ChatCliHistory history = { 0 };
  ChatExit status = CHAT_EXIT_API_ERROR;

  if (override || settings == NULL || chat_profile_is_demo (profile))
    return CHAT_EXIT_OK;

  /* One of its own: what is asked without being kept leaves nothing in a history. */
  engine = chat_engine_new ();
  if (chat_cli_history_open (&history, command, engine, CHAT_CLI_READ))
    status = read_and_judge (&history, settings, profile);
  chat_cli_history_close (&history);
  return status;
}
