/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was used and paid: one entry of the ledger, and the sum of many.
 */

#include "chat-spent.h"

#include "chat-json.h"

const char * const chat_spent_names[CHAT_N_SPENT] = {
  [CHAT_SPENT_INPUT] = "input",
  [CHAT_SPENT_OUTPUT] = "output",
  [CHAT_SPENT_CACHE_WRITE] = "cache_write",
  [CHAT_SPENT_CACHE_READ] = "cache_read",
  [CHAT_SPENT_THINKING] = "thinking",
  [CHAT_SPENT_SEARCHES] = "searches",
};

const ChatSpent chat_spent_unknown = { .n_unclear = 1 };

static gint64
get_count (gint64 reported)
{
  return CLAMP (reported, 0, CHAT_SPENT_MOST);
}

static void
fill_counts (ChatLedgerEntry *self,
             const ChatUsage *usage)
{
  const gint64 split = get_count (usage->cache_creation_5m_tokens) +
                       get_count (usage->cache_creation_1h_tokens);

  self->counts[CHAT_SPENT_INPUT] = get_count (usage->input_tokens);
  self->counts[CHAT_SPENT_OUTPUT] = get_count (usage->output_tokens);
  self->counts[CHAT_SPENT_CACHE_WRITE] = get_count (MAX (usage->cache_creation_input_tokens,
                                                         split));
  self->counts[CHAT_SPENT_CACHE_READ] = get_count (usage->cache_read_input_tokens);
  self->counts[CHAT_SPENT_THINKING] = get_count (usage->thinking_tokens);
  self->counts[CHAT_SPENT_SEARCHES] = get_count (usage->web_search_requests);
}

static char *
dup_usage (ChatMessage *message)
{
  JsonObject *raw = chat_message_get_raw_usage (message);
  g_autoptr(JsonNode) node = NULL;
  GString *text;

  if (raw == NULL)
    return NULL;

  text = g_string_new (NULL);
  node = json_node_init_object (json_node_alloc (), raw);
  chat_json_append_node (text, node);
  return g_string_free (text, FALSE);
}

/* A request that failed before its reply began is not charged. */
static gboolean
is_nothing (ChatMessage *message)
{
  const ChatUsage *usage = chat_message_get_usage (message);

  return usage->input_tokens < 0 && usage->output_tokens < 0 &&
         (chat_message_get_state (message) == CHAT_MESSAGE_FAILED ||
          !chat_message_has_content (message));
}

ChatLedgerEntry *
chat_ledger_entry_new (ChatPrices  *prices,
                       const char  *server,
                       const char  *conversation,
                       const char  *profile,
                       ChatMessage *message)
{
  const char *model = chat_message_get_model (message);
  ChatLedgerEntry *self;

  if (is_nothing (message))
    return NULL;

  self = g_new0 (ChatLedgerEntry, 1);
  self->reply = g_strdup (chat_message_get_uid (message));
  self->conversation = g_strdup (conversation);
  self->profile = g_strdup (profile);
  self->model = g_strdup (model);
  self->at = chat_message_get_created (message);
  fill_counts (self, chat_message_get_usage (message));
  self->cost = chat_prices_cost_of_message (prices, server, message);
  if (!chat_prices_saving (prices, server, model, chat_message_get_usage (message), &self->saved))
    self->saved = 0;
  self->is_partial = self->cost > 0 && chat_message_get_stop_reason (message) == NULL;
  if (self->cost < 0)
    self->usage = dup_usage (message);
  return self;
}

void
chat_ledger_entry_free (ChatLedgerEntry *self)
{
  if (self == NULL)
    return;

  g_free (self->reply);
  g_free (self->conversation);
  g_free (self->profile);
  g_free (self->model);
  g_free (self->usage);
  g_free (self);
}

void
chat_spent_free (ChatSpent *self)
{
  if (self == NULL)
    return;

  g_free (self->key);
  g_free (self);
}

void
chat_spent_add (ChatSpent       *self,
                const ChatSpent *other)
{
  self->n_replies += other->n_replies;
  self->n_unclear += other->n_unclear;
  self->cost += other->cost;
  self->saved += other->saved;
  for (guint i = 0; i < CHAT_N_SPENT; i++)
    self->counts[i] += other->counts[i];
}
