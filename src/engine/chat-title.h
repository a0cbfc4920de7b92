/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The title that a conversation gets from its first prompt.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The first line that says something, without surplus white space, cut at the end of a word after
 * about 50 characters. Returns: (transfer full) (nullable): NULL for a blank prompt. */
char *chat_title_from_prompt (const char *prompt);

G_END_DECLS
