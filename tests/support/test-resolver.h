/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A name server that knows nobody.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* From here on no name is found, with or without a network: what the real resolver says without one
 * differs among versions of GLib. Addresses in digits need no resolver. */
void test_resolver_install (void);

G_END_DECLS
