/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The languages of blocks of code: what people call them, and what they are.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *id;          /* of the highlighter's language (GtkSourceView 5); NULL: none, plain */
  const char *name;        /* as it is shown; _() translates what is not a proper name */
  const char *extension;   /* of a file in it, without the dot */
  const char *aliases;     /* lower case, parted by spaces */
} ChatCodeLanguage;

/* @word: the first word after a fence, in any case, also as editors of static sites write it
 * ("{.python}", "js{1,3}", "rust,no_run", "language-c"). Returns: (nullable): NULL if the word is
 * unknown, or if there is none. */
const ChatCodeLanguage *chat_code_language_find     (const char             *word);
/* The name to show for the first word after a fence: that of its language, else the word as it was
 * written. NULL for no word. (nullable) (transfer full) */
char                   *chat_code_language_dup_name (const char             *word);
/* All that are known; for tests. */
const ChatCodeLanguage *chat_code_language_list     (gsize                  *n_languages);

G_END_DECLS
