/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How fast something grows, over the last seconds, and since when it has not.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Long enough to be calm, short enough to be true. */
#define CHAT_RATE_METER_SECONDS 5

/* Zeroed is the start. */
typedef struct
{
  gint64 times[CHAT_RATE_METER_SECONDS + 1];   /* monotonic us, a sample a second, newest first */
  gsize  sizes[CHAT_RATE_METER_SECONDS + 1];
  guint  n_samples;
  gsize  size;
  gint64 grown_us;                             /* when it last grew, 0: never */
} ChatRateMeter;

/* As often as one likes, with time going forward. */
void   chat_rate_meter_feed     (ChatRateMeter       *self,
                                 gint64               now_us,
                                 gsize                size);
/* A second, over the samples; 0 while there is but one. */
double chat_rate_meter_get_rate (const ChatRateMeter *self,
                                 gint64               now_us);

G_END_DECLS
