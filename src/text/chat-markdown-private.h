/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the Markdown reader share: values, and the lines of a text.
 */

#pragma once

#include "chat-markdown.h"

G_BEGIN_DECLS

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

/* Links that are written as plain addresses. @coming: the last one may still grow. */
void               chat_markdown_text_find_links  (ChatMarkdownText           *self,
                                                   gboolean                    coming);
/* How long the address is that stands at @offset, 0 if there is none there. */
gsize              chat_markdown_measure_address  (const char                 *text,
                                                   gsize                       length,
                                                   gsize                       offset);

/* The lines of a text; a line ends with "\n", "\r\n" or "\r". */
gsize              chat_markdown_line_start       (const char                 *text,
                                                   gsize                       offset);
gsize              chat_markdown_line_next        (const char                 *text,
                                                   gsize                       length,
                                                   gsize                       offset);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChatMarkdownText, chat_markdown_text_clear)

G_END_DECLS
