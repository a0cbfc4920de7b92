/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Markdown as a list of blocks with styled text, for a text that is there or that is still coming:
 * CommonMark with the tables, task lists, strikethrough and autolinks of GFM, and TeX formulas.
 *
 * Pure; no threads: one caller at a time for each object. All offsets are bytes.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Quotes and list items around a block; what stands deeper is shown at this depth. */
#define CHAT_MARKDOWN_MAX_DEPTH 32

typedef enum
{
  CHAT_MARKDOWN_PARAGRAPH,
  CHAT_MARKDOWN_HEADING,
  CHAT_MARKDOWN_CODE,
  CHAT_MARKDOWN_TABLE,
  CHAT_MARKDOWN_MATH,          /* a display formula on its own */
  CHAT_MARKDOWN_RULE,
  CHAT_MARKDOWN_HTML           /* to show as the text that it is */
} ChatMarkdownKind;

typedef enum { CHAT_MARKDOWN_QUOTE, CHAT_MARKDOWN_BULLET, CHAT_MARKDOWN_ORDERED }
  ChatMarkdownContainerKind;

typedef enum { CHAT_MARKDOWN_TASK_NONE, CHAT_MARKDOWN_TASK_OPEN, CHAT_MARKDOWN_TASK_DONE }
  ChatMarkdownTask;

typedef enum
{
  CHAT_MARKDOWN_ALIGN_NONE,
  CHAT_MARKDOWN_ALIGN_LEFT,
  CHAT_MARKDOWN_ALIGN_CENTER,
  CHAT_MARKDOWN_ALIGN_RIGHT
} ChatMarkdownAlign;

typedef enum
{
  CHAT_MARKDOWN_EMPHASIS  = 1 << 0,
  CHAT_MARKDOWN_STRONG    = 1 << 1,
  CHAT_MARKDOWN_STRIKE    = 1 << 2,
  CHAT_MARKDOWN_CODE_SPAN = 1 << 3,
  CHAT_MARKDOWN_LINK      = 1 << 4,
  CHAT_MARKDOWN_IMAGE     = 1 << 5,   /* the text is what stands for the picture */
  CHAT_MARKDOWN_FORMULA   = 1 << 6,   /* the text is TeX without its delimiters */
  CHAT_MARKDOWN_DISPLAY   = 1 << 7,   /* with FORMULA: it is written as a display formula */
  CHAT_MARKDOWN_RAW_HTML  = 1 << 8,   /* the text is a tag */
  CHAT_MARKDOWN_OPEN      = 1 << 9    /* with any other: its end has not come yet (streams only) */
} ChatMarkdownStyle;

/* A quote or list item around a block. */
typedef struct
{
  ChatMarkdownContainerKind kind;
  guint                     id;         /* one for each in a document, from 0, in order */
  guint                     number;     /* of an ordered item */
  char                      delimiter;  /* '.' or ')'; '-', '*' or '+'; '>' */
  ChatMarkdownTask          task;
  gboolean                  tight;      /* of a list: no space between its items */
} ChatMarkdownContainer;

/* One look of a part of a text. Spans nest; sorted by start, the outer ones first. A link or
 * picture may be empty. */
typedef struct
{
  gsize             start;
  gsize             end;
  ChatMarkdownStyle style;    /* one of them, with its modifiers */
  char             *target;   /* of a link or picture, never fetched; NULL while it is not whole */
  char             *title;    /* (nullable) */
} ChatMarkdownSpan;

/* Valid UTF-8 without U+0000 if the source is valid UTF-8. */
typedef struct
{
  GString *text;
  GArray  *spans;             /* (element-type ChatMarkdownSpan) */
} ChatMarkdownText;

typedef struct
{
  GArray    *columns;         /* (element-type ChatMarkdownAlign) */
  GPtrArray *rows;            /* (element-type GPtrArray of ChatMarkdownText), the first one the head;
                               * each as long as columns */
} ChatMarkdownTable;

/* A block that holds no other. An empty list item or quote is an empty paragraph. */
typedef struct
{
  ChatMarkdownKind   kind;
  guint              level;        /* of a heading, 1 to 6 */
  GArray            *containers;   /* (element-type ChatMarkdownContainer), outermost first */
  ChatMarkdownText   text;         /* of a paragraph or heading: a hard break is "\n", a soft one
                                    * a space; of code, HTML and TeX: the lines, no "\n" at the end */
  char              *info;         /* (nullable): of a fence; NULL while its line is not whole */
  gboolean           fenced;       /* code in a fence, not indented */
  gboolean           closed;       /* the end of a fence or formula has come; others: TRUE */
  ChatMarkdownTable *table;        /* (nullable) */
  gsize              start;        /* whole lines of the source with the marks of its containers, */
  gsize              end;          /* the last line's end included: to copy it as Markdown */
} ChatMarkdownBlock;

typedef struct _ChatMarkdownStream ChatMarkdownStream;

/* Returns: (transfer full) (element-type ChatMarkdownBlock). Takes any bytes; @length may be 0. */
GPtrArray           *chat_markdown_parse                    (const char              *text,
                                                             gsize                    length);

/* For holders that outlive the array; what a stream changes in place only its caller sees. */
ChatMarkdownBlock   *chat_markdown_block_ref                (ChatMarkdownBlock       *self);
void                 chat_markdown_block_unref              (ChatMarkdownBlock       *self);
/* Whether everything is the same, source range included. */
gboolean             chat_markdown_block_equal              (const ChatMarkdownBlock *self,
                                                             const ChatMarkdownBlock *other);
/* The first word of info in lower case. Returns: (transfer full) (nullable) */
char                *chat_markdown_block_dup_language       (const ChatMarkdownBlock *self);

/* A text that is still coming. What may yet turn out to be a mark is held back at the very end, what
 * is open is shown as if it were closed: see chat-markdown-tail.c. */
ChatMarkdownStream  *chat_markdown_stream_new               (void);
void                 chat_markdown_stream_free              (ChatMarkdownStream      *self);
/* Characters may be cut. Costs what the last block of the top level costs; in a fence what @text
 * costs. */
void                 chat_markdown_stream_append            (ChatMarkdownStream      *self,
                                                             const char              *text,
                                                             gsize                    length);
/* No more comes: the blocks are now those of chat_markdown_parse() for the whole. */
void                 chat_markdown_stream_finish            (ChatMarkdownStream      *self);
/* Returns: (transfer none) (element-type ChatMarkdownBlock): valid until the next append or finish */
const GPtrArray     *chat_markdown_stream_get_blocks        (ChatMarkdownStream      *self);
/* Blocks before this index are the very same as before the last append or finish; there may be fewer
 * after it than there were. The number of blocks if nothing else changed. */
guint                chat_markdown_stream_get_first_changed (ChatMarkdownStream      *self);
/* How many bytes of the text of the first changed block, or rows of its table, are as they were
 * before: 0 unless it is the same block with something added at its end. For code this is exact. */
gsize                chat_markdown_stream_get_kept          (ChatMarkdownStream      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatMarkdownStream, chat_markdown_stream_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatMarkdownBlock, chat_markdown_block_unref)

G_END_DECLS
