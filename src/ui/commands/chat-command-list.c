/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of the palette, of which one command is the choice.
 */

#include "chat-command-list.h"

#include "chat-command-row.h"
#include "chat-row-click.h"

#include <glib/gi18n.h>

/* px, before it is scrolled. */
#define MAX_HEIGHT 400

struct _ChatCommandList
{
  GtkWidget           parent_instance;

  GtkSingleSelection *selection;
  GtkWidget          *scroller;
  GtkWidget          *list_view;
};

G_DEFINE_FINAL_TYPE (ChatCommandList, chat_command_list, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_SELECTED,
  SIGNAL_ACTIVATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];


static void
selected_cb (ChatCommandList *self)
{
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0);
}


static void
row_activated_cb (ChatCommandList *self,
                  guint            position)
{
  g_autoptr(ChatCommand) command =
    g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (command != NULL)
    g_signal_emit (self, signals[SIGNAL_ACTIVATE], 0, command);
}


static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  chat_row_click_add (item, chat_command_row_new ());
}


static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);
  ChatCommand *command = gtk_list_item_get_item (item);
  g_autofree char *name = chat_command_row_dup_name (command);

  chat_command_row_set_command (CHAT_COMMAND_ROW (row), command);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (row)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}


static void
chat_command_list_dispose (GObject *object)
{
  ChatCommandList *self = CHAT_COMMAND_LIST (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (chat_command_list_parent_class)->dispose (object);
}


static void
chat_command_list_class_init (ChatCommandListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_command_list_dispose;

  signals[SIGNAL_SELECTED] =
    g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[SIGNAL_ACTIVATE] =
    g_signal_new ("activate", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, CHAT_TYPE_COMMAND);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}


static void
chat_command_list_init (ChatCommandList *self)
{
}


static GtkListItemFactory *
new_factory (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);

  return factory;
}


static void
build (ChatCommandList *self)
{
  self->list_view = gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)),
                                       new_factory ());
  gtk_widget_set_focusable (self->list_view, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list_view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("What can be done"),
                                  -1);

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->list_view);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}


GtkWidget *
chat_command_list_new (GListModel *commands)
{
  ChatCommandList *self = g_object_new (CHAT_TYPE_COMMAND_LIST, NULL);

  self->selection = gtk_single_selection_new (g_object_ref (commands));
  build (self);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list_view, "activate", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}


ChatCommand *
chat_command_list_get_selected (ChatCommandList *self)
{
  g_return_val_if_fail (CHAT_IS_COMMAND_LIST (self), NULL);

  return gtk_single_selection_get_selected_item (self->selection);
}


static void
scroll_to (ChatCommandList *self,
           guint            position)
{
  gtk_widget_activate_action (self->list_view, "list.scroll-to-item", "u", position);
}


void
chat_command_list_select (ChatCommandList *self,
                          guint            position)
{
  g_return_if_fail (CHAT_IS_COMMAND_LIST (self));

  gtk_single_selection_set_selected (self->selection, position);
  /* A list that was filled anew is at its top, and GTK 4.8 cannot scroll what has no allocation. */
  if (position > 0)
    scroll_to (self, position);
}


gboolean
chat_command_list_move (ChatCommandList *self,
                        int              step)
{
  int n_items;
  int position;

  g_return_val_if_fail (CHAT_IS_COMMAND_LIST (self), FALSE);

  n_items = (int) g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  if (n_items == 0)
    return FALSE;

  position = (int) gtk_single_selection_get_selected (self->selection) + step;
  if (ABS (step) == 1)
    position = (position + n_items) % n_items;
  position = CLAMP (position, 0, n_items - 1);
  gtk_single_selection_set_selected (self->selection, (guint) position);
  scroll_to (self, (guint) position);

  return TRUE;
}
