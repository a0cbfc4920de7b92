/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a reply used, in tokens, as the API reports it.
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

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
} ChatUsage;

#define CHAT_USAGE_INIT { -1, -1, -1, -1, -1, -1, -1, -1 }

/* Overwrites what @object has as a number and leaves the rest: the counters of message_delta are
 * cumulative and often partial (Messages API, streaming). @object may be NULL. */
void   chat_usage_update       (ChatUsage       *self,
                                JsonObject      *object);
/* Everything that was read to answer: plain, cached and newly cached input; -1 if unknown. */
gint64 chat_usage_total_input  (const ChatUsage *self);

G_END_DECLS
