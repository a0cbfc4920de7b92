/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sentences one after the other, as the language has them.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What stands between two sentences: a space in most languages. */
const char *chat_phrase_get_gap (void);
/* Appends @sentence (nullable) to @out, behind a gap if something is there. */
void        chat_phrase_append  (GString    *out,
                                 const char *sentence);
/* Returns: (transfer full) */
char       *chat_phrase_join    (const char *first,
                                 const char *second);

G_END_DECLS
