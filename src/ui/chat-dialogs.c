/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The small windows: about, all keys.
 */

#include "config.h"

#include "chat-dialogs.h"

#include "chat-shortcuts.h"

#include <glib/gi18n.h>


void
chat_dialogs_present_shortcuts (GtkWindow *parent)
{
  GtkWindow *window = GTK_WINDOW (chat_shortcuts_new_window (GTK_WIDGET (parent)));

  gtk_window_set_transient_for (window, parent);
  gtk_window_present (window);
}


void
chat_dialogs_present_about (GtkWindow *parent)
{
  adw_show_about_window (parent,
                         "application-name", _("Claude Chat"),
                         "application-icon", "org.example.ClaudeChat",
                         "version", PACKAGE_VERSION,
                         "comments", _("Conversations with Claude, or with any server that speaks "
                                       "the Messages API. Not made by Anthropic."),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "translator-credits", _("translator-credits"),
                         NULL);
}
