/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows of the form of parameters, and their texts as values.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CHAT_PARAMETERS_MAX_TOKENS 10000000

/* A choice, as yet among nothing. @group takes it. */
AdwComboRow *chat_parameters_rows_add_choice (AdwPreferencesGroup *group,
                                              const char          *title);
/* Offers @names (element-type utf8) in it, with @selected chosen: tells if that is another one. */
void         chat_parameters_rows_set_choices (AdwComboRow        *row,
                                              GPtrArray           *names,
                                              guint                selected);
/* A line for a number. */
GtkEditable *chat_parameters_rows_add_number (AdwPreferencesGroup *group,
                                              const char          *title);
/* A line for a whole number. */
GtkEditable *chat_parameters_rows_add_count  (AdwPreferencesGroup *group,
                                              const char          *title);
/* A box for text of several lines, @lines high at least. */
GtkTextView *chat_parameters_rows_add_text   (AdwPreferencesGroup *group,
                                              const char          *name,
                                              int                  lines);
/* Returns: (transfer full) */
char        *chat_parameters_rows_dup_text   (GtkTextView         *view);
/* Leaves the cursor alone where nothing changes. */
void         chat_parameters_rows_set_text   (GtkTextView         *view,
                                              const char          *text);

/* A number from @least to @most, as people of this locale or programs write it; FALSE for anything
 * else. A blank text is no number: @set is FALSE then. */
gboolean     chat_parameters_rows_read_number (const char         *text,
                                              double               least,
                                              double               most,
                                              gboolean            *set,
                                              double              *number);
/* As above for a whole number, which may be written in groups of three: 16,000 is no 16. */
gboolean     chat_parameters_rows_read_count  (const char         *text,
                                              double               least,
                                              double               most,
                                              gboolean            *set,
                                              double              *count);
/* Shows a number in @row, or none; what is being typed stays as long as it means the same. */
void         chat_parameters_rows_show_number (GtkEditable        *row,
                                              gboolean             set,
                                              double               number);
/* Reads it; what is none is marked. */
gboolean     chat_parameters_rows_take_number (GtkEditable        *row,
                                              double               least,
                                              double               most,
                                              gboolean            *set,
                                              double              *number);
/* Stop sequences as lines, in which \n, \t and \\ stand for what they stand for in C.
 * Returns: (transfer full) */
char        *chat_parameters_rows_join_stops (const char * const  *sequences);
GStrv        chat_parameters_rows_split_stops (const char         *lines);

G_END_DECLS
