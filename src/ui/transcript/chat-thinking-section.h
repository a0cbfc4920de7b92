/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Thinking: open while it streams, folded by itself when the text begins.
 */

#pragma once

#include "chat-section.h"

G_BEGIN_DECLS

/* It takes its place when there is something to show: the first words, or, if
 * the provider keeps them to itself, the end. */
ChatSection *chat_thinking_section_new       (ChatPage    *page,
                                              guint        block);
gboolean     chat_section_is_thinking        (ChatSection *self);

G_END_DECLS
