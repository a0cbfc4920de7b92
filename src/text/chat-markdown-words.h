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

/* The words of a source that is still coming, as of the blocks of a ChatMarkdownStream. */
typedef struct _ChatMarkdownLiveWords ChatMarkdownLiveWords;

ChatMarkdownLiveWords *chat_markdown_live_words_new    (void);
void                   chat_markdown_live_words_free   (ChatMarkdownLiveWords *self);   /* (nullable) */
/* Costs what chat_markdown_stream_append() costs and the words that it changed. Characters may be cut.
 * Returns: how many bytes of the words are as they were before */
gsize                  chat_markdown_live_words_append (ChatMarkdownLiveWords *self,
                                                        const char            *text,
                                                        gsize                  length);
/* Borrowed; valid until the next append. */
const GString         *chat_markdown_live_words_get    (ChatMarkdownLiveWords *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatMarkdownLiveWords, chat_markdown_live_words_free)

G_END_DECLS
