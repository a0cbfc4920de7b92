/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A popover in which the model of a conversation is chosen, and its account.
 */

#include "chat-model-popover.h"

#include "chat-accessible.h"
#include "chat-account-drop-down.h"
#include "chat-failure-text.h"
#include "chat-model-list.h"
#include "chat-popover-width.h"
#include "chat-wrap-layout.h"

#include <glib/gi18n.h>

struct _ChatModelPopover
{
  GtkPopover           parent_instance;

  ChatEngine          *engine;
  ChatConversation    *conversation;
  ChatProfile         *profile;      /* whose models are shown */
  ChatModels          *models;

  GtkDropDown         *accounts;
  GtkEditable         *entry;
  ChatModelList       *list;
  GtkLabel            *status;
};

G_DEFINE_FINAL_TYPE (ChatModelPopover, chat_model_popover, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];


/* NULL: it is of another account. */
static const char *
get_chosen (ChatModelPopover *self)
{
  if (self->profile != chat_engine_get_profile_for (self->engine, self->conversation))
    return NULL;

  return chat_engine_get_model_for (self->engine, self->conversation);
}


static void
update_status (ChatModelPopover *self)
{
  g_autoptr(ChatFailureText) text = NULL;

  if (chat_models_get_state (self->models) == CHAT_MODELS_FAILED)
    text = chat_failure_text_new (chat_models_get_failure (self->models), FALSE);

  if (text != NULL && chat_models_get_failure (self->models)->kind == CHAT_FAILURE_NOT_FOUND)
    gtk_label_set_label (self->status,
                         _("The server has no list of models. Type the name of one."));
  else if (text != NULL)
    gtk_label_set_label (self->status, text->title);
  else if (chat_models_get_state (self->models) != CHAT_MODELS_READY)
    gtk_label_set_label (self->status, _("Asking for the models…"));
  else
    gtk_label_set_label (self->status, "");
  gtk_widget_set_visible (GTK_WIDGET (self->status),
                          *gtk_label_get_label (self->status) != '\0');
}


static void
search_changed_cb (ChatModelPopover *self)
{
  chat_model_list_look_for (self->list, gtk_editable_get_text (self->entry));
}


static void
show_profile (ChatModelPopover *self,
              ChatProfile      *profile)
{
  if (self->models != NULL)
    g_signal_handlers_disconnect_by_data (self->models, self);

  g_set_object (&self->profile, profile);
  g_set_object (&self->models, chat_engine_get_models (self->engine, profile));
  g_signal_connect_object (self->models, "notify::state", G_CALLBACK (update_status), self,
                           G_CONNECT_SWAPPED);
  chat_model_list_show (self->list, self->models, get_chosen (self));
  update_status (self);
  search_changed_cb (self);
}


static void
account_selected_cb (ChatModelPopover *self)
{
  ChatProfile *profile = gtk_drop_down_get_selected_item (self->accounts);

  if (profile != NULL && profile != self->profile)
    show_profile (self, profile);
}


static void
choose (ChatModelPopover *self,
        ChatModel        *model)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, self->profile, chat_model_get_id (model));
}


static void
entry_activate_cb (ChatModelPopover *self)
{
  g_autoptr(ChatModel) model = chat_model_list_dup_selected (self->list);

  if (model != NULL)
    choose (self, model);
}


/* From the key: the one that is selected. */
static void
toggle_favourite_action (GtkWidget  *widget,
                         const char *action_name,
                         GVariant   *parameter)
{
  ChatModelPopover *self = CHAT_MODEL_POPOVER (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  g_autoptr(ChatModel) selected = *id == '\0' ? chat_model_list_dup_selected (self->list) : NULL;

  if (selected != NULL)
    id = chat_model_get_id (selected);
  if (*id != '\0')
    chat_model_list_toggle_favourite (self->list, id);
}


static void
refresh_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  chat_models_refresh (CHAT_MODEL_POPOVER (widget)->models);
}


/* One goes on writing while the choice moves. */
static gboolean
entry_key_cb (ChatModelPopover *self,
              guint             keyval)
{
  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    chat_model_list_move (self->list, 1);
  else if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    chat_model_list_move (self->list, -1);
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}


static void
update_accounts (ChatModelPopover *self,
                 ChatProfile      *profile)
{
  GListModel *profiles = chat_engine_get_profiles (self->engine);

  g_signal_handlers_block_by_func (self->accounts, account_selected_cb, self);
  chat_account_drop_down_show (self->accounts, profiles, profile);
  g_signal_handlers_unblock_by_func (self->accounts, account_selected_cb, self);
  gtk_widget_set_visible (GTK_WIDGET (self->accounts), g_list_model_get_n_items (profiles) > 1);
}


static void
chat_model_popover_map (GtkWidget *widget)
{
  ChatModelPopover *self = CHAT_MODEL_POPOVER (widget);

  GTK_WIDGET_CLASS (chat_model_popover_parent_class)->map (widget);

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}


/* Before it is measured. */
static void
chat_model_popover_show (GtkWidget *widget)
{
  ChatModelPopover *self = CHAT_MODEL_POPOVER (widget);
  ChatProfile *profile = chat_engine_get_profile_for (self->engine, self->conversation);

  gtk_editable_set_text (self->entry, "");
  update_accounts (self, profile);
  show_profile (self, profile);

  GTK_WIDGET_CLASS (chat_model_popover_parent_class)->show (widget);
}


static void
chat_model_popover_dispose (GObject *object)
{
  ChatModelPopover *self = CHAT_MODEL_POPOVER (object);

  if (self->models != NULL)
    g_signal_handlers_disconnect_by_data (self->models, self);
  g_clear_object (&self->models);
  g_clear_object (&self->profile);
  g_clear_object (&self->conversation);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chat_model_popover_parent_class)->dispose (object);
}


static void
chat_model_popover_class_init (ChatModelPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chat_model_popover_dispose;
  widget_class->map = chat_model_popover_map;
  widget_class->show = chat_model_popover_show;

  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, CHAT_TYPE_PROFILE, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "models.toggle-favourite", "s",
                                   toggle_favourite_action);
  gtk_widget_class_install_action (widget_class, "models.refresh", NULL, refresh_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK,
                                       "models.toggle-favourite", "s", "");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK,
                                       "models.refresh", NULL);
}


static GtkWidget *
new_accounts (ChatModelPopover *self)
{
  self->accounts = chat_account_drop_down_new ();
  g_signal_connect_object (self->accounts, "notify::selected-item",
                           G_CALLBACK (account_selected_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self->accounts);
}


static GtkWidget *
new_entry (ChatModelPopover *self)
{
  GtkWidget *entry = gtk_search_entry_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = GTK_EDITABLE (entry);
  g_object_set (entry, "placeholder-text", _("Search, or type a name"), NULL);
  /* Enter is about what was typed, also right after it. */
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (entry), 0);
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (entry), GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search models"),
                                  -1);
  g_signal_connect_object (entry, "search-changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (entry_activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "stop-search", G_CALLBACK (gtk_popover_popdown), self,
                           G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (entry_key_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (entry, keys);

  return entry;
}


static GtkWidget *
new_head (ChatModelPopover *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *entry = new_entry (self);
  GtkWidget *refresh = gtk_button_new_from_icon_name ("view-refresh-symbolic");

  gtk_widget_set_hexpand (entry, TRUE);
  gtk_widget_add_css_class (refresh, "flat");
  gtk_widget_set_tooltip_text (refresh, _("Ask the server again (Ctrl+R)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (refresh),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Ask the server again"),
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (refresh), "models.refresh");
  gtk_box_append (GTK_BOX (head), entry);
  gtk_box_append (GTK_BOX (head), refresh);

  return head;
}


static GtkWidget *
new_list (ChatModelPopover *self)
{
  GtkWidget *list = chat_model_list_new (chat_engine_get_accounts (self->engine));

  self->list = CHAT_MODEL_LIST (list);
  g_signal_connect_object (list, "activate", G_CALLBACK (choose), self, G_CONNECT_SWAPPED);

  return list;
}


/* Leads to a window, which takes the popover's place. */
static GtkWidget *
new_foot_button (ChatModelPopover *self,
                 const char       *label,
                 const char       *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  g_signal_connect_object (button, "clicked", G_CALLBACK (gtk_popover_popdown), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);

  return button;
}


static GtkWidget *
new_foot (ChatModelPopover *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (foot, chat_wrap_layout_new (6));
  gtk_box_append (GTK_BOX (foot), new_foot_button (self, _("Accounts…"), "win.open-preferences"));
  gtk_box_append (GTK_BOX (foot), new_foot_button (self, _("Parameters…"), "win.parameters"));

  return foot;
}


static void
chat_model_popover_init (ChatModelPopover *self)
{
}


static void
build (ChatModelPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *status = gtk_label_new (NULL);

  self->status = GTK_LABEL (status);
  gtk_label_set_wrap (self->status, TRUE);
  gtk_label_set_xalign (self->status, 0);
  gtk_widget_add_css_class (status, "status");

  gtk_box_append (GTK_BOX (box), new_accounts (self));
  gtk_box_append (GTK_BOX (box), new_head (self));
  gtk_box_append (GTK_BOX (box), new_list (self));
  gtk_box_append (GTK_BOX (box), status);
  gtk_box_append (GTK_BOX (box), new_foot (self));
  gtk_widget_set_size_request (box, CHAT_POPOVER_WIDTH, -1);
  chat_popover_set_narrow_child (GTK_POPOVER (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "model-chooser");
}


GtkWidget *
chat_model_popover_new (ChatEngine *engine)
{
  ChatModelPopover *self = g_object_new (CHAT_TYPE_MODEL_POPOVER, NULL);

  g_set_object (&self->engine, engine);
  build (self);

  return GTK_WIDGET (self);
}


void
chat_model_popover_set_conversation (ChatModelPopover *self,
                                     ChatConversation *conversation)
{
  g_return_if_fail (CHAT_IS_MODEL_POPOVER (self));

  g_set_object (&self->conversation, conversation);
}
