/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Markdown blocks as the HTML that the specifications' examples give.
 */

#pragma once

#include "chat-markdown.h"

G_BEGIN_DECLS

/* Returns: (transfer full) */
char *markdown_to_html        (const GPtrArray *blocks);
/* Without the white space that means nothing. Returns: (transfer full) */
char *markdown_normalize_html (const char      *html);

G_END_DECLS
