/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a reply used, in tokens, as the API reports it.
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a request was served as, in one respect. */
typedef enum
{
  CHAT_USAGE_ORDINARY,   /* or not said */
  CHAT_USAGE_SPECIAL,    /* which has a price of its own */
  CHAT_USAGE_STRANGE,    /* whose price nobody here knows */
} ChatUsageTerm;

/* Counters are -1 while unknown: foreign servers leave out any of them. */
typedef struct
{
  gint64 input_tokens;                  /* without what was read from or written to the cache */
  gint64 output_tokens;                 /* thinking included */
  gint64 cache_creation_input_tokens;
  gint64 cache_read_input_tokens;
  gint64 cache_creation_5m_tokens;      /* the split of cache_creation_input_tokens */
  gint64 cache_creation_1h_tokens;
  gint64 thinking_tokens;
  gint64 web_search_requests;
  gint64 web_fetch_requests;
  ChatUsageTerm speed;                  /* special: the fast mode */
  ChatUsageTerm region;                 /* special: only in the United States */
  ChatUsageTerm tier;                   /* special: as part of a batch */
} ChatUsage;

#define CHAT_USAGE_INIT { -1, -1, -1, -1, -1, -1, -1, -1, -1, CHAT_USAGE_ORDINARY, \
                          CHAT_USAGE_ORDINARY, CHAT_USAGE_ORDINARY }

/* Overwrites what @object has as a number and leaves the rest: the counters of message_delta are
 * cumulative and often partial (Messages API, streaming). @object may be NULL. */
void   chat_usage_update       (ChatUsage       *self,
                                JsonObject      *object);
/* Everything that was read to answer: plain, cached and newly cached input; -1 if unknown. */
gint64 chat_usage_total_input  (const ChatUsage *self);
/* As if nothing had been read from the cache or written to it, nor its tokens been there. */
void   chat_usage_forget_cache (ChatUsage       *self);

G_END_DECLS
