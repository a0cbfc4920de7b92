/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Carries out the commands of crash-world.h with the real store.
 */

#pragma once

#include "chat-store.h"

G_BEGIN_DECLS

/* NULL with @error set; @set_aside (out, nullable). */
ChatStore *crash_worker_open    (const char        *folder,
                                 ChatStoreOpening  *opening,
                                 char             **set_aside,
                                 GError           **error);
/* Returns when it is committed, or has failed. */
gboolean   crash_worker_run     (ChatStore         *store,
                                 const char        *command,
                                 GError           **error);
/* Ends what was being written when the last program died, as the engine does: the commands for it.
 * Returns: (transfer full) (element-type utf8) */
GPtrArray *crash_worker_recover (ChatStore         *store,
                                 GError           **error);
void       crash_worker_close   (ChatStore         *store);
/* The other end of the harness: reads commands, writes "ok" for each that is committed. */
int        crash_worker_main    (const char        *folder);

G_END_DECLS
