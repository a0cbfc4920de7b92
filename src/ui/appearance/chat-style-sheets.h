/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program's own style sheets: one for every look, and what dark and high contrast add to it.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Puts them on @display, in step with @manager. */
void chat_style_sheets_install (GdkDisplay      *display,
                                AdwStyleManager *manager);

G_END_DECLS
