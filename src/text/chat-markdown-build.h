/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the prepared text to blocks.
 */

#pragma once

#include "chat-markdown-prepare.h"
#include "chat-markdown-range.h"

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *blocks;         /* (element-type ChatMarkdownBlock) */
  guint      last_top;       /* the first block of the last one of the top level */
  guint      last_top_id;    /* the first id of its containers */
  guint      next_id;        /* for the containers of what follows */
  ChatMarkdownFence fence;   /* of the last block; its mark is 0 if there is none */
} ChatMarkdownResult;

/* Takes the source as it is prepared. */
void               chat_markdown_build            (const ChatMarkdownPrepared *prepared,
                                                   ChatMarkdownResult         *result);

G_END_DECLS
