/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who writes: each open store has a file in "writers" and a lock on it, which nobody dead can hold.
 */

#pragma once

#include "chat-store-private.h"

G_BEGIN_DECLS

/* Makes our file, and removes those of the dead. Without one (a full disk) what we leave open is
 * taken for an orphan by others. */
void     chat_store_writer_enter      (ChatStoreDb  *db);
void     chat_store_writer_leave      (ChatStoreDb  *db);
gboolean chat_store_writer_is_alive   (ChatStoreDb  *db,
                                       const char   *writer);
/* Somebody else than us has it open at this moment. */
gboolean chat_store_writer_has_others (ChatStoreDb  *db);

G_END_DECLS
