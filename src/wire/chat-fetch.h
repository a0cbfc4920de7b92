/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A small answer, read as a whole: the list of models, a counted prompt, whether anybody is there.
 */

#pragma once

#include "chat-client.h"

G_BEGIN_DECLS

typedef struct
{
  guint                status;        /* 0: none came */
  GBytes              *body;          /* of a 200, else NULL */
  ChatFailure         *failure;       /* NULL for a 200 that came whole */
  GTlsCertificate     *certificate;   /* that was not trusted, else NULL */
  GTlsCertificateFlags errors;        /* why */
  gint64               duration_us;
} ChatFetched;

/* Sends @message, made by @client. At most 16 MB are read. Cancelling closes the connection.
 * @timeout_ms: for all of it. */
void         chat_fetch_async  (ChatClient          *client,
                                SoupMessage         *message,
                                guint                timeout_ms,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data);
/* Returns: (transfer full) (nullable): NULL if it was cancelled */
ChatFetched *chat_fetch_finish (GAsyncResult        *result);
/* Some servers quote the key: makes it unreadable in the body and in the failure. @key (nullable) */
void         chat_fetched_conceal (ChatFetched      *self,
                                const char          *key);
void         chat_fetched_free (ChatFetched         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatFetched, chat_fetched_free)

G_END_DECLS
