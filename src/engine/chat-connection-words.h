/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Within the engine: failures of a connection in words.
 */

#pragma once

#include "chat-connection.h"
#include "chat-fetch.h"

G_BEGIN_DECLS

/* Sets verdict, title, advice and certificate. */
void  chat_connection_describe (ChatConnectionReport *report,
                                ChatProfile          *profile,
                                const ChatFetched    *fetched);
/* "host:port". Returns: (transfer full) */
char *chat_connection_dup_server (ChatProfile        *profile);

G_END_DECLS
