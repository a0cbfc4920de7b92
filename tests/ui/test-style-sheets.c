/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program's style sheets: a colour of theirs is another one in the dark, and back; so is the
 * accent.
 */

#include "chat-style-sheets.h"
#include "chat-ui-resources.h"

static GdkRGBA
look_up (const char *name)
{
  GtkWidget *widget = g_object_ref_sink (gtk_label_new (NULL));
  GdkRGBA color;

  g_assert_true (gtk_style_context_lookup_color (gtk_widget_get_style_context (widget),
                                                 name, &color));
  g_object_unref (widget);

  return color;
}

static float
get_brightness (AdwColorScheme scheme)
{
  GdkRGBA color;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
  color = look_up ("chat_code_bg");

  return (color.red + color.green + color.blue) / 3;
}

static void
test_dark (void)
{
  g_assert_cmpfloat (get_brightness (ADW_COLOR_SCHEME_FORCE_LIGHT), >, 0.8);
  g_assert_cmpfloat (get_brightness (ADW_COLOR_SCHEME_FORCE_DARK), <, 0.3);
  g_assert_cmpfloat (get_brightness (ADW_COLOR_SCHEME_FORCE_LIGHT), >, 0.8);
}

/* A deeper accent only where libadwaita has none of the user's own. */
static void
test_accent (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GdkRGBA color;
  GdkRGBA expected;

  if (adw_get_major_version () > 1 || adw_get_minor_version () >= 6)
    {
      g_test_skip ("the accent is the user's own");
      return;
    }

  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_LIGHT);
  color = look_up ("accent_color");
  g_assert_true (gdk_rgba_parse (&expected, "#1a65c0"));
  g_assert_true (gdk_rgba_equal (&color, &expected));
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  color = look_up ("accent_color");
  g_assert_true (gdk_rgba_parse (&expected, "#78aeed"));
  g_assert_true (gdk_rgba_equal (&color, &expected));
}

static void
test_icons (void)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());

  g_assert_true (gtk_icon_theme_has_icon (theme, "org.example.ClaudeChat"));
  g_assert_true (gtk_icon_theme_has_icon (theme, "chat-wrap-symbolic"));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  chat_ui_get_resource ();
  adw_init ();
  chat_style_sheets_install (gdk_display_get_default (), adw_style_manager_get_default ());

  g_test_add_func ("/style-sheets/dark", test_dark);
  g_test_add_func ("/style-sheets/accent", test_accent);
  g_test_add_func ("/style-sheets/icons", test_icons);

  return g_test_run ();
}
