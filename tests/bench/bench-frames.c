/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The frames of a window: the work of each and the time between them.
 */

#include "bench-frames.h"

#include "bench-support.h"

static void
before_cb (GdkFrameClock *clock,
           BenchFrames   *self)
{
  self->start_ms = bench_thread_ms ();
}

static void
after_cb (GdkFrameClock *clock,
          BenchFrames   *self)
{
  double work = bench_thread_ms () - self->start_ms;
  gint64 now_us = g_get_monotonic_time ();
  double interval = (double) (now_us - self->drawn_us) / 1000;

  g_array_append_val (self->work, work);
  if (self->drawn_us != 0)
    g_array_append_val (self->intervals, interval);
  self->drawn_us = now_us;
}

void
bench_frames_watch (BenchFrames *self,
                    GtkWidget   *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);

  self->work = g_array_new (FALSE, FALSE, sizeof (double));
  self->intervals = g_array_new (FALSE, FALSE, sizeof (double));
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_cb), self);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (after_cb), self);
}

void
bench_frames_reset (BenchFrames *self)
{
  g_array_set_size (self->work, 0);
  g_array_set_size (self->intervals, 0);
  self->drawn_us = 0;
}

double
bench_frames_median (BenchFrames *self)
{
  return bench_median ((double *) (gpointer) self->work->data, self->work->len);
}

double
bench_frames_p99 (BenchFrames *self)
{
  return bench_percentile ((double *) (gpointer) self->work->data, self->work->len, 99);
}

double
bench_frames_max (BenchFrames *self)
{
  return bench_max ((double *) (gpointer) self->work->data, self->work->len);
}

double
bench_frames_interval_p99 (BenchFrames *self)
{
  return bench_percentile ((double *) (gpointer) self->intervals->data, self->intervals->len, 99);
}
