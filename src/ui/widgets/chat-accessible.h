/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names for what the toolkit's own widgets leave without one.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* At the beginning of the init function of a window whose parts are put together there. */
void        chat_accessible_keep_role      (GtkWidget  *window);
/* Returns a floating scrolled window that keeps a name: GTK 4.18 gives it a role that has none. */
GtkWidget  *chat_accessible_new_scroller   (void);
/* Names the button inside @drop_down, which has the focus, as its outside: GTK 4.8 does not. */
void        chat_accessible_name_drop_down (GtkWidget  *drop_down,
                                            const char *name);
/* Names @check, which has its label, without the mark of its key: GTK 4.8 leaves that in. */
void        chat_accessible_name_check     (GtkWidget  *check);
/* Names the items of @menu, which is open: from GTK 4.18 on they have no name. */
void        chat_accessible_name_items     (GtkWidget  *menu);
/* The same whenever a menu opens in @window, such as GTK's own of texts. */
void        chat_accessible_follow_menus   (GtkWidget  *window);
/* Names the buttons within @root that show an icon known to this file or a label of another's, and those
 * of each toast that an overlay within @root will show. Once, when @root is complete. */
void        chat_accessible_name_parts     (GtkWidget  *root);

G_END_DECLS
