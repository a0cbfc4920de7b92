/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An accent colour with enough contrast, where the user has not chosen one.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Until libadwaita 1.6 the accent is one fixed blue on which white text has only 3.8:1: the CSS that
 * puts a deeper one in its place. Later versions are left alone, with "": there the accent is the
 * user's own. Returns: (transfer none) */
const char *chat_accent_get_css (gboolean dark,
                                 gboolean high_contrast);

G_END_DECLS
