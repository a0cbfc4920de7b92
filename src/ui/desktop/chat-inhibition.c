/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A wish that the computer may not be suspended.
 *
 * gtk_application_inhibit() waits for the answer, for as long as it takes: a session manager or
 * portal that hangs would hold the window.
 */

#include "chat-inhibition.h"

#include "chat-portal.h"

/* Of GNOME, and of those that take its name: MATE, Cinnamon, Budgie. */
#define SESSION_NAME      "org.gnome.SessionManager"
#define SESSION_PATH      "/org/gnome/SessionManager"
#define SESSION_INTERFACE "org.gnome.SessionManager"

#define PORTAL_INTERFACE "org.freedesktop.portal.Inhibit"

/* The same number for both. */
#define SUSPEND 4u

/* No window, which both take for none. */
#define NO_WINDOW_ID 0u
#define NO_WINDOW    ""

typedef enum
{
  ASKED,
  GIVEN_BY_SESSION,
  GIVEN_BY_PORTAL,
  REFUSED,
  ENDED,             /* what is given now is given back at once */
} State;

struct _ChatInhibition
{
  GObject          parent_instance;

  GDBusConnection *bus;
  char            *reason;
  State            state;
  guint32          cookie;   /* of the session */
  char            *handle;   /* of the portal: object path of the request, or NULL */
};

G_DEFINE_FINAL_TYPE (ChatInhibition, chat_inhibition, G_TYPE_OBJECT)


static void
give_back_to_session (ChatInhibition *self)
{
  g_dbus_connection_call (self->bus, SESSION_NAME, SESSION_PATH, SESSION_INTERFACE, "Uninhibit",
                          g_variant_new ("(u)", self->cookie), NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
}


static void
give_back_to_portal (ChatInhibition *self)
{
  g_dbus_connection_call (self->bus, CHAT_PORTAL_NAME, self->handle, CHAT_PORTAL_REQUEST, "Close",
                          NULL, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
}


static void
portal_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(ChatInhibition) self = CHAT_INHIBITION (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (answer != NULL)
    g_variant_get (answer, "(o)", &self->handle);
  else
    g_debug ("The computer may be suspended: %s", error->message);

  if (self->state == ASKED)
    self->state = answer != NULL ? GIVEN_BY_PORTAL : REFUSED;
  else if (answer != NULL)
    give_back_to_portal (self);
}


static void
ask_portal (ChatInhibition *self)
{
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "reason", g_variant_new_string (self->reason));
  g_dbus_connection_call (self->bus, CHAT_PORTAL_NAME, CHAT_PORTAL_PATH, PORTAL_INTERFACE,
                          "Inhibit", g_variant_new ("(sua{sv})", NO_WINDOW, SUSPEND, &options),
                          G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, portal_cb,
                          g_object_ref (self));
}


static void
session_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(ChatInhibition) self = CHAT_INHIBITION (user_data);
  g_autoptr(GVariant) answer =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  if (answer != NULL)
    g_variant_get (answer, "(u)", &self->cookie);

  if (self->state == ENDED && answer != NULL)
    give_back_to_session (self);
  else if (self->state == ASKED && answer != NULL)
    self->state = GIVEN_BY_SESSION;
  else if (self->state == ASKED)
    ask_portal (self);
}


static void
chat_inhibition_finalize (GObject *object)
{
  ChatInhibition *self = CHAT_INHIBITION (object);

  g_object_unref (self->bus);
  g_free (self->reason);
  g_free (self->handle);

  G_OBJECT_CLASS (chat_inhibition_parent_class)->finalize (object);
}


static void
chat_inhibition_class_init (ChatInhibitionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chat_inhibition_finalize;
}


static void
chat_inhibition_init (ChatInhibition *self)
{
}


ChatInhibition *
chat_inhibition_new (GDBusConnection *bus,
                     const char      *application_id,
                     const char      *reason)
{
  ChatInhibition *self = g_object_new (CHAT_TYPE_INHIBITION, NULL);

  self->bus = g_object_ref (bus);
  self->reason = g_strdup (reason);
  g_dbus_connection_call (bus, SESSION_NAME, SESSION_PATH, SESSION_INTERFACE, "Inhibit",
                          g_variant_new ("(susu)", application_id, NO_WINDOW_ID, reason, SUSPEND),
                          G_VARIANT_TYPE ("(u)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL,
                          session_cb, g_object_ref (self));

  return self;
}


void
chat_inhibition_end (ChatInhibition *self)
{
  g_return_if_fail (CHAT_IS_INHIBITION (self));

  if (self->state == GIVEN_BY_SESSION)
    give_back_to_session (self);
  else if (self->state == GIVEN_BY_PORTAL)
    give_back_to_portal (self);
  self->state = ENDED;
}
