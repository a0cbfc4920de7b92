/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is selected in the column on its way out, and the menu that offers it.
 */

#pragma once

#include "chat-column.h"

G_BEGIN_DECLS

/* chat-column-clipboard.c */
void     chat_column_copy              (GtkTextView    *view);
gboolean chat_column_has_selection     (ChatColumn     *self);
/* The middle button gets what is selected in a page's buffer, instead of what GTK would give it:
 * that is withheld while the view is realized and has the page. */
void     chat_column_withhold          (ChatColumn     *self,
                                        gboolean        withhold);
void     chat_column_offer_from        (ChatColumn     *self,
                                        GtkTextBuffer  *buffer);
void     chat_column_stop_offer        (ChatColumn     *self,
                                        GtkTextBuffer  *buffer);
void     chat_column_add_clipboard     (ChatColumn     *self);
void     chat_column_install_clipboard (GtkWidgetClass *widget_class);

/* chat-column-tables.c */
void     chat_column_install_tables    (GtkWidgetClass *widget_class);

/* chat-column-menu.c */
void     chat_column_add_menu          (ChatColumn     *self);
void     chat_column_install_menu      (GtkWidgetClass *widget_class);

G_END_DECLS
