/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What may be meant, in a list at the cursor of a text view, while a word after a sign is written.
 */

#pragma once

#include "chat-completion-item.h"

G_BEGIN_DECLS

/* What belongs to one sign, "/" or "@". The functions are called on the main thread, with what was
 * given to chat_completion_add_source() last. */
typedef struct
{
  /* Whether something is being written that it completes; @start then gets where the words for it
   * begin, behind the sign. They end at @cursor. Cheap: called at each change of the text. */
  gboolean    (*find)   (const GtkTextIter  *cursor,
                         GtkTextIter        *start,
                         gpointer            user_data);
  /* What there is for @words, the best first; nothing hides the list, and every key means what it
   * means without it. @opening: for the first time since the sign was written. The list may change
   * later: what comes from a disk or a thread is put into it then.
   * Returns: (transfer full) (element-type ChatCompletionItem) */
  GListModel *(*list)   (const char         *words,
                         gboolean            opening,
                         gpointer            user_data);
  /* @item was chosen for what stands from @start to @end of the text, where nothing was changed yet.
   * The list is closed. */
  void        (*accept) (ChatCompletionItem *item,
                         GtkTextIter        *start,
                         GtkTextIter        *end,
                         gpointer            user_data);
} ChatCompletionSource;

#define CHAT_TYPE_COMPLETION (chat_completion_get_type ())
G_DECLARE_FINAL_TYPE (ChatCompletion, chat_completion, CHAT, COMPLETION, GtkPopover)

/* The list opens when a character is typed (not pasted, loaded, or brought back by undoing) and a
 * source finds what it completes. While it is there the text keeps the focus, Up, Down, Page Up and
 * Page Down choose, Enter and a click accept, Tab writes the choice out and goes on, and Escape closes it
 * until the next sign; all else is text. What an input method composes is no text yet: neither it nor
 * its keys do anything here. A screen reader hears the choice as what is said about the text, and finds
 * the line as its active descendant. */

/* For @view, which is in @parent, a widget with a layout manager that takes it out in its dispose by
 * gtk_widget_unparent(). Returns: (transfer none): it is @parent's. */
ChatCompletion *chat_completion_new        (GtkTextView                *view,
                                            GtkWidget                  *parent);
/* @source: static. Of several that find something the one added first has it. */
void            chat_completion_add_source (ChatCompletion             *self,
                                            const ChatCompletionSource *source,
                                            gpointer                    user_data);
gboolean        chat_completion_is_open    (ChatCompletion             *self);
/* The line that Enter would take, or NULL. Borrowed. */
ChatCompletionItem *chat_completion_get_choice (ChatCompletion         *self);
/* Between the two the text is changed, and not by typing: nothing opens, also where it is one character,
 * which looks as if it was typed. Not within one another. */
void            chat_completion_freeze     (ChatCompletion             *self);
void            chat_completion_thaw       (ChatCompletion             *self);

/* For what accepts: takes out what was written from @start to @end, with the sign before it, in one
 * step of undo. */
void chat_completion_take_out (GtkTextIter *start,
                               GtkTextIter *end);

G_END_DECLS
