/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The small windows: about, all keys, their changes.
 */

#include "config.h"

#include "chat-dialogs.h"

#include "chat-accessible.h"
#include "chat-keys-window.h"
#include "chat-shortcuts.h"

#include <glib/gi18n.h>


static void
change_keys_cb (GtkWindow *shortcuts)
{
  GtkWindow *parent = gtk_window_get_transient_for (shortcuts);

  gtk_window_close (shortcuts);
  chat_dialogs_present_keys (parent);
}


void
chat_dialogs_present_shortcuts (GtkWindow *parent)
{
  GtkWindow *window = GTK_WINDOW (chat_shortcuts_new_window (GTK_WIDGET (parent)));
  GtkWidget *bar = gtk_window_get_titlebar (window);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Change…"));

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
  gtk_window_present (GTK_WINDOW (window));
}
