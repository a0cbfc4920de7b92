/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of branches share.
 */

#pragma once

#include "chat-transcript.h"
#include "window-support.h"

G_BEGIN_DECLS

/* "u:one a:two": what is shown. */
void            branches_assert_path    (WindowFixture *self,
                                         const char    *expected);
/* How many messages there are in all branches. */
guint           branches_get_size       (WindowFixture *self);
ChatTranscript *branches_get_transcript (WindowFixture *self);
GtkWidget      *branches_get_column     (WindowFixture *self);
/* The text of the message at the cursor. Returns: (transfer full) (nullable) */
char           *branches_dup_at_cursor  (WindowFixture *self);
void            branches_assert_cursor  (WindowFixture *self,
                                         const char    *expected);
/* Lets all that was changed so far come to the screen. */
void            branches_frame          (GtkWindow     *window);
/* A reply of @name and @n_lines paragraphs. Returns: (transfer none) */
ChatMessage    *branches_add_reply      (WindowFixture *self,
                                         ChatMessage   *parent,
                                         const char    *name,
                                         guint          n_lines);
/* Three versions of a reply between a long beginning and, after two of them, a long end. The last
 * one is shown, which ends the conversation. */
void            branches_fill           (WindowFixture *self);
/* Whether the end of the conversation is followed. */
gboolean        branches_is_pinned      (WindowFixture *self);

G_END_DECLS
