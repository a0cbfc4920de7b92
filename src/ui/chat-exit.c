/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What has to be done between the last window and the end of the program.
 */

#include "chat-exit.h"

struct _ChatExit
{
  GObject         parent_instance;

  GtkApplication *application;   /* borrowed */
  ChatEngine     *engine;
  gboolean        held;          /* the application waits for us */
  gboolean        flushing;
};

G_DEFINE_FINAL_TYPE (ChatExit, chat_exit, G_TYPE_OBJECT)


static gboolean
has_windows (ChatExit *self)
{
  return gtk_application_get_windows (self->application) != NULL;
}


static void
let_go (ChatExit *self)
{
  if (!self->held)
    return;

  self->held = FALSE;
  g_application_release (G_APPLICATION (self->application));
}


static void
flushed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(ChatExit) self = CHAT_EXIT (user_data);

  /* What could not be saved was said as long as there was a window. */
  chat_history_flush_finish (CHAT_HISTORY (source), result, NULL);
  self->flushing = FALSE;
  if (self->engine != NULL)
    let_go (self);
}


static void
proceed (ChatExit *self)
{
  ChatHistory *history = chat_engine_get_history (self->engine);

  if (!self->held || self->flushing || chat_engine_get_n_turns (self->engine) > 0)
    return;

  /* A window that was opened meanwhile keeps the program, and is waited for again. */
  if (history == NULL || has_windows (self))
    {
      let_go (self);
      return;
    }

  self->flushing = TRUE;
  chat_history_flush_async (history, flushed_cb, g_object_ref (self));
}


static void
window_removed_cb (ChatExit *self)
{
  if (has_windows (self) || self->held)
    return;

  self->held = TRUE;
  g_application_hold (G_APPLICATION (self->application));
  proceed (self);
}


static void
chat_exit_dispose (GObject *object)
{
  g_clear_object (&CHAT_EXIT (object)->engine);

  G_OBJECT_CLASS (chat_exit_parent_class)->dispose (object);
}


static void
chat_exit_class_init (ChatExitClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_exit_dispose;
}


static void
chat_exit_init (ChatExit *self)
{
}


ChatExit *
chat_exit_new (GtkApplication *application,
               ChatEngine     *engine)
{
  ChatExit *self = g_object_new (CHAT_TYPE_EXIT, NULL);

  self->application = application;
  self->engine = g_object_ref (engine);
  g_signal_connect_object (application, "window-removed", G_CALLBACK (window_removed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (engine, "notify::n-turns", G_CALLBACK (proceed), self,
                           G_CONNECT_SWAPPED);

  return self;
}


void
chat_exit_quit (ChatExit *self)
{
  GList *windows;

  g_return_if_fail (CHAT_IS_EXIT (self));

  chat_engine_stop_turns (self->engine);
  while ((windows = gtk_application_get_windows (self->application)) != NULL)
    gtk_window_destroy (windows->data);
  /* Without a window there is none to wait for. */
  window_removed_cb (self);
}
