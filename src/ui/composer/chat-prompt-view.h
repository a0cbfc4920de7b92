/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The text of the composer: a text view with a placeholder, and the keys that mean more than text.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CHAT_TYPE_PROMPT_VIEW (chat_prompt_view_get_type ())
G_DECLARE_FINAL_TYPE (ChatPromptView, chat_prompt_view, CHAT, PROMPT_VIEW, GtkTextView)

/* The keys of "chat.send" and "composer.send" activate "chat.send", but Enter alone not in a block of
 * code, where it begins a line, as it does when it is no key that sends; Up in an empty text
 * "chat.edit-last", Ctrl+Up and Ctrl+Down "composer.earlier" and "composer.later"; none of them while
 * an input method composes. Properties: "markdown-help" (lists go on in new lines, what is selected is
 * put in brackets, and code keeps Enter), "checks-spelling", "placeholder", "blank" (nothing but white
 * space; notify). */

gboolean  chat_prompt_view_is_blank (ChatPromptView *self);
/* Returns: (transfer full) */
char     *chat_prompt_view_dup_text (ChatPromptView *self);
/* Replaces the text as one step that can be undone, and puts the cursor at its end. */
void      chat_prompt_view_set_text (ChatPromptView *self,
                                     const char     *text);
/* The same, but as what was there before: undoing ends at it. */
void      chat_prompt_view_load_text (ChatPromptView *self,
                                      const char     *text);

/* At the cursor, on lines of their own. */
void       chat_prompt_view_insert_lines (ChatPromptView  *self,
                                          const char      *lines);

/* Goes on with @buffer, which chat_prompt_view_release() of another view returned, and with what can be
 * undone in it. */
void           chat_prompt_view_resume   (ChatPromptView  *self,
                                          GtkTextBuffer   *buffer);
/* Leaves the view empty. Returns: (transfer full) */
GtkTextBuffer *chat_prompt_view_release  (ChatPromptView  *self);

G_END_DECLS
