/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The search index, as the worker and the search use it.
 */

#pragma once

#include "chat-store-private.h"

G_BEGIN_DECLS

/* Indexes what was written since, for about @budget_ms, in one transaction of its own. @more
 * (out): there is some left. */
gboolean chat_store_fts_catch_up     (ChatStoreDb  *db,
                                      guint         budget_ms,
                                      gboolean     *more,
                                      GError      **error);
/* The last call failed since the index is damaged, while the history itself may be sound. */
gboolean chat_store_fts_is_broken    (ChatStoreDb  *db);
/* Throws the index away; it is made again as chat_store_fts_catch_up() is called. Not inside a
 * transaction. */
gboolean chat_store_fts_start_over   (ChatStoreDb  *db,
                                      GError      **error);
/* The first id that a document of that time can have. */
gint64   chat_store_fts_id_of_time   (gint64        time_ms);
/* So far a document's id may lie after that of its time, if many share it. */
#define CHAT_STORE_FTS_ID_SLACK ((gint64) 1 << 28)
/* So far if few do. */
#define CHAT_STORE_FTS_ID_STEP ((gint64) 1 << 8)
/* The parts of a model's name as facts, after a blank if @out has something. */
void     chat_store_fts_append_model (GString      *out,
                                      const char   *model);

G_END_DECLS
