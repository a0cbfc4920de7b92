/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The budget of the month, before something is asked.
 */

#pragma once

#include "chat-cli.h"

#include "chat-profile.h"

G_BEGIN_DECLS

/* Holds what the history says was spent against the budget of the settings. A warning, or the reason
 * why @profile's model may not be asked, is printed on standard error.
 * Returns: CHAT_EXIT_OK to go on, or how to end */
ChatExit chat_cli_check_budget (const char  *command,
                                ChatProfile *profile,
                                gboolean     override);

G_END_DECLS
