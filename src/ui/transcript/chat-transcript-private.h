/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The transcript: what its files share.
 */

#pragma once

#include "chat-transcript-find.h"

G_BEGIN_DECLS

ChatTranscriptFind *chat_transcript_get_find (ChatTranscript *self);

G_END_DECLS
