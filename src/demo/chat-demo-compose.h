/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A message as the API would send it: as a stream of events, or whole.
 */

#pragma once

#include "chat-demo-emitter.h"

G_BEGIN_DECLS

/* How a message adapts to the request it answers. */
typedef struct
{
  gboolean obeys;          /* no thinking if it is off, no more tokens than max_tokens */
  guint    delta_length;   /* characters in a delta; 0: token-sized */
} ChatDemoManner;

/* @message has the API's shape. "content" is all it needs: what else the API would say is made up,
 * with signatures and counted tokens. */
void  chat_demo_compose_events (ChatDemoEmitter      *emitter,
                                ChatDemoContext      *context,
                                JsonObject           *message,
                                const ChatDemoManner *manner);
/* Returns: (transfer full), the JSON of the same message */
char *chat_demo_compose_whole  (ChatDemoContext      *context,
                                JsonObject           *message,
                                const ChatDemoManner *manner);

/* The parts, for scripts that put a stream together themselves. @message may be NULL. */
void  chat_demo_compose_start  (ChatDemoEmitter      *emitter,
                                ChatDemoContext      *context,
                                JsonObject           *message);
/* @budget: tokens that may still be said; reduced by what was. */
void  chat_demo_compose_block  (ChatDemoEmitter      *emitter,
                                ChatDemoContext      *context,
                                JsonObject           *block,
                                guint                 index,
                                gboolean              stays_open,
                                const ChatDemoManner *manner,
                                guint                *budget);
void  chat_demo_compose_finish (ChatDemoEmitter      *emitter,
                                ChatDemoContext      *context,
                                JsonObject           *message,
                                const char           *stop_reason,
                                guint                 output_tokens);

G_END_DECLS
