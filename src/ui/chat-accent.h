/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An accent colour with enough contrast, where the user has not chosen one.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Until libadwaita 1.6 the accent is one fixed blue on which white text has only 3.8:1. This puts a
 * deeper one in its place on @display, in step with @manager. Later versions are left alone: there
 * the accent is the user's own. */
void chat_accent_install (GdkDisplay      *display,
                          AdwStyleManager *manager);

G_END_DECLS
