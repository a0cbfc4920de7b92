/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The checked fast path for the commonest events: a delta with one string, read without a JSON tree.
 */

#pragma once

#include "chat-event.h"

G_BEGIN_DECLS

/* Reads {"type":"content_block_delta","index":N,"delta":{"type":T,F:"..."}} with T one of text_delta,
 * thinking_delta and input_json_delta and F its field, members in this order and any white space.
 * FALSE at the first byte that is not as expected (other members, a lone surrogate, bad escapes,
 * U+0000): then nothing was decided and json-glib takes over. @scratch holds the text if it had
 * escapes. */
gboolean chat_event_decode_fast (const char *data,
                                 gsize       length,
                                 GString    *scratch,
                                 ChatEvent  *event);

G_END_DECLS
