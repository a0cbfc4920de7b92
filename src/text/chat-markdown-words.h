/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Markdown in the words that the transcript shows of it.
 */

#pragma once

#include "chat-markdown.h"

G_BEGIN_DECLS

/* The text of @blocks (element-type ChatMarkdownBlock) as it stands on the page: without marks and
 * without the targets of links, lists with their bullets and numbers, cells with a tab between them,
 * formulas as TeX, long code whole. (transfer full) */
char *chat_markdown_to_words  (const GPtrArray *blocks);
/* The same of a source; of a longer one that of its first @max bytes, where a mark that is still open
 * is none to be seen. (transfer full) */
char *chat_markdown_dup_words (const char      *text,
                               gsize            length,
                               gsize            max);

G_END_DECLS
