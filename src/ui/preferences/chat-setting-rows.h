/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows of the preferences that are bound to a setting. What is changed acts at once.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A value of an enumeration of the schema, and its name for people (marked with N_()). */
typedef struct
{
  const char *nick;
  const char *name;
} ChatSettingChoice;

/* Titles and subtitles are translated already. */
AdwPreferencesGroup *chat_setting_rows_add_group (AdwPreferencesPage      *page,
                                                 const char               *title);
/* @subtitle (nullable). The row is the group's. */
GtkWidget           *chat_setting_rows_add_switch (AdwPreferencesGroup    *group,
                                                 GSettings                *settings,
                                                 const char               *key,
                                                 const char               *title,
                                                 const char               *subtitle);
/* @choices: ended by one without a nick; static. */
GtkWidget           *chat_setting_rows_add_choice (AdwPreferencesGroup    *group,
                                                 GSettings                *settings,
                                                 const char               *key,
                                                 const char               *title,
                                                 const char               *subtitle,
                                                 const ChatSettingChoice  *choices);
/* Within the range of the key, which is a uint of @unit for each one that is shown: 1000 shows ms as s.
 * @step: in what is shown. */
GtkWidget           *chat_setting_rows_add_number (AdwPreferencesGroup    *group,
                                                 GSettings                *settings,
                                                 const char               *key,
                                                 const char               *title,
                                                 const char               *subtitle,
                                                 guint                     unit,
                                                 guint                     step);
/* An amount of money, within the range of the key, which is a double. */
GtkWidget           *chat_setting_rows_add_amount (AdwPreferencesGroup    *group,
                                                 GSettings                *settings,
                                                 const char               *key,
                                                 const char               *title,
                                                 const char               *subtitle);
/* A row with a button, which activates @action with the string @target (nullable). */
GtkWidget           *chat_setting_rows_add_button (AdwPreferencesGroup    *group,
                                                 const char               *title,
                                                 const char               *subtitle,
                                                 const char               *label,
                                                 const char               *action,
                                                 const char               *target);
/* At the end of a page: gives its settings back their defaults. */
void                 chat_setting_rows_add_reset (AdwPreferencesPage      *page,
                                                 const char               *name);

G_END_DECLS
