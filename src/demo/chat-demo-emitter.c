/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes events into a plan as server-sent events, in the dialect and at the pace asked for.
 */

#include "chat-demo-emitter.h"

#include <string.h>

#define PADDING_MAX 15

static gint64
get_wait_at (ChatDemoEmitter *self)
{
  char number[16];

  g_snprintf (number, sizeof number, "%u", self->n_events);
  return chat_json_get_int (self->waits_at, number, 0) * 1000;
}

static void
add_event (ChatDemoEmitter *self,
           GBytes          *bytes,
           gboolean         is_delta)
{
  gint64 wait_us = self->n_events == 0 ? self->first_us : self->event_us;

  if (is_delta)
    wait_us += self->delta_us;
  chat_demo_plan_add_wait (self->plan, wait_us + get_wait_at (self));
  chat_demo_plan_add_event (self->plan, bytes, is_delta);
  self->n_events++;
}

static void
append_field (ChatDemoEmitter *self,
              GString         *out,
              const char      *name,
              const char      *value)
{
  g_string_append (out, name);
  g_string_append (out, self->space ? ": " : ":");
  g_string_append (out, value);
  g_string_append (out, self->newline);
}

void
chat_demo_emit_frame (ChatDemoEmitter *self,
                      const char      *name,
                      const char      *data)
{
  g_auto(GStrv) lines = g_strsplit (data, "\n", -1);
  GString *out = g_string_new (NULL);

  if (name != NULL)
    append_field (self, out, "event", name);
  for (guint i = 0; lines[i] != NULL; i++)
    append_field (self, out, "data", lines[i]);
  g_string_append (out, self->newline);
  add_event (self, g_string_free_to_bytes (out), g_strcmp0 (name, "content_block_delta") == 0);
}

/* The number of spaces looks random and is the same every time. */
static void
append_padded (ChatDemoEmitter *self,
               GString         *out,
               const char      *data)
{
  gsize length = strlen (data);
  guint n = (length * 7 + self->n_events * 5) % PADDING_MAX;

  g_string_append_len (out, data, length - 1);
  for (guint i = 0; i < n; i++)
    g_string_append_c (out, ' ');
  g_string_append_c (out, '}');
}

void
chat_demo_emit (ChatDemoEmitter *self,
                const char      *type,
                const char      *data)
{
  g_autoptr(GString) padded = g_string_new (NULL);
  GString *out = g_string_new (NULL);

  if (self->padding && g_str_has_suffix (data, "}") && strcmp (type, "ping") != 0)
    append_padded (self, padded, data);
  else
    g_string_append (padded, data);
  if (self->names)
    append_field (self, out, "event", type);
  append_field (self, out, "data", padded->str);
  g_string_append (out, self->newline);
  add_event (self, g_string_free_to_bytes (out), strcmp (type, "content_block_delta") == 0);
}

/* Where the event at the start of @text ends: behind its blank line, or at the end of all. */
static gsize
measure_event (const char *text,
               gsize       length)
{
  gboolean is_blank = TRUE;
  gboolean has_content = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] != '\r' && text[i] != '\n')
        {
          is_blank = FALSE;
          has_content = TRUE;
          continue;
        }
      if (text[i] == '\r' && i + 1 < length && text[i + 1] == '\n')
        i++;
      if (is_blank && has_content)
        return i + 1;
      is_blank = TRUE;
    }
  return length;
}

void
chat_demo_emit_sse (ChatDemoEmitter *self,
                    const GString   *sse)
{
  gsize offset = 0;

  while (offset < sse->len)
    {
      const char *text = sse->str + offset;
      gsize length = measure_event (text, sse->len - offset);
      gboolean is_delta = memmem (text, length, "_delta\"", strlen ("_delta\"")) != NULL &&
                          memmem (text, length, "message_delta", strlen ("message_delta")) == NULL;

      add_event (self, g_bytes_new (text, length), is_delta);
      offset += length;
    }
}

void
chat_demo_emit_raw (ChatDemoEmitter *self,
                    const GString   *raw)
{
  chat_demo_plan_add_bytes (self->plan, g_bytes_new (raw->str, raw->len));
}
