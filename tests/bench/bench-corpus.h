/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Replies that nobody should write, and long ones as they are. All are (transfer full).
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BENCH_REPLY_BYTES 61000

/* @format so many times after @head, each @ in it the number of the time. */
GString *bench_repeat              (const char *head,
                                    const char *format,
                                    guint       n_times);
/* Without a line feed. */
GString *bench_make_paragraph      (gsize       n_bytes);
/* 10 000 lines; the block does not end. */
GString *bench_make_code           (void);
/* 2 000 rows each. */
GString *bench_make_table          (void);
GString *bench_make_wrapping_table (void);
/* With a block of code every 4 KB. */
GString *bench_make_reply          (void);
/* The JSON of a call whose body is folded at first, being longer than what shows at once. */
char    *bench_make_call           (guint       number);

G_END_DECLS
