/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A window with nothing but a transcript, and how long its thread is busy at a stretch.
 */

#pragma once

#include "chat-transcript.h"

G_BEGIN_DECLS

#define BENCH_WIDTH  900
#define BENCH_HEIGHT 800

/* Frames in which all that was begun has come to rest. */
#define BENCH_SETTLED_FRAMES 60

typedef struct
{
  GtkWidget        *window;
  ChatTranscript   *transcript;
  ChatConversation *conversation;
  ChatMessage      *message;        /* the one that is measured, not yet in the conversation */
  guint             frame;
  double            max_ms;         /* the longest step so far */
  guint             n_blank;        /* frames in which nothing was to be seen */
  guint             max_overlays;
} BenchStage;

/* Whether the arguments of the program ask for it, or for nothing in particular: each is how a name
 * begins. */
gboolean bench_stage_is_wanted   (const char  *name,
                                  int          n_names,
                                  char       **names);
/* TRUE in a process of its own, since what one run leaves in caches is not for the next; FALSE in the
 * one that goes on, when that has ended. */
gboolean bench_stage_begin_apart (void);
void     bench_stage_open        (BenchStage *self);
/* Short messages, of both roles in turn. */
void     bench_stage_append      (BenchStage *self,
                                  guint       n_messages);
/* One more block of the message that is measured, complete. */
void     bench_stage_add_block   (BenchStage *self,
                                  const char *json);
/* Appends the message that is measured and shows the conversation at its end, with what the first one
 * of a process costs behind us. Steps count from there. */
void     bench_stage_show        (BenchStage *self);
/* One turn of the main loop: a frame or what is done between two. */
void     bench_stage_iterate     (BenchStage *self);
void     bench_stage_wait        (BenchStage *self,
                                  guint       n_frames);
/* Prints what was measured and ends the process. */
void     bench_stage_end         (BenchStage *self,
                                  GString    *line) G_GNUC_NORETURN;

G_END_DECLS
