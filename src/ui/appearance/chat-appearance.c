/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the settings say about colours, fonts and sizes, as a style sheet.
 */

#include "chat-appearance.h"

#include "chat-code-scheme.h"
#include "chat-settings.h"

#include <string.h>

#define USUAL_SIZE 100

struct _ChatAppearance
{
  GObject          parent_instance;

  GdkDisplay      *display;
  AdwStyleManager *manager;    /* the display owns it */
  GSettings       *settings;
  GtkCssProvider  *provider;
};

G_DEFINE_FINAL_TYPE (ChatAppearance, chat_appearance, G_TYPE_OBJECT)

/* What the style sheet is made of. */
static const char * const signals[] = {
  "changed::" CHAT_SETTING_TEXT_SIZE,
  "changed::" CHAT_SETTING_TEXT_FONT,
  "changed::" CHAT_SETTING_CODE_SCHEME,
};


/* As a string of CSS. */
static void
append_quoted (GString    *css,
               const char *text)
{
  g_string_append_c (css, '"');
  for (; *text != '\0'; text++)
    {
      if (strchr ("\"\\", *text) != NULL)
        g_string_append_c (css, '\\');
      if (!g_ascii_iscntrl (*text))
        g_string_append_c (css, *text);
    }
  g_string_append_c (css, '"');
}


static void
append_text (GString   *css,
             GSettings *settings)
{
  guint size = g_settings_get_uint (settings, CHAT_SETTING_TEXT_SIZE);
  g_autofree char *font = g_settings_get_string (settings, CHAT_SETTING_TEXT_FONT);

  /* What the user has not changed is left to the style sheet of the program. */
  if (size == USUAL_SIZE && font[0] == '\0')
    return;

  g_string_append (css, ".transcript, composer textview {");
  if (size != USUAL_SIZE)
    g_string_append_printf (css, " font-size: %u.%02uem;", size / 100, size % 100);
  if (font[0] != '\0')
    {
      g_string_append (css, " font-family: ");
      append_quoted (css, font);
      g_string_append_c (css, ';');
    }
  g_string_append (css, " }\n");
}


static void
load (ChatAppearance *self)
{
  g_autofree char *id = g_settings_get_string (self->settings, CHAT_SETTING_CODE_SCHEME);
  gboolean dark = adw_style_manager_get_dark (self->manager);
  g_autofree char *colors = chat_code_scheme_dup_css (chat_code_scheme_find (id, dark));
  g_autoptr(GString) css = g_string_new (colors);

  append_text (css, self->settings);
  gtk_css_provider_load_from_data (self->provider, css->str, (gssize) css->len);
}


static gboolean
get_scheme_cb (GValue   *value,
               GVariant *variant,
               gpointer  user_data)
{
  const char *nick = g_variant_get_string (variant, NULL);
  AdwColorScheme scheme = ADW_COLOR_SCHEME_DEFAULT;

  if (g_str_equal (nick, "light"))
    scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (nick, "dark"))
    scheme = ADW_COLOR_SCHEME_FORCE_DARK;
  g_value_set_enum (value, scheme);

  return TRUE;
}


static void
chat_appearance_dispose (GObject *object)
{
  ChatAppearance *self = CHAT_APPEARANCE (object);

  if (self->provider != NULL)
    gtk_style_context_remove_provider_for_display (self->display,
                                                   GTK_STYLE_PROVIDER (self->provider));
  g_clear_object (&self->provider);
  g_clear_object (&self->settings);
  g_clear_object (&self->display);

  G_OBJECT_CLASS (chat_appearance_parent_class)->dispose (object);
}


static void
chat_appearance_class_init (ChatAppearanceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_appearance_dispose;
}


static void
chat_appearance_init (ChatAppearance *self)
{
  self->provider = gtk_css_provider_new ();
}


ChatAppearance *
chat_appearance_new (GdkDisplay *display,
                     GSettings  *settings)
{
  ChatAppearance *self = g_object_new (CHAT_TYPE_APPEARANCE, NULL);

  self->display = g_object_ref (display);
  self->manager = adw_style_manager_get_for_display (display);
  self->settings = g_object_ref (settings);
  g_settings_bind_with_mapping (settings, CHAT_SETTING_COLOR_SCHEME,
                                adw_style_manager_get_default (), "color-scheme",
                                G_SETTINGS_BIND_GET, get_scheme_cb, NULL, NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (settings, signals[i], G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->manager, "notify::dark", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  load (self);
  /* Above the style sheets of the program. */
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (self->provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);

  return self;
}
