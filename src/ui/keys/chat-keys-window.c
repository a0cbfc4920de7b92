/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All actions with their keys, to be searched and changed.
 */

#include "chat-keys-window.h"

#include "chat-accessible.h"
#include "chat-key-editor.h"
#include "chat-title-bin.h"
#include "chat-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define WIDTH      560
#define HEIGHT     640
#define MIN_WIDTH  340
#define MIN_HEIGHT 300

typedef struct
{
  const ChatShortcut *entry;
  GtkWidget          *group;   /* of the page, which has them all */
  GtkWidget          *row;
} Row;

struct _ChatKeysWindow
{
  AdwWindow      parent_instance;

  ChatKeymap    *keymap;
  GArray        *rows;      /* (element-type Row) */

  GtkWidget     *entry;
  GtkWidget     *page;
  GtkWidget     *nothing;
};

G_DEFINE_FINAL_TYPE (ChatKeysWindow, chat_keys_window, ADW_TYPE_WINDOW)


/* "Ctrl+G, F3", or what is said of an action without a key. Returns: (transfer full) */
static char *
dup_keys (ChatKeysWindow     *self,
          const ChatShortcut *entry)
{
  g_auto(GStrv) keys = g_strsplit (chat_keymap_get_keys (self->keymap, entry->action), " ", -1);
  guint n_keys = g_strv_length (keys);

  for (guint i = 0; i < n_keys; i++)
    {
      char *label = chat_key_rules_dup_label (entry, keys[i]);

      g_free (keys[i]);
      keys[i] = label;
    }
  if (n_keys == 0)
    return g_strdup (_("No key"));

  /* Translators: between two keys of one action: "Ctrl+G, F3" */
  return g_strjoinv (_(", "), keys);
}


static void
update_row (ChatKeysWindow *self,
            const Row      *row)
{
  gboolean fixed = (row->entry->flags & CHAT_SHORTCUT_FIXED) != 0;
  gboolean changed = chat_keymap_is_changed (self->keymap, row->entry->action);
  g_autofree char *keys = dup_keys (self, row->entry);
  g_autofree char *subtitle = NULL;

  if (fixed)
    /* Translators: %s are the keys of an action, which cannot have others */
    subtitle = g_strdup_printf (_("%s · always"), keys);
  else if (changed)
    /* Translators: %s are the keys of an action, which had others at first */
    subtitle = g_strdup_printf (_("%s · changed"), keys);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row->row), subtitle != NULL ? subtitle : keys);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _(row->entry->title),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  subtitle != NULL ? subtitle : keys,
                                  -1);
}


static void
update (ChatKeysWindow *self)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);

      update_row (self, row);
      changed = changed || chat_keymap_is_changed (self->keymap, row->entry->action);
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "keys.reset", changed);
}


/* Both as people write it: "ctrl+n" finds what has the key. */
static gboolean
matches (const Row  *row,
         const char *folded)
{
  g_autofree char *title = g_utf8_casefold (_(row->entry->title), -1);
  g_autofree char *keys = g_utf8_casefold (adw_action_row_get_subtitle (ADW_ACTION_ROW (row->row)),
                                           -1);

  return strstr (title, folded) != NULL || strstr (keys, folded) != NULL;
}


static void
search_cb (ChatKeysWindow *self)
{
  g_autofree char *folded = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->entry)),
                                             -1);
  gboolean any = FALSE;

  g_strstrip (folded);
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_set_visible (g_array_index (self->rows, Row, i).group, FALSE);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);
      gboolean found = matches (row, folded);

      gtk_widget_set_visible (row->row, found);
      if (found)
        gtk_widget_set_visible (row->group, TRUE);
      any = any || found;
    }
  gtk_widget_set_visible (self->page, any);
  gtk_widget_set_visible (self->nothing, !any);
}


/* To the first that was found. */
static void
search_activate_cb (ChatKeysWindow *self)
{
  gtk_widget_child_focus (self->page, GTK_DIR_TAB_FORWARD);
}


static void
row_activated_cb (ChatKeysWindow *self,
                  GtkWidget      *widget)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);

      if (row->row == widget)
        gtk_window_present (GTK_WINDOW (chat_key_editor_new (GTK_WINDOW (self), self->keymap,
                                                             row->entry)));
    }
}


static void
reset_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  ChatKeysWindow *self = CHAT_KEYS_WINDOW (widget);

  /* The button that was pressed cannot be pressed any more. */
  gtk_widget_grab_focus (self->entry);
  chat_keymap_reset (self->keymap, NULL);
}


static void
chat_keys_window_dispose (GObject *object)
{
  g_clear_object (&CHAT_KEYS_WINDOW (object)->keymap);
  g_clear_pointer (&CHAT_KEYS_WINDOW (object)->rows, g_array_unref);

  G_OBJECT_CLASS (chat_keys_window_parent_class)->dispose (object);
}


static void
chat_keys_window_class_init (ChatKeysWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chat_keys_window_dispose;
  gtk_widget_class_install_action (widget_class, "keys.reset", NULL, reset_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
}


static void
add_row (ChatKeysWindow      *self,
         AdwPreferencesGroup *group,
         const ChatShortcut  *entry)
{
  const Row row = { entry, GTK_WIDGET (group), adw_action_row_new () };

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row.row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row.row), _(entry->title));
  if ((entry->flags & CHAT_SHORTCUT_FIXED) == 0)
    {
      adw_action_row_add_suffix (ADW_ACTION_ROW (row.row),
                                 gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row.row), TRUE);
      g_signal_connect_object (row.row, "activated", G_CALLBACK (row_activated_cb), self,
                               G_CONNECT_SWAPPED);
    }
  adw_preferences_group_add (group, row.row);
  g_array_append_val (self->rows, row);
}


static void
add_rows (ChatKeysWindow *self)
{
  AdwPreferencesGroup *group = NULL;
  const char *title = NULL;

  for (const ChatShortcut *entry = chat_shortcuts_get_all (); entry->action != NULL; entry++)
    {
      if (g_strcmp0 (title, entry->group) != 0)
        {
          group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
          adw_preferences_group_set_title (group, _(entry->group));
          adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), group);
        }
      title = entry->group;
      add_row (self, group, entry);
    }
}


static GtkWidget *
new_bar (ChatKeysWindow *self)
{
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *reset = gtk_button_new_with_mnemonic (_("_Reset all"));

  gtk_widget_add_css_class (bar, "flat");
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar),
                                   chat_title_bin_new (GTK_WINDOW (self)));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (reset), "keys.reset");
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), reset);

  return bar;
}


static GtkWidget *
new_entry (ChatKeysWindow *self)
{
  GtkWidget *clamp = adw_clamp_new ();

  self->entry = gtk_search_entry_new ();
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (self->entry), 0);
  g_object_set (self->entry, "placeholder-text", _("An action, or a key: Ctrl+N"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search the keys"),
                                  -1);
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (search_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (search_activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "stop-search", G_CALLBACK (gtk_window_close), self,
                           G_CONNECT_SWAPPED);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->entry);
  g_object_set (clamp, "margin-start", 12, "margin-end", 12, "margin-bottom", 6, NULL);

  return clamp;
}


static void
chat_keys_window_init (ChatKeysWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  chat_accessible_keep_role (GTK_WIDGET (self));
  chat_words_fit_window (GTK_WIDGET (self));
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->keymap = g_object_ref (chat_keymap_get (gtk_widget_get_display (GTK_WIDGET (self))));
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, HEIGHT);
  gtk_widget_set_size_request (GTK_WIDGET (self), MIN_WIDTH, MIN_HEIGHT);
  gtk_window_set_title (GTK_WINDOW (self), _("Keys"));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);

  self->page = adw_preferences_page_new ();
  gtk_widget_set_vexpand (self->page, TRUE);
  self->nothing = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->nothing), "edit-find-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->nothing), _("Nothing found"));
  gtk_widget_set_vexpand (self->nothing, TRUE);
  gtk_widget_set_visible (self->nothing, FALSE);
  gtk_box_append (GTK_BOX (box), new_bar (self));
  gtk_box_append (GTK_BOX (box), new_entry (self));
  gtk_box_append (GTK_BOX (box), self->page);
  gtk_box_append (GTK_BOX (box), self->nothing);
  adw_window_set_content (ADW_WINDOW (self), box);

  add_rows (self);
  g_signal_connect_object (self->keymap, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  gtk_widget_grab_focus (self->entry);
}


GtkWidget *
chat_keys_window_new (GtkWindow *parent)
{
  return g_object_new (CHAT_TYPE_KEYS_WINDOW, "transient-for", parent, NULL);
}
