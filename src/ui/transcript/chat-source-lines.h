/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sources as lines of a section: number, title, place.
 */

#pragma once

#include "chat-section.h"

G_BEGIN_DECLS

/* One line for each of @numbers. Returns: (transfer full) */
ChatRun    *chat_source_lines_compose (ChatSection       *section,
                                       ChatSourceList    *sources,
                                       const GArray      *numbers);
/* The address of the title at @at, or NULL; @urls: (nullable elements) one for each line of the body. */
const char *chat_source_lines_get_uri (ChatSection       *section,
                                       const GPtrArray   *urls,
                                       const GtkTextIter *at);
GPtrArray  *chat_source_lines_get_urls (ChatSourceList   *sources,
                                        const GArray     *numbers);

G_END_DECLS
