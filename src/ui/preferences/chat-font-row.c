/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row of the preferences that chooses the family of a font.
 */

#include "chat-font-row.h"

#include <glib/gi18n.h>

struct _ChatFontRow
{
  AdwActionRow  parent_instance;

  GSettings    *settings;
  const char   *key;          /* static */
  gboolean      monospace;
  GtkWidget    *clear;
  GtkWindow    *chooser;      /* or NULL; weak */
};

G_DEFINE_FINAL_TYPE (ChatFontRow, chat_font_row, ADW_TYPE_ACTION_ROW)


static void
update (ChatFontRow *self)
{
  g_autofree char *family = g_settings_get_string (self->settings, self->key);
  gboolean is_set = family[0] != '\0';

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), is_set ? family : _("As the desktop has it"));
  gtk_widget_set_sensitive (self->clear, is_set);
}


static gboolean
is_monospace_cb (const PangoFontFamily *family,
                 const PangoFontFace   *face,
                 gpointer               user_data)
{
  return pango_font_family_is_monospace ((PangoFontFamily *) family);
}


static void
response_cb (ChatFontRow    *self,
             int             response,
             GtkFontChooser *chooser)
{
  PangoFontFamily *family = gtk_font_chooser_get_font_family (chooser);

  if (response == GTK_RESPONSE_OK && family != NULL)
    g_settings_set_string (self->settings, self->key, pango_font_family_get_name (family));
  gtk_window_destroy (GTK_WINDOW (chooser));
}


static void
choose_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  ChatFontRow *self = CHAT_FONT_ROW (widget);
  g_autofree char *family = g_settings_get_string (self->settings, self->key);
  GtkWidget *chooser;

  if (self->chooser != NULL)
    return;

  chooser = gtk_font_chooser_dialog_new (
    adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)),
    GTK_WINDOW (gtk_widget_get_root (widget)));
  gtk_window_set_modal (GTK_WINDOW (chooser), TRUE);
  gtk_font_chooser_set_level (GTK_FONT_CHOOSER (chooser), GTK_FONT_CHOOSER_LEVEL_FAMILY);
  if (self->monospace)
    gtk_font_chooser_set_filter_func (GTK_FONT_CHOOSER (chooser), is_monospace_cb, NULL, NULL);
  if (family[0] != '\0')
    gtk_font_chooser_set_font (GTK_FONT_CHOOSER (chooser), family);
  g_signal_connect_object (chooser, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  g_set_weak_pointer (&self->chooser, GTK_WINDOW (chooser));
  gtk_window_present (GTK_WINDOW (chooser));
}


static void
clear_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  ChatFontRow *self = CHAT_FONT_ROW (widget);

  g_settings_reset (self->settings, self->key);
}


static void
chat_font_row_dispose (GObject *object)
{
  ChatFontRow *self = CHAT_FONT_ROW (object);

  g_clear_weak_pointer (&self->chooser);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (chat_font_row_parent_class)->dispose (object);
}


static void
chat_font_row_class_init (ChatFontRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chat_font_row_dispose;
  gtk_widget_class_install_action (widget_class, "font.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "font.clear", NULL, clear_action);
}


static void
chat_font_row_init (ChatFontRow *self)
{
  GtkWidget *choose = gtk_button_new_with_mnemonic (_("_Choose…"));

  self->clear = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  gtk_widget_add_css_class (self->clear, "flat");
  gtk_widget_set_tooltip_text (self->clear, _("The desktop's font"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->clear),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("The desktop's font"),
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->clear), "font.clear");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (choose), "font.choose");
  gtk_widget_set_valign (self->clear, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (choose, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->clear);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), choose);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), choose);
  /* The name of a font may hold what markup would take for its own. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}


GtkWidget *
chat_font_row_new (GSettings  *settings,
                   const char *key,
                   const char *title,
                   gboolean    monospace)
{
  ChatFontRow *self = g_object_new (CHAT_TYPE_FONT_ROW, "title", title, NULL);
  g_autofree char *signal = g_strconcat ("changed::", key, NULL);

  self->settings = g_object_ref (settings);
  self->key = g_intern_string (key);
  self->monospace = monospace;
  g_signal_connect_object (settings, signal, G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
