/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the styles of GtkSourceView's languages to our few kinds of code.
 */

#pragma once

#include <gtksourceview/gtksource.h>

#include "chat-code-tags.h"

G_BEGIN_DECLS

/* A style scheme whose colours are numbers of ChatCodeStyle; NULL if it cannot be had, and then all
 * code is plain. (transfer full) */
GtkSourceStyleScheme *chat_code_classes_load (void);
/* GtkSourceView's light style scheme with colours that can be read; NULL if it cannot be had.
 * (transfer full) */
GtkSourceStyleScheme *chat_code_classes_load_light (void);
/* Appends what the highlighted text from @start on looks like, to the end of its buffer, to @runs
 * (element-type ChatCodeRun). */
void                  chat_code_classes_read (const GtkTextIter *start,
                                              GArray            *runs);

G_END_DECLS
