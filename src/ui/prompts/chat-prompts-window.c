/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The library of prompts.
 */

#include "chat-prompts-window.h"

#include "chat-accessible.h"
#include "chat-library-toast.h"
#include "chat-prompt-editor.h"
#include "chat-prompt-files.h"
#include "chat-title-bin.h"
#include "chat-words.h"

#include <glib/gi18n.h>

#define WIDTH      460
#define HEIGHT     520
#define MIN_WIDTH  340
#define MIN_HEIGHT 280

struct _ChatPromptsWindow
{
  AdwWindow        parent_instance;

  ChatLibrary     *library;
  GtkListBox      *list;
  GtkLabel        *status;
  AdwToastOverlay *toasts;
};

G_DEFINE_FINAL_TYPE (ChatPromptsWindow, chat_prompts_window, ADW_TYPE_WINDOW)


static void
new_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  ChatPromptsWindow *self = CHAT_PROMPTS_WINDOW (widget);

  gtk_window_present (GTK_WINDOW (chat_prompt_editor_new (GTK_WINDOW (self), self->library, NULL)));
}


static void
delete_cb (ChatPromptsWindow *self,
           ChatLibraryItem   *prompt)
{
  chat_library_toast_remove (self->toasts, self->library, prompt, _("Prompt deleted"));
}


static void
edit_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  ChatPromptsWindow *self = CHAT_PROMPTS_WINDOW (widget);
  ChatLibraryItem *prompt = chat_library_find (self->library,
                                               g_variant_get_string (parameter, NULL));
  GtkWidget *editor;

  if (prompt == NULL)
    return;

  editor = chat_prompt_editor_new (GTK_WINDOW (self), self->library, prompt);
  g_signal_connect_object (editor, "delete", G_CALLBACK (delete_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (editor));
}


static void
import_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  chat_prompt_files_import (GTK_WINDOW (widget), CHAT_PROMPTS_WINDOW (widget)->library);
}


static void
export_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  GListModel *items = chat_library_get_items (CHAT_PROMPTS_WINDOW (widget)->library);
  g_autofree char *text = chat_library_file_print (CHAT_LIBRARY_PROMPTS, items, NULL);

  chat_prompt_files_save (GTK_WINDOW (widget), "prompts.json", text);
}


static GtkWidget *
create_row_cb (gpointer item,
               gpointer user_data)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), chat_library_item_get_name (item));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), chat_library_item_get_text (item));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", chat_library_item_get_name (item));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "prompts.edit");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);

  return row;
}


static void
update (ChatPromptsWindow *self)
{
  const char *problem = chat_library_get_problem (self->library);
  const gboolean any = g_list_model_get_n_items (chat_library_get_items (self->library)) > 0;

  gtk_widget_set_visible (GTK_WIDGET (self->list), any);
  gtk_label_set_label (self->status, problem != NULL ? problem
                                     : any ? "" : _("Prompts that you use again and again are kept "
                                                    "here. Ctrl+Shift+L inserts one."));
  gtk_widget_set_visible (GTK_WIDGET (self->status), problem != NULL || !any);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "prompts.export", any);
}


static void
chat_prompts_window_dispose (GObject *object)
{
  g_clear_object (&CHAT_PROMPTS_WINDOW (object)->library);

  G_OBJECT_CLASS (chat_prompts_window_parent_class)->dispose (object);
}


static void
chat_prompts_window_class_init (ChatPromptsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chat_prompts_window_dispose;
  gtk_widget_class_install_action (widget_class, "prompts.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "prompts.edit", "s", edit_action);
  gtk_widget_class_install_action (widget_class, "prompts.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "prompts.export", NULL, export_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "prompts.new",
                                       NULL);
}


static void
chat_prompts_window_init (ChatPromptsWindow *self)
{
  chat_accessible_keep_role (GTK_WIDGET (self));
  chat_words_fit_window (GTK_WIDGET (self));
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, HEIGHT);
  gtk_widget_set_size_request (GTK_WIDGET (self), MIN_WIDTH, MIN_HEIGHT);
  gtk_window_set_title (GTK_WINDOW (self), _("Prompts"));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
}


static GtkWidget *
new_bar (GtkWindow *window)
{
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *add = gtk_button_new_with_mnemonic (_("_New"));
  GtkWidget *more = gtk_menu_button_new ();
  g_autoptr(GMenu) menu = g_menu_new ();

  gtk_widget_add_css_class (bar, "flat");
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar),
                                   chat_title_bin_new (window));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (add), "prompts.new");
  gtk_widget_set_tooltip_text (add, _("New prompt (Ctrl+N)"));
  g_menu_append (menu, _("Import…"), "prompts.import");
  g_menu_append (menu, _("Export…"), "prompts.export");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (more), G_MENU_MODEL (menu));
  chat_words_fit_menu_button (GTK_MENU_BUTTON (more));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (more), "view-more-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (more),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Import and export"),
                                  -1);
  gtk_widget_set_tooltip_text (more, _("Import and export"));
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), add);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), more);

  return bar;
}


static GtkWidget *
new_page (ChatPromptsWindow *self)
{
  GtkWidget *page = adw_preferences_page_new ();
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  self->status = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->status, TRUE);
  gtk_label_set_xalign (self->status, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->status), "dim");
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Prompts"),
                                  -1);
  gtk_list_box_bind_model (self->list, chat_library_get_items (self->library), create_row_cb, NULL,
                           NULL);
  adw_preferences_group_add (group, GTK_WIDGET (self->status));
  adw_preferences_group_add (group, GTK_WIDGET (self->list));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), group);
  gtk_widget_set_vexpand (page, TRUE);

  return page;
}


GtkWidget *
chat_prompts_window_new (GtkWindow  *parent,
                         ChatEngine *engine)
{
  ChatPromptsWindow *self = g_object_new (CHAT_TYPE_PROMPTS_WINDOW, "transient-for", parent, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->library = g_object_ref (chat_engine_get_prompts (engine));
  gtk_box_append (GTK_BOX (box), new_bar (GTK_WINDOW (self)));
  gtk_box_append (GTK_BOX (box), new_page (self));
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  adw_toast_overlay_set_child (self->toasts, box);
  adw_window_set_content (ADW_WINDOW (self), GTK_WIDGET (self->toasts));
  g_signal_connect_object (self->library, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->library, "notify::problem", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
