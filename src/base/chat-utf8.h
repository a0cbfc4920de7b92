/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * UTF-8 that may be wrong: validation and repair as the WHATWG Encoding Standard decodes it.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Unlike g_utf8_validate(), U+0000 is an ordinary character here: both parsers meet it in data. */
gboolean chat_utf8_is_valid     (const char *bytes,
                                 gsize       length);

/* Appends @bytes, each maximal ill-formed part replaced by one U+FFFD (Encoding Standard, UTF-8
 * decoder; Unicode 15, section 3.9, "Substitution of Maximal Subparts"). */
void     chat_utf8_append_valid (GString    *out,
                                 const char *bytes,
                                 gsize       length);

/* For text that goes to GTK, which stops at U+0000: those become U+FFFD too. Returns: (transfer full) */
char    *chat_utf8_displayable  (const char *bytes,
                                 gsize       length);

G_END_DECLS
