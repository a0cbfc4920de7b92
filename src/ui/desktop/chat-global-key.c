/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The key that asks quickly from wherever one is, through the desktop's GlobalShortcuts portal.
 */

#include "chat-global-key.h"

#include "chat-portal.h"
#include "chat-settings.h"

#include <glib/gi18n.h>

#define PORTAL_INTERFACE "org.freedesktop.portal.GlobalShortcuts"
#define SESSION          "org.freedesktop.portal.Session"

/* Why a request was answered with nothing. */
#define CANCELLED_BY_USER 1

/* As the freedesktop shortcuts specification writes it; the desktop may give another. */
#define TRIGGER  "CTRL+ALT+space"
#define SHORTCUT "quick-ask"

/* The application is held in all but the first. */
typedef enum
{
  OFF,
  ASKING,   /* for a session */
  BINDING,
  BOUND,
} State;

struct _ChatGlobalKey
{
  GObject          parent_instance;

  GApplication    *application;   /* weak: a call may outlive it */
  GSettings       *settings;
  GDBusConnection *bus;
  GCancellable    *cancellable;   /* of the call that runs */
  State            state;
  gboolean         refused;
  guint            n_requests;
  char            *request;       /* object path of what is waited for, or NULL */
  char            *session;       /* its object path, or NULL */
  /* Subscriptions, or 0. */
  guint            response;      /* to the answer of the request */
  guint            activated;
  guint            closed;
  guint            owner;         /* to who answers as the portal */
};

G_DEFINE_FINAL_TYPE (ChatGlobalKey, chat_global_key, G_TYPE_OBJECT)

/* With which an application holds its key. */
#define DATA "chat-global-key"

enum
{
  PROP_0,
  PROP_REFUSED,
  N_PROPS
};

enum
{
  SIGNAL_ACTIVATED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];


static void
unsubscribe (ChatGlobalKey *self,
             guint         *subscription)
{
  if (*subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, *subscription);
  *subscription = 0;
}


/* Says that a request or the session, @path (nullable: none), is of no use any more. */
static void
close_object (ChatGlobalKey *self,
              char         **path,
              const char    *interface)
{
  if (*path != NULL)
    g_dbus_connection_call (self->bus, CHAT_PORTAL_NAME, *path, interface, "Close", NULL, NULL,
                            G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
  g_clear_pointer (path, g_free);
}


static void
stop (ChatGlobalKey *self)
{
  if (self->state == OFF)
    return;

  self->state = OFF;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  unsubscribe (self, &self->response);
  unsubscribe (self, &self->activated);
  unsubscribe (self, &self->closed);
  close_object (self, &self->request, CHAT_PORTAL_REQUEST);
  close_object (self, &self->session, SESSION);
  g_application_release (self->application);
}


static void
set_refused (ChatGlobalKey *self,
             gboolean       refused)
{
  if (self->refused == refused)
    return;

  self->refused = refused;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REFUSED]);
}


/* It stays wanted: the next desktop may give it. */
static void
fail (ChatGlobalKey *self)
{
  stop (self);
  set_refused (self, TRUE);
}


static void
called_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(ChatGlobalKey) self = CHAT_GLOBAL_KEY (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (answer != NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_debug ("No global key: %s", error->message);
  fail (self);
}


static void
activated_cb (GDBusConnection *connection,
              const char      *sender,
              const char      *path,
              const char      *interface,
              const char      *signal,
              GVariant        *parameters,
              gpointer         user_data)
{
  ChatGlobalKey *self = CHAT_GLOBAL_KEY (user_data);
  g_autoptr(GVariant) options = NULL;
  const char *session;
  const char *shortcut;
  const char *token = NULL;

  if (!g_variant_check_format_string (parameters, "(&o&st@a{sv})", FALSE))
    return;

  g_variant_get (parameters, "(&o&st@a{sv})", &session, &shortcut, NULL, &options);
  if (!g_str_equal (session, self->session) || !g_str_equal (shortcut, SHORTCUT))
    return;

  g_variant_lookup (options, "activation_token", "&s", &token);
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, token);
}


/* The desktop took it back. */
static void
closed_cb (GDBusConnection *connection,
           const char      *sender,
           const char      *path,
           const char      *interface,
           const char      *signal,
           GVariant        *parameters,
           gpointer         user_data)
{
  ChatGlobalKey *self = CHAT_GLOBAL_KEY (user_data);

  g_clear_pointer (&self->session, g_free);
  fail (self);
}


static guint
subscribe (ChatGlobalKey       *self,
           const char          *path,
           const char          *interface,
           const char          *signal,
           GDBusSignalCallback  callback)
{
  return g_dbus_connection_signal_subscribe (self->bus, CHAT_PORTAL_NAME, interface, signal, path,
                                             NULL, G_DBUS_SIGNAL_FLAGS_NONE, callback, self, NULL);
}


static void
call (ChatGlobalKey *self,
      const char    *method,
      GVariant      *parameters)
{
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_dbus_connection_call (self->bus, CHAT_PORTAL_NAME, CHAT_PORTAL_PATH, PORTAL_INTERFACE, method,
                          parameters, NULL, G_DBUS_CALL_FLAGS_NONE, -1, self->cancellable,
                          called_cb, g_object_ref (self));
}


/* Listens for the answer before the question is asked. Returns: (transfer full) the token */
static char *
expect_response (ChatGlobalKey       *self,
                 GDBusSignalCallback  callback)
{
  char *token = g_strdup_printf ("claude_chat_key_%u", ++self->n_requests);

  self->response = chat_portal_expect (self->bus, token, callback, self, &self->request);

  return token;
}


static void
bind_key (ChatGlobalKey       *self,
          GDBusSignalCallback  callback)
{
  g_autofree char *token = expect_response (self, callback);
  GVariantBuilder keys;
  GVariantBuilder options;

  g_variant_builder_init (&keys, G_VARIANT_TYPE ("a(sa{sv})"));
  g_variant_builder_open (&keys, G_VARIANT_TYPE ("(sa{sv})"));
  g_variant_builder_add (&keys, "s", SHORTCUT);
  g_variant_builder_open (&keys, G_VARIANT_TYPE_VARDICT);
  /* Translators: what a key does, in the desktop's own list of keys. */
  g_variant_builder_add (&keys, "{sv}", "description",
                         g_variant_new_string (_("Ask Claude something")));
  g_variant_builder_add (&keys, "{sv}", "preferred_trigger", g_variant_new_string (TRIGGER));
  g_variant_builder_close (&keys);
  g_variant_builder_close (&keys);

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  call (self, "BindShortcuts", g_variant_new ("(oa(sa{sv})sa{sv})", self->session, &keys, "",
                                              &options));
}


/* Returns: FALSE if it is none. */
static gboolean
take_session (ChatGlobalKey *self,
              GVariant      *results)
{
  const char *session;

  /* It is a string, for an object path. */
  if (!g_variant_lookup (results, "session_handle", "&s", &session) ||
      !g_variant_is_object_path (session))
    return FALSE;

  self->session = g_strdup (session);
  self->closed = subscribe (self, session, SESSION, "Closed", closed_cb);
  self->activated = subscribe (self, CHAT_PORTAL_PATH, PORTAL_INTERFACE, "Activated", activated_cb);

  return TRUE;
}


/* Whoever answers may leave out what was not allowed, or leave out the list. */
static gboolean
has_key (GVariant *results)
{
  g_autoptr(GVariantIter) iter = NULL;
  const char *shortcut;
  gboolean found = FALSE;

  if (!g_variant_lookup (results, "shortcuts", "a(sa{sv})", &iter))
    return TRUE;

  while (!found && g_variant_iter_next (iter, "(&s@a{sv})", &shortcut, NULL))
    found = g_str_equal (shortcut, SHORTCUT);

  return found;
}


/* To both questions. */
static void
response_cb (GDBusConnection *connection,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *signal,
             GVariant        *parameters,
             gpointer         user_data)
{
  ChatGlobalKey *self = CHAT_GLOBAL_KEY (user_data);
  g_autoptr(GVariant) results = NULL;
  guint32 response = CANCELLED_BY_USER + 1;

  unsubscribe (self, &self->response);
  g_clear_pointer (&self->request, g_free);
  chat_portal_read_response (parameters, &response, &results);

  if (response == 0 && self->state == ASKING && take_session (self, results))
    {
      self->state = BINDING;
      bind_key (self, response_cb);
    }
  else if (response == 0 && self->state == BINDING && has_key (results))
    self->state = BOUND;
  else if (response == CANCELLED_BY_USER)
    {
      stop (self);
      /* Who has said no is not asked again at each start. */
      g_settings_set_boolean (self->settings, CHAT_SETTING_QUICK_ASK_KEY, FALSE);
    }
  else
    fail (self);
}


static void
start (ChatGlobalKey *self)
{
  g_autofree char *token = NULL;
  GVariantBuilder options;

  set_refused (self, self->bus == NULL);
  if (self->bus == NULL || self->state != OFF)
    return;

  self->state = ASKING;
  g_application_hold (self->application);
  token = expect_response (self, response_cb);
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_variant_builder_add (&options, "{sv}", "session_handle_token", g_variant_new_string (token));
  call (self, "CreateSession", g_variant_new ("(a{sv})", &options));
}


/* The portal has ended, and its sessions with it. One that ends before it has answered is not tried
 * again: it might go on so. */
static void
owner_cb (GDBusConnection *connection,
          const char      *sender,
          const char      *path,
          const char      *interface,
          const char      *signal,
          GVariant        *parameters,
          gpointer         user_data)
{
  ChatGlobalKey *self = CHAT_GLOBAL_KEY (user_data);
  gboolean again = self->state == BOUND;
  const char *old;

  g_variant_get (parameters, "(&s&s&s)", NULL, &old, NULL);
  if (*old == '\0')
    return;

  /* Without a window the application would end between the two. */
  g_application_hold (self->application);
  if (again)
    {
      stop (self);
      start (self);
    }
  else if (self->state != OFF)
    fail (self);
  g_application_release (self->application);
}


static void
setting_cb (ChatGlobalKey *self)
{
  if (!g_settings_get_boolean (self->settings, CHAT_SETTING_QUICK_ASK_KEY))
    {
      stop (self);
      set_refused (self, FALSE);
      return;
    }

  if (self->bus != NULL && self->owner == 0)
    self->owner =
      g_dbus_connection_signal_subscribe (self->bus, "org.freedesktop.DBus",
                                          "org.freedesktop.DBus", "NameOwnerChanged",
                                          "/org/freedesktop/DBus", CHAT_PORTAL_NAME,
                                          G_DBUS_SIGNAL_FLAGS_NONE, owner_cb, self, NULL);
  start (self);
}


static void
chat_global_key_dispose (GObject *object)
{
  ChatGlobalKey *self = CHAT_GLOBAL_KEY (object);

  stop (self);
  if (self->application != NULL)
    g_object_set_data (G_OBJECT (self->application), DATA, NULL);
  g_clear_weak_pointer (&self->application);
  unsubscribe (self, &self->owner);
  g_clear_object (&self->bus);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (chat_global_key_parent_class)->dispose (object);
}


static void
chat_global_key_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_REFUSED:
      g_value_set_boolean (value, CHAT_GLOBAL_KEY (object)->refused);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}


static void
chat_global_key_class_init (ChatGlobalKeyClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_global_key_dispose;
  G_OBJECT_CLASS (klass)->get_property = chat_global_key_get_property;

  properties[PROP_REFUSED] =
    g_param_spec_boolean ("refused", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  signals[SIGNAL_ACTIVATED] =
    g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
}


static void
chat_global_key_init (ChatGlobalKey *self)
{
}


ChatGlobalKey *
chat_global_key_new (GApplication *application,
                     GSettings    *settings)
{
  ChatGlobalKey *self = g_object_new (CHAT_TYPE_GLOBAL_KEY, NULL);

  g_set_weak_pointer (&self->application, application);
  g_object_set_data (G_OBJECT (application), DATA, self);
  self->settings = g_object_ref (settings);
  g_set_object (&self->bus, g_application_get_dbus_connection (application));
  g_signal_connect_object (settings, "changed::" CHAT_SETTING_QUICK_ASK_KEY,
                           G_CALLBACK (setting_cb), self, G_CONNECT_SWAPPED);
  setting_cb (self);

  return self;
}


ChatGlobalKey *
chat_global_key_find (GApplication *application)
{
  return g_object_get_data (G_OBJECT (application), DATA);
}


gboolean
chat_global_key_is_refused (ChatGlobalKey *self)
{
  g_return_val_if_fail (CHAT_IS_GLOBAL_KEY (self), FALSE);

  return self->refused;
}


void
chat_global_key_release (ChatGlobalKey *self)
{
  g_return_if_fail (CHAT_IS_GLOBAL_KEY (self));

  stop (self);
}


static void
version_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GVariant) version =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  g_task_return_boolean (task, version != NULL);
}


static void
bus_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GDBusConnection) bus = g_bus_get_finish (result, NULL);

  if (bus == NULL)
    {
      g_task_return_boolean (task, FALSE);
      return;
    }

  g_dbus_connection_call (bus, CHAT_PORTAL_NAME, CHAT_PORTAL_PATH,
                          "org.freedesktop.DBus.Properties", "Get",
                          g_variant_new ("(ss)", PORTAL_INTERFACE, "version"),
                          G_VARIANT_TYPE ("(v)"), G_DBUS_CALL_FLAGS_NONE, -1,
                          g_task_get_cancellable (task), version_cb, g_object_ref (task));
}


void
chat_global_key_probe_async (GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_check_cancellable (task, FALSE);
  g_bus_get (G_BUS_TYPE_SESSION, cancellable, bus_cb, task);
}


gboolean
chat_global_key_probe_finish (GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}
