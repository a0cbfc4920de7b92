/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The frames of a window: the work of each and the time between them.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  GArray *work;        /* ms of CPU of each frame */
  GArray *intervals;   /* ms from each frame to the next */
  double  start_ms;
  gint64  drawn_us;
} BenchFrames;

/* From now on, as long as the window is there. */
void   bench_frames_watch  (BenchFrames *self,
                            GtkWidget   *window);
/* Forgets what was. */
void   bench_frames_reset  (BenchFrames *self);
double bench_frames_median (BenchFrames *self);
double bench_frames_p99    (BenchFrames *self);
double bench_frames_max    (BenchFrames *self);
double bench_frames_interval_p99 (BenchFrames *self);

G_END_DECLS
