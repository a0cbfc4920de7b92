/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text deltas by the hundred thousand: a block of ready HTTP chunks that is sent again and again.
 */

#include "chat-demo-flood.h"

#include <string.h>

/* Long enough that the client's caches see varying text, short enough for ours: about 120 KB. */
#define N_EVENTS 1000

/* With the frame around it, a delta of one to three short words makes an event of about 120 bytes,
 * which is what recorded replies have at the median. */
static const char *const words[] = {
  "The", " stream", " carries", " one", " token", " after", " another,", " and", " the", " window",
  " shows", " them", " as", " they", " come.", "\n\n", "Nothing", " waits", " for", " the end:",
  " a", " reader", " may", " stop", " at", " any", " word,", " keep", " what", " is", " there",
  " and", " go", " on", " later.", " Numbers", " like", " 3.14", " or", " “quoted”", " words,",
  " cafés,", " paths/with/slashes", " and", " tabs\tare", " all", " text.", "\n",
};

static const char *
get_word (guint number)
{
  /* 7 shares no factor with the number of words, so that neighbours differ from round to round. */
  return words[(number + number / G_N_ELEMENTS (words) * 7) % G_N_ELEMENTS (words)];
}

static void
append_text (GString *text,
             guint    event)
{
  g_string_append (text, get_word (2 * event));
  g_string_append (text, get_word (2 * event + 1));
}

static void
append_escaped (GString    *out,
                const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '\n')
        g_string_append (out, "\\n");
      else if (*c == '\t')
        g_string_append (out, "\\t");
      else
        g_string_append_c (out, *c);
    }
}

static void
append_event (GString *out,
              guint    event)
{
  g_autoptr(GString) text = g_string_new (NULL);

  append_text (text, event);
  g_string_append (out,
                   "event: content_block_delta\n"
                   "data: {\"type\":\"content_block_delta\",\"index\":0,"
                   "\"delta\":{\"type\":\"text_delta\",\"text\":\"");
  append_escaped (out, text->str);
  g_string_append (out, "\"}}\n\n");
}

ChatDemoFlood *
chat_demo_flood_new (gboolean chunked)
{
  ChatDemoFlood *self = g_new0 (ChatDemoFlood, 1);
  g_autoptr(GString) block = g_string_new (NULL);

  self->n_events = N_EVENTS;
  self->ends = g_new (guint32, N_EVENTS);
  for (guint i = 0; i < N_EVENTS; i++)
    {
      g_autoptr(GString) event = g_string_new (NULL);

      append_event (event, i);
      if (chunked)
        g_string_append_printf (block, "%zx\r\n%s\r\n", event->len, event->str);
      else
        g_string_append_len (block, event->str, event->len);
      self->ends[i] = block->len;
    }
  self->bytes = g_string_free_to_bytes (g_steal_pointer (&block));
  return self;
}

void
chat_demo_flood_free (ChatDemoFlood *self)
{
  g_bytes_unref (self->bytes);
  g_free (self->ends);
  g_free (self);
}

guint64
chat_demo_flood_append (ChatDemoFlood *self,
                        GByteArray    *out,
                        guint64        first,
                        guint64        count,
                        gsize          size)
{
  const guint8 *data = g_bytes_get_data (self->bytes, NULL);
  guint64 done = 0;

  while (done < count && size > 0)
    {
      guint from = (first + done) % self->n_events;
      guint to = from + (guint) MIN (self->n_events - from, count - done);
      gsize start = from > 0 ? self->ends[from - 1] : 0;

      while (to > from + 1 && self->ends[to - 1] - start > size)
        to = from + (to - from) / 2;
      g_byte_array_append (out, data + start, self->ends[to - 1] - start);
      size -= MIN (size, self->ends[to - 1] - start);
      done += to - from;
    }
  return done;
}

char *
chat_demo_flood_dup_text (guint64 count)
{
  GString *text = g_string_new (NULL);

  for (guint64 i = 0; i < count; i++)
    append_text (text, i % N_EVENTS);
  return g_string_free (text, FALSE);
}
