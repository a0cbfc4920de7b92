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

G_END_DECLS
