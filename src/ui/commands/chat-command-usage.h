/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was chosen in the palette lately, and what that is worth when it is looked for again.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* So many choices are remembered. */
#define CHAT_COMMAND_USAGE_MAX 64

typedef struct _ChatCommandUsage ChatCommandUsage;

/* Kept in CHAT_SETTING_RECENT_COMMANDS of @settings. */
ChatCommandUsage *chat_command_usage_new  (GSettings        *settings);
void              chat_command_usage_free (ChatCommandUsage *self);
/* How much more a command is worth by its use: each choice that is remembered counts, the later the
 * more; never so much that it outweighs a much better match. */
guint             chat_command_usage_get  (ChatCommandUsage *self,
                                           const char       *id);
void              chat_command_usage_add  (ChatCommandUsage *self,
                                           const char       *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatCommandUsage, chat_command_usage_free)

G_END_DECLS
