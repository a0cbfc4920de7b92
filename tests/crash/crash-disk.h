/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A disk that fails when it is told to: SQLite's own file access, with errors in between.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes it the default of every connection from then on. */
void  crash_disk_install (void);
/* Every @nth write, sync or cut fails with @code (SQLITE_FULL, SQLITE_IOERR_...); 0: none does.
 * Any thread. */
void  crash_disk_set     (guint nth,
                          int   code);
guint crash_disk_count   (void);    /* failures so far */

G_END_DECLS
