/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Made-up prose, the same for the same seed: words as frequent as in a language.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The most frequent one. */
#define BENCH_COMMON_WORD "the"

typedef struct _BenchProse BenchProse;

BenchProse *bench_prose_new        (guint32     seed);
void        bench_prose_free       (BenchProse *self);
/* What the words are drawn with, for whatever else is drawn. Borrowed. */
GRand      *bench_prose_get_random (BenchProse *self);
/* About @n_bytes, as it stands in a JSON string. */
void        bench_prose_append     (BenchProse *self,
                                    GString    *out,
                                    gsize       n_bytes);

G_END_DECLS
