/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The models of one profile: from its server, from the cache meanwhile, from the table at least.
 */

#pragma once

#include "chat-failure.h"
#include "chat-model.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  CHAT_MODELS_NEW,
  CHAT_MODELS_LOADING,   /* what is there meanwhile is of the cache */
  CHAT_MODELS_READY,
  CHAT_MODELS_FAILED,    /* what is there is of the cache or of the table; names can be typed */
} ChatModelsState;

#define CHAT_TYPE_MODELS (chat_models_get_type ())
G_DECLARE_FINAL_TYPE (ChatModels, chat_models, CHAT, MODELS, GObject)

/* GListModel of ChatModel, in the server's order, which is newest first. */
GListModel        *chat_models_get_list    (ChatModels *self);
/* Property "state" (notify). */
ChatModelsState    chat_models_get_state   (ChatModels *self);
/* Why it is CHAT_MODELS_FAILED, else NULL. */
const ChatFailure *chat_models_get_failure (ChatModels *self);
ChatModel         *chat_models_find        (ChatModels *self,
                                            const char *id);   /* transfer none, nullable */
/* Asks the server again, unless that goes on already. */
void               chat_models_refresh     (ChatModels *self);

G_END_DECLS
