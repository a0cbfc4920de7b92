/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A message in the API's own shape, to and from JSON.
 */

#pragma once

#include "chat-message.h"

G_BEGIN_DECLS

/* {"id","type","role","model","content","stop_reason","stop_sequence","stop_details"?,"usage"}: the
 * blocks by chat_content_block_append_raw(). */
void     chat_message_append_json (ChatMessage  *message,
                                   GString      *out);
/* Fills an open message from a reply that came in one piece: "stream" was ignored.
 * @json is the body, one Message object. FALSE if it is none. */
gboolean chat_message_fill_from_json (ChatMessage *message,
                                   const char   *json,
                                   gsize         length,
                                   GError      **error);

G_END_DECLS
