/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Conversations out to files and in from them, with a banner that tells how far it is.
 */

#include "chat-export-dialog.h"
#include "chat-toast.h"
#include "chat-window-private.h"

#include <glib/gi18n.h>

#define IMPORT_KEY "chat-is-import"


static void
say (ChatWindow *self,
     const char *text)
{
  chat_window_tell_state (self, chat_toast_new (text));
}


/* One at a time. The cancellable knows what it is for. */
static gboolean
begin (ChatWindow *self,
       gboolean    is_import)
{
  if (self->transfer != NULL)
    {
      say (self, _("An export or import is still running"));
      return FALSE;
    }

  self->transfer = g_cancellable_new ();
  g_object_set_data (G_OBJECT (self->transfer), IMPORT_KEY, GINT_TO_POINTER (is_import));
  chat_banner_set_text (self->transfer_banner, is_import ? _("Importing…") : _("Exporting…"));
  chat_banner_set_fraction (self->transfer_banner, 0);
  chat_banner_set_revealed (self->transfer_banner, TRUE);

  return TRUE;
}


/* FALSE if the window is gone. */
static gboolean
end (ChatWindow *self)
{
  if (self->engine == NULL)
    return FALSE;

  g_clear_object (&self->transfer);
  chat_banner_set_revealed (self->transfer_banner, FALSE);

  return TRUE;
}


static void
progress_cb (double   fraction,
             guint    n_conversations,
             gpointer user_data)
{
  ChatWindow *self = CHAT_WINDOW (user_data);
  g_autofree char *text = NULL;

  if (self->transfer == NULL)
    return;

  if (g_object_get_data (G_OBJECT (self->transfer), IMPORT_KEY) != NULL)
    text = g_strdup_printf (ngettext ("Importing… %u conversation so far",
                                      "Importing… %u conversations so far", n_conversations),
                            n_conversations);
  else
    text = g_strdup_printf (ngettext ("Exporting… %u conversation so far",
                                      "Exporting… %u conversations so far", n_conversations),
                            n_conversations);
  chat_banner_set_text (self->transfer_banner, text);
  chat_banner_set_fraction (self->transfer_banner, fraction);
}


static char *
dup_exported (guint n_exported)
{
  return g_strdup_printf (ngettext ("%d conversation exported", "%d conversations exported",
                                    n_exported),
                          (int) n_exported);
}


/* Of several files some may be there. */
static char *
dup_export_problem (guint         n_exported,
                    const GError *error)
{
  const gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_autofree char *exported = n_exported > 0 ? dup_exported (n_exported) : NULL;

  if (cancelled && exported != NULL)
    return g_strconcat (_("Export cancelled"), C_("report", ", "), exported, NULL);
  if (cancelled)
    return g_strdup (_("Export cancelled"));
  if (exported != NULL)
    /* Translators: "12 conversations exported"; the second %s is a sentence of the system */
    return g_strdup_printf (_("%s; the others were not: %s"), exported, error->message);

  /* Translators: a sentence of the system follows. */
  return g_strdup_printf (_("Nothing was exported: %s"), error->message);
}


static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(ChatWindow) self = CHAT_WINDOW (user_data);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  guint n_exported;

  if (chat_transfer_export_finish (CHAT_HISTORY (source), result, &n_exported, &error))
    text = dup_exported (n_exported);
  else
    text = dup_export_problem (n_exported, error);

  if (end (self))
    say (self, text);
}


static void
export_chosen_cb (GtkWindow        *parent,
                  ChatExportFormat  format,
                  GFile            *target,
                  const char       *uid,
                  gpointer          user_data)
{
  ChatWindow *self = CHAT_WINDOW (parent);
  const char *uids[] = { uid, NULL };

  if (self->engine == NULL || !begin (self, FALSE))
    return;

  chat_transfer_export_async (self->history, uid != NULL ? uids : NULL, format, target,
                              progress_cb, self, self->transfer, exported_cb, g_object_ref (self));
}


static void
export_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);
  g_autofree char *uid = chat_window_dup_target (self, parameter);
  ChatConversationInfo *info = NULL;

  if (uid != NULL && self->history != NULL)
    info = chat_history_get_info (self->history, uid);
  if (info != NULL)
    chat_export_dialog_present (GTK_WINDOW (self), uid, chat_conversation_info_get_title (info),
                                export_chosen_cb, NULL);
}


static void
export_all_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);

  if (self->history != NULL)
    chat_export_dialog_present (GTK_WINDOW (self), NULL, NULL, export_chosen_cb, NULL);
}


/* What is on the screen; before a conversation is begun, everything. */
static void
save_elsewhere_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);

  if (self->info != NULL)
    gtk_widget_activate_action (widget, "win.export", "s",
                                chat_conversation_info_get_uid (self->info));
  else
    gtk_widget_activate_action (widget, "win.export-all", NULL);
}


/* Takes @part. */
static void
append_part (GString *text,
             guint    count,
             char    *part)
{
  if (count > 0 && text->len > 0)
    /* Translators: between the parts of a report: "12 conversations imported, 3 already there". */
    g_string_append (text, C_("report", ", "));
  if (count > 0)
    g_string_append (text, part);
  g_free (part);
}


static char *
dup_report (const ChatImportReport *report)
{
  g_autoptr(GString) text = g_string_new (NULL);

  append_part (text, report->n_added,
               g_strdup_printf (ngettext ("%u conversation imported", "%u conversations imported",
                                          report->n_added),
                                report->n_added));
  append_part (text, report->n_extended,
               g_strdup_printf (ngettext ("%u continued", "%u continued", report->n_extended),
                                report->n_extended));
  append_part (text, report->n_known,
               g_strdup_printf (ngettext ("%u already there", "%u already there", report->n_known),
                                report->n_known));
  append_part (text, report->n_skipped,
               g_strdup_printf (ngettext ("%u could not be read", "%u could not be read",
                                          report->n_skipped),
                                report->n_skipped));
  if (text->len == 0)
    g_string_append (text, _("There is no conversation in that file"));
  if (report->first_problem != NULL)
    g_string_append_printf (text, " (%s)", report->first_problem);

  return g_string_free (g_steal_pointer (&text), FALSE);
}


static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(ChatWindow) self = CHAT_WINDOW (user_data);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  ChatImportReport report = { 0 };
  gboolean done = chat_transfer_import_finish (CHAT_HISTORY (source), result, &report, &error);

  if (done)
    text = dup_report (&report);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    text = g_strdup (_("Import cancelled; what was read so far is there"));
  else
    text = g_strdup_printf (_("The import ended: %s"), error->message);
  chat_import_report_clear (&report);

  if (end (self))
    say (self, text);
}


static void
import_response_cb (ChatWindow           *self,
                    int                   response,
                    GtkFileChooserNative *chooser)
{
  g_autoptr(GFile) source = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    source = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_object_set_data (G_OBJECT (self), "chat-import-chooser", NULL);
  if (source == NULL || !begin (self, TRUE))
    return;

  chat_transfer_import_async (self->history, source, progress_cb, self, self->transfer, imported_cb,
                              g_object_ref (self));
}


static void
import_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);
  GtkFileChooserNative *chooser;
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  if (self->history == NULL)
    return;

  chooser = gtk_file_chooser_native_new (_("Import conversations"), GTK_WINDOW (self),
                                         GTK_FILE_CHOOSER_ACTION_OPEN, _("_Import"), _("_Cancel"));
  gtk_file_filter_set_name (filter, _("Exports of Claude Chat, Claude.ai and ChatGPT"));
  gtk_file_filter_add_pattern (filter, "*.json");
  gtk_file_filter_add_pattern (filter, "*.zip");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (import_response_cb), self,
                           G_CONNECT_SWAPPED);
  /* It goes with the window, or with the answer. */
  g_object_set_data_full (G_OBJECT (self), "chat-import-chooser", chooser, g_object_unref);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}


static void
cancel_transfer_action (GtkWidget  *widget,
                        const char *action_name,
                        GVariant   *parameter)
{
  g_cancellable_cancel (CHAT_WINDOW (widget)->transfer);
}


void
chat_window_install_transfers (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.export", "s", export_action);
  gtk_widget_class_install_action (widget_class, "win.export-all", NULL, export_all_action);
  gtk_widget_class_install_action (widget_class, "win.save-elsewhere", NULL,
                                   save_elsewhere_action);
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "win.cancel-transfer", NULL,
                                   cancel_transfer_action);
}
