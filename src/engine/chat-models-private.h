/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Within the engine: how lists of models come about.
 */

#pragma once

#include "chat-engine.h"

G_BEGIN_DECLS

/* Reads the cache, and asks the server if that is older than a day or not there. @engine is
 * borrowed: it lets go with chat_models_close(). */
ChatModels *chat_models_new   (ChatEngine  *engine,
                               ChatProfile *profile);
void        chat_models_close (ChatModels  *self);

/* chat-models-cache.c. NULL if there is none. In a thread; the callback comes in the main loop.
 * Returns: (transfer full) an array of JSON objects, and their age in seconds in @age_s */
void        chat_models_cache_read_async  (ChatProfile          *profile,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
JsonArray  *chat_models_cache_read_finish (GAsyncResult         *result,
                                           gint64               *age_s);
/* In a thread; whether it succeeds is nobody's concern. */
void        chat_models_cache_write       (ChatProfile          *profile,
                                           JsonArray            *models);

G_END_DECLS
