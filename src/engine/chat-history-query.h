/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The history for programs without a window: plain answers, nothing that stays live.
 */

#pragma once

#include "chat-history.h"

G_BEGIN_DECLS

/* Pinned first, then newest first. @tag (nullable) */
void       chat_history_list_async    (ChatHistory          *self,
                                       ChatHistoryScope      scope,
                                       const char           *tag,
                                       guint                 offset,
                                       guint                 limit,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
/* Returns: (transfer full) (element-type ChatConversationInfo) */
GPtrArray *chat_history_list_finish   (ChatHistory          *self,
                                       GAsyncResult         *result,
                                       GError              **error);

/* What has the database open, for who waits until that is closed: it is when the last reference to
 * this has gone, which may be after the history's. Borrowed; NULL: nothing has. */
GObject   *chat_history_get_keeper    (ChatHistory          *self);

/* TRUE if what was asked for is at fault: an id that there is not, a search that means nothing. */
gboolean   chat_history_is_usage_error (const GError        *error);

G_END_DECLS
