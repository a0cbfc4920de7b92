/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Disks that lack something, for the program that links this: it stands before the C library.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether a file can have two names, as it cannot on vfat. */
void test_file_faults_set_links      (gboolean there);
/* What every attempt to bring a file to the disk fails with; 0: nothing. */
void test_file_faults_set_sync_error (int      code);

G_END_DECLS
