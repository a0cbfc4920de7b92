/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A query in the language of FTS5.
 */

#pragma once

#include "chat-store-query.h"

G_BEGIN_DECLS

/* For the messages, filters as facts; @conversations (element-type gint64): only in these, NULL:
 * in all. Returns: (transfer full) */
char *chat_store_match_messages (const ChatStoreQuery *query,
                                 const GArray         *conversations);
/* For the titles, which have words of their own, or NULL if there are no words. Returns: (transfer full) */
char *chat_store_match_titles   (const ChatStoreQuery *query);

G_END_DECLS
