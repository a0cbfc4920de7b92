/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From what md4c says of a text to the text and its spans.
 */

#pragma once

#include "chat-markdown-prepare.h"
#include "chat-markdown-range.h"

G_BEGIN_DECLS

typedef struct
{
  const ChatMarkdownPrepared *prepared;
  const ChatMarkdownWide     *wide;         /* its text as md4c reads it */
  ChatMarkdownText           *out;          /* where text goes */
  GArray                     *open_spans;   /* (element-type guint): indices into its spans */
  GArray                     *ended_spans;  /* (element-type guint): in the order of their ends */
  ChatMarkdownPlace           place;        /* what of the source was told since it was reset */
  guint                       next_formula; /* formulas before this one are behind us */
  guint                       n_quotes;     /* around the text */
  gsize                       indent;       /* blanks that md4c made for this line of code */
  gboolean                    in_table;
  gboolean                    verbatim;     /* a block of code or HTML */
} ChatMarkdownInline;

void  chat_markdown_inline_init          (ChatMarkdownInline         *self,
                                          const ChatMarkdownPrepared *prepared,
                                          const ChatMarkdownWide     *wide);
void  chat_markdown_inline_clear         (ChatMarkdownInline         *self);
/* What comes next goes to @out. */
void  chat_markdown_inline_begin         (ChatMarkdownInline         *self,
                                          ChatMarkdownText           *out);
void  chat_markdown_inline_append        (ChatMarkdownInline         *self,
                                          MD_TEXTTYPE                 type,
                                          const char                 *text,
                                          gsize                       size);
void  chat_markdown_inline_begin_span    (ChatMarkdownInline         *self,
                                          MD_SPANTYPE                 type,
                                          gconstpointer               detail);
/* What ends without having begun is passed over. */
void  chat_markdown_inline_end_span      (ChatMarkdownInline         *self,
                                          MD_SPANTYPE                 type);
/* The spans that were still open when the source ended: those of the last text. */
void  chat_markdown_inline_mark_open     (ChatMarkdownInline         *self);
/* Where a line begins: before each of those of a formula are the marks of the quotes that it stands
 * in, and blanks. */
const char *chat_markdown_skip_marks     (const char                 *line,
                                          const char                 *end,
                                          guint                       n_quotes);
/* Returns: (transfer full) */
char *chat_markdown_inline_dup_attribute (ChatMarkdownInline         *self,
                                          const MD_ATTRIBUTE         *attribute);

G_END_DECLS
