/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program's own style sheets: one for every look, and what dark and high contrast add to it,
 * the accent among it.
 */

#include "chat-style-sheets.h"

#include "chat-accent.h"

#define FOLDER "resource:///org/example/ClaudeChat/"


/* From libadwaita 1.4 on header bars are as light as the page, and sidebars have a colour. */
static const char *
get_sidebar_css (gboolean high_contrast)
{
  if (high_contrast || (adw_get_major_version () == 1 && adw_get_minor_version () < 4))
    return "";

  return "@define-color chat_sidebar_bg @sidebar_bg_color;";
}


static void
style_changed_cb (AdwStyleManager *manager,
                  GParamSpec      *pspec,
                  GtkCssProvider  *provider)
{
  gboolean dark = adw_style_manager_get_dark (manager);
  gboolean high_contrast = adw_style_manager_get_high_contrast (manager);
  g_autoptr(GString) css = g_string_new ("@import url(\"" FOLDER "style.css\");");

  if (dark)
    g_string_append (css, "@import url(\"" FOLDER "style-dark.css\");");
  if (high_contrast)
    g_string_append (css, "@import url(\"" FOLDER "style-hc.css\");");
  if (dark && high_contrast)
    g_string_append (css, "@import url(\"" FOLDER "style-hc-dark.css\");");
  /* Imports come first in CSS. */
  g_string_append (css, get_sidebar_css (high_contrast));
  g_string_append (css, chat_accent_get_css (dark, high_contrast));

  gtk_css_provider_load_from_data (provider, css->str, (gssize) css->len);
}


void
chat_style_sheets_install (GdkDisplay      *display,
                           AdwStyleManager *manager)
{
  g_autoptr(GtkCssProvider) provider = gtk_css_provider_new ();

  style_changed_cb (manager, NULL, provider);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (style_changed_cb), provider, 0);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (style_changed_cb),
                           provider, 0);
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}
