/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A part of a conversation on its way to somewhere else: as plain text, Markdown and HTML.
 */

#pragma once

#include "chat-message.h"
#include "chat-source-list.h"

G_BEGIN_DECLS

/* Gathered by one thread; then it stays as it is, and any thread may read it. */
typedef struct _ChatExcerpt ChatExcerpt;

ChatExcerpt *chat_excerpt_new           (void);
ChatExcerpt *chat_excerpt_ref           (ChatExcerpt *self);
void         chat_excerpt_unref         (ChatExcerpt *self);

/* What follows is of @message: its speaker stands above it. */
void         chat_excerpt_begin_message (ChatExcerpt *self,
                                         ChatMessage *message);
/* Source of a block or of several, or a piece of one. @marks (element-type ChatCiteMark) (nullable): what
 * is cited in it, in order. */
void         chat_excerpt_add_markdown  (ChatExcerpt *self,
                                         const char  *markdown,
                                         gssize       length,
                                         const GArray *marks);
/* As it was typed: no Markdown, and none is made of it. */
void         chat_excerpt_add_typed     (ChatExcerpt *self,
                                         const char  *text,
                                         gssize       length);
/* Program text; @language (nullable). */
void         chat_excerpt_add_code      (ChatExcerpt *self,
                                         const char  *language,
                                         const char  *code,
                                         gssize       length);
/* All that a message says; the second with its speaker. */
void         chat_excerpt_add_content   (ChatExcerpt *self,
                                         ChatMessage *message);
void         chat_excerpt_add_message   (ChatExcerpt *self,
                                         ChatMessage *message);
/* The plain text of all of it, where the screen knows better than the source; nullable. */
void         chat_excerpt_set_plain     (ChatExcerpt *self,
                                         const char  *plain);

gboolean     chat_excerpt_is_empty      (ChatExcerpt *self);
/* All (transfer full). The HTML is body content without a script, and nothing is loaded by it. */
char        *chat_excerpt_to_plain      (ChatExcerpt *self);
char        *chat_excerpt_to_markdown   (ChatExcerpt *self);
char        *chat_excerpt_to_html       (ChatExcerpt *self);
/* @text with each line as a quotation of Markdown, and an empty line below. (transfer full) */
char        *chat_excerpt_quote         (const char  *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatExcerpt, chat_excerpt_unref)

G_END_DECLS
