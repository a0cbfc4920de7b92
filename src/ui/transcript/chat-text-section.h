/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text of a message: one block, or several in a row that read on in one another.
 */

#pragma once

#include "chat-excerpt.h"
#include "chat-flow.h"

G_BEGIN_DECLS

/* Citations split a sentence into blocks; such a row is one section. It takes its place by its
 * first update that has something to show. @typed: by a person, and shown as it is; else it is
 * Markdown. */
ChatSection    *chat_text_section_new           (ChatPage          *page,
                                                 guint              block,
                                                 gboolean           typed);
/* Whether @block, the next one of the message, reads on in this section; if so it is taken in. */
gboolean        chat_text_section_extend        (ChatSection       *self,
                                                 ChatMessage       *message,
                                                 guint              block);
gboolean        chat_section_is_text            (ChatSection       *self);
ChatDirection   chat_text_section_get_direction (ChatSection       *self);
/* Of its last line. */
gboolean        chat_text_section_is_rtl        (ChatSection       *self);
/* Of typed text. (element-type ChatCodeCard) (nullable) */
const GArray   *chat_text_section_get_cards     (ChatSection       *self);

/* What of it stands between @start and @end, which are within it. */
void         chat_text_section_extract (ChatSection       *section,
                                        ChatMessage       *message,
                                        const GtkTextIter *start,
                                        const GtkTextIter *end,
                                        ChatExcerpt       *excerpt);

G_END_DECLS
