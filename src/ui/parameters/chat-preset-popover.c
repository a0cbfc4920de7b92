/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A popover with the presets: named sets of parameters, to apply, save, rename and delete.
 */

#include "chat-preset-popover.h"

#include "chat-accessible.h"
#include "chat-engine-presets.h"
#include "chat-library-toast.h"
#include "chat-popover-width.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#define MAX_HEIGHT 320

struct _ChatPresetPopover
{
  GtkPopover        parent_instance;

  ChatEngine       *engine;
  ChatConversation *conversation;
  char             *renamed;       /* the preset that the entry is for, or NULL: a new one */

  GtkListBox       *list;
  GtkWidget        *scroller;      /* of the list */
  GtkEditable      *entry;
  GtkLabel         *problem;
};

G_DEFINE_FINAL_TYPE (ChatPresetPopover, chat_preset_popover, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_SAVING,
  N_SIGNALS
};

static guint signals[N_SIGNALS];


static ChatLibrary *
get_presets (ChatPresetPopover *self)
{
  return chat_engine_get_presets (self->engine);
}


/* Saving under a name that there is brings that preset up to date; renaming would lose it. */
static gboolean
is_taken (ChatPresetPopover *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));

  return self->renamed != NULL && strcmp (name, self->renamed) != 0 &&
         chat_library_find (get_presets (self), name) != NULL;
}


static void
update_entry (ChatPresetPopover *self)
{
  const gboolean taken = is_taken (self);

  if (taken)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               taken ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}


/* The entry takes the name of @preset (nullable: of a new one). */
static void
begin_naming (ChatPresetPopover *self,
              ChatLibraryItem   *preset)
{
  const char *name = preset != NULL ? chat_library_item_get_name (preset) : "";

  g_free (self->renamed);
  self->renamed = preset != NULL ? g_strdup (name) : NULL;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->entry),
                                 preset != NULL ? _("New name") : _("Save as"));
  gtk_editable_set_text (self->entry, name);
  update_entry (self);
}


static void
rename_preset (ChatPresetPopover *self,
               ChatLibraryItem   *preset,
               const char        *name)
{
  g_autoptr(ChatLibraryItem) item =
    chat_library_item_new (name, chat_library_item_get_text (preset),
                           chat_library_item_get_parameters (preset));

  chat_library_put (get_presets (self), preset, item);
}


static void
entry_apply_cb (ChatPresetPopover *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
  ChatLibraryItem *renamed = chat_library_find (get_presets (self), self->renamed);

  if (*name == '\0' || is_taken (self))
    return;

  g_signal_emit (self, signals[SIGNAL_SAVING], 0);
  if (renamed != NULL)
    rename_preset (self, renamed, name);
  else
    chat_engine_save_preset (self->engine, self->conversation, name);
  begin_naming (self, NULL);
}


static ChatLibraryItem *
find_parameter (ChatPresetPopover *self,
                GVariant          *parameter)
{
  return chat_library_find (get_presets (self), g_variant_get_string (parameter, NULL));
}


/* Its row has been made anew, and the focus went with the old one. */
static void
focus_star (ChatPresetPopover *self,
            const char        *name)
{
  GtkListBoxRow *row;
  int i = 0;

  while ((row = gtk_list_box_get_row_at_index (self->list, i++)) != NULL)
    {
      if (strcmp (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), name) != 0)
        continue;
      gtk_widget_grab_focus (GTK_WIDGET (row));
      gtk_widget_child_focus (GTK_WIDGET (row), GTK_DIR_TAB_FORWARD);
    }
}


static void
toggle_usual_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  ChatPresetPopover *self = CHAT_PRESET_POPOVER (widget);
  ChatLibraryItem *preset = find_parameter (self, parameter);

  chat_library_set_usual (get_presets (self),
                          preset != chat_library_get_usual (get_presets (self)) ? preset : NULL);
  if (preset != NULL)
    focus_star (self, chat_library_item_get_name (preset));
}


static void
rename_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  ChatPresetPopover *self = CHAT_PRESET_POPOVER (widget);

  begin_naming (self, find_parameter (self, parameter));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}


static void
delete_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  ChatPresetPopover *self = CHAT_PRESET_POPOVER (widget);
  ChatLibraryItem *preset = find_parameter (self, parameter);
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);

  /* An open menu has the pointer, also when it is for the toast. */
  gtk_popover_popdown (GTK_POPOVER (self));
  if (preset != NULL)
    chat_library_toast_remove (ADW_TOAST_OVERLAY (overlay), get_presets (self), preset,
                               _("Preset deleted"));
}


static void
row_activated_cb (ChatPresetPopover *self,
                  GtkListBoxRow     *row)
{
  ChatLibraryItem *preset =
    chat_library_find (get_presets (self),
                       adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));

  if (preset != NULL)
    chat_engine_apply_preset (self->engine, self->conversation, preset);
  gtk_popover_popdown (GTK_POPOVER (self));
}


/* @label: (transfer full) */
static void
add_button (GtkWidget  *row,
            const char *icon,
            const char *action,
            char       *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *owned = label;

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, owned);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, owned,
                                  -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s",
                                    adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}


static GtkWidget *
create_row_cb (gpointer item,
               gpointer user_data)
{
  ChatPresetPopover *self = user_data;
  const char *name = chat_library_item_get_name (item);
  const gboolean usual = item == chat_library_get_usual (get_presets (self));
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  if (usual)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("For new conversations"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  /* Translators: in these, %s is the name of a preset. */
  add_button (row, usual ? "starred-symbolic" : "non-starred-symbolic", "presets.toggle-usual",
              usual ? g_strdup_printf (_("Do not use %s for new conversations"), name)
                    : g_strdup_printf (_("Use %s for new conversations"), name));
  add_button (row, "document-edit-symbolic", "presets.rename",
              g_strdup_printf (_("Rename %s"), name));
  add_button (row, "user-trash-symbolic", "presets.delete",
              g_strdup_printf (_("Delete %s"), name));

  return row;
}


/* What scrolls asks for the height that its rows would have if none had to wrap. */
static void
fit_list (ChatPresetPopover *self)
{
  int height;

  gtk_widget_measure (GTK_WIDGET (self->list), GTK_ORIENTATION_VERTICAL, CHAT_POPOVER_WIDTH, NULL,
                      &height, NULL, NULL);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->scroller),
                                              MIN (height, MAX_HEIGHT));
}


static void
update (ChatPresetPopover *self)
{
  GListModel *presets = chat_library_get_items (get_presets (self));
  const char *problem = chat_library_get_problem (get_presets (self));

  gtk_list_box_bind_model (self->list, presets, create_row_cb, self, NULL);
  gtk_widget_set_visible (self->scroller, g_list_model_get_n_items (presets) > 0);
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  fit_list (self);
}


static void
chat_preset_popover_show (GtkWidget *widget)
{
  begin_naming (CHAT_PRESET_POPOVER (widget), NULL);
  update (CHAT_PRESET_POPOVER (widget));

  GTK_WIDGET_CLASS (chat_preset_popover_parent_class)->show (widget);
}


static void
chat_preset_popover_map (GtkWidget *widget)
{
  ChatPresetPopover *self = CHAT_PRESET_POPOVER (widget);

  GTK_WIDGET_CLASS (chat_preset_popover_parent_class)->map (widget);

  if (gtk_widget_get_visible (self->scroller))
    gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}


static void
chat_preset_popover_dispose (GObject *object)
{
  ChatPresetPopover *self = CHAT_PRESET_POPOVER (object);

  g_clear_pointer (&self->renamed, g_free);
  g_clear_object (&self->conversation);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chat_preset_popover_parent_class)->dispose (object);
}


static void
chat_preset_popover_class_init (ChatPresetPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chat_preset_popover_dispose;
  widget_class->map = chat_preset_popover_map;
  widget_class->show = chat_preset_popover_show;

  signals[SIGNAL_SAVING] =
    g_signal_new ("saving", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "presets.toggle-usual", "s", toggle_usual_action);
  gtk_widget_class_install_action (widget_class, "presets.rename", "s", rename_action);
  gtk_widget_class_install_action (widget_class, "presets.delete", "s", delete_action);
}


static void
chat_preset_popover_init (ChatPresetPopover *self)
{
}


static GtkWidget *
new_list (ChatPresetPopover *self)
{
  self->scroller = chat_accessible_new_scroller ();
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Presets"),
                                  -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_object_set (self->scroller,
                "child", self->list,
                "hscrollbar-policy", GTK_POLICY_NEVER,
                "propagate-natural-height", TRUE,
                "max-content-height", MAX_HEIGHT,
                NULL);

  return self->scroller;
}


static GtkWidget *
new_entry (ChatPresetPopover *self)
{
  GtkWidget *box = gtk_list_box_new ();
  GtkWidget *entry = adw_entry_row_new ();

  self->entry = GTK_EDITABLE (entry);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (entry), TRUE);
  g_signal_connect_object (entry, "apply", G_CALLBACK (entry_apply_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "changed", G_CALLBACK (update_entry), self, G_CONNECT_SWAPPED);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (box), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (box, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (box), entry);

  return box;
}


GtkWidget *
chat_preset_popover_new (ChatEngine       *engine,
                         ChatConversation *conversation)
{
  ChatPresetPopover *self = g_object_new (CHAT_TYPE_PRESET_POPOVER, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->engine = g_object_ref (engine);
  self->conversation = g_object_ref (conversation);
  gtk_widget_set_size_request (box, CHAT_POPOVER_WIDTH, -1);
  gtk_box_append (GTK_BOX (box), new_list (self));
  gtk_box_append (GTK_BOX (box), new_entry (self));
  self->problem = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->problem, TRUE);
  gtk_label_set_max_width_chars (self->problem, 30);
  gtk_label_set_xalign (self->problem, 0);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->problem));
  chat_popover_set_narrow_child (GTK_POPOVER (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "preset-chooser");
  g_signal_connect_object (get_presets (self), "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_presets (self), "notify::problem", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
