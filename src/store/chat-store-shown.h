/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which of the messages that were found are on the path that their conversation shows.
 */

#pragma once

#include "chat-search-hit.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* Says of each hit whether it is in another branch. @ids: rows of the messages, as many as there are
 * @hits (element-type ChatSearchHit), 0 for a title. What cannot be read, or would take long, is not
 * said: FALSE. In the thread that works on @sqlite. */
void chat_store_shown_mark (sqlite3      *sqlite,
                            const gint64 *ids,
                            GPtrArray    *hits);

G_END_DECLS
