/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Help with Markdown in the text of the composer: each a single step that can be undone.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* "composer.bold", "composer.italic" and "composer.code", for a kind of text view. */
void     chat_prompt_edit_install_actions (GtkWidgetClass *widget_class);
/* Whether the cursor is in a block of code. */
gboolean chat_prompt_edit_is_code         (GtkTextView    *view);
/* As the line before began, if @helps. */
void     chat_prompt_edit_new_line        (GtkTextView    *view,
                                           gboolean        helps);
/* Puts a bracket or quote and its counterpart around what is selected. FALSE if @typed is none, or
 * nothing is selected. */
gboolean chat_prompt_edit_surround        (GtkTextView    *view,
                                           gunichar        typed);

G_END_DECLS
