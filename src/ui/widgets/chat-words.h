/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words that fit into the narrowest window, however large the text.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Lets every label at or below @root break its line, between words where that is enough; what is
 * shortened by its nature says all of it in a tooltip. For what has its texts already. */
void chat_words_fit             (GtkWidget     *root);
/* The same for what has only a part of the width: there even a short word may break, if it must. */
void chat_words_fit_part        (GtkWidget     *root);
/* Only says in tooltips what is shortened: libadwaita lays out the buttons of its questions. */
void chat_words_tell_whole      (GtkWidget     *root);
/* All of chat_words_fit() when @window is about to be shown; menus that open in it get names. */
void chat_words_fit_window      (GtkWidget     *window);
/* The same for a menu whenever it opens; with large text its keys make way. */
void chat_words_fit_menu        (GtkWidget     *popover);
/* The same for the menu of @button, which has its model. */
void chat_words_fit_menu_button (GtkMenuButton *button);
/* Gives @button a menu from @model, with such words. It is made when it is first opened. */
void chat_words_offer_menu      (GtkMenuButton *button,
                                 GMenuModel    *model);
/* gtk_widget_set_tooltip_text() that asks nobody anything while @widget is not on a screen yet. */
void chat_words_set_tooltip     (GtkWidget     *widget,
                                 const char    *text);

G_END_DECLS
