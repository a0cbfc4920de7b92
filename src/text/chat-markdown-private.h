/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the Markdown reader share: from source to prepared text to blocks.
 */

#pragma once

#include "chat-markdown.h"

#include <md4c.h>

G_BEGIN_DECLS

/* TeX in the source, delimiters included; content is what stands between them. */
typedef struct
{
  gsize    start;
  gsize    end;
  gsize    content;
  gsize    content_end;
  gboolean display;
  gboolean open;             /* its closing delimiter has not come */
} ChatMarkdownFormula;

/* The source as md4c gets it: byte for byte as long up to @length, so that its pointers tell places
 * in the source; what follows was never written and is not shown. See chat-markdown-prepare.c. */
typedef struct
{
  const char *source;
  gsize       length;        /* how much of the source is read */
  GString    *text;
  GArray     *formulas;      /* (element-type ChatMarkdownFormula), in order */
  guint       n_open;        /* spans that only what was added closes */
  guint       first_id;      /* of the containers */
} ChatMarkdownPrepared;

typedef struct
{
  GPtrArray *blocks;         /* (element-type ChatMarkdownBlock) */
  guint      last_top;       /* the first block of the last one of the top level */
  guint      next_id;        /* for the containers of what follows */
} ChatMarkdownResult;

/* Where a block must be by what md4c said of it. */
typedef struct
{
  gsize first;               /* the first and last byte of the source it told; first > last: none */
  gsize last;
  guint n_lines;             /* of code and HTML */
} ChatMarkdownPlace;

/* Finds the lines of each block, in order. */
typedef struct
{
  const char *source;
  gsize       length;
  gsize       cursor;        /* the end of the last block */
  guint       n_known;       /* how many containers the last block had, and what they were */
  guint       ids[CHAT_MARKDOWN_MAX_DEPTH];
  gsize       columns[CHAT_MARKDOWN_MAX_DEPTH];  /* where the content of an item begins */
} ChatMarkdownRange;

ChatMarkdownBlock *chat_markdown_block_new        (ChatMarkdownKind            kind);

void               chat_markdown_text_init        (ChatMarkdownText           *self);
void               chat_markdown_text_clear       (ChatMarkdownText           *self);
ChatMarkdownText  *chat_markdown_text_new         (void);
void               chat_markdown_text_free        (ChatMarkdownText           *self);
gboolean           chat_markdown_text_equal       (const ChatMarkdownText     *self,
                                                   const ChatMarkdownText     *other);
/* @entity with its "&" and ";". What is none is appended as it is. */
void               chat_markdown_append_entity    (GString                    *out,
                                                   const char                 *entity,
                                                   gsize                       length);

void               chat_markdown_prepare          (ChatMarkdownPrepared       *self,
                                                   const char                 *source,
                                                   gsize                       length);
void               chat_markdown_prepared_clear   (ChatMarkdownPrepared       *self);
/* Takes the source as it is prepared. */
void               chat_markdown_build            (const ChatMarkdownPrepared *prepared,
                                                   ChatMarkdownResult         *result);

void               chat_markdown_range_find       (ChatMarkdownRange          *self,
                                                   ChatMarkdownBlock          *block,
                                                   const ChatMarkdownPlace    *place);

/* The lines of a text; a line ends with "\n", "\r\n" or "\r". */
gsize              chat_markdown_line_start       (const char                 *text,
                                                   gsize                       offset);
gsize              chat_markdown_line_next        (const char                 *text,
                                                   gsize                       length,
                                                   gsize                       offset);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChatMarkdownPrepared, chat_markdown_prepared_clear)

G_END_DECLS
