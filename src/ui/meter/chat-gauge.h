/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How full something is: a ring or a bar. It says nothing to a screen reader: a number stands beside.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CHAT_TYPE_GAUGE (chat_gauge_get_type ())
G_DECLARE_FINAL_TYPE (ChatGauge, chat_gauge, CHAT, GAUGE, GtkWidget)

/* @is_ring: 14 px wide and high; else a bar of 8 px as wide as there is room. */
GtkWidget *chat_gauge_new (gboolean   is_ring);
/* @first and @second (from 0 to 1) follow each other: what is cached, and the rest. */
void       chat_gauge_set (ChatGauge *self,
                           double     first,
                           double     second,
                           gboolean   is_near_end);

G_END_DECLS
