/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Characters that are not seen and yet change what is seen, or what a program reads: controls of the
 * direction (the "Trojan Source" attacks, CVE-2021-42574), characters without width, tags, control
 * codes. In code and in the input of tools they must be shown.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where one of them is in a text, in bytes. */
typedef struct
{
  gsize    start;
  gsize    length;
  gunichar c;
} ChatDeceptive;

/* Finds the first one at or after byte @from of valid UTF-8. A joiner within an emoji, and the tags
 * of an emoji flag, belong where they are; tab and ends of lines do, too. */
gboolean chat_deceptive_find      (const char    *text,
                                   gsize          length,
                                   gsize          from,
                                   ChatDeceptive *found);
/* What to show for it: "⟦RLO⟧", "⟦U+200B⟧". (transfer full) */
char    *chat_deceptive_dup_mark  (gunichar       c);
/* The whole text with marks in their places, for where text cannot have looks (a tooltip, a name
 * for the screen reader). @length in bytes, or -1. (transfer full) */
char    *chat_deceptive_reveal    (const char    *text,
                                   gssize         length);

G_END_DECLS
