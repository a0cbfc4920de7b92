/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which lines of the source a block came from.
 */

#pragma once

#include "chat-markdown-private.h"

G_BEGIN_DECLS

/* A fence of code that is open at the end, in no quote. */
typedef struct
{
  char  mark;
  guint length;
  gsize column;              /* where on the line it begins */
  gsize container;           /* the same of the content of its items */
  gsize content;             /* the line after its own */
} ChatMarkdownFence;

/* Where a block must be by what md4c said of it. */
typedef struct
{
  gsize first;               /* the first and last byte of the source it told; first > last: none */
  gsize last;
  guint n_lines;             /* of code and HTML */
  guint n_empty_rows;        /* of a table, before the row that the first byte is in */
} ChatMarkdownPlace;

/* Finds the lines of each block, in order. */
typedef struct
{
  const char *source;
  gsize       length;
  gsize       cursor;        /* the end of the last block */
  ChatMarkdownFence fence;
  guint       n_known;       /* how many containers the last block had, and what they were */
  guint       ids[CHAT_MARKDOWN_MAX_DEPTH];
  gsize       columns[CHAT_MARKDOWN_MAX_DEPTH];  /* where the content of an item begins */
} ChatMarkdownRange;

void               chat_markdown_range_find       (ChatMarkdownRange          *self,
                                                   ChatMarkdownBlock          *block,
                                                   const ChatMarkdownPlace    *place);

G_END_DECLS
