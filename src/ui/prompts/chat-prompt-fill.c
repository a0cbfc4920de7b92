/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A prompt of the library becomes text: its variables get their values, or are asked for.
 */

#include "chat-prompt-fill.h"

#include "chat-template.h"
#include "chat-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  ChatLibraryItem *prompt;
  GStrv            variables;
  GHashTable      *values;     /* (element-type utf8 utf8) */
  GPtrArray       *rows;       /* of the variables that are asked for, in their order; borrowed */
  GPtrArray       *asked;      /* their names; borrowed */
  gboolean         wanted;     /* by whoever was asked */
} Filling;


static void
free_filling (gpointer data)
{
  Filling *filling = data;

  g_object_unref (filling->prompt);
  g_strfreev (filling->variables);
  g_hash_table_unref (filling->values);
  g_ptr_array_unref (filling->rows);
  g_ptr_array_unref (filling->asked);
  g_free (filling);
}


static void
finish (GTask *task)
{
  Filling *filling = g_task_get_task_data (task);

  g_task_return_pointer (task,
                         chat_template_fill (chat_library_item_get_text (filling->prompt),
                                             filling->values),
                         g_free);
}


static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             gpointer          user_data)
{
  Filling *filling = g_task_get_task_data (user_data);

  filling->wanted = strcmp (response, "insert") == 0;
  for (guint i = 0; i < filling->rows->len; i++)
    g_hash_table_insert (filling->values, g_strdup (g_ptr_array_index (filling->asked, i)),
                         g_strdup (gtk_editable_get_text (g_ptr_array_index (filling->rows, i))));
}


/* Also without an answer: it goes with the window that it stands before. */
static void
destroyed_cb (GtkWidget *dialog,
              gpointer   user_data)
{
  g_autoptr(GTask) task = user_data;
  Filling *filling = g_task_get_task_data (task);

  if (filling->wanted)
    finish (task);
  else
    g_task_return_pointer (task, NULL, NULL);
}


static GtkWidget *
new_rows (Filling *filling)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  for (guint i = 0; i < filling->asked->len; i++)
    {
      GtkWidget *row = adw_entry_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                     g_ptr_array_index (filling->asked, i));
      adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
      g_ptr_array_add (filling->rows, row);
    }

  return list;
}


static void
ask (GTask *task)
{
  Filling *filling = g_task_get_task_data (task);
  GtkRoot *root = gtk_widget_get_root (g_task_get_source_object (task));
  GtkWidget *dialog =
    adw_message_dialog_new (GTK_WINDOW (root), chat_library_item_get_name (filling->prompt), NULL);
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);

  adw_message_dialog_set_extra_child (message, new_rows (filling));
  adw_message_dialog_add_response (message, "cancel", _("_Cancel"));
  adw_message_dialog_add_response (message, "insert", _("_Insert"));
  adw_message_dialog_set_response_appearance (message, "insert", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (message, "insert");
  adw_message_dialog_set_close_response (message, "cancel");
  chat_words_tell_whole (dialog);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  g_signal_connect (dialog, "destroy", G_CALLBACK (destroyed_cb), g_object_ref (task));
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (g_ptr_array_index (filling->rows, 0));
}


/* What has no value by now only the user knows. */
static void
ask_for_rest (GTask *task)
{
  Filling *filling = g_task_get_task_data (task);

  for (gsize i = 0; filling->variables[i] != NULL; i++)
    {
      if (!g_hash_table_contains (filling->values, filling->variables[i]))
        g_ptr_array_add (filling->asked, filling->variables[i]);
    }

  if (filling->asked->len > 0 && gtk_widget_get_root (g_task_get_source_object (task)) != NULL)
    ask (task);
  else
    finish (task);
}


static void
clipboard_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Filling *filling = g_task_get_task_data (task);
  char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  g_hash_table_insert (filling->values, g_strdup ("clipboard"),
                       text != NULL ? text : g_strdup (""));
  ask_for_rest (task);
}


static char *
dup_date (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  /* Translators: a date as it is written in a text, as g_date_time_format() has it */
  return g_date_time_format (now, C_("date", "%-d %B %Y"));
}


void
chat_prompt_fill_async (GtkWidget           *widget,
                        ChatLibraryItem     *prompt,
                        const char          *selection,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (widget, NULL, callback, user_data);
  Filling *filling = g_new0 (Filling, 1);

  filling->prompt = g_object_ref (prompt);
  filling->variables = chat_template_get_variables (chat_library_item_get_text (prompt));
  filling->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  filling->rows = g_ptr_array_new ();
  filling->asked = g_ptr_array_new ();
  g_task_set_task_data (task, filling, free_filling);
  g_hash_table_insert (filling->values, g_strdup ("date"), dup_date ());
  g_hash_table_insert (filling->values, g_strdup ("selection"),
                       g_strdup (selection != NULL ? selection : ""));

  if (g_strv_contains ((const char * const *) filling->variables, "clipboard"))
    gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, clipboard_cb,
                                   g_object_ref (task));
  else
    ask_for_rest (task);
}


char *
chat_prompt_fill_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
