/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is known of a model: names, limits, prices, what its thinking parameter accepts.
 */

#include "chat-model-info.h"

#include <string.h>

#define CONTEXT_LARGE 1000000
#define CONTEXT_SMALL  200000
#define OUTPUT_LARGE   128000
#define OUTPUT_SMALL    64000

/* Haiku 5.5 charges the whole request by the second column once the prompt is longer. */
#define HAIKU_TIER_TOKENS 100000

/* 10 USD for 1000 searches; fetching costs nothing beyond its tokens. */
#define WEB_SEARCH_PRICE 0.01

#define UNKNOWN_PRICES { -1, -1, -1, -1, -1 }

#define ONE_TIER 0, UNKNOWN_PRICES

#define LARGE(id, name, thinking, ...) \
  { id, name, CONTEXT_LARGE, OUTPUT_LARGE, CHAT_THINKING_##thinking, __VA_ARGS__, ONE_TIER }
#define SMALL(id, name, thinking, ...) \
  { id, name, CONTEXT_SMALL, OUTPUT_SMALL, CHAT_THINKING_##thinking, __VA_ARGS__, ONE_TIER }
#define PRICES(...) { __VA_ARGS__ }

/* Messages API, "Models" and "Thinking", November 2026. Whether Sonnet 5.5 can be told not to think
 * is disputed there: as the wrong guess is a 400, it counts as one that cannot. */
static const ChatModelInfo models[] = {
  /* prices: input, output, 5m write, 1h write, cache read */
  LARGE ("claude-fable-5-2", "Claude Fable 5.2", ALWAYS, PRICES (8, 40, 10, 16, 0.20)),
  LARGE ("claude-mythos-5-2", "Claude Mythos 5.2", ALWAYS, UNKNOWN_PRICES),
  LARGE ("claude-fable-5-1", "Claude Fable 5.1", ALWAYS, PRICES (10, 50, 12.50, 20, 0.25)),
  LARGE ("claude-mythos-5-1", "Claude Mythos 5.1", ALWAYS, PRICES (10, 50, 12.50, 20, 0.25)),
  LARGE ("claude-fable-5", "Claude Fable 5", ALWAYS, PRICES (10, 50, 12.50, 20, 1)),
  LARGE ("claude-mythos-5", "Claude Mythos 5", ALWAYS, PRICES (10, 50, 12.50, 20, 1)),
  LARGE ("claude-opus-5-5", "Claude Opus 5.5", ALWAYS, PRICES (4, 20, 5, 8, 0.20)),
  LARGE ("claude-opus-5", "Claude Opus 5", ADAPTIVE, PRICES (5, 25, 6.25, 10, 0.50)),
  LARGE ("claude-opus-4-8", "Claude Opus 4.8", ADAPTIVE, PRICES (5, 25, 6.25, 10, 0.50)),
  LARGE ("claude-opus-4-7", "Claude Opus 4.7", ADAPTIVE, PRICES (5, 25, 6.25, 10, 0.50)),
  LARGE ("claude-opus-4-6", "Claude Opus 4.6", EITHER, PRICES (5, 25, 6.25, 10, 0.50)),
  SMALL ("claude-opus-4-5", "Claude Opus 4.5", BUDGET, PRICES (5, 25, 6.25, 10, 0.50)),
  LARGE ("claude-sonnet-5-5", "Claude Sonnet 5.5", ALWAYS, PRICES (2, 10, 2.50, 4, 0.10)),
  LARGE ("claude-sonnet-5", "Claude Sonnet 5", ADAPTIVE, PRICES (2, 10, 2.50, 4, 0.20)),
  LARGE ("claude-sonnet-4-6", "Claude Sonnet 4.6", EITHER, PRICES (3, 15, 3.75, 6, 0.30)),
  SMALL ("claude-sonnet-4-5", "Claude Sonnet 4.5", BUDGET, PRICES (3, 15, 3.75, 6, 0.30)),
  { "claude-haiku-5-5", "Claude Haiku 5.5", CONTEXT_LARGE, OUTPUT_LARGE, CHAT_THINKING_ADAPTIVE,
    { 0.10, 0.50, 0.125, 0.20, 0.01 }, HAIKU_TIER_TOKENS, { 0.50, 2.50, 0.625, 1.00, 0.05 } },
  SMALL ("claude-haiku-4-5", "Claude Haiku 4.5", BUDGET, PRICES (1, 5, 1.25, 2, 0.10)),
  /* the last one: chat_model_info_get_all() leaves it out */
  SMALL ("claude-demo", "Demo model", ADAPTIVE, PRICES (0, 0, 0, 0, 0)),
};

/* Messages API, deprecations, November 2026. */
static const struct
{
  const char *id;
  const char *day;
} retirements[] = {
  { "claude-sonnet-4-5", "2026-11-30T00:00:00Z" },
};

#undef LARGE
#undef SMALL
#undef PRICES

/* "-20251001", and nothing after it. */
static gboolean
is_date_suffix (const char *text)
{
  const gsize n_digits = strlen ("20251001");

  return text[0] == '-' &&
         strlen (text + 1) == n_digits &&
         strspn (text + 1, "0123456789") == n_digits;
}

static gboolean
id_matches (const char *known,
            const char *asked)
{
  const gsize length = strlen (known);

  return strncmp (known, asked, length) == 0 &&
         (asked[length] == '\0' || is_date_suffix (asked + length));
}

/* Gateways write "anthropic/claude-opus-4.5:beta" for claude-opus-4-5. */
static char *
without_provider (const char *model_id)
{
  const char *slash = strrchr (model_id, '/');
  char *id;

  if (slash == NULL)
    return g_strdup (model_id);

  id = g_strndup (slash + 1, strcspn (slash + 1, ":"));

  return g_strdelimit (id, ".", '-');
}

const ChatModelInfo *
chat_model_info_find (const char *model_id)
{
  g_autofree char *id = NULL;

  if (model_id == NULL)
    return NULL;

  id = without_provider (model_id);
  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    {
      if (id_matches (models[i].id, id))
        return &models[i];
    }

  return NULL;
}

const ChatModelInfo *
chat_model_info_get_all (guint *n_infos)
{
  *n_infos = G_N_ELEMENTS (models) - 1;

  return models;
}

const char *
chat_model_info_get_retirement (const char *model_id)
{
  const ChatModelInfo *info = chat_model_info_find (model_id);

  for (gsize i = 0; info != NULL && i < G_N_ELEMENTS (retirements); i++)
    {
      if (strcmp (retirements[i].id, info->id) == 0)
        return retirements[i].day;
    }

  return NULL;
}

const char *
chat_model_info_get_name (const char *model_id)
{
  const ChatModelInfo *info = chat_model_info_find (model_id);

  return info != NULL ? info->display_name : model_id;
}

static double
price_of (gint64 tokens,
          double per_million)
{
  const double million = 1e6;

  return tokens > 0 ? tokens * per_million / million : 0;
}

/* Without a split, or beyond it, five minutes are assumed: the only kind this program asks for. */
static double
cache_write_cost (const ChatPrices *prices,
                  const ChatUsage  *usage)
{
  const gint64 hour = MAX (usage->cache_creation_1h_tokens, 0);
  const gint64 split = hour + MAX (usage->cache_creation_5m_tokens, 0);
  const gint64 total = MAX (usage->cache_creation_input_tokens, split);

  return price_of (hour, prices->cache_write_1h) + price_of (total - hour, prices->cache_write_5m);
}

double
chat_model_info_cost (const char      *model_id,
                      const ChatUsage *usage)
{
  const ChatModelInfo *info = chat_model_info_find (model_id);
  const ChatPrices *prices;

  if (info == NULL || usage->input_tokens < 0 || usage->output_tokens < 0)
    return -1;

  prices = &info->prices;
  if (info->tier_tokens > 0 && chat_usage_total_input (usage) > info->tier_tokens)
    prices = &info->tier_prices;
  if (prices->input < 0)
    return -1;
  /* whose tokens are free does not charge for searches either: the demonstration */
  if (prices->input == 0 && prices->output == 0)
    return 0;

  return price_of (usage->input_tokens, prices->input) +
         price_of (usage->output_tokens, prices->output) +
         price_of (usage->cache_read_input_tokens, prices->cache_read) +
         cache_write_cost (prices, usage) +
         MAX (usage->web_search_requests, 0) * WEB_SEARCH_PRICE;
}
