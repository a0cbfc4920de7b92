/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the benchmarks share: corpora, CPU time, statistics, one JSON line a result.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* User and system time of this process so far, in seconds. */
double   bench_cpu          (void);
/* CPU time of this thread so far, in ms: work, whatever else the machine does. */
double   bench_thread_ms    (void);
/* The largest resident set so far, in kB. */
long     bench_peak_kb      (void);
/* Resident now, in kB. */
long     bench_resident_kb  (void);
/* The same with what is shared with other processes counted in part: the proportional set, in kB. */
long     bench_pss_kb       (void);
double   bench_median       (double     *values,
                             guint       n_values);
double   bench_max          (double     *values,
                             guint       n_values);
/* @percent of the values are at most that. */
double   bench_percentile   (double     *values,
                             guint       n_values,
                             guint       percent);

/* Starts {"bench":NAME,...; numbers and strings follow; end prints the line. */
GString *bench_begin        (const char *name);
void     bench_number       (GString    *line,
                             const char *name,
                             double      value);
void     bench_text         (GString    *line,
                             const char *name,
                             const char *value);
void     bench_end          (GString    *line);

/* The event stream of one reply: start, @n_deltas text deltas of about 120 bytes, stop. The words
 * have quotes, line feeds and letters beyond ASCII as prose and code have them. */
GString *bench_make_stream  (guint       n_deltas);
/* Its parts, for streams that are made by repeating the deltas. */
GString *bench_make_start   (void);
GString *bench_make_deltas  (guint       n_deltas);
GString *bench_make_stop    (void);
/* One delta event with @text in it, ready to be sent. (transfer full) */
char    *bench_make_delta   (const char *text);

G_END_DECLS
