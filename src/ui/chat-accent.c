/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An accent colour with enough contrast, where the user has not chosen one.
 */

#include "chat-accent.h"

/* By high contrast and dark. White on the backgrounds and the colours on the view have 4.8:1 or
 * more, and 7.1:1 with high contrast. */
static const char * const accents[2][2] = {
  {
    "@define-color accent_bg_color #1c71d8; @define-color accent_color #1a65c0;",
    "@define-color accent_bg_color #1c71d8; @define-color accent_color #78aeed;",
  },
  {
    "@define-color accent_bg_color #1757a6; @define-color accent_color #144b91;",
    "@define-color accent_bg_color #1757a6; @define-color accent_color #99c1f1;",
  },
};


static void
style_changed_cb (AdwStyleManager *manager,
                  GParamSpec      *pspec,
                  GtkCssProvider  *provider)
{
  gboolean high_contrast = adw_style_manager_get_high_contrast (manager);
  gboolean dark = adw_style_manager_get_dark (manager);

  gtk_css_provider_load_from_data (provider, accents[high_contrast ? 1 : 0][dark ? 1 : 0], -1);
}


void
chat_accent_install (GdkDisplay      *display,
                     AdwStyleManager *manager)
{
  g_autoptr(GtkCssProvider) provider = NULL;

  if (adw_get_major_version () > 1 || adw_get_minor_version () >= 6)
    return;

  provider = gtk_css_provider_new ();
  style_changed_cb (manager, NULL, provider);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (style_changed_cb), provider, 0);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (style_changed_cb),
                           provider, 0);
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}
