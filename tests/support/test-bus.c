/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A second program on the session bus.
 */

#include "test-bus.h"

#include "test-support.h"

struct _TestService
{
  GDBusConnection            *bus;
  GDBusNodeInfo              *info;
  const GDBusInterfaceVTable *vtable;
  gpointer                    user_data;
  GArray                     *objects;   /* of guint, registered on the bus */
  guint                       name;
  gboolean                    named;
};

GDBusConnection *
test_bus_connect (const char *address)
{
  g_autoptr(GError) error = NULL;
  GDBusConnection *connection =
    g_dbus_connection_new_for_address_sync (address,
                                            G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                            G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                            NULL, NULL, &error);

  g_assert_no_error (error);
  return connection;
}

static void
named_cb (GDBusConnection *bus,
          const char      *name,
          gpointer         user_data)
{
  ((TestService *) user_data)->named = TRUE;
}

TestService *
test_service_new (const char                 *name,
                  const char                 *interfaces,
                  const GDBusInterfaceVTable *vtable,
                  gpointer                    user_data)
{
  TestService *self = g_new0 (TestService, 1);
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr(GError) error = NULL;

  self->info = g_dbus_node_info_new_for_xml (interfaces, &error);
  g_assert_no_error (error);
  self->bus = test_bus_connect (address);
  self->vtable = vtable;
  self->user_data = user_data;
  self->objects = g_array_new (FALSE, FALSE, sizeof (guint));
  self->name = g_bus_own_name_on_connection (self->bus, name, G_BUS_NAME_OWNER_FLAGS_NONE,
                                             named_cb, NULL, self, NULL);

  return self;
}

/* A call that has come and was not handled yet finds its object gone. */
void
test_service_free (TestService *self)
{
  g_bus_unown_name (self->name);
  for (guint i = 0; i < self->objects->len; i++)
    g_dbus_connection_unregister_object (self->bus, g_array_index (self->objects, guint, i));
  g_array_unref (self->objects);
  g_dbus_connection_close_sync (self->bus, NULL, NULL);
  g_object_unref (self->bus);
  g_dbus_node_info_unref (self->info);
  g_free (self);
}

void
test_service_wait (TestService *self)
{
  test_wait_until (self->named);
}

void
test_service_add_object (TestService *self,
                         const char  *path,
                         const char  *interface)
{
  g_autoptr(GError) error = NULL;
  guint object = g_dbus_connection_register_object (
    self->bus, path, g_dbus_node_info_lookup_interface (self->info, interface), self->vtable,
    self->user_data, NULL, &error);

  g_assert_no_error (error);
  g_array_append_val (self->objects, object);
}

char *
test_service_dup_handle (const char *sender,
                         const char *kind,
                         GVariant   *options,
                         const char *key)
{
  g_autofree char *name = g_strdelimit (g_strdup (sender + 1), ".", '_');
  const char *token = NULL;

  g_assert_true (g_variant_lookup (options, key, "&s", &token));

  return g_strdup_printf ("/org/freedesktop/portal/desktop/%s/%s/%s", kind, name, token);
}

void
test_service_emit (TestService *self,
                   const char  *path,
                   const char  *interface,
                   const char  *signal,
                   GVariant    *parameters)
{
  g_autoptr(GError) error = NULL;

  g_dbus_connection_emit_signal (self->bus, NULL, path, interface, signal, parameters, &error);
  g_assert_no_error (error);
}
