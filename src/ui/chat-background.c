/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the desktop is told while replies are being written.
 */

#include "chat-background.h"

#include <glib/gi18n.h>

#define NOTIFICATION "background"

/* Most replies that are stopped or about to end are gone by then: nothing has to be said. */
#define PAUSE_MS 500

#define PORTAL_NAME      "org.freedesktop.portal.Desktop"
#define PORTAL_PATH      "/org/freedesktop/portal/desktop"
#define PORTAL_INTERFACE "org.freedesktop.portal.Background"

struct _ChatBackground
{
  GObject         parent_instance;

  GtkApplication *application;   /* borrowed */
  ChatEngine     *engine;
  guint           inhibitor;     /* 0: the computer may be suspended */
  guint           pause;         /* source: before it is said, or 0 */
  gboolean        hidden;        /* it was said that it goes on without a window */
};

G_DEFINE_FINAL_TYPE (ChatBackground, chat_background, G_TYPE_OBJECT)


/* Not every desktop has the portal, and none is started for this; its answer changes nothing. */
static void
call_portal (ChatBackground *self,
             const char     *method,
             GVariant       *parameters)
{
  GDBusConnection *bus = g_application_get_dbus_connection (G_APPLICATION (self->application));

  if (bus == NULL)
    {
      g_variant_unref (g_variant_ref_sink (parameters));
      return;
    }

  g_dbus_connection_call (bus, PORTAL_NAME, PORTAL_PATH, PORTAL_INTERFACE, method, parameters, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
}


static void
request_background (ChatBackground *self)
{
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "reason",
                         g_variant_new_string (_("A reply is still being written.")));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (FALSE));
  call_portal (self, "RequestBackground", g_variant_new ("(sa{sv})", "", &options));
}


/* @status: "" for none. */
static void
set_status (ChatBackground *self,
            const char     *status)
{
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "message", g_variant_new_string (status));
  call_portal (self, "SetStatus", g_variant_new ("(a{sv})", &options));
}


static void
notify (ChatBackground *self,
        const char     *body)
{
  g_autoptr(GNotification) notification = g_notification_new (_("Claude Chat Goes On"));

  g_notification_set_body (notification, body);
  g_notification_set_default_action (notification, "app.show-window");
  g_notification_add_button (notification, _("Open"), "app.show-window");
  g_notification_add_button (notification, _("Stop"), "app.stop-replies");
  g_application_send_notification (G_APPLICATION (self->application), NOTIFICATION, notification);
}


static gboolean
hide_cb (gpointer user_data)
{
  ChatBackground *self = CHAT_BACKGROUND (user_data);
  guint n_turns = chat_engine_get_n_turns (self->engine);
  g_autofree char *words =
    g_strdup_printf (ngettext ("%u reply is still being written.",
                               "%u replies are still being written.", n_turns), n_turns);

  self->pause = 0;
  self->hidden = TRUE;
  request_background (self);
  set_status (self, words);
  notify (self, words);

  return G_SOURCE_REMOVE;
}


static void
come_back (ChatBackground *self)
{
  self->hidden = FALSE;
  set_status (self, "");
  g_application_withdraw_notification (G_APPLICATION (self->application), NOTIFICATION);
}


static void
update_inhibitor (ChatBackground *self,
                  gboolean        busy)
{
  if (busy && self->inhibitor == 0)
    self->inhibitor =
      gtk_application_inhibit (self->application,
                               gtk_application_get_active_window (self->application),
                               GTK_APPLICATION_INHIBIT_SUSPEND, _("A reply is being written"));
  else if (!busy && self->inhibitor != 0)
    {
      gtk_application_uninhibit (self->application, self->inhibitor);
      self->inhibitor = 0;
    }
}


static void
update (ChatBackground *self)
{
  gboolean busy = chat_engine_get_n_turns (self->engine) > 0;
  gboolean hidden = busy && gtk_application_get_windows (self->application) == NULL;

  update_inhibitor (self, busy);
  if (!hidden)
    g_clear_handle_id (&self->pause, g_source_remove);
  if (hidden && !self->hidden && self->pause == 0)
    self->pause = g_timeout_add (PAUSE_MS, hide_cb, self);
  else if (!hidden && self->hidden)
    come_back (self);
}


static void
chat_background_dispose (GObject *object)
{
  ChatBackground *self = CHAT_BACKGROUND (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chat_background_parent_class)->dispose (object);
}


static void
chat_background_class_init (ChatBackgroundClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_background_dispose;
}


static void
chat_background_init (ChatBackground *self)
{
}


ChatBackground *
chat_background_new (GtkApplication *application,
                     ChatEngine     *engine)
{
  ChatBackground *self = g_object_new (CHAT_TYPE_BACKGROUND, NULL);

  self->application = application;
  self->engine = g_object_ref (engine);
  g_signal_connect_object (engine, "notify::n-turns", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (application, "window-added", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (application, "window-removed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);

  return self;
}
