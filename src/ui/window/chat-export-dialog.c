/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks in which format conversations are to be exported, and where to.
 */

#include "chat-export-dialog.h"

#include "chat-accessible.h"

#include <glib/gi18n.h>

/* File systems take 255 bytes; a title in any script stays below that. */
#define MAX_NAME_CHARACTERS 60

typedef struct
{
  const char *suffix;
  const char *label;
  const char *meaning;
} Format;

/* By ChatExportFormat. */
static const Format formats[] = {
  [CHAT_EXPORT_MARKDOWN] = { ".md", N_("_Markdown"), N_("to read and to edit") },
  [CHAT_EXPORT_JSON] = { ".json", N_("_JSON"), N_("with everything; can be imported again") },
  [CHAT_EXPORT_HTML] = { ".html", N_("_HTML"), N_("for a browser, in one file") },
};

/* The first question, then the second. */
typedef struct
{
  GtkWindow            *parent;   /* borrowed: whoever holds a window keeps it from going */
  char                 *uid;      /* NULL: all */
  char                 *title;
  ChatExportFormat      format;
  ChatExportChosen      chosen;
  gpointer              user_data;
  GtkFileChooserNative *chooser;
} Export;


static void
export_free (Export *self)
{
  g_signal_handlers_disconnect_by_data (self->parent, self);
  g_clear_object (&self->chooser);
  g_free (self->uid);
  g_free (self->title);
  g_free (self);
}


/* A title may hold what a file's name may not. */
static char *
dup_name (Export *self)
{
  const char *title = self->title != NULL ? self->title : _("Conversations");
  g_autofree char *name = g_utf8_substring (title, 0, MIN (g_utf8_strlen (title, -1),
                                                           MAX_NAME_CHARACTERS));

  g_strdelimit (name, "/\\:*?\"<>|\n", '-');
  if (name[0] == '.')
    name[0] = '-';

  return g_strconcat (name, formats[self->format].suffix, NULL);
}


static void
chooser_response_cb (GtkNativeDialog *chooser,
                     int              response,
                     gpointer         user_data)
{
  Export *self = user_data;
  g_autoptr(GFile) target = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    target = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (target != NULL)
    self->chosen (self->parent, self->format, target, self->uid, self->user_data);

  export_free (self);
}


/* Takes @self. */
static void
ask_where (Export *self)
{
  gboolean folder = self->uid == NULL && self->format != CHAT_EXPORT_JSON;
  g_autofree char *name = dup_name (self);

  self->chooser =
    gtk_file_chooser_native_new (folder ? _("Export into a folder") : _("Export"), self->parent,
                                 folder ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER
                                        : GTK_FILE_CHOOSER_ACTION_SAVE,
                                 _("_Export"), _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  if (!folder)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect (self->chooser, "response", G_CALLBACK (chooser_response_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}


static void
format_toggled_cb (GtkCheckButton *check,
                   gpointer        user_data)
{
  Export *self = user_data;

  if (gtk_check_button_get_active (check))
    self->format = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (check), "chat-format"));
}


static void
dialog_response_cb (AdwMessageDialog *dialog,
                    const char       *response,
                    gpointer          user_data)
{
  Export *self = user_data;

  if (g_str_equal (response, "export"))
    ask_where (self);
  else
    export_free (self);
}


static GtkWidget *
new_format (Export           *self,
            ChatExportFormat  format)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *check = gtk_check_button_new_with_mnemonic (_(formats[format].label));
  GtkWidget *meaning = gtk_label_new (_(formats[format].meaning));

  g_object_set_data (G_OBJECT (check), "chat-format", GINT_TO_POINTER (format));
  g_signal_connect (check, "toggled", G_CALLBACK (format_toggled_cb), self);
  chat_accessible_name_check (check);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (check),
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, meaning, NULL,
                                  -1);
  gtk_label_set_xalign (GTK_LABEL (meaning), 0);
  gtk_label_set_wrap (GTK_LABEL (meaning), TRUE);
  /* Below the words of the button, not its mark. */
  gtk_widget_set_margin_start (meaning, 28);
  gtk_widget_add_css_class (meaning, "dim");
  gtk_widget_add_css_class (meaning, "caption");
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), meaning);

  return box;
}


/* A check button takes Return for itself, which changes nothing where the arrows have chosen. */
static void
let_return_go_on (GtkWidget *choice)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcutTrigger *either =
    gtk_alternative_trigger_new (gtk_keyval_trigger_new (GDK_KEY_Return, 0),
                                 gtk_keyval_trigger_new (GDK_KEY_KP_Enter, 0));

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (either, gtk_named_action_new ("default.activate")));
  gtk_widget_add_controller (choice, keys);
}


static GtkWidget *
new_choice (Export *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkCheckButton *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      GtkWidget *format = new_format (self, i);
      GtkCheckButton *check = GTK_CHECK_BUTTON (gtk_widget_get_first_child (format));

      if (first != NULL)
        gtk_check_button_set_group (check, first);
      else
        first = check;
      gtk_box_append (GTK_BOX (box), format);
    }
  gtk_check_button_set_active (first, TRUE);
  let_return_go_on (box);

  return box;
}


void
chat_export_dialog_present (GtkWindow        *parent,
                            const char       *uid,
                            const char       *title,
                            ChatExportChosen  chosen,
                            gpointer          user_data)
{
  Export *self = g_new0 (Export, 1);
  GtkWidget *dialog =
    adw_message_dialog_new (parent,
                            uid != NULL ? _("Export the conversation")
                                        : _("Export all conversations"),
                            NULL);

  self->parent = parent;
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  /* After the dialog: then nobody answers. */
  g_signal_connect_swapped (parent, "destroy", G_CALLBACK (export_free), self);
  self->uid = g_strdup (uid);
  self->title = g_strdup (title);
  self->chosen = chosen;
  self->user_data = user_data;
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), new_choice (self));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("Cancel"),
                                    "export", _("Export…"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "export",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "export");
  g_signal_connect (dialog, "response", G_CALLBACK (dialog_response_cb), self);
  gtk_window_present (GTK_WINDOW (dialog));
}
