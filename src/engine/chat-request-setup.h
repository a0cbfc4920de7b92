/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A profile and parameters turned into request options and headers.
 */

#pragma once

#include "chat-client.h"
#include "chat-engine.h"
#include "chat-left-out.h"
#include "chat-request.h"

G_BEGIN_DECLS

/* chat-request-fit.c: what the model and the server at the other end take decides, then the user's
 * wish. @capabilities (nullable): NULL by the table. @options borrows from @model and @parameters.
 * Returns: what was wished for and is not sent, or not so */
ChatLeftOut  chat_request_setup_options (ChatProfile            *profile,
                                         const char             *model,
                                         const ChatCapabilities *capabilities,
                                         const ChatParameters   *parameters,
                                         ChatRequestOptions     *options);
/* What a profile is reached by: its certificates and its proxy. Returns: (transfer full) */
ChatClient  *chat_request_setup_client  (ChatProfile           *profile);
/* Its proxy alone: once more when the keyring gave the proxy's password. */
void         chat_request_setup_way     (ChatClient            *client,
                                         ChatProfile           *profile);
/* The key and the profile's own headers. */
void         chat_request_setup_headers (SoupMessage           *message,
                                         ChatProfile           *profile);
/* A GET below the base URL's /v1/. @query: with its "?", or "". Returns: (transfer full); NULL with
 * @failure set */
SoupMessage *chat_request_setup_get     (ChatClient            *client,
                                         ChatProfile           *profile,
                                         const char            *path,
                                         const char            *query,
                                         ChatFailure          **failure);
/* The request ready to be sent; NULL with @failure set if the profile cannot send one.
 * Returns: (transfer full) */
SoupMessage *chat_request_setup_post    (ChatClient            *client,
                                         ChatProfile           *profile,
                                         ChatRequest           *request,
                                         ChatFailure          **failure);
/* The same of @body, to another path than "messages". */
SoupMessage *chat_request_setup_post_to (ChatClient            *client,
                                         ChatProfile           *profile,
                                         const char            *path,
                                         GBytes                *body,
                                         ChatFailure          **failure);

G_END_DECLS
