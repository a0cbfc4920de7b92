/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Preferences: colours, fonts and sizes of conversations.
 */

#include "chat-appearance-page.h"

#include "chat-code-preview.h"
#include "chat-code-scheme.h"
#include "chat-font-row.h"
#include "chat-setting-rows.h"
#include "chat-settings.h"

#include <glib/gi18n.h>

#define SIZE_STEP  10
#define WIDTH_STEP 20

/* Data of the row: the ids in the order of its names. */
#define IDS "chat-scheme-ids"

static const ChatSettingChoice color_schemes[] = {
  { "system", N_("As the desktop") },
  { "light", N_("Light") },
  { "dark", N_("Dark") },
  { NULL }
};


static gboolean
get_scheme_cb (GValue   *value,
               GVariant *variant,
               gpointer  user_data)
{
  GStrv ids = g_object_get_data (user_data, IDS);
  const char *id = g_variant_get_string (variant, NULL);
  guint position = 0;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      if (g_str_equal (ids[i], id))
        position = i;
    }
  g_value_set_uint (value, position);

  return TRUE;
}


static GVariant *
set_scheme_cb (const GValue       *value,
               const GVariantType *type,
               gpointer            user_data)
{
  GStrv ids = g_object_get_data (user_data, IDS);
  guint position = g_value_get_uint (value);

  return position != GTK_INVALID_LIST_POSITION ? g_variant_new_string (ids[position]) : NULL;
}


static void
add_schemes (AdwPreferencesGroup *group,
             GSettings           *settings)
{
  g_autoptr(GPtrArray) schemes = chat_code_scheme_list ();
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();
  GtkWidget *row = adw_combo_row_new ();

  g_strv_builder_add (ids, "");
  gtk_string_list_append (names, _("Of this program"));
  for (guint i = 0; i < schemes->len; i++)
    {
      GtkSourceStyleScheme *scheme = g_ptr_array_index (schemes, i);

      g_strv_builder_add (ids, gtk_source_style_scheme_get_id (scheme));
      gtk_string_list_append (names, gtk_source_style_scheme_get_name (scheme));
    }
  g_object_set_data_full (G_OBJECT (row), IDS, g_strv_builder_end (ids),
                          (GDestroyNotify) g_strfreev);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Colours"));
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (row), TRUE);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_preferences_group_add (group, row);
  g_settings_bind_with_mapping (settings, CHAT_SETTING_CODE_SCHEME, row, "selected",
                                G_SETTINGS_BIND_DEFAULT, get_scheme_cb, set_scheme_cb, row, NULL);
}


void
chat_appearance_page_fill (AdwPreferencesPage *page,
                           GSettings          *settings)
{
  AdwPreferencesGroup *group = chat_setting_rows_add_group (page, _("Window"));

  chat_setting_rows_add_choice (group, settings, CHAT_SETTING_COLOR_SCHEME, _("Colour scheme"),
                                NULL, color_schemes);

  group = chat_setting_rows_add_group (page, _("Text of conversations"));
  chat_setting_rows_add_number (group, settings, CHAT_SETTING_TEXT_SIZE, _("Size"),
                                _("In percent of the desktop's text"), 1, SIZE_STEP);
  adw_preferences_group_add (group, chat_font_row_new (settings, CHAT_SETTING_TEXT_FONT,
                                                       _("Font"), FALSE));
  chat_setting_rows_add_number (group, settings, CHAT_SETTING_COLUMN_WIDTH,
                                _("Greatest width"), _("In pixels"), 1, WIDTH_STEP);

  group = chat_setting_rows_add_group (page, _("Code"));
  adw_preferences_group_add (group, chat_font_row_new (settings, CHAT_SETTING_CODE_FONT,
                                                       _("Font"), TRUE));
  add_schemes (group, settings);
  chat_setting_rows_add_switch (group, settings, CHAT_SETTING_WRAP_CODE, _("Wrap long lines"),
                                _("A block of code can be told otherwise"));
  adw_preferences_group_add (group, chat_code_preview_new (settings));
  chat_setting_rows_add_reset (page, CHAT_APPEARANCE_PAGE);
}
