/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the program says about itself for whoever looks for an error.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a file has to define as G_LOG_DOMAIN, before its first include, whose messages are ours. */
#define CHAT_LOG_DOMAIN "claude-chat"

/* First thing in main(): from then on messages for debugging are written only if they are ours, and
 * chat_log_set_debug() said so, or G_MESSAGES_DEBUG asks for them. Neither keys nor anything that was
 * said may be in one. */
void chat_log_install   (void);
/* For the whole process, as GLib's log is. Any thread. */
void chat_log_set_debug (gboolean debug);

G_END_DECLS
