/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The small windows: about, all keys, how to add a key of the API.
 */

#include "config.h"

#include "chat-dialogs.h"

#include "chat-shortcuts.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *name;
  const char *meaning;
} Variable;

static const Variable variables[] = {
  { "ANTHROPIC_API_KEY", N_("a key of the Anthropic API") },
  { "ANTHROPIC_AUTH_TOKEN", N_("a token, for a gateway that wants one instead of a key") },
  { "ANTHROPIC_BASE_URL", N_("the address of another server that speaks the Messages API") },
};


static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);

  return label;
}


static GtkWidget *
new_variable (const Variable *variable)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = new_label (variable->name, "monospace");

  gtk_label_set_selectable (GTK_LABEL (name), TRUE);
  /* Else the dialog would open with a name selected. */
  gtk_widget_set_focusable (name, FALSE);
  gtk_widget_set_direction (name, GTK_TEXT_DIR_LTR);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), new_label (_(variable->meaning), "dim"));

  return box;
}


void
chat_dialogs_present_keys (GtkWindow *parent)
{
  GtkWidget *dialog =
    adw_message_dialog_new (parent,
                            _("How to add a key"),
                            _("Claude Chat takes its account from the environment it is started "
                              "in. Close it, set one of these, and start it again. Keys stay in "
                              "memory; they are not written to disk."));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    gtk_box_append (GTK_BOX (box), new_variable (&variables[i]));

  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), box);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("Close"));

  gtk_window_present (GTK_WINDOW (dialog));
}


void
chat_dialogs_present_shortcuts (GtkWindow *parent)
{
  GtkWindow *window = GTK_WINDOW (chat_shortcuts_new_window ());

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
