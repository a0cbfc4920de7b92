/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A backup of the history at the user's wish.
 */

#pragma once

#include "chat-history.h"

G_BEGIN_DECLS

/* Begins a backup of today in "backups", a folder of the history's; it is there when it is whole.
 * FALSE: it cannot be made now. */
void              chat_history_back_up_async    (ChatHistory         *self,
                                                 GAsyncReadyCallback  callback,
                                                 gpointer             user_data);
gboolean          chat_history_back_up_finish   (ChatHistory         *self,
                                                 GAsyncResult        *result);

G_END_DECLS
