/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A stream of bytes to a message, without a socket.
 */

#pragma once

#include "chat-accumulator.h"

G_BEGIN_DECLS

typedef struct
{
  ChatMessage *message;
  ChatOutcome  outcome;
  ChatFailure *failure;     /* or NULL */
  gboolean     too_large;   /* the parser gave up */
} TestReplay;

/* Parser, decoder and accumulator on @bytes, @chunk at a time, up to the end or to where the
 * accumulator wants no more. Each chunk ends at a closed page. @fast: see chat-event.h. */
TestReplay *test_replay_new        (const char       *bytes,
                                    gsize             length,
                                    gsize             chunk,
                                    gboolean          fast);
void        test_replay_free       (TestReplay       *self);
/* {"outcome","error","message"}, the shape of "claude-chat-cli replay --message"; strict JSON, or
 * the test fails. Returns: (transfer full) */
char       *test_replay_to_json    (const TestReplay *self);

/* Whether every member of @expected is in @actual with an equal value: objects may have more
 * members, arrays must have as many elements, numbers compare by value. @where (out, optional,
 * transfer full) is the path of the first difference. */
gboolean    test_json_agrees       (JsonNode         *actual,
                                    JsonNode         *expected,
                                    char            **where);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestReplay, test_replay_free)

G_END_DECLS
