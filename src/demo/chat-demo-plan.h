/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A reply as the player needs it: a list of bytes to send, waits, floods and ends. Pure.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CHAT_DEMO_STEP_BYTES,
  CHAT_DEMO_STEP_WAIT,
  CHAT_DEMO_STEP_FLOOD,
  CHAT_DEMO_STEP_HANG,     /* nothing more until the client leaves */
  CHAT_DEMO_STEP_FINISH,   /* the proper end of the body; the connection is closed */
  CHAT_DEMO_STEP_KEEP,     /* the proper end of the body; the connection stays open */
  CHAT_DEMO_STEP_CLOSE,    /* closed without the end of the body */
  CHAT_DEMO_STEP_RESET,    /* the same with a TCP reset */
} ChatDemoStepKind;

typedef struct
{
  ChatDemoStepKind  kind;
  GBytes           *bytes;
  gsize             chunk;       /* BYTES: bytes in an HTTP chunk; 0: all in one */
  gsize             missing;     /* BYTES: what the last chunk announces, but does not hold */
  gint64            wait_us;     /* WAIT; BYTES: between its chunks */
  guint64           count;       /* FLOOD: events; 0: for ever */
  guint             per_second;  /* FLOOD: 0: as fast as the socket takes them */
  gboolean          is_event;    /* BYTES: one whole event, as long as nothing was merged */
  gboolean          has_delta;   /* BYTES: the first delta of the reply is in here */
} ChatDemoStep;

typedef struct
{
  guint     status;
  GBytes   *head;       /* status line and headers, or NULL for none at all */
  gint64    head_wait_us;
  gboolean  head_hangs; /* not even the headers come */
  GArray   *steps;      /* of ChatDemoStep */
  gboolean  chunked;
  gint64    ping_us;    /* 0: no pings */
  GBytes   *ping;
} ChatDemoPlan;

ChatDemoPlan *chat_demo_plan_new          (void);
void          chat_demo_plan_free         (ChatDemoPlan     *self);

/* @bytes: (transfer full) */
void          chat_demo_plan_add_bytes    (ChatDemoPlan     *self,
                                           GBytes           *bytes);
/* The same for one whole event. */
void          chat_demo_plan_add_event    (ChatDemoPlan     *self,
                                           GBytes           *bytes,
                                           gboolean          is_delta);
void          chat_demo_plan_add_wait     (ChatDemoPlan     *self,
                                           gint64            wait_us);
void          chat_demo_plan_add_flood    (ChatDemoPlan     *self,
                                           guint64           count,
                                           guint             per_second);
void          chat_demo_plan_add_end      (ChatDemoPlan     *self,
                                           ChatDemoStepKind  kind);

/* How many bytes the first @n_events events hold, with the raw bytes before and between them. */
gsize         chat_demo_plan_event_end    (ChatDemoPlan     *self,
                                           guint             n_events);
gsize         chat_demo_plan_size         (ChatDemoPlan     *self);
/* Where the first occurrence of @needle ends in the whole body; -1: nowhere. */
gssize        chat_demo_plan_find_end     (ChatDemoPlan     *self,
                                           const char       *needle);

/* Cuts what stands between two waits into chunks of @size bytes (0: one chunk), @gap_us apart.
 * Events are no steps of their own any more then. */
void          chat_demo_plan_chunk        (ChatDemoPlan     *self,
                                           gsize             size,
                                           gint64            gap_us);
/* Makes @offset (in the body) a border between two chunks, @gap_us apart. */
void          chat_demo_plan_split        (ChatDemoPlan     *self,
                                           gsize             offset,
                                           gint64            gap_us);
/* Drops everything from @offset on, a flood before it notwithstanding. With @in_chunk, the last
 * chunk goes on announcing what it would have held. */
void          chat_demo_plan_cut          (ChatDemoPlan     *self,
                                           gsize             offset,
                                           gboolean          in_chunk);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatDemoPlan, chat_demo_plan_free)

G_END_DECLS
