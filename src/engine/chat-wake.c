/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Notices that the computer was suspended, by two clocks of which one goes on meanwhile.
 */

#include "chat-wake.h"

#include <time.h>

/* Works in a sandbox too, where nobody tells of a suspend. */
#define LOOK_MS 1000

/* Less was no suspend: the clocks are read one after the other. */
#define ASLEEP_US (2 * G_TIME_SPAN_SECOND)

struct _ChatWake
{
  GSourceOnceFunc func;
  gpointer        user_data;
  ChatWakeClock   clock;
  gpointer        clock_data;
  gint64          asleep_us;   /* so far, since the computer was started */
  guint           timer;
};

static gint64
read_us (clockid_t clock)
{
  struct timespec now = { 0 };

  clock_gettime (clock, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gint64
read_asleep_us (gpointer user_data)
{
  return read_us (CLOCK_BOOTTIME) - read_us (CLOCK_MONOTONIC);
}

static gboolean
look_cb (gpointer user_data)
{
  ChatWake *self = user_data;
  const gint64 before_us = self->asleep_us;

  self->asleep_us = self->clock (self->clock_data);
  if (self->asleep_us - before_us > ASLEEP_US)
    self->func (self->user_data);

  return G_SOURCE_CONTINUE;
}

ChatWake *
chat_wake_new (GSourceOnceFunc func,
               gpointer        user_data,
               ChatWakeClock   clock,
               gpointer        clock_data)
{
  ChatWake *self = g_new0 (ChatWake, 1);

  self->func = func;
  self->user_data = user_data;
  self->clock = clock != NULL ? clock : read_asleep_us;
  self->clock_data = clock_data;
  return self;
}

void
chat_wake_free (ChatWake *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_free (self);
}

void
chat_wake_watch (ChatWake *self,
                 gboolean  watch)
{
  if (watch == (self->timer != 0))
    return;

  if (!watch)
    {
      g_clear_handle_id (&self->timer, g_source_remove);
      return;
    }
  self->asleep_us = self->clock (self->clock_data);
  self->timer = g_timeout_add (LOOK_MS, look_cb, self);
}
