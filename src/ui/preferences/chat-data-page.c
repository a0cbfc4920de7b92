/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Preferences: where conversations are kept, what they take, and what can be done with all of them.
 */

#include "chat-data-page.h"

#include "chat-setting-rows.h"

#include <glib/gi18n.h>
#include <string.h>

/* More than are ever kept. */
#define MAX_BACKUPS 100
#define ATTRIBUTES  G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_SIZE "," \
                    G_FILE_ATTRIBUTE_TIME_MODIFIED

struct _ChatDataPage
{
  AdwPreferencesPage   parent_instance;

  GFile               *folder;
  GListModel          *trash;
  GCancellable        *cancellable;
  GtkWidget           *size;       /* rows */
  GtkWidget           *trash_row;
  AdwPreferencesGroup *backups;
};

G_DEFINE_FINAL_TYPE (ChatDataPage, chat_data_page, ADW_TYPE_PREFERENCES_PAGE)


static void
measured_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(ChatDataPage) self = CHAT_DATA_PAGE (user_data);
  g_autofree char *text = NULL;
  guint64 n_bytes;

  if (g_file_measure_disk_usage_finish (G_FILE (source), result, &n_bytes, NULL, NULL, NULL) &&
      self->size != NULL)
    {
      text = g_format_size (n_bytes);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->size), text);
    }
}


static void
add_backup (ChatDataPage *self,
            GFileInfo    *info)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *size = g_format_size ((guint64) g_file_info_get_size (info));
  g_autoptr(GDateTime) made = g_file_info_get_modification_date_time (info);
  g_autoptr(GDateTime) local = g_date_time_to_local (made);
  g_autofree char *when = g_date_time_format (local, "%x %H:%M");
  /* Translators: when a backup was made, and its size */
  g_autofree char *text = g_strdup_printf (C_("backup", "%s · %s"), when, size);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), g_file_info_get_name (info));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_preferences_group_add (self->backups, row);
}


static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (g_file_info_get_name ((GFileInfo *) b), g_file_info_get_name ((GFileInfo *) a));
}


static void
files_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(ChatDataPage) self = CHAT_DATA_PAGE (user_data);
  GList *files = g_file_enumerator_next_files_finish (G_FILE_ENUMERATOR (source), result, NULL);

  files = g_list_sort (files, compare_names);
  for (GList *l = files; l != NULL && self->size != NULL; l = l->next)
    {
      if (g_str_has_suffix (g_file_info_get_name (l->data), ".db"))
        add_backup (self, l->data);
    }
  g_list_free_full (files, g_object_unref);
}


static void
backups_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(ChatDataPage) self = CHAT_DATA_PAGE (user_data);
  /* Without the folder there are none yet. */
  g_autoptr(GFileEnumerator) files = g_file_enumerate_children_finish (G_FILE (source), result,
                                                                       NULL);

  if (files != NULL)
    g_file_enumerator_next_files_async (files, MAX_BACKUPS, G_PRIORITY_DEFAULT, self->cancellable,
                                        files_cb, g_object_ref (self));
}


static void
trash_cb (ChatDataPage *self)
{
  guint n_items = g_list_model_get_n_items (self->trash);
  g_autofree char *text =
    g_strdup_printf (ngettext ("%u conversation; each goes after 30 days",
                               "%u conversations; each goes after 30 days", n_items),
                     n_items);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->trash_row), text);
}


static void
chat_data_page_dispose (GObject *object)
{
  ChatDataPage *self = CHAT_DATA_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->folder);
  g_clear_object (&self->trash);
  self->size = NULL;

  G_OBJECT_CLASS (chat_data_page_parent_class)->dispose (object);
}


static void
chat_data_page_class_init (ChatDataPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_data_page_dispose;
}


static void
chat_data_page_init (ChatDataPage *self)
{
  self->cancellable = g_cancellable_new ();
}


static void
add_place (ChatDataPage *self,
           const char   *path)
{
  AdwPreferencesGroup *group = chat_setting_rows_add_group (ADW_PREFERENCES_PAGE (self),
                                                            _("Conversations"));
  GtkWidget *row = chat_setting_rows_add_button (group, _("Place"), NULL, _("_Open folder"),
                                                 "preferences.open-folder", path);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), path);
  self->size = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->size), _("Size"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->size), _("Being counted…"));
  adw_preferences_group_add (group, self->size);

  chat_setting_rows_add_button (group, _("Export"), _("All conversations, as files"),
                                _("_Export…"), "preferences.run", "win.export-all");
  chat_setting_rows_add_button (group, _("Import"),
                                _("From this program, Claude.ai or ChatGPT"), _("_Import…"),
                                "preferences.run", "win.import");
  self->trash_row = chat_setting_rows_add_button (group, _("Trash"), "", _("E_mpty…"),
                                                  "preferences.run", "win.empty-trash");
}


AdwPreferencesPage *
chat_data_page_new (ChatHistory *history)
{
  ChatDataPage *self = g_object_new (CHAT_TYPE_DATA_PAGE,
                                     "name", "data",
                                     "title", _("Data"),
                                     "icon-name", "drive-harddisk-symbolic",
                                     NULL);
  const char *path = chat_history_get_folder (history);
  g_autoptr(GFile) backups = NULL;

  self->folder = g_file_new_for_path (path);
  add_place (self, path);
  self->backups = chat_setting_rows_add_group (ADW_PREFERENCES_PAGE (self), _("Backups"));
  adw_preferences_group_set_description (self->backups,
                                         _("One is made each day; the last seven are kept."));
  self->trash = chat_history_new_list (history, CHAT_HISTORY_TRASH, NULL);
  g_signal_connect_object (self->trash, "items-changed", G_CALLBACK (trash_cb), self,
                           G_CONNECT_SWAPPED);
  trash_cb (self);

  backups = g_file_get_child (self->folder, "backups");
  g_file_measure_disk_usage_async (self->folder, G_FILE_MEASURE_NONE, G_PRIORITY_DEFAULT,
                                   self->cancellable, NULL, NULL, measured_cb,
                                   g_object_ref (self));
  g_file_enumerate_children_async (backups, ATTRIBUTES, G_FILE_QUERY_INFO_NONE,
                                   G_PRIORITY_DEFAULT, self->cancellable, backups_cb,
                                   g_object_ref (self));

  return ADW_PREFERENCES_PAGE (self);
}
