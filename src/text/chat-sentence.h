/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a sentence ends, in any script, for a reader who hears a text while it is being written.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The bytes of the first whole sentence of @text with the blanks after it, or 0 while it may go on:
 * as long as @ended is FALSE, more of the text may come. What is very long counts as a sentence up to
 * a blank. @length: bytes of UTF-8, which may end anywhere but within a character. */
gsize chat_sentence_find_end (const char *text,
                              gsize       length,
                              gboolean    ended);

G_END_DECLS
