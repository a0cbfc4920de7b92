/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The colours of code from a style scheme of GtkSourceView.
 */

#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

/* The schemes to choose from: of two that are one for light and one for dark, the light one.
 * Returns: (transfer full) (element-type GtkSourceStyleScheme), borrowed elements */
GPtrArray            *chat_code_scheme_list    (void);
/* The one of the family of @id that suits. Returns: (transfer none) (nullable): there is none */
GtkSourceStyleScheme *chat_code_scheme_find    (const char *id,
                                                gboolean    dark);
/* CSS that gives the colours of style.css for code other values; "" for what @scheme (nullable) does
 * not say. Returns: (transfer full) */
char                 *chat_code_scheme_dup_css (GtkSourceStyleScheme *scheme);

G_END_DECLS
