/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plays a plan over a connection without ever blocking, and sees the moment the client leaves.
 */

#include "chat-demo-player.h"

#include "chat-demo-framer.h"

#include <sys/socket.h>

/* Pieces written before other sources get their turn. */
#define PIECES_A_TURN 8

struct _ChatDemoPlayer
{
  GIOStream          *stream;
  GSocket            *socket;
  ChatDemoFramer     *framer;
  ChatDemoMomentFunc  func;
  gpointer            user_data;

  GSource            *timer;
  GSource            *readable;     /* NULL: the connection is closed */
  GSource            *writable;     /* only while the socket is full, or to yield */
  gint64              blocked_us;   /* when the socket was found full; 0: it was not */

  GByteArray         *out;          /* framed, not yet taken by the socket */
  gsize               out_offset;
  gboolean            told_byte;
  gboolean            told_delta;
};

static void play (ChatDemoPlayer *self);   /* loops to itself when the socket has room again */

static void
drop_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
tell (ChatDemoPlayer *self,
      ChatDemoMoment  moment)
{
  self->func (self, moment, g_get_monotonic_time (), self->user_data);
}

/* The kernel sends a reset when a socket goes that must not linger. */
static void
forbid_lingering (GSocket *socket)
{
  const struct linger never = { .l_onoff = 1, .l_linger = 0 };

  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &never, sizeof never);
}

/* A drop closes the socket under the stream, because the stream would say TLS's goodbye first. */
static void
hang_up (ChatDemoPlayer   *self,
         ChatDemoStepKind  how)
{
  drop_source (&self->timer);
  drop_source (&self->readable);
  drop_source (&self->writable);
  if (how == CHAT_DEMO_STEP_RESET)
    forbid_lingering (self->socket);
  if (how == CHAT_DEMO_STEP_FINISH)
    g_io_stream_close_async (self->stream, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  else
    g_socket_close (self->socket, NULL);
}

static void
leave (ChatDemoPlayer *self)
{
  hang_up (self, CHAT_DEMO_STEP_CLOSE);
  tell (self, CHAT_DEMO_MOMENT_LEFT);
}

static void
conclude (ChatDemoPlayer *self)
{
  ChatDemoStepKind how = chat_demo_framer_get_end (self->framer);

  if (how == CHAT_DEMO_STEP_KEEP)
    {
      tell (self, CHAT_DEMO_MOMENT_KEPT);
      return;
    }
  hang_up (self, how);
  tell (self, CHAT_DEMO_MOMENT_OVER);
}

static gboolean
writable_cb (GObject  *stream,
             gpointer  user_data)
{
  ChatDemoPlayer *self = user_data;

  drop_source (&self->writable);
  if (self->blocked_us > 0)
    chat_demo_framer_delay (self->framer, g_get_monotonic_time () - self->blocked_us);
  self->blocked_us = 0;
  play (self);
  return G_SOURCE_REMOVE;
}

static GPollableOutputStream *
get_output (ChatDemoPlayer *self)
{
  return G_POLLABLE_OUTPUT_STREAM (g_io_stream_get_output_stream (self->stream));
}

static void
await_writable (ChatDemoPlayer *self)
{
  self->writable = g_pollable_output_stream_create_source (get_output (self), NULL);
  g_source_set_callback (self->writable, G_SOURCE_FUNC (writable_cb), self, NULL);
  g_source_attach (self->writable, g_main_context_get_thread_default ());
}

static void
tell_firsts (ChatDemoPlayer *self)
{
  if (!self->told_byte)
    tell (self, CHAT_DEMO_MOMENT_FIRST_BYTE);
  self->told_byte = TRUE;
  if (!self->told_delta && chat_demo_framer_has_delta (self->framer))
    {
      tell (self, CHAT_DEMO_MOMENT_FIRST_DELTA);
      self->told_delta = TRUE;
    }
}

/* Returns: FALSE if the socket is full or gone; what has to follow is arranged then. */
static gboolean
write_out (ChatDemoPlayer *self)
{
  g_autoptr(GError) error = NULL;
  gssize n;

  tell_firsts (self);
  n = g_pollable_output_stream_write_nonblocking (get_output (self),
                                                  self->out->data + self->out_offset,
                                                  self->out->len - self->out_offset,
                                                  NULL, &error);
  if (n >= 0)
    {
      self->out_offset += n;
      return TRUE;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    {
      self->blocked_us = g_get_monotonic_time ();
      await_writable (self);
      return FALSE;
    }
  leave (self);
  return FALSE;
}

/* Returns: FALSE if there is nothing to write now; what has to follow is arranged then. */
static gboolean
fetch_out (ChatDemoPlayer *self)
{
  gint64 due_us;

  g_byte_array_set_size (self->out, 0);
  self->out_offset = 0;
  switch (chat_demo_framer_next (self->framer, g_get_monotonic_time (), self->out))
    {
    case CHAT_DEMO_FRAMER_BYTES:
      return TRUE;

    case CHAT_DEMO_FRAMER_WAIT:
      due_us = chat_demo_framer_get_due_us (self->framer);
      g_source_set_ready_time (self->timer, due_us < G_MAXINT64 ? due_us : -1);
      return FALSE;

    case CHAT_DEMO_FRAMER_END:
    default:
      conclude (self);
      return FALSE;
    }
}

static void
play (ChatDemoPlayer *self)
{
  for (guint i = 0; i < PIECES_A_TURN; i++)
    {
      if (self->out_offset == self->out->len && !fetch_out (self))
        return;
      if (!write_out (self))
        return;
    }
  await_writable (self);
}

static gboolean
timer_cb (gpointer user_data)
{
  ChatDemoPlayer *self = user_data;

  play (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
readable_cb (GObject  *stream,
             gpointer  user_data)
{
  ChatDemoPlayer *self = user_data;
  guint8 unasked[4096];
  g_autoptr(GError) error = NULL;
  gssize n;

  do
    n = g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (stream), unasked,
                                                  sizeof unasked, NULL, &error);
  while (n > 0);
  if (n < 0 && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return G_SOURCE_CONTINUE;
  leave (self);
  return G_SOURCE_REMOVE;
}

static gboolean
dispatch_timer (GSource     *source,
                GSourceFunc  callback,
                gpointer     user_data)
{
  g_source_set_ready_time (source, -1);
  return callback (user_data);
}

static GSourceFuncs timer_funcs = { .dispatch = dispatch_timer };

ChatDemoPlayer *
chat_demo_player_new (GIOStream          *stream,
                      GSocket            *socket,
                      ChatDemoPlan       *plan,
                      double              speed,
                      ChatDemoMomentFunc  func,
                      gpointer            user_data)
{
  ChatDemoPlayer *self = g_new0 (ChatDemoPlayer, 1);

  self->stream = g_object_ref (stream);
  self->socket = g_object_ref (socket);
  self->framer = chat_demo_framer_new (plan, speed, g_get_monotonic_time ());
  self->func = func;
  self->user_data = user_data;
  self->out = g_byte_array_new ();
  return self;
}

void
chat_demo_player_start (ChatDemoPlayer *self)
{
  GPollableInputStream *input =
    G_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (self->stream));
  GMainContext *context = g_main_context_get_thread_default ();

  self->readable = g_pollable_input_stream_create_source (input, NULL);
  g_source_set_callback (self->readable, G_SOURCE_FUNC (readable_cb), self, NULL);
  g_source_attach (self->readable, context);
  self->timer = g_source_new (&timer_funcs, sizeof (GSource));
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_attach (self->timer, context);
  play (self);
}

void
chat_demo_player_free (ChatDemoPlayer *self)
{
  if (self->readable != NULL)
    hang_up (self, CHAT_DEMO_STEP_CLOSE);
  chat_demo_framer_free (self->framer);
  g_byte_array_unref (self->out);
  g_object_unref (self->stream);
  g_object_unref (self->socket);
  g_free (self);
}
