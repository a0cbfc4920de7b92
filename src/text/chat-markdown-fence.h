/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lines of code in an open fence as they come, without Markdown.
 */

#pragma once

#include "chat-markdown-range.h"

G_BEGIN_DECLS

typedef struct
{
  ChatMarkdownFence fence;     /* its mark is 0: not in use */
  gsize             line;      /* where the line begins that is not whole */
  gsize             shown;     /* up to where it is in the text; line if nothing of it is */
  gboolean          begun;     /* a line is in the text, so the next one needs a line break */
} ChatMarkdownFenceReader;

/* @fence: as the parser found it, its content counted from the beginning of the source; @block: what
 * it made of it, which is to be read again. */
void     chat_markdown_fence_reader_start (ChatMarkdownFenceReader *self,
                                           const ChatMarkdownFence *fence,
                                           ChatMarkdownBlock       *block);
/* Adds what has come to @block. Returns: FALSE if that takes a parser */
gboolean chat_markdown_fence_reader_read  (ChatMarkdownFenceReader *self,
                                           ChatMarkdownBlock       *block,
                                           const char              *source,
                                           gsize                    length);

G_END_DECLS
