/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A reply as the player needs it: a list of bytes to send, waits, floods and ends. Pure.
 */

#include "chat-demo-plan.h"

#include <string.h>

static void
clear_step (gpointer data)
{
  ChatDemoStep *step = data;

  g_clear_pointer (&step->bytes, g_bytes_unref);
}

ChatDemoPlan *
chat_demo_plan_new (void)
{
  ChatDemoPlan *self = g_new0 (ChatDemoPlan, 1);

  self->steps = g_array_new (FALSE, TRUE, sizeof (ChatDemoStep));
  g_array_set_clear_func (self->steps, clear_step);
  return self;
}

void
chat_demo_plan_free (ChatDemoPlan *self)
{
  g_clear_pointer (&self->head, g_bytes_unref);
  g_clear_pointer (&self->ping, g_bytes_unref);
  g_array_unref (self->steps);
  g_free (self);
}

static ChatDemoStep *
get_step (ChatDemoPlan *self,
          guint         index)
{
  return &g_array_index (self->steps, ChatDemoStep, index);
}

static gsize
get_size (const ChatDemoStep *step)
{
  return step->bytes != NULL ? g_bytes_get_size (step->bytes) : 0;
}

void
chat_demo_plan_add_bytes (ChatDemoPlan *self,
                          GBytes       *bytes)
{
  ChatDemoStep step = { .kind = CHAT_DEMO_STEP_BYTES, .bytes = bytes };

  g_array_append_val (self->steps, step);
}

void
chat_demo_plan_add_event (ChatDemoPlan *self,
                          GBytes       *bytes,
                          gboolean      is_delta)
{
  ChatDemoStep step = {
    .kind = CHAT_DEMO_STEP_BYTES,
    .bytes = bytes,
    .is_event = TRUE,
    .has_delta = is_delta,
  };

  g_array_append_val (self->steps, step);
}

void
chat_demo_plan_add_wait (ChatDemoPlan *self,
                         gint64        wait_us)
{
  ChatDemoStep step = { .kind = CHAT_DEMO_STEP_WAIT, .wait_us = wait_us };

  if (wait_us > 0)
    g_array_append_val (self->steps, step);
}

void
chat_demo_plan_add_flood (ChatDemoPlan *self,
                          guint64       count,
                          guint         per_second)
{
  ChatDemoStep step = {
    .kind = CHAT_DEMO_STEP_FLOOD,
    .count = count,
    .per_second = per_second,
  };

  g_array_append_val (self->steps, step);
}

void
chat_demo_plan_add_end (ChatDemoPlan     *self,
                        ChatDemoStepKind  kind)
{
  ChatDemoStep step = { .kind = kind };

  g_array_append_val (self->steps, step);
}

gsize
chat_demo_plan_size (ChatDemoPlan *self)
{
  gsize size = 0;

  for (guint i = 0; i < self->steps->len; i++)
    size += get_size (get_step (self, i));
  return size;
}

gsize
chat_demo_plan_event_end (ChatDemoPlan *self,
                          guint         n_events)
{
  gsize size = 0;
  guint seen = 0;

  for (guint i = 0; i < self->steps->len && seen < n_events; i++)
    {
      size += get_size (get_step (self, i));
      seen += get_step (self, i)->is_event ? 1 : 0;
    }
  return size;
}

gssize
chat_demo_plan_find_end (ChatDemoPlan *self,
                         const char   *needle)
{
  g_autoptr(GString) body = g_string_new (NULL);
  const char *found;

  for (guint i = 0; i < self->steps->len; i++)
    {
      GBytes *bytes = get_step (self, i)->bytes;

      if (get_size (get_step (self, i)) > 0)
        g_string_append_len (body, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    }
  found = memmem (body->str, body->len, needle, strlen (needle));
  return found != NULL ? found - body->str + (gssize) strlen (needle) : -1;
}

/* Bytes that follow each other without a wait become one step. */
static void
merge_run (ChatDemoPlan *self,
           guint         first,
           guint         length)
{
  g_autoptr(GByteArray) run = g_byte_array_new ();
  ChatDemoStep *step;

  for (guint i = first; i < first + length; i++)
    {
      step = get_step (self, i);
      g_byte_array_append (run, g_bytes_get_data (step->bytes, NULL), get_size (step));
      get_step (self, first)->has_delta |= step->has_delta;
    }
  g_array_remove_range (self->steps, first + 1, length - 1);
  step = get_step (self, first);
  g_bytes_unref (step->bytes);
  step->bytes = g_byte_array_free_to_bytes (g_steal_pointer (&run));
  step->is_event = FALSE;
}

static guint
count_run (ChatDemoPlan *self,
           guint         first)
{
  guint i = first;

  while (i < self->steps->len && get_step (self, i)->kind == CHAT_DEMO_STEP_BYTES)
    i++;
  return i - first;
}

void
chat_demo_plan_chunk (ChatDemoPlan *self,
                      gsize         size,
                      gint64        gap_us)
{
  for (guint i = 0; i < self->steps->len; i++)
    {
      guint length = count_run (self, i);

      if (length == 0)
        continue;
      merge_run (self, i, length);
      get_step (self, i)->chunk = size;
      get_step (self, i)->wait_us = gap_us;
    }
}

/* Finds the step that holds @offset strictly inside it, or -1. */
static int
find_step (ChatDemoPlan *self,
           gsize         offset,
           gsize        *inside)
{
  gsize start = 0;

  for (guint i = 0; i < self->steps->len; i++)
    {
      gsize size = get_size (get_step (self, i));

      if (offset > start && offset < start + size)
        {
          *inside = offset - start;
          return i;
        }
      start += size;
    }
  return -1;
}

void
chat_demo_plan_split (ChatDemoPlan *self,
                      gsize         offset,
                      gint64        gap_us)
{
  const ChatDemoStep gap = { .kind = CHAT_DEMO_STEP_WAIT, .wait_us = gap_us };
  gsize inside;
  int index = find_step (self, offset, &inside);
  g_autoptr(GBytes) whole = NULL;
  ChatDemoStep rest;

  if (index < 0)
    return;
  rest = *get_step (self, index);
  whole = g_steal_pointer (&rest.bytes);
  rest.bytes = g_bytes_new_from_bytes (whole, inside, g_bytes_get_size (whole) - inside);
  rest.has_delta = FALSE;
  rest.is_event = FALSE;
  get_step (self, index)->bytes = g_bytes_new_from_bytes (whole, 0, inside);
  get_step (self, index)->is_event = FALSE;
  g_array_insert_val (self->steps, index + 1, rest);
  if (gap_us > 0)
    g_array_insert_val (self->steps, index + 1, gap);
}

void
chat_demo_plan_cut (ChatDemoPlan *self,
                    gsize         offset,
                    gboolean      in_chunk)
{
  gsize inside;
  gsize start = 0;
  gboolean cuts_a_chunk = in_chunk && find_step (self, offset, &inside) >= 0;
  guint i;

  chat_demo_plan_split (self, offset, 0);
  for (i = 0; i < self->steps->len && start < offset; i++)
    start += get_size (get_step (self, i));
  if (cuts_a_chunk)
    get_step (self, i - 1)->missing = get_size (get_step (self, i));
  if (i < self->steps->len)
    g_array_remove_range (self->steps, i, self->steps->len - i);
}
