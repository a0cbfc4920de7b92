/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The source made ready for md4c.
 */

#pragma once

#include "chat-markdown-private.h"

#include <md4c.h>

G_BEGIN_DECLS

/* No links without "<>" and no formulas of md4c's own: those of 0.4.8 can corrupt its memory (its
 * changes for 0.5.1), and no version takes them as we want. */
#define CHAT_MARKDOWN_PARSER_FLAGS (MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS)

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

/* A text with what md4c 0.4.8 wants in it beside: see chat-markdown-widen.c. */
typedef struct
{
  GString *text;
  GArray  *inserts;          /* what was added where, or NULL */
  gsize    n_added;          /* bytes in all */
} ChatMarkdownWide;

/* What md4c makes of each byte of a text. */
typedef enum
{
  CHAT_MARKDOWN_BYTE_MARK,       /* it is taken for a mark, or stands between texts */
  CHAT_MARKDOWN_BYTE_TEXT,
  CHAT_MARKDOWN_BYTE_CODE,
  CHAT_MARKDOWN_BYTE_HTML,
  CHAT_MARKDOWN_BYTE_TARGET,     /* of a link or picture, or its title */
  CHAT_MARKDOWN_BYTE_LEAF = 8    /* flag: the first text of a block or cell */
} ChatMarkdownByte;

/* What a text ends in. */
typedef enum
{
  CHAT_MARKDOWN_TAIL_NONE,       /* no block, or one without text */
  CHAT_MARKDOWN_TAIL_VERBATIM,   /* code or HTML */
  CHAT_MARKDOWN_TAIL_HEADING,
  CHAT_MARKDOWN_TAIL_CELL,
  CHAT_MARKDOWN_TAIL_PARAGRAPH
} ChatMarkdownTail;

typedef struct
{
  guint8           *bytes;       /* ChatMarkdownByte, one for each of the text */
  gsize             length;
  ChatMarkdownTail  tail;
  gsize             tail_start;  /* of the first text of the last block or cell */
} ChatMarkdownMap;

/* The source as md4c gets it: byte for byte as long up to @length, so that its pointers tell places
 * in the source; what follows was never written and is not shown. See chat-markdown-prepare.c. */
typedef struct
{
  const char *source;
  gsize       length;        /* how much of the source is read */
  GString    *text;
  GArray     *formulas;      /* (element-type ChatMarkdownFormula), in order */
  gboolean    coming;        /* more may follow */
  gsize       barren[4];     /* no formula of each kind ends between where one began and here */
  guint       n_open;        /* spans that only what was added closes */
  guint       first_id;      /* of the containers */
} ChatMarkdownPrepared;

/* Whether the line may be the second one of a table. */
gboolean           chat_markdown_is_delimiter_row (const char                 *line,
                                                   const char                 *end);
/* Whether a table has many more cells than were written: md4c fills up each row that is short. */
gboolean           chat_markdown_is_sparse_table   (gsize                       n_cells,
                                                   gsize                       n_bytes);
void               chat_markdown_wide_init        (ChatMarkdownWide           *self,
                                                   const GString              *text);
void               chat_markdown_wide_clear       (ChatMarkdownWide           *self);
/* The place in the text that was made wide of @size bytes that md4c has. Returns: FALSE if they are
 * not in it */
gboolean           chat_markdown_wide_get_range   (const ChatMarkdownWide     *self,
                                                   const char                 *text,
                                                   gsize                       size,
                                                   gsize                      *start,
                                                   gsize                      *end);

void               chat_markdown_map_init         (ChatMarkdownMap            *self,
                                                   const GString              *text);
void               chat_markdown_map_clear        (ChatMarkdownMap            *self);

/* @coming: more may follow; first_id is to be set after this. */
void               chat_markdown_prepare          (ChatMarkdownPrepared       *self,
                                                   const char                 *source,
                                                   gsize                       length,
                                                   gboolean                    coming);
void               chat_markdown_prepared_clear   (ChatMarkdownPrepared       *self);
/* What stands in for marks in what md4c reads. */
char               chat_markdown_cover            (char                        mark);
void               chat_markdown_uncover          (char                       *text,
                                                   gsize                       length);
/* The formula that begins at @offset. Returns: whether one does */
gboolean           chat_markdown_find_formula     (ChatMarkdownPrepared       *prepared,
                                                   const ChatMarkdownMap      *map,
                                                   gsize                       offset,
                                                   ChatMarkdownFormula        *formula);
/* For a text that is coming: leaves out of it what may yet turn out to be a mark. */
void               chat_markdown_hold_back        (ChatMarkdownPrepared       *self);
/* The same: adds what closes what is open. */
void               chat_markdown_close_open       (ChatMarkdownPrepared       *self,
                                                   const ChatMarkdownMap      *map);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChatMarkdownWide, chat_markdown_wide_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChatMarkdownMap, chat_markdown_map_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChatMarkdownPrepared, chat_markdown_prepared_clear)

G_END_DECLS
