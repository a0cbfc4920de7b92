/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A wish that the computer may not be suspended.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CHAT_TYPE_INHIBITION (chat_inhibition_get_type ())

G_DECLARE_FINAL_TYPE (ChatInhibition, chat_inhibition, CHAT, INHIBITION, GObject)

/* Asks the session manager or, where there is none that answers, the portal; waits for neither.
 * Whether it is granted, nobody is told. @reason: shown by the desktop. Returns: (transfer full) */
ChatInhibition *chat_inhibition_new (GDBusConnection *bus,
                                     const char      *application_id,
                                     const char      *reason);
/* The computer may be suspended again, also where the wish is granted only later. */
void            chat_inhibition_end (ChatInhibition  *self);

G_END_DECLS
