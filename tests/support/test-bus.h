/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A second program on the session bus.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A connection to the bus at @address that is nobody else's, in the thread's default main context;
 * the test fails if there is none. Returns: (transfer full) */
GDBusConnection *test_bus_connect (const char *address);

/* A service of the desktop, on such a connection to the session bus. */
typedef struct _TestService TestService;

/* Owns @name as soon as nobody else does. @interfaces: introspection data of all its objects.
 * @vtable (not copied), @user_data: answer for them. */
TestService *test_service_new        (const char                 *name,
                                      const char                 *interfaces,
                                      const GDBusInterfaceVTable *vtable,
                                      gpointer                    user_data);
void         test_service_free       (TestService                *self);
/* Until it has its name. */
void         test_service_wait       (TestService                *self);
void         test_service_add_object (TestService                *self,
                                      const char                 *path,
                                      const char                 *interface);
/* Returns: (transfer full): where a portal keeps an object of @kind for @sender, who names it in the
 * member @key of @options (XDG Desktop Portal, org.freedesktop.portal.Request). */
char        *test_service_dup_handle (const char                 *sender,
                                      const char                 *kind,
                                      GVariant                   *options,
                                      const char                 *key);
void         test_service_emit       (TestService                *self,
                                      const char                 *path,
                                      const char                 *interface,
                                      const char                 *signal,
                                      GVariant                   *parameters);

G_END_DECLS
