/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the worker thread does between jobs.
 */

#pragma once

#include "chat-store-private.h"

G_BEGIN_DECLS

/* One step. Returns: in how many microseconds the next one is due if no job comes; -1: none is. */
gint64 chat_store_idle (ChatStoreDb *db);

G_END_DECLS
