/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the help with lines and the help with marks share.
 */

#pragma once

#include "chat-markdown-edit.h"

G_BEGIN_DECLS

/* CommonMark 0.30, 4.5. */
#define LEAST_FENCE 3

/* What is worked on, in bytes. */
typedef struct
{
  const char *text;
  gsize       length;
  gsize       from;
  gsize       to;
} ChatSpan;

/* @from and @to in characters. */
ChatSpan chat_span_new           (const char       *text,
                                  guint             from,
                                  guint             to);
/* Where the line begins, or ends, that @at is in. */
gsize    chat_span_find_line     (const ChatSpan   *self,
                                  gsize             at);
gsize    chat_span_find_line_end (const ChatSpan   *self,
                                  gsize             at);
gsize    chat_span_skip_blanks   (const ChatSpan   *self,
                                  gsize             at);
/* @from to @to of the text becomes @with (transfer full), of which a part is selected; in bytes. */
void     chat_span_set_edit      (const ChatSpan   *self,
                                  ChatMarkdownEdit *edit,
                                  gsize             from,
                                  gsize             to,
                                  char             *with,
                                  gsize             select_from,
                                  gsize             select_to);

G_END_DECLS
