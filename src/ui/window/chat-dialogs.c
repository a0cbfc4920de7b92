/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The small windows: about, all keys, their changes.
 */

#include "config.h"

#include "chat-dialogs.h"

#include "chat-accessible.h"
#include "chat-keys-window.h"
#include "chat-narrow-bin.h"
#include "chat-shortcuts.h"
#include "chat-words.h"

#include <glib/gi18n.h>

/* Of what GTK calls the resolution of the text: a quarter more than usual. */
#define LARGE_DPI (120 * 1024)


static void
change_keys_cb (GtkWindow *shortcuts)
{
  GtkWindow *parent = gtk_window_get_transient_for (shortcuts);

  gtk_window_close (shortcuts);
  chat_dialogs_present_keys (parent);
}


/* Whether the screen that shows @parent has room for @window; TRUE where that is not known. */
static gboolean
has_room (GtkWidget *parent,
          GtkWidget *window)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (parent));
  GdkMonitor *monitor =
    surface != NULL
      ? gdk_display_get_monitor_at_surface (gtk_widget_get_display (parent), surface)
      : NULL;
  GdkRectangle geometry;
  GtkRequisition wanted;

  if (monitor == NULL)
    return TRUE;

  gdk_monitor_get_geometry (monitor, &geometry);
  gtk_widget_get_preferred_size (window, &wanted, NULL);

  return wanted.width <= geometry.width && wanted.height <= geometry.height;
}


/* GTK's window of keys neither breaks its lines nor scrolls, and is as large as its words want it.
 * Where a window is narrow, the screen may be. */
static gboolean
may_fit_all_keys (GtkWidget *parent)
{
  const int width = gtk_widget_get_width (parent);
  int dpi;

  g_object_get (gtk_widget_get_settings (parent), "gtk-xft-dpi", &dpi, NULL);

  return dpi <= LARGE_DPI && (width == 0 || width >= CHAT_NARROW_WIDTH);
}


/* NULL: it would be too large. Only the finished window knows its size. */
static GtkWindow *
new_shortcuts (GtkWidget *parent)
{
  GtkWidget *window;

  if (!may_fit_all_keys (parent))
    return NULL;

  window = chat_shortcuts_new_window (parent);
  if (has_room (parent, window))
    return GTK_WINDOW (window);

  gtk_window_destroy (GTK_WINDOW (window));

  return NULL;
}


void
chat_dialogs_present_shortcuts (GtkWindow *parent)
{
  GtkWindow *window = new_shortcuts (GTK_WIDGET (parent));
  GtkWidget *bar;
  GtkWidget *button;

  if (window == NULL)
    {
      chat_dialogs_present_keys (parent);
      return;
    }

  bar = gtk_window_get_titlebar (window);
  button = gtk_button_new_with_mnemonic (_("_Change…"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (change_keys_cb), window,
                           G_CONNECT_SWAPPED);
  gtk_header_bar_pack_end (GTK_HEADER_BAR (bar), button);
  chat_accessible_name_parts (GTK_WIDGET (window));
  gtk_window_set_transient_for (window, parent);
  gtk_window_present (window);
}


void
chat_dialogs_present_keys (GtkWindow *parent)
{
  gtk_window_present (GTK_WINDOW (chat_keys_window_new (parent)));
}


void
chat_dialogs_present_about (GtkWindow *parent)
{
  GtkWidget *window =
    g_object_new (ADW_TYPE_ABOUT_WINDOW,
                  "transient-for", parent,
                  "modal", TRUE,
                  "application-name", _("Claude Chat"),
                  "application-icon", "org.example.ClaudeChat",
                  "version", PACKAGE_VERSION,
                  "comments", _("Conversations with Claude, or with any server that speaks "
                                "the Messages API. Not made by Anthropic."),
                  "license-type", GTK_LICENSE_GPL_3_0,
                  "translator-credits", _("translator-credits"),
                  NULL);

  chat_accessible_name_parts (window);
  chat_words_fit_window (window);
  gtk_window_present (GTK_WINDOW (window));
}
