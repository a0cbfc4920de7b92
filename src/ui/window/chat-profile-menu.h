/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Profiles in words, and the menu to choose one.
 */

#pragma once

#include "chat-profile.h"

G_BEGIN_DECLS

/* "Claude Opus 5". Returns: (transfer none) */
const char *chat_profile_menu_get_model_name (const char  *model);
/* "Opus 5", where the width is short. Returns: (transfer none) */
const char *chat_profile_menu_get_short_name (const char  *model);
/* "Anthropic · Claude Opus 5". Returns: (transfer full) */
char       *chat_profile_menu_dup_label      (ChatProfile *profile,
                                              const char  *model);
/* One choice for each of @profiles; each activates @action with its position as an int32.
 * Returns: (transfer full) */
GMenuModel *chat_profile_menu_new            (GListModel  *profiles,
                                              const char  *action);

G_END_DECLS
