/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A plan turned into the bytes of the connection, piece by piece, and when each is due. Pure: the
 * clock is the caller's.
 */

#pragma once

#include "chat-demo-plan.h"

G_BEGIN_DECLS

/* Big enough that a flood costs few system calls, small enough to stay in the processor's cache. */
#define CHAT_DEMO_PIECE (128 * 1024)

typedef struct _ChatDemoFramer ChatDemoFramer;

typedef enum
{
  CHAT_DEMO_FRAMER_BYTES,   /* appended; ask again once they are written */
  CHAT_DEMO_FRAMER_WAIT,    /* nothing before chat_demo_framer_get_due_us() */
  CHAT_DEMO_FRAMER_END,     /* chat_demo_framer_get_end() */
} ChatDemoFramerResult;

/* @speed divides all waits; 0 leaves them out. @plan: (transfer full) */
ChatDemoFramer      *chat_demo_framer_new        (ChatDemoPlan   *plan,
                                                  double          speed,
                                                  gint64          now_us);
void                 chat_demo_framer_free       (ChatDemoFramer *self);

/* Appends what comes next to @out: about CHAT_DEMO_PIECE bytes at most, whatever the plan holds. */
ChatDemoFramerResult chat_demo_framer_next       (ChatDemoFramer *self,
                                                  gint64          now_us,
                                                  GByteArray     *out);
/* Monotonic; G_MAXINT64: for ever. */
gint64               chat_demo_framer_get_due_us (ChatDemoFramer *self);
ChatDemoStepKind     chat_demo_framer_get_end    (ChatDemoFramer *self);
/* Whether what was framed so far holds a delta. */
gboolean             chat_demo_framer_has_delta  (ChatDemoFramer *self);
/* Moves all that is due: the client did not read for so long. */
void                 chat_demo_framer_delay      (ChatDemoFramer *self,
                                                  gint64          lost_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatDemoFramer, chat_demo_framer_free)

G_END_DECLS
