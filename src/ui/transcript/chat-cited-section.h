/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sources that a message cites and that no result of a search has listed.
 */

#pragma once

#include "chat-section.h"

G_BEGIN_DECLS

/* How many lines it would have now. */
guint        chat_cited_section_count (ChatSourceList *sources);
ChatSection *chat_cited_section_new   (ChatPage       *page);

G_END_DECLS
