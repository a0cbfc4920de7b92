/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Markdown blocks as text for people.
 */

#pragma once

#include "chat-markdown.h"

G_BEGIN_DECLS

/* One paragraph of text a block.
 * Returns: (transfer full) */
char *markdown_dump (const GPtrArray *blocks);

G_END_DECLS
