/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether a database is sound, and what can be had of one that is not.
 */

#pragma once

#include "chat-store-private.h"

G_BEGIN_DECLS

/* FALSE with CHAT_STORE_ERROR_DAMAGED, or another error if it could not be found out. */
gboolean chat_store_check          (ChatStoreDb  *db,
                                    int           version,
                                    GError      **error);

/* chat-store-log.c: FALSE if what was committed would be passed over. For a database that nobody has
 * open. */
gboolean chat_store_log_is_whole   (ChatStoreDb  *db);

/* Builds a new database from what can be read of @aside (a name in the folder), and from the latest
 * backup if something could not; it takes the place of the old one. @db is not open. */
gboolean chat_store_salvage        (ChatStoreDb  *db,
                                    const char   *aside,
                                    GError      **error);

/* chat-store-rescue.c: copies the rows of @aside that can be read. @n_lost (out): how often there
 * was something that could not. */
void     chat_store_rescue_rows    (ChatStoreDb  *db,
                                    const char   *aside,
                                    guint        *n_lost);

G_END_DECLS
