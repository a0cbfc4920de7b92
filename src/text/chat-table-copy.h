/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table on its way to a spreadsheet or a document.
 */

#pragma once

#include "chat-markdown.h"

G_BEGIN_DECLS

/* Pure; any thread. Both (transfer full). */

/* CSV after RFC 4180, the head as its first record: text without its looks, formulas as TeX in their
 * delimiters. Cells are exact, also those that a spreadsheet takes for formulas of its own. */
char *chat_table_to_csv  (const ChatMarkdownTable *table);
/* One table element. Nothing is loaded by it, and tags that a cell is written with are text. */
char *chat_table_to_html (const ChatMarkdownTable *table);

G_END_DECLS
