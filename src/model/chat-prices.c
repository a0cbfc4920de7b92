/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What tokens cost: the built-in table and the user's own, and what they make of a reply's usage.
 */

#include "chat-prices-private.h"

#include "chat-json.h"
#include "chat-model-info.h"
#include "chat-model-resources.h"

#include <math.h>
#include <string.h>

#define RESOURCE "/org/example/ClaudeChat/prices.json"

#define PICO_PER_NANO 1000

/* More than any request can hold: a server that reports more is not believed. With it, the dearest
 * price and the highest factors no sum of a reply overflows. */
#define MAX_TOKENS   G_GINT64_CONSTANT (20000000)
#define MAX_REQUESTS 100000

/* Of one reply, in dollars: what is beyond is a mistake, whoever made it. */
#define MAX_COST 1e6

struct _ChatPrices
{
  gatomicrefcount  ref_count;
  char            *date;
  GPtrArray       *lists;    /* (element-type ChatPriceList): the user's own first */
  gboolean         has_own;
};

G_DEFINE_QUARK (chat-prices-error-quark, chat_prices_error)

ChatPrices *
chat_prices_new (const char  *own,
                 gssize       length,
                 GError     **error)
{
  ChatPrices *self = g_new0 (ChatPrices, 1);
  g_autoptr(GBytes) built_in = NULL;

  g_atomic_ref_count_init (&self->ref_count);
  self->lists = g_ptr_array_new_with_free_func (chat_price_list_free);
  if (own != NULL)
    chat_prices_read (own, length, self->lists, NULL, error);
  self->has_own = self->lists->len > 0;

  built_in = g_resource_lookup_data (chat_model_get_resource (), RESOURCE,
                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (!chat_prices_read (g_bytes_get_data (built_in, NULL), (gssize) g_bytes_get_size (built_in),
                         self->lists, &self->date, NULL))
    g_assert_not_reached ();
  return self;
}

ChatPrices *
chat_prices_ref (ChatPrices *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
chat_prices_unref (ChatPrices *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->lists);
  g_free (self->date);
  g_free (self);
}

const char *
chat_prices_get_date (ChatPrices *self)
{
  return self->date;
}

gboolean
chat_prices_has_own (ChatPrices *self)
{
  return self->has_own;
}

static const ChatPriceEntry *
find_in_list (const ChatPriceList *list,
              const char          *model)
{
  for (guint i = 0; i < list->entries->len; i++)
    {
      const ChatPriceEntry *entry = list->entries->pdata[i];

      if (chat_model_id_matches (entry->model, model))
        return entry;
    }

  return NULL;
}

/* @list (out): where it stands. */
static const ChatPriceEntry *
find_entry (ChatPrices           *self,
            const char           *server,
            const char           *model,
            const ChatPriceList **list)
{
  for (guint i = 0; i < self->lists->len && server != NULL && model != NULL; i++)
    {
      const ChatPriceEntry *entry;

      *list = self->lists->pdata[i];
      if (!g_strv_contains ((const char * const *) (*list)->servers, server))
        continue;
      entry = find_in_list (*list, model);
      if (entry != NULL)
        return entry;
    }

  return NULL;
}

/* Whatever runs on this computer is free, but for what only passes on to somebody who charges. */
static gboolean
is_free (const char *server,
         const char *model)
{
  g_autofree char *folded = NULL;

  if (g_strcmp0 (server, CHAT_SERVER_DEMO) == 0)
    return TRUE;
  if (g_strcmp0 (server, CHAT_SERVER_LOCAL) != 0 || model == NULL)
    return FALSE;

  folded = g_ascii_strdown (model, -1);
  return strstr (folded, "claude") == NULL;
}

gboolean
chat_prices_find (ChatPrices *self,
                  const char *server,
                  const char *model,
                  gint64      prompt_tokens,
                  ChatRates  *rates)
{
  const ChatPriceList *list;
  const ChatPriceEntry *entry = find_entry (self, server, model, &list);

  *rates = (ChatRates) { { 0 } };
  if (entry == NULL)
    return is_free (server, model);

  *rates = entry->tier_tokens > 0 && prompt_tokens > entry->tier_tokens ? entry->tier_rates
                                                                       : entry->rates;
  return TRUE;
}

/* The factor on all prices of tokens, in thousandths; 0: unknown. */
static gint64
get_factor (const ChatPriceList  *list,
            const ChatPriceEntry *entry,
            const ChatUsage      *usage)
{
  const struct { ChatUsageTerm term; gint64 factor; } terms[] = {
    { usage->speed, entry->fast }, { usage->region, list->us }, { usage->tier, list->batch },
  };
  gint64 factor = CHAT_FACTOR_ONE;

  for (gsize i = 0; i < G_N_ELEMENTS (terms); i++)
    {
      if (terms[i].term == CHAT_USAGE_STRANGE)
        return 0;
      if (terms[i].term == CHAT_USAGE_SPECIAL)
        factor = factor * terms[i].factor / CHAT_FACTOR_ONE;
    }

  return factor;
}

/* Adds to @pico; FALSE: unknown. Nothing at an unknown price is nothing all the same. */
static gboolean
add (gint64 *pico,
     gint64  count,
     gint64  max,
     gint64  rate)
{
  if (count <= 0)
    return TRUE;
  if (rate < 0 || count > max)
    return FALSE;

  *pico += count * rate;
  return TRUE;
}

static gboolean
add_tokens (gint64          *pico,
            const ChatUsage *usage,
            const ChatRates *prices,
            gint64           factor)
{
  /* one more than the most is refused like any number beyond it, and does not overflow */
  const gint64 hour = CLAMP (usage->cache_creation_1h_tokens, 0, MAX_TOKENS + 1);
  const gint64 minutes = CLAMP (usage->cache_creation_5m_tokens, 0, MAX_TOKENS + 1);
  /* without a split, or beyond it, five minutes: the only kind this program asks for */
  const gint64 written = MAX (usage->cache_creation_input_tokens, hour + minutes);
  const gint64 counts[CHAT_N_RATES] = {
    [CHAT_RATE_INPUT] = usage->input_tokens,
    [CHAT_RATE_OUTPUT] = usage->output_tokens,
    [CHAT_RATE_CACHE_WRITE_5M] = written - hour,
    [CHAT_RATE_CACHE_WRITE_1H] = hour,
    [CHAT_RATE_CACHE_READ] = usage->cache_read_input_tokens,
  };

  for (guint i = 0; i < CHAT_N_RATES; i++)
    {
      gint64 rate = prices->rates[i] < 0 ? -1 : prices->rates[i] * factor / CHAT_FACTOR_ONE;

      if (!add (pico, counts[i], MAX_TOKENS, rate))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_searches (gint64              *pico,
              const ChatUsage     *usage,
              const ChatPriceList *list)
{
  const gint64 search = list->web_search < 0 ? -1 : list->web_search * PICO_PER_NANO;
  const gint64 fetch = list->web_fetch < 0 ? -1 : list->web_fetch * PICO_PER_NANO;

  return add (pico, usage->web_search_requests, MAX_REQUESTS, search) &&
         add (pico, usage->web_fetch_requests, MAX_REQUESTS, fetch);
}

gint64
chat_prices_cost (ChatPrices      *self,
                  const char      *server,
                  const char      *model,
                  const ChatUsage *usage)
{
  const ChatPriceList *list = NULL;
  const ChatPriceEntry *entry = find_entry (self, server, model, &list);
  gint64 pico = 0;
  gint64 factor;
  ChatRates rates;

  if (entry == NULL)
    return is_free (server, model) ? 0 : CHAT_COST_UNKNOWN;

  factor = get_factor (list, entry, usage);
  if (factor == 0 || usage->input_tokens < 0 || usage->output_tokens < 0 ||
      !chat_prices_find (self, server, model, chat_usage_total_input (usage), &rates) ||
      !add_tokens (&pico, usage, &rates, factor) ||
      !add_searches (&pico, usage, list))
    return CHAT_COST_UNKNOWN;

  return (pico + PICO_PER_NANO / 2) / PICO_PER_NANO;
}

/* What the server itself says, in dollars; FALSE: it is not one that does. */
static gboolean
find_reported (ChatPrices *self,
               const char *server,
               JsonObject *usage,
               gint64     *cost)
{
  for (guint i = 0; i < self->lists->len && server != NULL; i++)
    {
      const ChatPriceList *list = self->lists->pdata[i];
      double dollars;

      if (list->reported == NULL ||
          !g_strv_contains ((const char * const *) list->servers, server))
        continue;

      dollars = chat_json_get_double (usage, list->reported, -1);
      *cost = dollars >= 0 && dollars <= MAX_COST ? llround (dollars * CHAT_NANO_PER_DOLLAR)
                                                      : CHAT_COST_UNKNOWN;
      return dollars >= 0;
    }

  return FALSE;
}

/* Compaction, a second model's advice or a fallback: the whole is the sum of the runs (Messages
 * API, usage). What holds for all of them stands in the whole only, and so does the cache where no
 * run tells of it. */
static gint64
add_iterations (ChatPrices *self,
                const char *server,
                const char *model,
                JsonObject *usage,
                JsonArray  *iterations)
{
  ChatUsage rest = CHAT_USAGE_INIT;
  gint64 sum = 0;

  chat_usage_update (&rest, usage);
  rest.input_tokens = 0;
  rest.output_tokens = 0;
  for (guint i = 0; i <= json_array_get_length (iterations); i++)
    {
      JsonObject *object = chat_json_array_get_object (iterations, i);
      const gboolean is_rest = i == json_array_get_length (iterations);
      const char *name = chat_json_get_string (object, "model");
      ChatUsage run = CHAT_USAGE_INIT;
      gint64 cost;

      run.speed = rest.speed;
      run.region = rest.region;
      run.tier = rest.tier;
      chat_usage_update (&run, object);
      if (run.cache_creation_input_tokens >= 0 || run.cache_read_input_tokens >= 0)
        chat_usage_forget_cache (&rest);

      cost = chat_prices_cost (self, server, name != NULL ? name : model, is_rest ? &rest : &run);
      if (cost < 0 || sum > MAX_COST * CHAT_NANO_PER_DOLLAR)
        return CHAT_COST_UNKNOWN;
      sum += cost;
    }

  return sum;
}

gint64
chat_prices_cost_of_object (ChatPrices *self,
                            const char *server,
                            const char *model,
                            JsonObject *usage)
{
  JsonArray *iterations = chat_json_get_array (usage, "iterations");
  ChatUsage counters = CHAT_USAGE_INIT;
  gint64 cost;

  if (find_reported (self, server, usage, &cost))
    return cost;
  if (chat_json_get_object (usage, "fallback_credit") != NULL && !is_free (server, model))
    return CHAT_COST_UNKNOWN;
  if (iterations != NULL && json_array_get_length (iterations) > 0)
    return add_iterations (self, server, model, usage, iterations);

  chat_usage_update (&counters, usage);
  return chat_prices_cost (self, server, model, &counters);
}

gint64
chat_prices_cost_of_message (ChatPrices  *self,
                             const char  *server,
                             ChatMessage *message)
{
  const ChatUsage *usage = chat_message_get_usage (message);
  const char *model = chat_message_get_model (message);
  JsonObject *raw = chat_message_get_raw_usage (message);

  if (g_strcmp0 (chat_message_get_stop_reason (message), "refusal") == 0 &&
      usage->output_tokens == 0)
    return 0;
  if (raw != NULL)
    return chat_prices_cost_of_object (self, server, model, raw);

  return chat_prices_cost (self, server, model, usage);
}

gboolean
chat_prices_saving (ChatPrices      *self,
                    const char      *server,
                    const char      *model,
                    const ChatUsage *usage,
                    gint64          *saving)
{
  ChatUsage plain = *usage;
  gint64 paid = chat_prices_cost (self, server, model, usage);
  gint64 without;

  chat_usage_forget_cache (&plain);
  plain.input_tokens = chat_usage_total_input (usage);
  without = chat_prices_cost (self, server, model, &plain);
  *saving = without - paid;
  return paid >= 0 && without >= 0;
}
