/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is attached to a draft, kept beside the history until it is sent.
 */

#pragma once

#include "chat-history.h"

G_BEGIN_DECLS

/* Keeps @bytes on the disk for as long as a draft names the digest, and a day longer. */
void    chat_history_keep_attachment_async  (ChatHistory          *self,
                                             GBytes               *bytes,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
/* Returns: (transfer full) the digest, for chat_draft_add_file() */
char   *chat_history_keep_attachment_finish (ChatHistory          *self,
                                             GAsyncResult         *result,
                                             GError              **error);
void    chat_history_load_attachment_async  (ChatHistory          *self,
                                             const char           *digest,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
/* Returns: (transfer full) */
GBytes *chat_history_load_attachment_finish (ChatHistory          *self,
                                             GAsyncResult         *result,
                                             GError              **error);

G_END_DECLS
