/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows of the preferences that are bound to a setting.
 */

#include "chat-setting-rows.h"

#include <glib/gi18n.h>

/* Of money. */
#define AMOUNT_DIGITS 2
#define AMOUNT_CHARS  7


AdwPreferencesGroup *
chat_setting_rows_add_group (AdwPreferencesPage *page,
                             const char         *title)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_page_add (page, group);

  return group;
}


static GtkWidget *
add_row (AdwPreferencesGroup *group,
         GtkWidget           *row,
         const char          *title,
         const char          *subtitle)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (group, row);

  return row;
}


/* The row's label is not the control's own, so it is said once more. */
static void
add_control (GtkWidget  *row,
             GtkWidget  *control,
             const char *title,
             const char *subtitle)
{
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  subtitle != NULL ? subtitle : "",
                                  -1);
}


GtkWidget *
chat_setting_rows_add_switch (AdwPreferencesGroup *group,
                              GSettings           *settings,
                              const char          *key,
                              const char          *title,
                              const char          *subtitle)
{
  GtkWidget *row = add_row (group, adw_action_row_new (), title, subtitle);
  GtkWidget *control = gtk_switch_new ();

  add_control (row, control, title, subtitle);
  g_settings_bind (settings, key, control, "active", G_SETTINGS_BIND_DEFAULT);

  return row;
}


static gboolean
get_choice_cb (GValue   *value,
               GVariant *variant,
               gpointer  user_data)
{
  const ChatSettingChoice *choices = user_data;
  const char *nick = g_variant_get_string (variant, NULL);
  guint position = 0;

  for (guint i = 0; choices[i].nick != NULL; i++)
    {
      if (g_str_equal (choices[i].nick, nick))
        position = i;
    }
  g_value_set_uint (value, position);

  return TRUE;
}


static GVariant *
set_choice_cb (const GValue       *value,
               const GVariantType *type,
               gpointer            user_data)
{
  const ChatSettingChoice *choices = user_data;
  guint position = g_value_get_uint (value);

  return position != GTK_INVALID_LIST_POSITION ? g_variant_new_string (choices[position].nick)
                                               : NULL;
}


GtkWidget *
chat_setting_rows_add_choice (AdwPreferencesGroup     *group,
                              GSettings               *settings,
                              const char              *key,
                              const char              *title,
                              const char              *subtitle,
                              const ChatSettingChoice *choices)
{
  GtkWidget *row = add_row (group, adw_combo_row_new (), title, subtitle);
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; choices[i].nick != NULL; i++)
    gtk_string_list_append (list, _(choices[i].name));
  /* Beside a long title a long choice would be cut. */
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (row), subtitle == NULL);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  g_settings_bind_with_mapping (settings, key, row, "selected", G_SETTINGS_BIND_DEFAULT,
                                get_choice_cb, set_choice_cb, (gpointer) choices, NULL);

  return row;
}


static gboolean
get_number_cb (GValue   *value,
               GVariant *variant,
               gpointer  user_data)
{
  double number = g_variant_get_uint32 (variant);

  g_value_set_double (value, number / GPOINTER_TO_UINT (user_data));

  return TRUE;
}


static GVariant *
set_number_cb (const GValue       *value,
               const GVariantType *type,
               gpointer            user_data)
{
  double number = g_value_get_double (value) * GPOINTER_TO_UINT (user_data);

  return g_variant_new_uint32 ((guint32) (number + 0.5));
}


static void
get_range (GSettings  *settings,
           const char *key,
           const char *format,
           gpointer    min,
           gpointer    max)
{
  g_autoptr(GSettingsSchema) schema = NULL;
  g_autoptr(GSettingsSchemaKey) schema_key = NULL;
  g_autoptr(GVariant) range = NULL;
  g_autoptr(GVariant) limits = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  schema_key = g_settings_schema_get_key (schema, key);
  range = g_settings_schema_key_get_range (schema_key);
  g_variant_get (range, "(sv)", NULL, &limits);
  g_variant_get (limits, format, min, max);
}


/* Takes back what was typed and does not count yet; else it does as in the rest of the window,
 * which would not hear of it. */
static gboolean
escape_cb (GtkSpinButton *control,
           guint          keyval)
{
  g_autofree char *text = NULL;

  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;

  text = g_strdup_printf ("%.*f", (int) gtk_spin_button_get_digits (control),
                          gtk_spin_button_get_value (control));
  if (g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (control))))
    {
      gtk_widget_activate_action (GTK_WIDGET (control), "window.close", NULL);
      return GDK_EVENT_STOP;
    }

  gtk_editable_set_text (GTK_EDITABLE (control), text);
  gtk_editable_select_region (GTK_EDITABLE (control), 0, -1);

  return GDK_EVENT_STOP;
}


static GtkWidget *
new_spin_button (double min,
                 double max,
                 guint  step,
                 guint  n_digits)
{
  GtkWidget *control = gtk_spin_button_new_with_range (min, max, step);
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (control), n_digits);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (escape_cb), control,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (control, keys);

  return control;
}


GtkWidget *
chat_setting_rows_add_number (AdwPreferencesGroup *group,
                              GSettings           *settings,
                              const char          *key,
                              const char          *title,
                              const char          *subtitle,
                              guint                unit,
                              guint                step)
{
  GtkWidget *row = add_row (group, adw_action_row_new (), title, subtitle);
  GtkWidget *control;
  guint min;
  guint max;

  get_range (settings, key, "(uu)", &min, &max);
  control = new_spin_button ((double) min / unit, (double) max / unit, step, 0);
  add_control (row, control, title, subtitle);
  g_settings_bind_with_mapping (settings, key, control, "value", G_SETTINGS_BIND_DEFAULT,
                                get_number_cb, set_number_cb, GUINT_TO_POINTER (unit), NULL);

  return row;
}


GtkWidget *
chat_setting_rows_add_amount (AdwPreferencesGroup *group,
                              GSettings           *settings,
                              const char          *key,
                              const char          *title,
                              const char          *subtitle)
{
  GtkWidget *row = add_row (group, adw_action_row_new (), title, subtitle);
  GtkWidget *control;
  double min;
  double max;

  get_range (settings, key, "(dd)", &min, &max);
  control = new_spin_button (min, max, 1, AMOUNT_DIGITS);
  /* As wide as its greatest value it would leave no room for the title. */
  gtk_editable_set_width_chars (GTK_EDITABLE (control), AMOUNT_CHARS);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (control), AMOUNT_CHARS);
  add_control (row, control, title, subtitle);
  g_settings_bind (settings, key, control, "value", G_SETTINGS_BIND_DEFAULT);

  return row;
}


GtkWidget *
chat_setting_rows_add_button (AdwPreferencesGroup *group,
                              const char          *title,
                              const char          *subtitle,
                              const char          *label,
                              const char          *action,
                              const char          *target)
{
  GtkWidget *row = add_row (group, adw_action_row_new (), title, subtitle);
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  add_control (row, button, title, subtitle);
  if (target != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);

  return row;
}


void
chat_setting_rows_add_reset (AdwPreferencesPage *page,
                             const char         *name)
{
  AdwPreferencesGroup *group = chat_setting_rows_add_group (page, "");

  chat_setting_rows_add_button (group, _("Defaults"),
                                _("Everything on this page as it was at first"), _("_Reset"),
                                "preferences.reset", name);
}
