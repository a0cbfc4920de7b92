/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a store is told beside what is asked of it: when to back its files up, how texts read.
 */

#pragma once

#include "chat-store.h"

G_BEGIN_DECLS

/* Begins a backup of today, which takes the place of one that is there once it is whole; it is made
 * while there is nothing else to do. Errors: CHAT_STORE_ERROR_FULL, there is no room or another
 * program makes one. */
void              chat_store_back_up_async   (ChatStore            *self,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean          chat_store_back_up_finish  (ChatStore            *self,
                                              GAsyncResult         *result,
                                              GError              **error);

/* For the snippets of replies that are searched for from now on; without it they are shown as they
 * are written. */
void              chat_store_set_words       (ChatStore            *self,
                                              ChatStoreWordsFunc    words);

G_END_DECLS
