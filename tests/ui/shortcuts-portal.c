/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A GlobalShortcuts portal of the tests' own.
 */

#include "shortcuts-portal.h"

#include "test-support.h"

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


/* Returns: (transfer full) its path */
static char *
add_object (Portal     *self,
            const char *sender,
            GVariant   *options,
            const char *interface,
            const char *kind,
            const char *key)
{
  char *path = test_service_dup_handle (sender, kind, options, key);

  test_service_add_object (self->service, path, interface);

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


static const GDBusInterfaceVTable vtable = {
  .method_call = called_cb,
  .get_property = get_version,
};


Portal *
portal_new (void)
{
  Portal *self = g_new0 (Portal, 1);

  self->calls = g_string_new (NULL);
  self->service = test_service_new (PORTAL_NAME, interfaces, &vtable, self);
  test_service_add_object (self->service, PORTAL_PATH, SHORTCUTS);

  return self;
}


void
portal_free (Portal *self)
{
  test_service_free (self->service);
  g_string_free (self->calls, TRUE);
  g_free (self->request);
  g_free (self->session);
  g_free (self);
}


void
portal_answer (Portal     *self,
               guint32     response,
               const char *results)
{
  g_autoptr(GError) error = NULL;
  GVariant *values = g_variant_parse (G_VARIANT_TYPE_VARDICT, results, NULL, NULL, &error);

  g_assert_no_error (error);
  test_service_emit (self->service, self->request, REQUEST, "Response",
                     g_variant_new ("(u@a{sv})", response, values));
}


void
portal_press (Portal     *self,
              const char *session,
              const char *shortcut)
{
  test_service_emit (self->service, PORTAL_PATH, SHORTCUTS, "Activated",
                     g_variant_new ("(osta{sv})", session, shortcut, G_GUINT64_CONSTANT (1),
                                    NULL));
}


void
portal_wait (Portal     *self,
             const char *calls)
{
  test_wait_until (self->calls->len >= strlen (calls));
  g_assert_cmpstr (self->calls->str, ==, calls);
}
