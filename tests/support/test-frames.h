/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Event streams to frames, by the parser of the program and by a plain one to compare it with.
 */

#pragma once

#include "chat-sse-parser.h"

G_BEGIN_DECLS

/* Frames are written one after the other, each string behind its length, so that lists of frames
 * compare as bytes, U+0000 included. */
void      test_frames_append        (GString            *frames,
                                     const ChatSseFrame *frame);
/* For messages: the same in readable letters. Returns: (transfer full) */
char     *test_frames_describe      (const GString      *frames);

/* What the parser dispatches when it is fed @chunk bytes at a time. Each chunk ends at a closed
 * page and is overwritten by the next. @parser is nullable; the test fails if the parser does.
 * Returns: (transfer full) */
GString  *test_frames_parse         (ChatSseParser      *parser,
                                     const char         *bytes,
                                     gsize               length,
                                     gsize               chunk);

/* The event stream interpretation of the HTML standard as it is written there: decode everything,
 * take line by line. Returns: (transfer full) */
GString  *test_frames_by_the_book   (const char         *bytes,
                                     gsize               length);

void      test_frames_assert_equal  (const GString      *frames,
                                     const GString      *expected);

G_END_DECLS
