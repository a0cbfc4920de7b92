/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether a database is sound and holds what was promised.
 */

#pragma once

#include "crash-world.h"

G_BEGIN_DECLS

/* A folder of its own in the home. Returns: (transfer full) */
char     *crash_make_folder   (void);
void      crash_remove_folder (const char *folder);
/* The database and its log, as they lie there. */
void      crash_copy_database (const char *from,
                               const char *to);
/* The tables, the references and the search index; the test fails if they are not sound. Returns:
 * (transfer full) what is in it, "" if it has no tables yet */
char     *crash_check         (const char *folder);
/* A number option of the command line, "--runs 1000". */
guint     crash_get_number    (int         argc,
                               char      **argv,
                               const char *name,
                               guint       fallback);

G_END_DECLS
