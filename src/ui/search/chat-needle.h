/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is looked for in a text: a few words as they were typed, in any script.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _ChatNeedle ChatNeedle;

/* Compares by canonical equivalence. Unless @match_case, capitals count as small letters, compatible
 * forms as the plain ones (ﬁ as fi, full width as half), and the end of a line as a space.
 * Returns: (transfer full), or NULL if there is nothing in @text to look for */
ChatNeedle *chat_needle_new   (const char       *text,
                               gboolean          match_case);
ChatNeedle *chat_needle_ref   (ChatNeedle       *self);
void        chat_needle_unref (ChatNeedle       *self);

/* The first place in @text that begins at byte @from or later, but before byte @until; it may end
 * after that. FALSE if there is none. @text: UTF-8, may end within a character.
 * @start, @end (out): bytes of the place. @resume (out): from where to go on: behind the place, or
 * if there is none, the first byte at which one could still begin when @text grows. */
gboolean    chat_needle_find  (const ChatNeedle *self,
                               const char       *text,
                               gsize             length,
                               gsize             from,
                               gsize             until,
                               gsize            *start,
                               gsize            *end,
                               gsize            *resume);
/* No place has more bytes, and none that begins so many before the end of a text depends on how it goes
 * on. */
gsize       chat_needle_get_reach (const ChatNeedle *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatNeedle, chat_needle_unref)

G_END_DECLS
