/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What has to be done between the last window and the end of the program.
 */

#include "chat-exit.h"

#include "chat-settings.h"
#include "chat-words.h"

#include <adwaita.h>
#include <glib-unix.h>
#include <glib/gi18n.h>

/* At the end of the session, of the terminal that it was started from, and by Ctrl+C there. */
static const int ends[] = { SIGTERM, SIGHUP, SIGINT };

struct _ChatExit
{
  GObject         parent_instance;

  GtkApplication *application;   /* borrowed */
  ChatEngine     *engine;
  GSettings      *settings;
  GtkWindow      *question;      /* or NULL; weak */
  gboolean        held;          /* the application waits for us */
  gboolean        flushing;
  guint           unasked;       /* source that quits when nothing has to be asked any more, or 0 */
  guint           told[G_N_ELEMENTS (ends)];   /* sources, or 0 */
};

G_DEFINE_FINAL_TYPE (ChatExit, chat_exit, G_TYPE_OBJECT)


enum
{
  SIGNAL_QUIT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];


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

  if (!self->held || self->flushing || chat_engine_get_n_turns (self->engine) > 0 ||
      chat_keyring_is_changing (chat_engine_get_keyring (self->engine)))
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


/* GTK closes a dialog along with its window, but one that is held, as by the key that answered it,
 * goes after it, and would then look for it. */
static void
close_dialogs (void)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *at = windows; at != NULL; at = at->next)
    g_object_ref (at->data);
  for (GList *at = windows; at != NULL; at = at->next)
    {
      g_autoptr(GtkWindow) window = at->data;

      if (gtk_window_get_transient_for (window) == NULL)
        continue;
      gtk_window_set_transient_for (window, NULL);
      gtk_window_destroy (window);
    }
}


static void
quit (ChatExit *self)
{
  GList *windows;

  /* It is answered: what stops now is not news. */
  g_clear_weak_pointer (&self->question);
  g_signal_emit (self, signals[SIGNAL_QUIT], 0);
  chat_engine_stop_turns (self->engine);
  close_dialogs ();
  while ((windows = gtk_application_get_windows (self->application)) != NULL)
    gtk_window_destroy (windows->data);
  /* Without a window there is none to wait for. */
  window_removed_cb (self);
}


static void
stop_listening (ChatExit *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    g_clear_handle_id (&self->told[i], g_source_remove);
}


/* Nobody can be asked. Who tells it again does not want to wait for what has to be saved. */
static gboolean
told_cb (gpointer user_data)
{
  ChatExit *self = CHAT_EXIT (user_data);

  stop_listening (self);
  quit (self);

  return G_SOURCE_REMOVE;
}


static void
chat_exit_dispose (GObject *object)
{
  ChatExit *self = CHAT_EXIT (object);

  stop_listening (self);
  g_clear_handle_id (&self->unasked, g_source_remove);
  g_clear_weak_pointer (&self->question);
  g_clear_object (&self->settings);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chat_exit_parent_class)->dispose (object);
}


static void
chat_exit_class_init (ChatExitClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_exit_dispose;

  signals[SIGNAL_QUIT] =
    g_signal_new ("quit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}


static void
chat_exit_init (ChatExit *self)
{
}


static void
describe_turns (ChatExit *self)
{
  guint n_turns = chat_engine_get_n_turns (self->engine);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (self->question),
                                  ngettext ("%u reply is still being written. What is there "
                                            "already is kept.",
                                            "%u replies are still being written. What is there "
                                            "already is kept.", n_turns),
                                  n_turns);
}


static gboolean
unasked_cb (gpointer user_data)
{
  ChatExit *self = CHAT_EXIT (user_data);

  self->unasked = 0;
  if (self->question != NULL && chat_engine_get_n_turns (self->engine) == 0)
    quit (self);

  return G_SOURCE_REMOVE;
}


/* The replies that are asked about may end before there is an answer. Not at once: whoever tells is
 * in the middle of it, and another may follow. */
static void
turns_changed_cb (ChatExit *self)
{
  if (self->question == NULL)
    return;

  if (chat_engine_get_n_turns (self->engine) > 0)
    describe_turns (self);
  else if (self->unasked == 0)
    self->unasked = g_idle_add (unasked_cb, self);
}


/* GLib would end the program along with the session bus, and a reply with it. */
static void
outlive_bus (GApplication *application)
{
  GDBusConnection *bus = g_application_get_dbus_connection (application);

  if (bus != NULL)
    g_dbus_connection_set_exit_on_close (bus, FALSE);
}


ChatExit *
chat_exit_new (GtkApplication *application,
               ChatEngine     *engine,
               GSettings      *settings)
{
  ChatExit *self = g_object_new (CHAT_TYPE_EXIT, NULL);

  self->application = application;
  self->engine = g_object_ref (engine);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (application, "window-removed", G_CALLBACK (window_removed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (engine, "notify::n-turns", G_CALLBACK (proceed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "notify::n-turns", G_CALLBACK (turns_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (chat_engine_get_keyring (engine), "notify::changing",
                           G_CALLBACK (proceed), self, G_CONNECT_SWAPPED);
  outlive_bus (G_APPLICATION (application));
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    self->told[i] = g_unix_signal_add (ends[i], told_cb, self);

  return self;
}


static void
answered_cb (ChatExit   *self,
             const char *response)
{
  if (g_str_equal (response, "quit"))
    quit (self);
}


static void
ask (ChatExit  *self,
     GtkWindow *parent)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, _("Stop and quit?"), NULL);

  g_set_weak_pointer (&self->question, GTK_WINDOW (dialog));
  describe_turns (self);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    "quit", _("Stop and _quit"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "quit",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  chat_words_tell_whole (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}


void
chat_exit_quit (ChatExit *self)
{
  GtkWindow *window;

  g_return_if_fail (CHAT_IS_EXIT (self));

  if (self->question != NULL)
    return;

  window = gtk_application_get_active_window (self->application);
  if (window != NULL && chat_engine_get_n_turns (self->engine) > 0 &&
      g_settings_get_boolean (self->settings, CHAT_SETTING_CONFIRM_QUIT))
    ask (self, window);
  else
    quit (self);
}
