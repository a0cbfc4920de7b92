/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Preferences: where conversations are kept, what they take, and what can be done with all of them.
 */

#include "chat-data-page.h"

#include "chat-history-backup.h"
#include "chat-setting-rows.h"

#include <glib/gi18n.h>

/* More than are ever kept. */
#define MAX_BACKUPS 100
#define ATTRIBUTES  G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_SIZE "," \
                    G_FILE_ATTRIBUTE_TIME_MODIFIED

/* What the store calls a backup until it is whole. */
#define PART ".part"

/* A backup takes seconds. */
#define POLL_MS 500

#define FAILED N_("It was not made: there is too little room on the disk, or another program " \
                  "makes one. Make room and try again.")

struct _ChatDataPage
{
  AdwPreferencesPage   parent_instance;

  GFile               *folder;
  GFile               *backups_folder;
  GListModel          *trash;
  GCancellable        *cancellable;
  ChatHistory         *history;
  gint64               asked;      /* s since 1970: when a backup was asked for; 0: it is there */
  guint                poll;       /* timeout until it is there, or 0 */
  GtkWidget           *size;       /* rows */
  GtkWidget           *trash_row;
  GtkWidget           *backup_row;
  GPtrArray           *backup_rows;   /* of those that are there, borrowed from their group */
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


/* Returns: (transfer full) */
static char *
dup_time (GFileInfo *info)
{
  g_autoptr(GDateTime) made = g_file_info_get_modification_date_time (info);
  g_autoptr(GDateTime) local = g_date_time_to_local (made);

  return g_date_time_format (local, "%x %H:%M");
}


static void
add_backup (ChatDataPage *self,
            GFileInfo    *info)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *size = g_format_size ((guint64) g_file_info_get_size (info));
  g_autofree char *when = dup_time (info);
  /* Translators: when a backup was made, and its size */
  g_autofree char *text = g_strdup_printf (C_("backup", "%s · %s"), when, size);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), g_file_info_get_name (info));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_preferences_group_add (self->backups, row);
  g_ptr_array_add (self->backup_rows, row);
}


/* @latest (nullable) */
static void
say_latest (ChatDataPage *self,
            GFileInfo    *latest)
{
  g_autofree char *folder = g_file_get_path (self->backups_folder);
  /* Isolated, left to right, so that a sentence in Arabic does not take its first slash. */
  g_autofree char *path = g_strconcat ("\u2066", folder, "\u2069", NULL);
  g_autofree char *when = latest != NULL ? dup_time (latest) : NULL;
  g_autofree char *text = NULL;

  if (latest != NULL)
    /* Translators: when the last backup was made, and in which folder it is */
    text = g_strdup_printf (_("%s, in %s"), when, path);
  else
    /* Translators: %s is a folder */
    text = g_strdup_printf (_("None yet; it will be in %s"), path);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->backup_row), text);
}


static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  g_autoptr(GDateTime) one = g_file_info_get_modification_date_time ((GFileInfo *) a);
  g_autoptr(GDateTime) other = g_file_info_get_modification_date_time ((GFileInfo *) b);

  return g_date_time_compare (other, one);
}


static gboolean
is_newer (GFileInfo *info,
          gint64     than)
{
  g_autoptr(GDateTime) made = g_file_info_get_modification_date_time (info);

  return g_date_time_to_unix (made) >= than;
}


/* It is there, or what there was of it is gone. */
static void
say_outcome (ChatDataPage *self,
             GFileInfo    *latest,
             gboolean      going_on)
{
  if (self->asked != 0 && going_on)
    return;

  g_clear_handle_id (&self->poll, g_source_remove);
  if (self->asked != 0 && (latest == NULL || !is_newer (latest, self->asked)))
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->backup_row), _(FAILED));
  else
    say_latest (self, latest);
  self->asked = 0;
}


static void
show_backups (ChatDataPage *self,
              GList        *files)
{
  GFileInfo *latest = NULL;
  gboolean going_on = FALSE;

  for (guint i = 0; i < self->backup_rows->len; i++)
    adw_preferences_group_remove (self->backups, g_ptr_array_index (self->backup_rows, i));
  g_ptr_array_set_size (self->backup_rows, 0);
  for (GList *l = files; l != NULL; l = l->next)
    {
      going_on = going_on || g_str_equal (g_file_info_get_name (l->data), PART);
      if (!g_str_has_suffix (g_file_info_get_name (l->data), ".db"))
        continue;
      if (latest == NULL)
        latest = l->data;
      add_backup (self, l->data);
    }
  say_outcome (self, latest, going_on);
}


static void
files_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(ChatDataPage) self = CHAT_DATA_PAGE (user_data);
  GList *files = g_file_enumerator_next_files_finish (G_FILE_ENUMERATOR (source), result, NULL);

  files = g_list_sort (files, compare_times);
  if (self->history != NULL)
    show_backups (self, files);
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
  else if (self->history != NULL)
    show_backups (self, NULL);
}


static void
look_for_backups (ChatDataPage *self)
{
  g_file_enumerate_children_async (self->backups_folder, ATTRIBUTES, G_FILE_QUERY_INFO_NONE,
                                   G_PRIORITY_DEFAULT, self->cancellable, backups_cb,
                                   g_object_ref (self));
}


static gboolean
poll_cb (gpointer user_data)
{
  look_for_backups (user_data);

  return G_SOURCE_CONTINUE;
}


static void
backing_up_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(ChatDataPage) self = CHAT_DATA_PAGE (user_data);
  gboolean begun = chat_history_back_up_finish (CHAT_HISTORY (source), result);

  if (self->history == NULL)
    return;

  if (begun && self->poll == 0)
    self->poll = g_timeout_add (POLL_MS, poll_cb, self);
  if (begun)
    return;

  self->asked = 0;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->backup_row), _(FAILED));
}


static void
back_up_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  ChatDataPage *self = CHAT_DATA_PAGE (widget);

  self->asked = g_get_real_time () / G_USEC_PER_SEC;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->backup_row), _("Being made…"));
  chat_history_back_up_async (self->history, backing_up_cb, g_object_ref (self));
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
  g_clear_handle_id (&self->poll, g_source_remove);
  g_clear_object (&self->history);
  g_clear_object (&self->folder);
  g_clear_object (&self->backups_folder);
  g_clear_object (&self->trash);
  g_clear_pointer (&self->backup_rows, g_ptr_array_unref);
  self->size = NULL;

  G_OBJECT_CLASS (chat_data_page_parent_class)->dispose (object);
}


static void
chat_data_page_class_init (ChatDataPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_data_page_dispose;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "data.back-up", NULL, back_up_action);
}


static void
chat_data_page_init (ChatDataPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->backup_rows = g_ptr_array_new ();
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


static void
add_backups (ChatDataPage *self)
{
  AdwPreferencesGroup *group = chat_setting_rows_add_group (ADW_PREFERENCES_PAGE (self),
                                                            _("Backups"));

  self->backups = group;
  self->backups_folder = g_file_get_child (self->folder, "backups");
  adw_preferences_group_set_description (group, _("One is made each day; the last seven are "
                                                  "kept."));
  self->backup_row = chat_setting_rows_add_button (group, _("Last backup"), "",
                                                   _("_Back up now"), "data.back-up", NULL);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->backup_row), FALSE);
  look_for_backups (self);
}


GtkWidget *
chat_data_page_new (void)
{
  return g_object_new (CHAT_TYPE_DATA_PAGE, NULL);
}


void
chat_data_page_fill (ChatDataPage *self,
                     ChatHistory  *history)
{
  const char *path;

  g_return_if_fail (CHAT_IS_DATA_PAGE (self));

  path = chat_history_get_folder (history);
  self->history = g_object_ref (history);
  self->folder = g_file_new_for_path (path);
  add_place (self, path);
  add_backups (self);
  self->trash = chat_history_new_list (history, CHAT_HISTORY_TRASH, NULL);
  g_signal_connect_object (self->trash, "items-changed", G_CALLBACK (trash_cb), self,
                           G_CONNECT_SWAPPED);
  trash_cb (self);
  g_file_measure_disk_usage_async (self->folder, G_FILE_MEASURE_NONE, G_PRIORITY_DEFAULT,
                                   self->cancellable, NULL, NULL, measured_cb,
                                   g_object_ref (self));
}
