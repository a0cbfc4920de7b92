/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is known of a model: names, limits, prices, what its thinking parameter accepts.
 */

#pragma once

#include "chat-usage.h"

G_BEGIN_DECLS

typedef enum
{
  CHAT_THINKING_UNKNOWN,    /* a foreign or unknown model: send no parameter unless told to */
  CHAT_THINKING_NONE,       /* takes no such parameter */
  CHAT_THINKING_BUDGET,     /* {"type":"enabled","budget_tokens":N} only */
  CHAT_THINKING_EITHER,     /* adaptive and enabled */
  CHAT_THINKING_ADAPTIVE,   /* adaptive; may be off */
  CHAT_THINKING_ALWAYS,     /* adaptive, and cannot be switched off */
} ChatThinkingSupport;

/* Fast and cheap, for what the user does not wait for. */
#define CHAT_SMALL_MODEL "claude-haiku-4-5"

/* USD per million tokens; negative: unknown. */
typedef struct
{
  double input;
  double output;
  double cache_write_5m;
  double cache_write_1h;
  double cache_read;
} ChatPrices;

typedef struct
{
  const char         *id;             /* a date suffix (-20251001) of the asked id is ignored */
  const char         *display_name;
  gint64              context_window; /* tokens */
  gint64              max_output;     /* tokens */
  ChatThinkingSupport thinking;
  ChatPrices          prices;
  gint64              tier_tokens;    /* above this many prompt tokens tier_prices hold; 0: one tier */
  ChatPrices          tier_prices;
} ChatModelInfo;

/* From the built-in table (Messages API models and prices, state of 2026-11). Returns: (nullable) */
const ChatModelInfo *chat_model_info_find         (const char          *model_id);
/* The table, newest first in each line, without the demonstration. Returns: (transfer none) */
const ChatModelInfo *chat_model_info_get_all      (guint               *n_infos);
/* The day it stops to answer, as ISO 8601 has it, or NULL: none is known. */
const char          *chat_model_info_get_retirement (const char        *model_id);
/* "Claude Opus 5" for a known id, else the id itself; never NULL for a non-NULL id. */
const char          *chat_model_info_get_name     (const char          *model_id);
/* US dollars, or -1 where the price or a needed counter is unknown. */
double               chat_model_info_cost         (const char          *model_id,
                                                   const ChatUsage     *usage);

G_END_DECLS
