/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which way text runs.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CHAT_DIRECTION_NONE,   /* no letter has said */
  CHAT_DIRECTION_LTR,
  CHAT_DIRECTION_RTL,
} ChatDirection;

/* By the first letter or direction mark (Unicode Bidirectional Algorithm, rule P2). Valid UTF-8. */
ChatDirection chat_direction_of_text (const char *text,
                                      gsize       length);

/* Whether any letter runs to the left. Valid UTF-8. */
gboolean      chat_direction_has_rtl (const char *text,
                                      gsize       length);

G_END_DECLS
