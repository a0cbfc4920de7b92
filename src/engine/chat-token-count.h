/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks the server how many tokens a prompt is (POST /v1/messages/count_tokens), which costs nothing.
 */

#pragma once

#include "chat-engine.h"

G_BEGIN_DECLS

/* Whether @profile's server is known to count, and can be asked without asking for a key. */
gboolean chat_token_count_is_offered (ChatProfile         *profile);
/* Of @conversation with @draft (nullable) behind it, or from @edited (nullable) on in its place, as it
 * would be sent. Whoever has something newer to ask cancels. */
void     chat_token_count_async      (ChatEngine          *engine,
                                      ChatConversation    *conversation,
                                      ChatMessage         *edited,
                                      const char          *draft,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
/* Of a request as it would be sent to @profile: @body is JSON, an object. */
void     chat_token_count_body_async (ChatEngine          *engine,
                                      ChatProfile         *profile,
                                      GBytes              *body,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
/* Of either. -1: nobody knows. */
gint64   chat_token_count_finish     (GAsyncResult        *result);

G_END_DECLS
