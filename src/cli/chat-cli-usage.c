/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * usage: what was used and paid, by day, month or model.
 */

#include "config.h"

#include "chat-cli.h"

#include "chat-cli-history.h"
#include "chat-cli-output.h"
#include "chat-engine-spending.h"
#include "chat-json.h"

#include <glib/gi18n.h>
#include <string.h>

#define KEY_COLUMNS     24
#define REPLIES_COLUMNS 8
#define COLUMNS         12

static const struct
{
  const char        *name;
  ChatSpendingGroup  group;
} groups[] = {
  { "all", CHAT_SPENDING_ALL },
  { "day", CHAT_SPENDING_BY_DAY },
  { "month", CHAT_SPENDING_BY_MONTH },
  { "model", CHAT_SPENDING_BY_MODEL },
};

typedef struct
{
  gboolean           json;
  char              *by;
  char              *conversation;
  ChatSpendingGroup  group;
} Options;

static gboolean
find_group (Options *options)
{
  if (options->by == NULL)
    options->by = g_strdup ("month");

  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      if (g_str_equal (options->by, groups[i].name))
        {
          options->group = groups[i].group;
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
parse (int       argc,
       char    **argv,
       Options  *options)
{
  const GOptionEntry entries[] = {
    { "by", 0, 0, G_OPTION_ARG_STRING, &options->by, N_("day, month, model or all"), N_("GROUP") },
    { "conversation", 0, 0, G_OPTION_ARG_STRING, &options->conversation,
      N_("Only of this conversation"), N_("ID") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_("Print JSON"), NULL },
    { NULL },
  };

  return chat_cli_parse ("usage", _("Prints what was used and paid, also for what was deleted."),
                         entries, argc, argv) &&
         chat_cli_check ("usage", find_group (options),
                         _("--by takes day, month, model or all."));
}

/* Thousandths of a cent are what a short reply costs. */
static void
append_cost (GString         *out,
             const ChatSpent *spent)
{
  g_autofree char *cost = g_strdup_printf ("$%.4f", (double) spent->cost / CHAT_NANO_PER_DOLLAR);

  /* Translators: an amount, of which not everything is known */
  g_string_append_printf (out, spent->n_unclear > 0 ? _("%12s or more") : "%12s", cost);
}

/* The width that makes printf(), which counts bytes, fill @columns. */
static int
pad (const char *text,
     int         columns)
{
  return columns + (int) strlen (text) - (int) g_utf8_strlen (text, -1);
}

static void
append_row (GString         *out,
            const char      *key,
            const ChatSpent *spent)
{
  const gint64 read = spent->counts[CHAT_SPENT_INPUT] + spent->counts[CHAT_SPENT_CACHE_WRITE] +
                      spent->counts[CHAT_SPENT_CACHE_READ];

  g_string_append_printf (out, "%-*s %8" G_GINT64_FORMAT " %12" G_GINT64_FORMAT
                               " %12" G_GINT64_FORMAT " ",
                          pad (key, KEY_COLUMNS), key, spent->n_replies, read,
                          spent->counts[CHAT_SPENT_OUTPUT]);
  append_cost (out, spent);
  g_string_append_c (out, '\n');
}

static GString *
make_table (GPtrArray *sums)
{
  GString *out = g_string_new (NULL);
  ChatSpent total = { NULL };

  g_string_append_printf (out, "%-*s %*s %*s %*s %*s\n", KEY_COLUMNS, "",
                          pad (_("replies"), REPLIES_COLUMNS), _("replies"),
                          pad (_("tokens in"), COLUMNS), _("tokens in"),
                          pad (_("tokens out"), COLUMNS), _("tokens out"),
                          pad (_("cost"), COLUMNS), _("cost"));
  for (guint i = 0; i < sums->len; i++)
    {
      const ChatSpent *spent = g_ptr_array_index (sums, i);

      chat_spent_add (&total, spent);
      if (spent->key != NULL)
        append_row (out, spent->key, spent);
    }
  append_row (out, _("All"), &total);
  return out;
}

static void
append_json (GString         *out,
             const ChatSpent *spent)
{
  g_string_append_c (out, '{');
  if (spent->key != NULL)
    chat_json_append_member (out, "key", spent->key);
  chat_json_append_int_member (out, "replies", spent->n_replies);
  chat_json_append_int_member (out, "unclear", spent->n_unclear);
  for (guint i = 0; i < CHAT_N_SPENT; i++)
    chat_json_append_int_member (out, chat_spent_names[i], spent->counts[i]);
  chat_json_append_double_member (out, "cost_usd", (double) spent->cost / CHAT_NANO_PER_DOLLAR);
  chat_json_append_double_member (out, "saved_usd", (double) spent->saved / CHAT_NANO_PER_DOLLAR);
  g_string_append_c (out, '}');
}

static GString *
make_json (GPtrArray *sums)
{
  GString *out = g_string_new ("[");

  for (guint i = 0; i < sums->len; i++)
    {
      g_string_append (out, i == 0 ? "\n" : ",\n");
      append_json (out, g_ptr_array_index (sums, i));
    }
  g_string_append (out, sums->len > 0 ? "\n]\n" : "]\n");
  return out;
}

/* A beginning becomes the id of the conversation that begins so. A whole one is taken as it is:
 * what was deleted for ever is still in the ledger. FALSE after the reason was printed. */
static gboolean
find_conversation (ChatCliHistory *history,
                   Options        *options,
                   ChatExit       *status)
{
  g_autoptr(ChatConversation) conversation = NULL;

  if (options->conversation == NULL || g_uuid_string_is_valid (options->conversation))
    return TRUE;

  conversation = chat_cli_history_load (history, options->conversation, status);
  if (conversation == NULL)
    return FALSE;

  g_free (options->conversation);
  options->conversation = g_strdup (chat_conversation_get_uid (conversation));
  return TRUE;
}

static GPtrArray *
read_sums (ChatCliHistory  *history,
           const Options   *options,
           GError         **error)
{
  ChatSpending *spending = chat_engine_get_spending (history->engine);

  if (chat_spending_get_problem (spending) != NULL)
    g_printerr ("claude-chat-cli usage: %s\n", chat_spending_get_problem (spending));
  chat_spending_sum_async (spending, 0, G_MAXINT64, options->conversation, options->group,
                           chat_cli_history_cb, history);

  return chat_spending_sum_finish (spending, chat_cli_history_wait (history), error);
}

static ChatExit
print_sums (ChatCliHistory *history,
            const Options  *options)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) sums = read_sums (history, options, &error);
  g_autoptr(GString) out = NULL;
  ChatExit status = CHAT_EXIT_OK;

  if (sums == NULL)
    return chat_cli_history_fail (history, error);

  out = options->json ? make_json (sums) : make_table (sums);
  chat_cli_print (history->command, out, &status);
  return status;
}

int
chat_cli_usage (int    argc,
                char **argv)
{
  Options options = { 0 };
  ChatCliHistory history = { 0 };
  ChatExit status;

  if (!parse (argc, argv, &options))
    status = CHAT_EXIT_USAGE;
  else if (!chat_cli_history_open (&history, "usage", NULL, CHAT_CLI_READ))
    status = CHAT_EXIT_API_ERROR;
  else if (find_conversation (&history, &options, &status))
    status = print_sums (&history, &options);

  chat_cli_history_close (&history);
  g_free (options.by);
  g_free (options.conversation);
  return status;
}
