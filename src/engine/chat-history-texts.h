/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What belongs to a conversation, and is none of it: drafts, and how it was last shown.
 */

#pragma once

#include "chat-history.h"

G_BEGIN_DECLS

/* What stands in the composer. @conversation NULL: of one not begun. Saved after a pause. */
void              chat_history_set_draft        (ChatHistory         *self,
                                                 ChatConversation    *conversation,
                                                 const char          *draft);
void              chat_history_load_draft_async (ChatHistory         *self,
                                                 ChatConversation    *conversation,
                                                 GAsyncReadyCallback  callback,
                                                 gpointer             user_data);
/* The same of the small window, where what is not begun is kept beside that of the others;
 * chat_history_load_draft_finish() ends it. */
void              chat_history_set_asked_draft  (ChatHistory         *self,
                                                 const char          *draft);
void              chat_history_load_asked_draft_async (ChatHistory   *self,
                                                 GAsyncReadyCallback  callback,
                                                 gpointer             user_data);
/* Returns: (transfer full) (nullable) */
char             *chat_history_load_draft_finish (ChatHistory        *self,
                                                 GAsyncResult        *result,
                                                 GError             **error);

/* How windows show @conversation: a small JSON text that only they understand (where it was scrolled
 * to, what is folded), at most some KB. The last one counts. Saved after a pause, so it may be set
 * at every scroll; it costs nothing while it stays the same, and is no change of the conversation:
 * lists keep their order. One that was never sent has none: nothing is kept. NULL or "": forgotten.
 * Goes with the conversation; copies begin without. */
void              chat_history_set_view         (ChatHistory         *self,
                                                 ChatConversation    *conversation,
                                                 const char          *view);
/* What was set last, in this session or an earlier one. Known ones come without the disk, always
 * from the main loop. Errors: CHAT_STORE_ERROR, when it cannot be read. */
void              chat_history_load_view_async  (ChatHistory         *self,
                                                 ChatConversation    *conversation,
                                                 GAsyncReadyCallback  callback,
                                                 gpointer             user_data);
/* Returns: (transfer full) (nullable) NULL: there is none */
char             *chat_history_load_view_finish (ChatHistory         *self,
                                                 GAsyncResult        *result,
                                                 GError             **error);

G_END_DECLS
