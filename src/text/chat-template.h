/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts with places to be filled in: "Translate into {{language}}". Pure.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A variable is a name in double braces: letters, digits, "_", "-" and blanks inside, at most 64
 * characters that begin with a letter; blanks around it do not count. Anything else in braces is
 * text, and \{{ stands for braces that are text.
 *
 * Only for texts of the user's own: nothing that a model wrote may come here. */

/* Each name once, in their order. Returns: (transfer full) */
GStrv chat_template_get_variables (const char *text);
/* @values: (element-type utf8 utf8). What has no value stays as it is written; values are not
 * looked through again. Returns: (transfer full) */
char *chat_template_fill          (const char *text,
                                   GHashTable *values);

G_END_DECLS
