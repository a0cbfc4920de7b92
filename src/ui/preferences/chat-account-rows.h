/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The kinds of rows that an account is written down in.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* @text (nullable) */
GtkEditable *chat_account_rows_new_entry  (const char         *title,
                                           const char         *text);
/* @names: NULL-terminated, to be translated. */
AdwComboRow *chat_account_rows_new_choice (const char         *title,
                                           const char * const *names,
                                           guint               selected);
/* @control: (out): the switch of the row */
GtkWidget   *chat_account_rows_new_switch (const char         *title,
                                           const char         *subtitle,
                                           gboolean            active,
                                           GtkSwitch         **control);
/* A flat button with a picture, to be put beside a row's text. @label: its name and tooltip. */
GtkWidget   *chat_account_rows_new_button (const char         *icon_name,
                                           const char         *label);

G_END_DECLS
