/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Prompts out to files and in from them.
 */

#include "chat-prompt-files.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#define CHOOSER_KEY "chat-prompt-chooser"


static void
complain (GtkWindow  *parent,
          const char *heading,
          const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, NULL);

  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), body);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}


static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GtkWindow) parent = user_data;
  g_autoptr(GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    complain (parent, _("The file cannot be written."), error->message);
}


/* It goes with the window, or with the answer. */
static void
show_chooser (GtkWindow            *parent,
              GtkFileChooserNative *chooser)
{
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_object_set_data_full (G_OBJECT (parent), CHOOSER_KEY, chooser, g_object_unref);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}


static void
save_response_cb (GtkFileChooserNative *chooser,
                  int                   response,
                  GBytes               *bytes)
{
  GtkWindow *parent = gtk_native_dialog_get_transient_for (GTK_NATIVE_DIALOG (chooser));

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

      g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                           saved_cb, g_object_ref (parent));
    }
  g_object_set_data (G_OBJECT (parent), CHOOSER_KEY, NULL);
}


static void
free_bytes (gpointer  bytes,
            GClosure *closure)
{
  g_bytes_unref (bytes);
}


void
chat_prompt_files_save (GtkWindow  *parent,
                        const char *name,
                        const char *text)
{
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (_("Export"), parent, GTK_FILE_CHOOSER_ACTION_SAVE, _("_Export"),
                                 _("_Cancel"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_signal_connect_data (chooser, "response", G_CALLBACK (save_response_cb),
                         g_bytes_new (text, strlen (text)), free_bytes, 0);
  show_chooser (parent, chooser);
}


/* "notes.md" is called "notes". */
static char *
dup_title (GFile *file)
{
  char *name = g_file_get_basename (file);
  char *dot = strrchr (name, '.');

  if (dot != NULL && dot != name)
    *dot = '\0';

  return name;
}


static GPtrArray *
parse (GFile      *file,
       const char *text,
       gsize       length)
{
  g_autofree char *usual = NULL;
  g_autofree char *title = dup_title (file);
  gboolean whole;
  GPtrArray *items =
    chat_library_file_parse (CHAT_LIBRARY_PROMPTS, text, length, &usual, &whole);
  ChatLibraryItem *item;

  if (items != NULL)
    return items;

  items = g_ptr_array_new_with_free_func (g_object_unref);
  item = chat_library_file_parse_markdown (text, title);
  if (item != NULL)
    g_ptr_array_add (items, item);

  return items;
}


typedef struct
{
  GtkWindow   *parent;
  ChatLibrary *library;
} Import;


static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Import *import = user_data;
  g_autoptr(GtkWindow) parent = import->parent;
  g_autoptr(ChatLibrary) library = import->library;
  g_autofree char *text = NULL;
  g_autoptr(GPtrArray) items = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  g_free (import);
  if (!g_file_load_contents_finish (G_FILE (source), result, &text, &length, NULL, &error))
    {
      complain (parent, _("The file cannot be read."), error->message);
      return;
    }

  items = parse (G_FILE (source), text, length);
  if (items->len == 0)
    complain (parent, _("There is no prompt in this file."),
              _("Import reads the files that Export writes, and Markdown."));
  chat_library_add_all (library, items);
}


static void
import_response_cb (GtkFileChooserNative *chooser,
                    int                   response,
                    ChatLibrary          *library)
{
  GtkWindow *parent = gtk_native_dialog_get_transient_for (GTK_NATIVE_DIALOG (chooser));
  g_autoptr(GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser));

  for (guint i = 0; response == GTK_RESPONSE_ACCEPT && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);
      Import *import = g_new0 (Import, 1);

      import->parent = g_object_ref (parent);
      import->library = g_object_ref (library);
      g_file_load_contents_async (file, NULL, loaded_cb, import);
    }
  g_object_set_data (G_OBJECT (parent), CHOOSER_KEY, NULL);
}


void
chat_prompt_files_import (GtkWindow   *parent,
                          ChatLibrary *library)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (_("Import prompts"), parent, GTK_FILE_CHOOSER_ACTION_OPEN,
                                 _("_Import"), _("_Cancel"));

  gtk_file_filter_set_name (filter, _("Prompts: JSON and Markdown"));
  gtk_file_filter_add_pattern (filter, "*.json");
  gtk_file_filter_add_pattern (filter, "*.md");
  gtk_file_filter_add_pattern (filter, "*.txt");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (import_response_cb), library, 0);
  show_chooser (parent, chooser);
}
