/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From what was found in the messages to its place on the page.
 */

#pragma once

#include "chat-find.h"
#include "chat-follower.h"
#include "chat-transcript.h"

G_BEGIN_DECLS

/* What a transcript keeps for it. @overlay: where the strip with the hits is laid. */
typedef struct _ChatTranscriptFind ChatTranscriptFind;

ChatTranscriptFind *chat_transcript_find_new  (GtkOverlay        *overlay,
                                               ChatColumn        *column,
                                               ChatScrollRule    *rule,
                                               ChatFollower      *follower);
void         chat_transcript_find_free        (ChatTranscriptFind *self);
/* Other text is in view, or may have come. */
void         chat_transcript_find_follow      (ChatTranscriptFind *self);

/* Marks what is looked for; NULL: nothing. */
void         chat_transcript_set_needle       (ChatTranscript    *self,
                                               ChatNeedle        *needle);
/* Shows where all hits of @find (nullable) are, at the scrollbar. */
void         chat_transcript_set_search       (ChatTranscript    *self,
                                               ChatFind          *find);
/* Unfolds what hides the hit, brings it into view, where the view then stays, and marks it above the
 * others; as soon as it is on the page, unless another one is wanted before. */
void         chat_transcript_show_hit         (ChatTranscript    *self,
                                               const ChatFindHit *hit);
/* The view is about to become lower at its top by @height px: the text stays where it is in the
 * window, unless it follows the end. */
void         chat_transcript_make_room        (ChatTranscript    *self,
                                               int                height);
/* Selects the hit that was shown last, if it is still there. */
void         chat_transcript_select_hit       (ChatTranscript    *self);
/* What is selected, up to the end of its first line. Returns: (transfer full) (nullable) */
char        *chat_transcript_dup_selected     (ChatTranscript    *self);
/* Remembers where the reader is: at what is selected, or else at the top of the view. */
void         chat_transcript_set_anchor       (ChatTranscript    *self);
/* That place, as the hits of the needle count: behind @ordinal of them in the text from @block of
 * @message on. FALSE if there is none. */
gboolean     chat_transcript_get_anchor       (ChatTranscript    *self,
                                               ChatMessage      **message,
                                               guint             *block,
                                               guint             *ordinal);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatTranscriptFind, chat_transcript_find_free)

G_END_DECLS
