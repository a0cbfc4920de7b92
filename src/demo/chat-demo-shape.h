/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What happens to a reply on its way: chunks, cuts, hangs, and how it ends.
 */

#pragma once

#include "chat-demo-items.h"

G_BEGIN_DECLS

/* Applies "chunks", "cut", "then", "hang" and "end" of @reply to the emitter's plan, which holds all
 * that the reply says, and gives it its end. */
void chat_demo_shape (ChatDemoEmitter      *emitter,
                      ChatDemoContext      *context,
                      JsonObject           *reply,
                      const ChatDemoManner *manner);

G_END_DECLS
