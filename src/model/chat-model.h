/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A model that can be chosen: what its server says of it, and what the table knows.
 */

#pragma once

#include "chat-capabilities.h"
#include "chat-json.h"
#include "chat-model-info.h"
#include "chat-prices.h"

G_BEGIN_DECLS

typedef enum
{
  CHAT_MODEL_SEES_IMAGES = 1 << 0,
  CHAT_MODEL_READS_PDF   = 1 << 1,
  CHAT_MODEL_THINKS      = 1 << 2,
  CHAT_MODEL_SEARCHES    = 1 << 3,   /* the web, with a tool of the server's */
} ChatModelAbilities;

typedef enum
{
  CHAT_MODEL_ACTIVE,
  CHAT_MODEL_DEPRECATED,
  CHAT_MODEL_RETIRED,
} ChatModelLifecycle;

#define CHAT_TYPE_MODEL (chat_model_get_type ())
G_DECLARE_FINAL_TYPE (ChatModel, chat_model, CHAT, MODEL, GObject)

/* An element of "data" in the answer to GET /v1/models, of Anthropic's shape or OpenAI's: all but
 * the id may be missing, and is completed from the table. Returns: (transfer full) (nullable): NULL
 * without an id */
ChatModel          *chat_model_new_from_json     (JsonObject      *object);
/* One of which nothing but the id is known for certain. Returns: (transfer full) */
ChatModel          *chat_model_new               (const char      *id);

const char         *chat_model_get_id            (ChatModel       *self);
const char         *chat_model_get_name          (ChatModel       *self);
/* In tokens; 0: unknown. */
gint64              chat_model_get_context       (ChatModel       *self);
/* USD per million tokens, in @input and @output. FALSE: unknown. */
gboolean            chat_model_get_price         (ChatModel       *self,
                                                  double          *input,
                                                  double          *output);
/* What the table knows of it at @server, unless the server has said. */
void                chat_model_fill_price        (ChatModel       *self,
                                                  ChatPrices      *prices,
                                                  const char      *server);
ChatModelAbilities  chat_model_get_abilities     (ChatModel       *self);
/* Which parameters it takes. */
const ChatCapabilities *chat_model_get_capabilities (ChatModel *self);
ChatModelLifecycle  chat_model_get_lifecycle     (ChatModel       *self);
/* When it answers no more, or NULL: unknown. */
GDateTime          *chat_model_get_retirement    (ChatModel       *self);   /* transfer none */
/* Whether each word of @words, which are folded as by g_utf8_casefold(), is in its id or name.
 * @words NULL-terminated. */
gboolean            chat_model_matches           (ChatModel       *self,
                                                  const char * const *words);

G_END_DECLS
