/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Spelling in a text view: checked where a library for that was there at build time.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* FALSE: built without; the others do nothing then. */
gboolean       chat_spelling_is_available (void);
/* What a view needs whose spelling is to be checked. Returns: (transfer full) */
GtkTextBuffer *chat_spelling_new_buffer   (void);
/* @view has a buffer of chat_spelling_new_buffer(); before it gets another one, FALSE is to be set.
 * In the language of the desktop; what is wrong is underlined, and its menu has corrections. */
void           chat_spelling_set_enabled  (GtkTextView *view,
                                           gboolean     enabled);

G_END_DECLS
