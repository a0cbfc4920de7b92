/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The items of a script's "events" array: events in the clear, raw bytes, waits, floods, ends.
 */

#pragma once

#include "chat-demo-compose.h"

G_BEGIN_DECLS

void             chat_demo_emit_items (ChatDemoEmitter      *emitter,
                                       ChatDemoContext      *context,
                                       JsonArray            *items,
                                       const ChatDemoManner *manner);

/* {"count":N,"per_second":N} inside a whole message with one text block. */
void             chat_demo_emit_flood (ChatDemoEmitter      *emitter,
                                       ChatDemoContext      *context,
                                       JsonObject           *flood);

/* An end by its name in scripts: "finish", "keep", "hang", "close" or "reset". */
ChatDemoStepKind chat_demo_read_end   (ChatDemoContext      *context,
                                       const char           *name);

G_END_DECLS
