/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rest of a body whose message is complete, so that its connection serves the next request.
 */

#include "chat-drain.h"

/* A server that does not come to an end, or says more, loses its connection. */
#define TIMEOUT_MS 1000
#define MAX_BYTES  (16 * 1024)

typedef struct
{
  GInputStream *input;
  GSource      *source;
  guint         timer;
  gsize         total;
} Drain;

/* At its end the connection goes back to the session, before it is closed. */
static void
stop (Drain *self)
{
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_object_unref (self->input);
  g_free (self);
}

/* FALSE: there is no more, or not now. @over (out): whether it is worth to wait. */
static gboolean
read_some (Drain    *self,
           gboolean *over)
{
  char buffer[4096];
  g_autoptr(GError) error = NULL;
  gssize n = g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (self->input),
                                                       buffer, sizeof buffer, NULL, &error);

  *over = n == 0 || (n < 0 && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK));
  self->total += (gsize) MAX (n, 0);
  *over |= self->total > MAX_BYTES;

  return n > 0 && !*over;
}

static gboolean
read_all (Drain *self)
{
  gboolean over;

  while (read_some (self, &over))
    ;
  return over;
}

static gboolean
readable_cb (GObject  *input,
             gpointer  user_data)
{
  Drain *self = user_data;

  if (!read_all (self))
    return G_SOURCE_CONTINUE;

  stop (self);
  return G_SOURCE_REMOVE;
}

static gboolean
timeout_cb (gpointer user_data)
{
  Drain *self = user_data;

  self->timer = 0;
  stop (self);
  return G_SOURCE_REMOVE;
}

void
chat_drain (GInputStream *input)
{
  Drain *self = g_new0 (Drain, 1);

  self->input = input;
  if (read_all (self))
    {
      stop (self);
      return;
    }

  self->source = g_pollable_input_stream_create_source (G_POLLABLE_INPUT_STREAM (input), NULL);
  g_source_set_callback (self->source, G_SOURCE_FUNC (readable_cb), self, NULL);
  g_source_set_priority (self->source, G_PRIORITY_LOW);
  g_source_attach (self->source, g_main_context_get_thread_default ());
  self->timer = g_timeout_add (TIMEOUT_MS, timeout_cb, self);
}
