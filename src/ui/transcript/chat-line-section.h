/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A section of one line: a role, the status, the end, a placeholder.
 */

#pragma once

#include "chat-section.h"

G_BEGIN_DECLS

ChatSection *chat_line_section_new      (ChatPage    *page,
                                         ChatStyle    style,
                                         guint        block,
                                         const char  *words);
/* Does nothing if it says so already. */
void         chat_line_section_set_text (ChatSection *self,
                                         const char  *words);

G_END_DECLS
