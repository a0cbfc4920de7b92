/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Within the engine: what export and import share.
 */

#pragma once

#include "chat-transfer.h"

G_BEGIN_DECLS

/* A name for a file in a folder of exports: the title without what file systems or people would
 * stumble over, and the beginning of the uid, so that it is always the same and never another's.
 * Returns: (transfer full) */
char       *chat_transfer_make_name     (const char        *title,
                                         const char        *uid,
                                         ChatExportFormat   format);

G_END_DECLS
