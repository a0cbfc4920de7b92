/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Within the engine: keeps what went over the wire for the replies of this session, in memory, up to
 * a limit. No key gets in or out.
 */

#pragma once

#include "chat-client.h"
#include "chat-exchange.h"
#include "chat-profile.h"

G_BEGIN_DECLS

typedef struct _ChatExchangeLog ChatExchangeLog;

/* @limit: bytes in all; beyond it the oldest go. */
ChatExchangeLog *chat_exchange_log_new   (gsize            limit);
ChatExchangeLog *chat_exchange_log_ref   (ChatExchangeLog *self);
void             chat_exchange_log_unref (ChatExchangeLog *self);

/* A request for the reply @uid is about to leave; it takes the place of an earlier one. Wherever the
 * key of @profile stands, it is removed. */
void             chat_exchange_log_begin (ChatExchangeLog *self,
                                          const char      *uid,
                                          SoupMessage     *request,
                                          const char      *body,
                                          gsize            length,
                                          ChatProfile     *profile);
/* Bytes of the reply as they come. */
void             chat_exchange_log_add   (ChatExchangeLog *self,
                                          const char      *uid,
                                          const char      *bytes,
                                          gsize            length);
/* No more will come. */
void             chat_exchange_log_end   (ChatExchangeLog *self,
                                          const char      *uid);
/* What is kept, with a body of NULL if it was too large; NULL if nothing is.
 * Returns: (transfer full) (nullable) */
ChatExchange    *chat_exchange_log_find  (ChatExchangeLog *self,
                                          const char      *uid);
/* A request that is not sent. Returns: (transfer full) */
ChatExchange    *chat_exchange_rebuild   (ChatProfile     *profile,
                                          const char      *body,
                                          gsize            length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatExchangeLog, chat_exchange_log_unref)

G_END_DECLS
