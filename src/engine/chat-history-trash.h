/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Branches of a conversation that lie in the trash: they were removed in the last 30 days, here or
 * elsewhere, and the trash was not emptied since.
 */

#pragma once

#include "chat-history.h"

G_BEGIN_DECLS

/* Whether there are any with something in them, once all that was changed so far is saved. Errors:
 * those of the store; G_IO_ERROR_CANCELLED. */
void     chat_history_has_removed_async     (ChatHistory          *self,
                                             ChatConversation     *conversation,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean chat_history_has_removed_finish    (ChatHistory          *self,
                                             GAsyncResult         *result,
                                             GError              **error);
/* Brings all of them back into the tree: those of this run at once and to their places, the others
 * as soon as they were read. What is shown stays. */
void     chat_history_restore_removed       (ChatHistory          *self,
                                             ChatConversation     *conversation);

G_END_DECLS
