/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Deletes what was kept under a name, and offers to bring it back.
 */

#pragma once

#include <adwaita.h>

#include "chat-library.h"

G_BEGIN_DECLS

/* Takes @item out of @library. @title: what the toast in @overlay says about it. Brought back, it is
 * again the one that is used by itself, unless there is another by then. */
void chat_library_toast_remove (AdwToastOverlay *overlay,
                                ChatLibrary     *library,
                                ChatLibraryItem *item,
                                const char      *title);

G_END_DECLS
