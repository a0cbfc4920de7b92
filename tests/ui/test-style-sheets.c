/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program's style sheets: a colour of theirs is another one in the dark, and back; so is the
 * accent.
 */

#include "chat-style-sheets.h"
#include "chat-ui-resources.h"
#include "toolkit-faults.h"

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

/* It stands out from the page, which a header bar of newer libadwaita does not. */
static void
test_sidebar (void)
{
  GdkRGBA sidebar;
  GdkRGBA page;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_LIGHT);
  sidebar = look_up ("chat_sidebar_bg");
  page = look_up ("view_bg_color");
  g_assert_cmpfloat (page.red - sidebar.red, >, 0.05);
}

static void
test_icons (void)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());

  g_assert_true (gtk_icon_theme_has_icon (theme, "org.example.ClaudeChat"));
  g_assert_true (gtk_icon_theme_has_icon (theme, "chat-wrap-symbolic"));
}

#define ICON_SIZE 96
#define ICONS "/org/gtk/libgtk/icons/"

/* (transfer full) */
static GdkPixbuf *
load_icon (const char *path)
{
  g_autoptr(GError) error = NULL;
  GdkPixbuf *pixbuf = gdk_pixbuf_new_from_resource_at_scale (path, ICON_SIZE, ICON_SIZE, TRUE,
                                                             &error);

  g_assert_no_error (error);
  return pixbuf;
}

/* What is nearly transparent has hardly any colour. */
static int
get_colour (const guint8 *pixel,
            int           channel)
{
  return channel < 3 ? pixel[channel] * pixel[3] / 255 : pixel[3];
}

/* The start page's is drawn beforehand, from what is drawn in all other sizes. */
static void
test_drawn_icon (void)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  g_autoptr(GtkIconPaintable) icon =
    gtk_icon_theme_lookup_icon (theme, "org.example.ClaudeChat", NULL, ICON_SIZE, 1,
                                GTK_TEXT_DIR_LTR, 0);
  g_autoptr(GFile) file = gtk_icon_paintable_get_file (icon);
  g_autofree char *name = file != NULL ? g_file_get_basename (file) : NULL;
  g_autoptr(GdkPixbuf) drawn = load_icon (ICONS "96x96/apps/org.example.ClaudeChat.png");
  g_autoptr(GdkPixbuf) drawing = load_icon (ICONS "scalable/apps/org.example.ClaudeChat.svg");
  const guint8 *a = gdk_pixbuf_read_pixels (drawn);
  const guint8 *b = gdk_pixbuf_read_pixels (drawing);

  g_assert_cmpstr (name, ==, "org.example.ClaudeChat.png");
  g_assert_true (gdk_pixbuf_get_has_alpha (drawn) && gdk_pixbuf_get_has_alpha (drawing));
  g_assert_cmpuint (gdk_pixbuf_get_byte_length (drawn), ==, gdk_pixbuf_get_byte_length (drawing));
  /* Other versions of librsvg may round otherwise. */
  for (gsize i = 0; i < gdk_pixbuf_get_byte_length (drawn); i++)
    g_assert_cmpint (ABS (get_colour (a + i / 4 * 4, i % 4) - get_colour (b + i / 4 * 4, i % 4)),
                     <=, 32);
}

int
main (int    argc,
      char **argv)
{
  toolkit_faults_init_test (&argc, &argv);
  chat_ui_get_resource ();
  adw_init ();
  chat_style_sheets_install (gdk_display_get_default (), adw_style_manager_get_default ());

  g_test_add_func ("/style-sheets/dark", test_dark);
  g_test_add_func ("/style-sheets/accent", test_accent);
  g_test_add_func ("/style-sheets/sidebar", test_sidebar);
  g_test_add_func ("/style-sheets/icons", test_icons);
  g_test_add_func ("/style-sheets/drawn-icon", test_drawn_icon);

  return g_test_run ();
}
