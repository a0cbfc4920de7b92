/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A part of a page as what it was made of.
 */

#pragma once

#include "chat-excerpt.h"
#include "chat-page.h"

G_BEGIN_DECLS

/* Blocks that are within [start, end) as a whole give their source to the byte, parts of them what is
 * to be read there. A message whose role line is within has its speaker told. */
void chat_page_extract (ChatPage          *page,
                        const GtkTextIter *start,
                        const GtkTextIter *end,
                        ChatExcerpt       *excerpt);

G_END_DECLS
