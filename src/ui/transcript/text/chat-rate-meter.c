/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How fast something grows, over the last seconds, and since when it has not.
 */

#include "chat-rate-meter.h"

#include <string.h>

void
chat_rate_meter_feed (ChatRateMeter *self,
                      gint64         now_us,
                      gsize          size)
{
  const guint max = G_N_ELEMENTS (self->times);

  if (size > self->size)
    self->grown_us = now_us;
  self->size = size;
  if (self->n_samples > 0 && now_us - self->times[0] < G_USEC_PER_SEC)
    return;

  memmove (self->times + 1, self->times, (max - 1) * sizeof *self->times);
  memmove (self->sizes + 1, self->sizes, (max - 1) * sizeof *self->sizes);
  self->times[0] = now_us;
  self->sizes[0] = size;
  self->n_samples = MIN (self->n_samples + 1, max);
}

double
chat_rate_meter_get_rate (const ChatRateMeter *self,
                          gint64               now_us)
{
  guint oldest;

  if (self->n_samples == 0 || now_us - self->times[self->n_samples - 1] < G_USEC_PER_SEC)
    return 0;

  oldest = self->n_samples - 1;
  if (self->size <= self->sizes[oldest])
    return 0;

  return (double) (self->size - self->sizes[oldest]) * G_USEC_PER_SEC /
         (double) (now_us - self->times[oldest]);
}
