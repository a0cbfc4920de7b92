/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes events into a plan as server-sent events, in the dialect and at the pace asked for.
 */

#pragma once

#include "chat-demo-plan.h"
#include "chat-demo-value.h"

G_BEGIN_DECLS

typedef struct
{
  ChatDemoPlan *plan;
  gboolean      names;       /* "event:" lines */
  gboolean      space;       /* after the colon */
  gboolean      padding;     /* random-looking spaces before the last "}", as the real API has */
  const char   *newline;
  gint64        first_us;    /* wait before the first event */
  gint64        event_us;    /* between events */
  gint64        delta_us;    /* before each delta, beside the above */
  JsonObject   *waits_at;    /* number of the event → milliseconds before it, or NULL */
  guint         n_events;
} ChatDemoEmitter;

/* @data is one JSON value. */
void chat_demo_emit       (ChatDemoEmitter *self,
                           const char      *type,
                           const char      *data);
/* Just as given: no padding; @name may be NULL; several lines make several data lines. */
void chat_demo_emit_frame (ChatDemoEmitter *self,
                           const char      *name,
                           const char      *data);
/* Recorded events, byte for byte, each an event of its own. */
void chat_demo_emit_sse   (ChatDemoEmitter *self,
                           const GString   *sse);
/* Not even an event. */
void chat_demo_emit_raw   (ChatDemoEmitter *self,
                           const GString   *raw);

G_END_DECLS
