/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A plan turned into the bytes of the connection, piece by piece, and when each is due. Pure: the
 * clock is the caller's.
 */

#include "chat-demo-framer.h"

#include "chat-demo-flood.h"

#include <string.h>

typedef enum
{
  STATE_PLAYING,
  STATE_WAITING,
  STATE_ENDED,
} State;

struct _ChatDemoFramer
{
  ChatDemoPlan  *plan;
  double         speed;
  State          state;
  gboolean       head_framed;
  gboolean       has_delta;

  guint          step;
  gsize          offset;       /* in the bytes of the step */
  gsize          chunk_left;   /* announced, but not yet framed */
  ChatDemoFlood *flood;
  guint64        flooded;      /* events of this flood so far */

  /* When the next thing is due. Waits add to this and not to the present moment, so that late
   * timers do not add up. */
  gint64         clock_us;
  gint64         due_us;       /* STATE_WAITING */
  gint64         ping_us;      /* when the next ping is due */
};

static void
append_text (GByteArray *out,
             const char *text)
{
  g_byte_array_append (out, (const guint8 *) text, strlen (text));
}

static void
append_chunk_size (ChatDemoFramer *self,
                   GByteArray     *out,
                   gsize           size)
{
  char text[20];

  g_snprintf (text, sizeof text, "%zx\r\n", size);
  if (self->plan->chunked)
    append_text (out, text);
}

static void
append_chunk_end (ChatDemoFramer *self,
                  GByteArray     *out)
{
  if (self->plan->chunked)
    append_text (out, "\r\n");
}

static void
append_bytes (GByteArray *out,
              GBytes     *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  g_byte_array_append (out, data, size);
}

static void
append_ping (ChatDemoFramer *self,
             GByteArray     *out)
{
  append_chunk_size (self, out, g_bytes_get_size (self->plan->ping));
  append_bytes (out, self->plan->ping);
  append_chunk_end (self, out);
  self->ping_us += self->plan->ping_us;
}

static void
next_step (ChatDemoFramer *self)
{
  self->step++;
  self->offset = 0;
  self->flooded = 0;
}

static void
wait_until (ChatDemoFramer *self,
            gint64          due_us)
{
  self->due_us = due_us;
  self->state = STATE_WAITING;
}

static void
wait_for (ChatDemoFramer *self,
          gint64          wait_us)
{
  self->clock_us += self->speed > 0 ? (gint64) (wait_us / self->speed) : 0;
  wait_until (self, self->clock_us);
}

static void
start_chunk (ChatDemoFramer     *self,
             const ChatDemoStep *step,
             gsize               left,
             GByteArray         *out)
{
  self->chunk_left = left + step->missing;
  if (step->chunk > 0)
    self->chunk_left = MIN (self->chunk_left, step->chunk);
  append_chunk_size (self, out, self->chunk_left);
}

/* A gap after a chunk ends the piece, and so does a full one. */
static void
frame_bytes (ChatDemoFramer     *self,
             const ChatDemoStep *step,
             GByteArray         *out)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (step->bytes, &size);

  self->has_delta |= step->has_delta;
  while (self->offset < size && out->len < CHAT_DEMO_PIECE)
    {
      gsize n;

      if (self->chunk_left == 0)
        start_chunk (self, step, size - self->offset, out);
      n = MIN (self->chunk_left, MIN (size - self->offset, CHAT_DEMO_PIECE));
      g_byte_array_append (out, data + self->offset, n);
      self->offset += n;
      self->chunk_left -= n;
      if (self->chunk_left == 0)
        append_chunk_end (self, out);
      if (self->chunk_left == 0 && step->wait_us > 0 && self->offset < size)
        {
          wait_for (self, step->wait_us);
          return;
        }
    }
  if (self->offset == size)
    next_step (self);
}

static guint64
count_due (ChatDemoFramer     *self,
           const ChatDemoStep *step,
           gint64              now_us)
{
  guint64 left = step->count > 0 ? step->count - self->flooded : G_MAXUINT64;
  double since_us = (now_us - self->clock_us) * self->speed;
  guint64 due;

  if (step->per_second == 0 || self->speed <= 0)
    return left;
  due = (guint64) (MAX (since_us, 0) * step->per_second / G_USEC_PER_SEC) + 1;
  return MIN (left, due - MIN (due, self->flooded));
}

static void
pace_flood (ChatDemoFramer     *self,
            const ChatDemoStep *step)
{
  gint64 taken_us = 0;

  if (step->per_second > 0 && self->speed > 0)
    taken_us = (gint64) (self->flooded * (G_USEC_PER_SEC / (step->per_second * self->speed)));
  if (step->count > 0 && self->flooded == step->count)
    {
      self->clock_us += taken_us;
      next_step (self);
    }
  else if (taken_us > 0)
    {
      wait_until (self, self->clock_us + taken_us);
    }
}

static void
frame_flood (ChatDemoFramer     *self,
             const ChatDemoStep *step,
             gint64              now_us,
             GByteArray         *out)
{
  if (self->flood == NULL)
    self->flood = chat_demo_flood_new (self->plan->chunked);
  self->flooded += chat_demo_flood_append (self->flood, out, self->flooded,
                                           count_due (self, step, now_us), CHAT_DEMO_PIECE);
  self->has_delta = TRUE;
  pace_flood (self, step);
}

static void
frame_end (ChatDemoFramer   *self,
           ChatDemoStepKind  kind,
           GByteArray       *out)
{
  if ((kind == CHAT_DEMO_STEP_FINISH || kind == CHAT_DEMO_STEP_KEEP) && self->plan->chunked)
    append_text (out, "0\r\n\r\n");
  self->state = STATE_ENDED;
}

static void
frame_step (ChatDemoFramer *self,
            gint64          now_us,
            GByteArray     *out)
{
  const ChatDemoStep *step = &g_array_index (self->plan->steps, ChatDemoStep, self->step);

  switch (step->kind)
    {
    case CHAT_DEMO_STEP_BYTES:
      frame_bytes (self, step, out);
      break;

    case CHAT_DEMO_STEP_FLOOD:
      frame_flood (self, step, now_us, out);
      break;

    case CHAT_DEMO_STEP_WAIT:
      wait_for (self, step->wait_us);
      next_step (self);
      break;

    case CHAT_DEMO_STEP_HANG:
      wait_until (self, G_MAXINT64);
      break;

    case CHAT_DEMO_STEP_FINISH:
    case CHAT_DEMO_STEP_KEEP:
    case CHAT_DEMO_STEP_CLOSE:
    case CHAT_DEMO_STEP_RESET:
      frame_end (self, step->kind, out);
      break;
    }
}

static void
frame_head (ChatDemoFramer *self,
            GByteArray     *out)
{
  if (self->plan->head != NULL)
    append_bytes (out, self->plan->head);
  self->head_framed = TRUE;
  self->ping_us = self->clock_us + self->plan->ping_us;
}

/* Pings come between chunks, and only to somebody who has had the headers. */
static gboolean
may_ping (ChatDemoFramer *self)
{
  return self->plan->ping_us > 0 && self->head_framed && self->chunk_left == 0;
}

static void
frame_pending (ChatDemoFramer *self,
               gint64          now_us,
               GByteArray     *out)
{
  if (self->state == STATE_WAITING && now_us < self->due_us)
    {
      if (may_ping (self) && now_us >= self->ping_us)
        append_ping (self, out);
      return;
    }
  if (self->state == STATE_WAITING)
    self->state = STATE_PLAYING;
  if (!self->head_framed)
    frame_head (self, out);
  while (self->state == STATE_PLAYING && out->len < CHAT_DEMO_PIECE)
    frame_step (self, now_us, out);
}

ChatDemoFramer *
chat_demo_framer_new (ChatDemoPlan *plan,
                      double        speed,
                      gint64        now_us)
{
  ChatDemoFramer *self = g_new0 (ChatDemoFramer, 1);

  self->plan = plan;
  self->speed = speed;
  self->clock_us = now_us;
  if (plan->head_hangs)
    wait_until (self, G_MAXINT64);
  else if (plan->head_wait_us > 0)
    wait_for (self, plan->head_wait_us);
  return self;
}

void
chat_demo_framer_free (ChatDemoFramer *self)
{
  g_clear_pointer (&self->flood, chat_demo_flood_free);
  chat_demo_plan_free (self->plan);
  g_free (self);
}

ChatDemoFramerResult
chat_demo_framer_next (ChatDemoFramer *self,
                       gint64          now_us,
                       GByteArray     *out)
{
  guint before = out->len;

  if (self->state != STATE_ENDED)
    {
      /* Once more where a wait turned out to be over already. */
      do
        frame_pending (self, now_us, out);
      while (out->len == before && self->state == STATE_WAITING && now_us >= self->due_us);
    }
  if (out->len > before)
    return CHAT_DEMO_FRAMER_BYTES;
  return self->state == STATE_ENDED ? CHAT_DEMO_FRAMER_END : CHAT_DEMO_FRAMER_WAIT;
}

gint64
chat_demo_framer_get_due_us (ChatDemoFramer *self)
{
  return may_ping (self) ? MIN (self->due_us, self->ping_us) : self->due_us;
}

ChatDemoStepKind
chat_demo_framer_get_end (ChatDemoFramer *self)
{
  return g_array_index (self->plan->steps, ChatDemoStep, self->step).kind;
}

gboolean
chat_demo_framer_has_delta (ChatDemoFramer *self)
{
  return self->has_delta;
}

void
chat_demo_framer_delay (ChatDemoFramer *self,
                        gint64          lost_us)
{
  self->clock_us += lost_us;
  self->ping_us += lost_us;
  if (self->state == STATE_WAITING && self->due_us < G_MAXINT64)
    self->due_us += lost_us;
}
