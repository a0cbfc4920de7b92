/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Markdown code blocks around text of any kind.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* As a block of its own, in a fence that is longer than any in @text. @language (nullable): only
 * if it is one word. @length in bytes, or -1. */
void chat_fence_append (GString    *out,
                        const char *language,
                        const char *text,
                        gssize      length);

G_END_DECLS
