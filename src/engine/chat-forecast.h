/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the next message will hold and cost, as far as can be told before it is sent.
 */

#pragma once

#include "chat-engine-spending.h"

G_BEGIN_DECLS

typedef struct
{
  /* from the conversation */
  gint64   known_tokens;   /* that the server counted last: the last prompt and its reply */
  gint64   cached_tokens;  /* of them: what it read from the cache or wrote to it for this model */
  gint64   guessed_tokens; /* what has been added since, by its length */
  gint64   reply_tokens;   /* of a reply, by those before; 0: there is none */
  gint64   cache_until;    /* ms since 1970: when the cache will be empty; 0: there is nothing in it */
  gint64   limit;          /* context window of the model; 0: unknown */
  gboolean caches;         /* the server is asked to */

  gint64   counted;        /* the prompt as the server counted it just now; 0: it was not asked */

  /* with what is being written */
  gint64   tokens;         /* the prompt as a whole */
  gint64   from_cache;     /* of them: what is likely to be read from the cache */
  gint64   cost;           /* with a reply; nano-dollars, CHAT_COST_UNKNOWN */
} ChatForecast;

/* Looks at @conversation, from its end back to what the server said last. @edited: (nullable) in the
 * place of which, and of all behind it, the next message will stand. */
void chat_forecast_look  (ChatForecast     *self,
                          ChatEngine       *engine,
                          ChatConversation *conversation,
                          ChatMessage      *edited);
/* Then, as often as something is written: @n_characters of it, with attachments of some
 * @attached_tokens, at @now_ms since 1970. */
void chat_forecast_draft (ChatForecast     *self,
                          ChatEngine       *engine,
                          ChatConversation *conversation,
                          gsize             n_characters,
                          gint64            attached_tokens,
                          gint64            now_ms);

G_END_DECLS
