/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The key of the desktop that asks quickly, against a GlobalShortcuts portal of our own.
 */

#include "test-bus.h"
#include "window-support.h"

#include "chat-global-key.h"
#include "chat-quick-window.h"
#include "chat-settings.h"

#define SCRIPT "{\"text\": \"Reply.\"}"

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define SHORTCUTS   "org.freedesktop.portal.GlobalShortcuts"
#define REQUEST     "org.freedesktop.portal.Request"
#define SESSION     "org.freedesktop.portal.Session"

/* What a portal answers with. */
enum
{
  DONE,
  CANCELLED_BY_USER,
  ENDED_OTHERWISE,
};

static const char interfaces[] =
  "<node>"
  "  <interface name='" SHORTCUTS "'>"
  "    <method name='CreateSession'>"
  "      <arg type='a{sv}' direction='in'/><arg type='o' direction='out'/>"
  "    </method>"
  "    <method name='BindShortcuts'>"
  "      <arg type='o' direction='in'/><arg type='a(sa{sv})' direction='in'/>"
  "      <arg type='s' direction='in'/><arg type='a{sv}' direction='in'/>"
  "      <arg type='o' direction='out'/>"
  "    </method>"
  "    <property name='version' type='u' access='read'/>"
  "  </interface>"
  "  <interface name='" REQUEST "'><method name='Close'/></interface>"
  "  <interface name='" SESSION "'><method name='Close'/></interface>"
  "</node>";

/* On a connection of its own, as another process would be. */
typedef struct
{
  GDBusConnection *bus;
  GDBusNodeInfo   *info;
  GArray          *objects;    /* of guint, registered on the bus */
  guint            name;
  gboolean         named;      /* it answers as the portal */
  GString         *calls;      /* what was called so far, "Create Bind" */
  char            *request;    /* the path of the last one, or NULL */
  char            *session;    /* likewise */
} Portal;

typedef struct
{
  WindowFixture  window;
  Portal        *portal;       /* NULL: this desktop has none */
} Fixture;


static GVariant *
get_version (GDBusConnection *bus,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *property,
             GError         **error,
             gpointer         user_data)
{
  return g_variant_new_uint32 (1);
}


static void
called_cb (GDBusConnection       *bus,
           const char            *sender,
           const char            *path,
           const char            *interface,
           const char            *method,
           GVariant              *parameters,
           GDBusMethodInvocation *invocation,
           gpointer               user_data);

static const GDBusInterfaceVTable vtable = {
  .method_call = called_cb,
  .get_property = get_version,
};


static void
register_object (Portal     *self,
                 const char *path,
                 const char *interface)
{
  g_autoptr(GError) error = NULL;
  guint object = g_dbus_connection_register_object (
    self->bus, path, g_dbus_node_info_lookup_interface (self->info, interface), &vtable, self,
    NULL, &error);

  g_assert_no_error (error);
  g_array_append_val (self->objects, object);
}


/* Returns: (transfer full) its path */
static char *
add_object (Portal     *self,
            const char *sender,
            GVariant   *options,
            const char *interface,
            const char *kind,
            const char *key)
{
  g_autofree char *name = g_strdelimit (g_strdup (sender + 1), ".", '_');
  const char *token = NULL;
  char *path;

  g_assert_true (g_variant_lookup (options, key, "&s", &token));
  path = g_strdup_printf (PORTAL_PATH "/%s/%s/%s", kind, name, token);
  register_object (self, path, interface);

  return path;
}


static void
take_request (Portal                *self,
              const char            *sender,
              GVariant              *options,
              GDBusMethodInvocation *invocation)
{
  g_free (self->request);
  self->request = add_object (self, sender, options, REQUEST, "request", "handle_token");
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", self->request));
}


static void
assert_shortcut (GVariant *shortcuts)
{
  g_autoptr(GVariant) options = NULL;
  const char *id;
  const char *trigger;

  g_assert_cmpuint (g_variant_n_children (shortcuts), ==, 1);
  g_variant_get_child (shortcuts, 0, "(&s@a{sv})", &id, &options);
  g_assert_cmpstr (id, ==, "quick-ask");
  g_assert_true (g_variant_lookup (options, "description", "&s", NULL));
  g_assert_true (g_variant_lookup (options, "preferred_trigger", "&s", &trigger));
  g_assert_cmpstr (trigger, ==, "CTRL+ALT+space");
}


static void
called_cb (GDBusConnection       *bus,
           const char            *sender,
           const char            *path,
           const char            *interface,
           const char            *method,
           GVariant              *parameters,
           GDBusMethodInvocation *invocation,
           gpointer               user_data)
{
  Portal *self = user_data;
  g_autoptr(GVariant) options = NULL;
  g_autoptr(GVariant) shortcuts = NULL;
  const char *session;

  g_string_append_printf (self->calls, "%s%s%s", self->calls->len > 0 ? " " : "", method,
                          g_str_equal (interface, REQUEST) ? "Request" : "");
  if (g_str_equal (method, "CreateSession"))
    {
      g_variant_get (parameters, "(@a{sv})", &options);
      g_free (self->session);
      self->session = add_object (self, sender, options, SESSION, "session",
                                  "session_handle_token");
      take_request (self, sender, options, invocation);
    }
  else if (g_str_equal (method, "BindShortcuts"))
    {
      g_variant_get (parameters, "(&o@a(sa{sv})&s@a{sv})", &session, &shortcuts, NULL, &options);
      g_assert_cmpstr (session, ==, self->session);
      assert_shortcut (shortcuts);
      take_request (self, sender, options, invocation);
    }
  else
    g_dbus_method_invocation_return_value (invocation, NULL);
}


static void
named_cb (GDBusConnection *bus,
          const char      *name,
          gpointer         user_data)
{
  ((Portal *) user_data)->named = TRUE;
}


/* It waits for the name if another has it. */
static Portal *
portal_new (void)
{
  Portal *self = g_new0 (Portal, 1);
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr(GError) error = NULL;

  self->calls = g_string_new (NULL);
  self->info = g_dbus_node_info_new_for_xml (interfaces, &error);
  g_assert_no_error (error);
  self->bus = test_bus_connect (address);
  self->objects = g_array_new (FALSE, FALSE, sizeof (guint));
  register_object (self, PORTAL_PATH, SHORTCUTS);
  self->name = g_bus_own_name_on_connection (self->bus, PORTAL_NAME, G_BUS_NAME_OWNER_FLAGS_NONE,
                                             named_cb, NULL, self, NULL);

  return self;
}


/* A call that has come and was not handled yet finds its object gone. */
static void
portal_free (Portal *self)
{
  g_bus_unown_name (self->name);
  for (guint i = 0; i < self->objects->len; i++)
    g_dbus_connection_unregister_object (self->bus, g_array_index (self->objects, guint, i));
  g_array_unref (self->objects);
  g_dbus_connection_close_sync (self->bus, NULL, NULL);
  g_object_unref (self->bus);
  g_dbus_node_info_unref (self->info);
  g_string_free (self->calls, TRUE);
  g_free (self->request);
  g_free (self->session);
  g_free (self);
}


static void
portal_emit (Portal     *self,
             const char *path,
             const char *interface,
             const char *signal,
             GVariant   *parameters)
{
  g_autoptr(GError) error = NULL;

  g_dbus_connection_emit_signal (self->bus, NULL, path, interface, signal, parameters, &error);
  g_assert_no_error (error);
}


/* @results: as text. */
static void
portal_answer (Portal     *self,
               guint32     response,
               const char *results)
{
  g_autoptr(GError) error = NULL;
  GVariant *values = g_variant_parse (G_VARIANT_TYPE_VARDICT, results, NULL, NULL, &error);

  g_assert_no_error (error);
  portal_emit (self, self->request, REQUEST, "Response",
               g_variant_new ("(u@a{sv})", response, values));
}


static void
portal_press (Portal     *self,
              const char *session,
              const char *shortcut)
{
  portal_emit (self, PORTAL_PATH, SHORTCUTS, "Activated",
               g_variant_new ("(osta{sv})", session, shortcut, G_GUINT64_CONSTANT (1), NULL));
}


/* Until it was called so, and nothing more. */
static void
portal_wait (Portal     *self,
             const char *calls)
{
  test_wait_until (self->calls->len >= strlen (calls));
  g_assert_cmpstr (self->calls->str, ==, calls);
}


static void
set_key (Fixture  *self,
         gboolean  on)
{
  g_settings_set_boolean (self->window.settings, CHAT_SETTING_QUICK_ASK_KEY, on);
}


static gboolean
is_key_set (Fixture *self)
{
  return g_settings_get_boolean (self->window.settings, CHAT_SETTING_QUICK_ASK_KEY);
}


static void
give_session (Portal *portal)
{
  g_autofree char *results = g_strdup_printf ("{'session_handle': <'%s'>}", portal->session);

  portal_answer (portal, DONE, results);
}


/* When it is answered, all that was on its way through the bus has come. */
static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(int *) user_data = chat_global_key_probe_finish (result);
}


static gboolean
probe (void)
{
  int found = -1;

  chat_global_key_probe_async (NULL, probed_cb, &found);
  test_wait_until (found >= 0);

  return found;
}


#define BOUND "{'shortcuts': <[('quick-ask', {'trigger_description': <'Ctrl+Space'>})]>}"

/* @calls: that came before, followed by a blank; or "". */
static void
bind (Fixture    *self,
      const char *calls)
{
  g_autofree char *created = g_strconcat (calls, "CreateSession", NULL);
  g_autofree char *bound = g_strconcat (created, " BindShortcuts", NULL);

  portal_wait (self->portal, created);
  give_session (self->portal);
  portal_wait (self->portal, bound);
  portal_answer (self->portal, DONE, BOUND);
  probe ();
}


static void
assert_opens (Fixture *self)
{
  portal_press (self->portal, self->portal->session, "quick-ask");
  test_wait_until (find_window (CHAT_TYPE_QUICK_WINDOW) != NULL);
}


static void
assert_opens_not (Fixture    *self,
                  const char *session,
                  const char *shortcut)
{
  portal_press (self->portal, session, shortcut);
  probe ();
  g_assert_null (find_window (CHAT_TYPE_QUICK_WINDOW));
}


static void
set_up (Fixture       *self,
        gconstpointer  script)
{
  window_fixture_set_up (&self->window, script);
  g_assert_false (is_key_set (self));
  self->portal = portal_new ();
  test_wait_until (self->portal->named);
}


static void
tear_down (Fixture       *self,
           gconstpointer  script)
{
  set_key (self, FALSE);
  settle ();
  if (self->portal != NULL)
    portal_free (self->portal);
  window_fixture_tear_down (&self->window, script);
}


static void
test_pressed (Fixture       *self,
              gconstpointer  script)
{
  set_key (self, TRUE);
  bind (self, "");
  assert_opens_not (self, self->portal->session, "another");
  assert_opens_not (self, PORTAL_PATH "/session/1_1/another", "quick-ask");
  assert_opens (self);
  g_assert_true (is_key_set (self));

  set_key (self, FALSE);
  portal_wait (self->portal, "CreateSession BindShortcuts Close");
}


/* Off and on again it is a session of its own. */
static void
test_again (Fixture       *self,
            gconstpointer  script)
{
  g_autofree char *first = NULL;

  set_key (self, TRUE);
  bind (self, "");
  first = g_strdup (self->portal->session);
  set_key (self, FALSE);
  portal_wait (self->portal, "CreateSession BindShortcuts Close");
  set_key (self, TRUE);
  bind (self, "CreateSession BindShortcuts Close ");
  assert_opens_not (self, first, "quick-ask");
  assert_opens (self);
}


/* It goes on being wanted: the next desktop may have it. */
static void
test_missing (Fixture       *self,
              gconstpointer  script)
{
  portal_free (g_steal_pointer (&self->portal));
  set_key (self, TRUE);
  g_assert_false (probe ());
  g_assert_true (is_key_set (self));

  self->portal = portal_new ();
  test_wait_until (self->portal->named);
  g_assert_true (probe ());
  set_key (self, FALSE);
  set_key (self, TRUE);
  bind (self, "");
  assert_opens (self);
}


static void
test_no_session (Fixture       *self,
                 gconstpointer  script)
{
  set_key (self, TRUE);
  portal_wait (self->portal, "CreateSession");
  portal_answer (self->portal, ENDED_OTHERWISE, "{}");
  probe ();
  portal_wait (self->portal, "CreateSession");
  g_assert_true (is_key_set (self));
}


/* It says that it is done, and gives no session that could be used. */
static void
test_bad_session (Fixture       *self,
                  gconstpointer  script)
{
  set_key (self, TRUE);
  portal_wait (self->portal, "CreateSession");
  portal_answer (self->portal, DONE, "{'session_handle': <'nowhere'>}");
  probe ();
  portal_wait (self->portal, "CreateSession");
}


/* Whoever says no is not asked again at the next start. */
static void
test_refused (Fixture       *self,
              gconstpointer  script)
{
  set_key (self, TRUE);
  portal_wait (self->portal, "CreateSession");
  give_session (self->portal);
  portal_wait (self->portal, "CreateSession BindShortcuts");
  portal_answer (self->portal, CANCELLED_BY_USER, "{}");
  portal_wait (self->portal, "CreateSession BindShortcuts Close");
  g_assert_false (is_key_set (self));
  assert_opens_not (self, self->portal->session, "quick-ask");
}


/* The answer lists what is bound: our key is not among it. */
static void
test_left_out (Fixture       *self,
               gconstpointer  script)
{
  set_key (self, TRUE);
  portal_wait (self->portal, "CreateSession");
  give_session (self->portal);
  portal_wait (self->portal, "CreateSession BindShortcuts");
  portal_answer (self->portal, DONE, "{'shortcuts': <@a(sa{sv}) []>}");
  portal_wait (self->portal, "CreateSession BindShortcuts Close");
}


/* The question of the desktop goes with the wish. */
static void
test_given_up (Fixture       *self,
               gconstpointer  script)
{
  set_key (self, TRUE);
  portal_wait (self->portal, "CreateSession");
  give_session (self->portal);
  portal_wait (self->portal, "CreateSession BindShortcuts");
  set_key (self, FALSE);
  portal_wait (self->portal, "CreateSession BindShortcuts CloseRequest Close");
}


/* There is nothing left to be closed, and nothing to come. */
static void
test_closed (Fixture       *self,
             gconstpointer  script)
{
  set_key (self, TRUE);
  bind (self, "");
  portal_emit (self->portal, self->portal->session, SESSION, "Closed",
               g_variant_new ("(a{sv})", NULL));
  assert_opens_not (self, self->portal->session, "quick-ask");
  set_key (self, FALSE);
  probe ();
  portal_wait (self->portal, "CreateSession BindShortcuts");
}


/* The portal ends, and the next one knows nothing of the session. */
static void
test_restarted (Fixture       *self,
                gconstpointer  script)
{
  Portal *next = portal_new ();

  set_key (self, TRUE);
  bind (self, "");
  portal_free (self->portal);
  self->portal = next;
  bind (self, "");
  assert_opens (self);
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

#define add(name, func) g_test_add ("/global-key/" name, Fixture, SCRIPT, set_up, func, tear_down)
  add ("pressed", test_pressed);
  add ("again", test_again);
  add ("missing", test_missing);
  add ("no-session", test_no_session);
  add ("bad-session", test_bad_session);
  add ("refused", test_refused);
  add ("left-out", test_left_out);
  add ("given-up", test_given_up);
  add ("closed", test_closed);
  add ("restarted", test_restarted);

  return g_test_run ();
}
