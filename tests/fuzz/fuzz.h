/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What each fuzz target defines: libFuzzer calls it, or driver.c where there is no libFuzzer.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Some targets take their options from the first byte, so that the fuzzer finds them too; with
 * fewer bytes there is nothing to do. Returns: 0. */
int LLVMFuzzerTestOneInput (const guint8   *data,
                            gsize           size);
/* Makes every warning of GLib a finding. */
int LLVMFuzzerInitialize   (int            *argc,
                            char         ***argv);

G_END_DECLS
