/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program in the language of with-pseudo-language, which has no letter of English: what is
 * still in English was left out.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* From here on the program's messages come from @locales, and the toolkit's are in other letters,
 * too, whatever its version says. Before anything else. */
void       pseudo_language_begin (const char *locales,
                                           gboolean    pseudo);

/* Looks at all that is mapped in @root: what is read on the screen, and what is said of it, which
 * only the accessibility back end of tests tells. Returns: (transfer full) (element-type utf8) a
 * line for each text with a word in it that was not translated, and that no person, model or
 * server wrote. */
GPtrArray *pseudo_language_find_left_out (GtkWidget *root);

G_END_DECLS
