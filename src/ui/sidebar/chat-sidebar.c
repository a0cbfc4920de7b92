/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sidebar: the search, the list of conversations, and the choice of which are listed.
 */

#include "chat-sidebar.h"

#include "chat-list-choice.h"
#include "chat-middle-layout.h"
#include "chat-popover.h"
#include "chat-shortcuts.h"
#include "chat-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _ChatSidebar
{
  GtkWidget             parent_instance;

  ChatHistory          *history;   /* nullable */
  char                 *choice;

  GtkWidget            *content;
  GtkWidget            *new_button;
  GtkMenuButton        *menu_button;
  GMenuModel           *primary_menu;
  GtkSearchEntry       *search_entry;
  GtkWidget            *empty_trash_button;
  GtkStack             *stack;
  GtkLabel             *empty_title;
  GtkLabel             *empty_text;
  ChatConversationList *list;
  GtkWidget            *choice_button;
  GtkImage             *choice_icon;
  GtkLabel             *choice_label;
};

G_DEFINE_FINAL_TYPE (ChatSidebar, chat_sidebar, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_CHOICE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];


static void
update_empty (ChatSidebar *self)
{
  const ChatHistoryState state =
    self->history != NULL ? chat_history_get_state (self->history) : CHAT_HISTORY_READY;
  gboolean empty = chat_conversation_list_get_n_rows (self->list) == 0;

  gtk_label_set_label (self->empty_title, chat_list_choice_get_empty_title (self->choice));
  gtk_label_set_label (self->empty_text, chat_list_choice_get_empty_text (self->choice));
  /* Nothing is promised while nothing is kept. */
  gtk_widget_set_visible (GTK_WIDGET (self->empty_text), state == CHAT_HISTORY_READY);
  /* Nothing is said for the moment in which nobody knows yet. */
  gtk_stack_set_visible_child_name (self->stack,
                                    empty && state != CHAT_HISTORY_OPENING ? "empty" : "list");
  gtk_widget_set_visible (self->empty_trash_button,
                          g_str_equal (self->choice, CHAT_LIST_CHOICE_TRASH) && !empty);
}


static void
update_list (ChatSidebar *self)
{
  g_autoptr(GListModel) list = NULL;

  if (self->history != NULL)
    list = chat_history_new_list (self->history, chat_list_choice_get_scope (self->choice),
                                  chat_list_choice_get_tag (self->choice));
  chat_conversation_list_set_model (self->list, list);
}


static void
update_choice (ChatSidebar *self)
{
  const char *title = chat_list_choice_get_title (self->choice);

  gtk_image_set_from_icon_name (self->choice_icon, chat_list_choice_get_icon (self->choice));
  gtk_label_set_label (self->choice_label, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choice_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  update_empty (self);
}


static void
choice_clicked_cb (ChatSidebar *self)
{
  g_auto(GStrv) tags =
    self->history != NULL ? chat_history_dup_tags (self->history) : g_new0 (char *, 1);
  g_autoptr(GMenuModel) menu = chat_list_choice_new_menu (tags, "sidebar.choice");
  GtkWidget *popover = gtk_popover_menu_new_from_model (menu);

  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_TOP);
  chat_popover_show (popover, GTK_WIDGET (self), self->choice_button);
}


static void
chat_sidebar_dispose (GObject *object)
{
  ChatSidebar *self = CHAT_SIDEBAR (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CHAT_TYPE_SIDEBAR);
  g_clear_object (&self->history);

  G_OBJECT_CLASS (chat_sidebar_parent_class)->dispose (object);
}


static void
chat_sidebar_finalize (GObject *object)
{
  g_free (CHAT_SIDEBAR (object)->choice);

  G_OBJECT_CLASS (chat_sidebar_parent_class)->finalize (object);
}


static void
chat_sidebar_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  if (prop_id == PROP_CHOICE)
    g_value_set_string (value, CHAT_SIDEBAR (object)->choice);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}


static void
chat_sidebar_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  if (prop_id == PROP_CHOICE)
    chat_sidebar_set_choice (CHAT_SIDEBAR (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}


static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (CHAT_TYPE_CONVERSATION_LIST);
  g_type_ensure (CHAT_TYPE_MIDDLE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/ClaudeChat/ui/chat-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, ChatSidebar, content);
  gtk_widget_class_bind_template_child (widget_class, ChatSidebar, new_button);
  gtk_widget_class_bind_template_child (widget_class, ChatSidebar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, ChatSidebar, primary_menu);
  gtk_widget_class_bind_template_child (widget_class, ChatSidebar, search_entry);
  gtk_widget_class_bind_template_child (widget_class, ChatSidebar, empty_trash_button);
  gtk_widget_class_bind_template_child (widget_class, ChatSidebar, stack);
  gtk_widget_class_bind_template_child (widget_class, ChatSidebar, empty_title);
  gtk_widget_class_bind_template_child (widget_class, ChatSidebar, empty_text);
  gtk_widget_class_bind_template_child (widget_class, ChatSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, ChatSidebar, choice_button);
  gtk_widget_class_bind_template_child (widget_class, ChatSidebar, choice_icon);
  gtk_widget_class_bind_template_child (widget_class, ChatSidebar, choice_label);
  gtk_widget_class_bind_template_callback (widget_class, choice_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_empty);
}


static void
chat_sidebar_class_init (ChatSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chat_sidebar_dispose;
  object_class->finalize = chat_sidebar_finalize;
  object_class->get_property = chat_sidebar_get_property;
  object_class->set_property = chat_sidebar_set_property;

  properties[PROP_CHOICE] =
    g_param_spec_string ("choice", NULL, NULL, CHAT_LIST_CHOICE_ALL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_install_property_action (widget_class, "sidebar.choice", "choice");
  bind_template (widget_class);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_NAVIGATION);
}


static void
chat_sidebar_init (ChatSidebar *self)
{
  self->choice = g_strdup (CHAT_LIST_CHOICE_ALL);
  gtk_widget_init_template (GTK_WIDGET (self));
  chat_shortcuts_set_tooltip (self->new_button, _("New conversation"), "win.new-conversation");
  chat_shortcuts_set_tooltip (GTK_WIDGET (self->menu_button), _("Main menu"), "win.menu");
  chat_words_set_tooltip (self->choice_button, _("Which conversations are listed"));
  chat_words_offer_menu (self->menu_button, self->primary_menu);
  update_choice (self);
}


void
chat_sidebar_set_history (ChatSidebar *self,
                          ChatHistory *history)
{
  g_return_if_fail (CHAT_IS_SIDEBAR (self));
  g_return_if_fail (self->history == NULL);

  if (history == NULL)
    return;

  self->history = g_object_ref (history);
  g_signal_connect_object (history, "notify::state", G_CALLBACK (update_empty), self,
                           G_CONNECT_SWAPPED);
  update_list (self);
  update_empty (self);
}


const char *
chat_sidebar_get_choice (ChatSidebar *self)
{
  g_return_val_if_fail (CHAT_IS_SIDEBAR (self), NULL);

  return self->choice;
}


void
chat_sidebar_set_choice (ChatSidebar *self,
                         const char  *choice)
{
  g_return_if_fail (CHAT_IS_SIDEBAR (self));
  g_return_if_fail (choice != NULL);

  if (g_str_equal (choice, self->choice))
    return;

  g_free (self->choice);
  self->choice = g_strdup (choice);
  update_list (self);
  update_choice (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOICE]);
}


ChatConversationList *
chat_sidebar_get_list (ChatSidebar *self)
{
  g_return_val_if_fail (CHAT_IS_SIDEBAR (self), NULL);

  return self->list;
}


GtkSearchEntry *
chat_sidebar_get_search_entry (ChatSidebar *self)
{
  g_return_val_if_fail (CHAT_IS_SIDEBAR (self), NULL);

  return self->search_entry;
}


void
chat_sidebar_popup_menu (ChatSidebar *self)
{
  g_return_if_fail (CHAT_IS_SIDEBAR (self));

  gtk_menu_button_popup (self->menu_button);
}
