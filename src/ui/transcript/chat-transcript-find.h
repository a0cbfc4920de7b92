/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From what was found in the messages to its place on the page.
 */

#pragma once

#include "chat-find.h"
#include "chat-follower.h"
#include "chat-transcript.h"

G_BEGIN_DECLS

/* What a transcript keeps for it. */
typedef struct _ChatTranscriptFind ChatTranscriptFind;

ChatTranscriptFind *chat_transcript_find_new  (ChatColumn        *column,
                                               ChatScrollRule    *rule,
                                               ChatFollower      *follower);
void         chat_transcript_find_free        (ChatTranscriptFind *self);
/* Other text may be in view. */
void         chat_transcript_find_follow      (ChatTranscriptFind *self);

/* Marks what is looked for; NULL: nothing. */
void         chat_transcript_set_needle       (ChatTranscript    *self,
                                               ChatNeedle        *needle);
/* Unfolds what hides the hit, brings it into view, where the view then stays, and marks it above the
 * others. FALSE: it is not on the page, or not yet. */
gboolean     chat_transcript_show_hit         (ChatTranscript    *self,
                                               const ChatFindHit *hit);
/* Selects the hit that was shown last, if it is still there. */
void         chat_transcript_select_hit       (ChatTranscript    *self);
/* What is selected, up to the end of its first line. Returns: (transfer full) (nullable) */
char        *chat_transcript_dup_selected     (ChatTranscript    *self);
/* The message at the top of the view, or NULL. Borrowed. */
ChatMessage *chat_transcript_get_top_message  (ChatTranscript    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatTranscriptFind, chat_transcript_find_free)

G_END_DECLS
