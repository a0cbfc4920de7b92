/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One page of the list of models. Pure.
 */

#pragma once

#include "chat-json.h"

G_BEGIN_DECLS

/* What follows the path: as much as there is, after the model @after (nullable). Only Anthropic is
 * asked for a size, as other servers may refuse what they do not know. Returns: (transfer full) */
char     *chat_models_page_dup_query (gboolean    anthropic,
                                      const char *after);
/* Appends the elements of "data" that have an id to @models, as JSON objects. @next: (out)
 * (transfer full) (nullable): the model to go on after, or NULL at the end, which is also a page
 * without anything new. FALSE: it is no list of models, by whatever server. */
gboolean  chat_models_page_read      (const char  *json,
                                      gsize        length,
                                      JsonArray   *models,
                                      char       **next);

G_END_DECLS
