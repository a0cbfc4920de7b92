/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row for the path of a file, written or chosen.
 */

#include "chat-file-row.h"

#include "chat-account-rows.h"

#include <glib/gi18n.h>

struct _ChatFileRow
{
  AdwEntryRow           parent_instance;

  char                 *kind;
  const char * const   *patterns;
  GtkFileChooserNative *chooser;    /* while it is open */
};

G_DEFINE_FINAL_TYPE (ChatFileRow, chat_file_row, ADW_TYPE_ENTRY_ROW)


static void
response_cb (ChatFileRow *self,
             int          response)
{
  g_autoptr(GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  path = file != NULL ? g_file_get_path (file) : NULL;
  if (path != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self), path);
  g_clear_object (&self->chooser);
}


static void
add_filter (ChatFileRow        *self,
            const char         *name,
            const char * const *patterns)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (gsize i = 0; patterns[i] != NULL; i++)
    gtk_file_filter_add_pattern (filter, patterns[i]);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
}


static void
choose_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  static const char * const all[] = { "*", NULL };
  ChatFileRow *self = CHAT_FILE_ROW (widget);
  const char *path = gtk_editable_get_text (GTK_EDITABLE (self));
  g_autoptr(GFile) file = *path != '\0' ? g_file_new_for_path (path) : NULL;

  if (self->chooser != NULL)
    return;

  self->chooser =
    gtk_file_chooser_native_new (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)),
                                 GTK_WINDOW (gtk_widget_get_root (widget)),
                                 GTK_FILE_CHOOSER_ACTION_OPEN, _("_Choose"), _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  add_filter (self, self->kind, self->patterns);
  add_filter (self, _("All files"), all);
  if (file != NULL)
    gtk_file_chooser_set_file (GTK_FILE_CHOOSER (self->chooser), file, NULL);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}


static void
chat_file_row_dispose (GObject *object)
{
  ChatFileRow *self = CHAT_FILE_ROW (object);

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);

  G_OBJECT_CLASS (chat_file_row_parent_class)->dispose (object);
}


static void
chat_file_row_finalize (GObject *object)
{
  ChatFileRow *self = CHAT_FILE_ROW (object);

  g_free (self->kind);

  G_OBJECT_CLASS (chat_file_row_parent_class)->finalize (object);
}


static void
chat_file_row_class_init (ChatFileRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_file_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = chat_file_row_finalize;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "file.choose", NULL, choose_action);
}


static void
chat_file_row_init (ChatFileRow *self)
{
  GtkWidget *button = chat_account_rows_new_button ("document-open-symbolic",
                                                    _("Choose a file"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "file.choose");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), button);
}


GtkWidget *
chat_file_row_new (const char         *title,
                   const char         *path,
                   const char         *kind,
                   const char * const *patterns)
{
  ChatFileRow *self = g_object_new (CHAT_TYPE_FILE_ROW, "title", title, NULL);

  self->kind = g_strdup (kind);
  self->patterns = patterns;
  gtk_editable_set_text (GTK_EDITABLE (self), path != NULL ? path : "");

  return GTK_WIDGET (self);
}
