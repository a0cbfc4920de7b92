/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of conversations, in groups by date: only what is on the screen is ever asked for.
 */

#include "chat-conversation-list.h"

#include "chat-conversation-info.h"
#include "chat-conversation-menu.h"
#include "chat-date-group.h"
#include "chat-popover.h"
#include "chat-shortcuts.h"
#include "chat-shown-selection.h"
#include "chat-sidebar-row.h"

#include <glib/gi18n.h>

/* Rows that a window waits for when it opens: what can be seen of them. A list view of GTK 4.8
 * makes some 200 rows at once, whatever is seen, and so the rest come a few at a time. */
#define FIRST_ROWS 30
#define MORE_ROWS  10
#define ALL_ROWS   250

struct _ChatConversationList
{
  GtkWidget           parent_instance;

  ChatShownSelection *selection;
  GtkSliceListModel  *beginning;         /* of the model; all of it once the list has opened */
  guint               opening;           /* source: more rows are to come */
  GHashTable         *rows;              /* set of GtkListItem: those that show something now */
  GDateTime          *now;               /* some time of the day that the headings are right for */
  guint               midnight;          /* source */
  guint               refresh;           /* source: all rows are to be brought up to date */

  GtkWidget          *scrolled_window;
  GtkListView        *list_view;
};

G_DEFINE_FINAL_TYPE (ChatConversationList, chat_conversation_list, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];


static void
update_row (ChatConversationList *self,
            GtkListItem          *item)
{
  guint position = gtk_list_item_get_position (item);
  g_autoptr(ChatConversationInfo) previous = NULL;

  if (position > 0 && position != GTK_INVALID_LIST_POSITION)
    previous = g_list_model_get_item (G_LIST_MODEL (self->selection), position - 1);
  chat_sidebar_row_set (CHAT_SIDEBAR_ROW (gtk_list_item_get_child (item)),
                        gtk_list_item_get_item (item), previous, self->now);
}


static gboolean
refresh_cb (gpointer user_data)
{
  ChatConversationList *self = CHAT_CONVERSATION_LIST (user_data);
  GHashTableIter iter;
  gpointer item;

  self->refresh = 0;
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    update_row (self, item);

  return G_SOURCE_REMOVE;
}


/* Once for however many changes, when the list view has given all rows their new places. */
static void
queue_refresh (ChatConversationList *self)
{
  if (self->refresh == 0)
    self->refresh = g_idle_add_full (G_PRIORITY_HIGH_IDLE, refresh_cb, self, NULL);
}


static void
update_today (ChatConversationList *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  if (self->now != NULL
      && g_date_time_get_day_of_year (now) == g_date_time_get_day_of_year (self->now)
      && g_date_time_get_year (now) == g_date_time_get_year (self->now))
    return;

  g_clear_pointer (&self->now, g_date_time_unref);
  self->now = g_steal_pointer (&now);
  queue_refresh (self);
}


static gboolean
midnight_cb (gpointer user_data)
{
  ChatConversationList *self = CHAT_CONVERSATION_LIST (user_data);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  update_today (self);
  self->midnight = g_timeout_add (chat_date_group_get_rest (now), midnight_cb, self);

  return G_SOURCE_REMOVE;
}


static void
items_changed_cb (ChatConversationList *self)
{
  queue_refresh (self);
  g_signal_emit (self, signals[CHANGED], 0);
}


static void
show_menu (ChatConversationList *self,
           ChatSidebarRow       *row)
{
  ChatConversationInfo *info = chat_sidebar_row_get_info (row);
  g_autoptr(GMenuModel) menu = NULL;

  if (info == NULL || chat_conversation_info_get_uid (info) == NULL)
    return;

  menu = chat_conversation_menu_new (info);
  chat_popover_show (gtk_popover_menu_new_from_model (menu), GTK_WIDGET (self),
                     chat_sidebar_row_get_body (row));
}


static void
row_pressed_cb (GtkGesture *gesture,
                int         n_press,
                double      x,
                double      y,
                gpointer    user_data)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu (CHAT_CONVERSATION_LIST (user_data), CHAT_SIDEBAR_ROW (row));
}


static void
row_long_pressed_cb (GtkGesture *gesture,
                     double      x,
                     double      y,
                     gpointer    user_data)
{
  row_pressed_cb (gesture, 1, x, y, user_data);
}


static void
setup_row_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              ChatConversationList     *self)
{
  GtkWidget *row = chat_sidebar_row_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (row_pressed_cb), self, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect_object (press, "pressed", G_CALLBACK (row_long_pressed_cb), self, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (press));
  gtk_list_item_set_child (item, row);
}


static void
bind_row_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *item,
             ChatConversationList     *self)
{
  g_hash_table_add (self->rows, item);
  update_row (self, item);
}


static void
unbind_row_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               ChatConversationList     *self)
{
  g_hash_table_remove (self->rows, item);
  chat_sidebar_row_unset (CHAT_SIDEBAR_ROW (gtk_list_item_get_child (item)));
}


static void
row_activate_cb (ChatConversationList *self,
                 guint                 position)
{
  g_autofree char *uid = chat_conversation_list_dup_uid (self, position);

  if (uid != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-conversation", "s", uid);
}


/* The list view has a widget of its own around each row; that one takes the focus. */
static ChatSidebarRow *
get_focused_row (ChatConversationList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *child = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;

  if (child == NULL || !CHAT_IS_SIDEBAR_ROW (child)
      || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list_view)))
    return NULL;

  return CHAT_SIDEBAR_ROW (child);
}


static void
row_menu_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  ChatConversationList *self = CHAT_CONVERSATION_LIST (widget);
  ChatSidebarRow *row = get_focused_row (self);

  if (row != NULL)
    show_menu (self, row);
}


static void
delete_row_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  g_autofree char *uid = chat_conversation_list_dup_focused_uid (CHAT_CONVERSATION_LIST (widget));

  if (uid != NULL)
    gtk_widget_activate_action (widget, "win.delete", "s", uid);
}


/* Tab leads into the list and out of it, not through its rows: there may be thousands. */
static gboolean
chat_conversation_list_focus (GtkWidget        *widget,
                              GtkDirectionType  direction)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if ((direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD)
      && focus != NULL
      && gtk_widget_is_ancestor (focus, CHAT_CONVERSATION_LIST (widget)->scrolled_window))
    return FALSE;

  return GTK_WIDGET_CLASS (chat_conversation_list_parent_class)->focus (widget, direction);
}


static void
chat_conversation_list_dispose (GObject *object)
{
  ChatConversationList *self = CHAT_CONVERSATION_LIST (object);

  g_clear_handle_id (&self->midnight, g_source_remove);
  g_clear_pointer (&self->scrolled_window, gtk_widget_unparent);
  g_clear_handle_id (&self->refresh, g_source_remove);
  g_clear_handle_id (&self->opening, g_source_remove);
  g_clear_object (&self->selection);
  g_clear_object (&self->beginning);

  G_OBJECT_CLASS (chat_conversation_list_parent_class)->dispose (object);
}


static void
chat_conversation_list_finalize (GObject *object)
{
  ChatConversationList *self = CHAT_CONVERSATION_LIST (object);

  g_hash_table_unref (self->rows);
  g_clear_pointer (&self->now, g_date_time_unref);

  G_OBJECT_CLASS (chat_conversation_list_parent_class)->finalize (object);
}


static void
chat_conversation_list_class_init (ChatConversationListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chat_conversation_list_dispose;
  object_class->finalize = chat_conversation_list_finalize;
  widget_class->focus = chat_conversation_list_focus;

  signals[CHANGED] =
    g_signal_new ("changed", CHAT_TYPE_CONVERSATION_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  /* Keys of the row that has the focus. */
  gtk_widget_class_install_action (widget_class, "row.menu", NULL, row_menu_action);
  gtk_widget_class_install_action (widget_class, "row.delete", NULL, delete_row_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "row.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "row.menu", NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}


static GtkListItemFactory *
new_factory (ChatConversationList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_row_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_row_cb), self, 0);

  return factory;
}


static void
add_keys (ChatConversationList *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (controller),
    chat_shortcuts_new_shortcut (GTK_WIDGET (self), "row.delete",
                                 gtk_named_action_new ("row.delete")));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}


static void
chat_conversation_list_init (ChatConversationList *self)
{
  GtkSelectionModel *model;

  self->rows = g_hash_table_new (NULL, NULL);
  midnight_cb (self);

  self->beginning = gtk_slice_list_model_new (NULL, 0, FIRST_ROWS);
  self->selection = chat_shown_selection_new (G_LIST_MODEL (self->beginning));
  model = GTK_SELECTION_MODEL (g_object_ref (self->selection));
  self->list_view = GTK_LIST_VIEW (gtk_list_view_new (model, new_factory (self)));
  gtk_list_view_set_single_click_activate (self->list_view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list_view), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list_view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Conversations"),
                                  -1);
  g_signal_connect_object (self->list_view, "activate", G_CALLBACK (row_activate_cb), self,
                           G_CONNECT_SWAPPED);
  /* After the list view's own, so that the rows have their new places. */
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);

  self->scrolled_window = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled_window), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled_window),
                                 GTK_WIDGET (self->list_view));
  gtk_widget_set_parent (self->scrolled_window, GTK_WIDGET (self));
  add_keys (self);
}


static gboolean
opening_cb (gpointer user_data)
{
  ChatConversationList *self = CHAT_CONVERSATION_LIST (user_data);
  guint n_rows = gtk_slice_list_model_get_size (self->beginning) + MORE_ROWS;

  if (n_rows < ALL_ROWS)
    {
      gtk_slice_list_model_set_size (self->beginning, n_rows);
      return G_SOURCE_CONTINUE;
    }

  self->opening = 0;
  gtk_slice_list_model_set_size (self->beginning, G_MAXUINT);
  return G_SOURCE_REMOVE;
}


void
chat_conversation_list_set_model (ChatConversationList *self,
                                  GListModel           *model)
{
  g_return_if_fail (CHAT_IS_CONVERSATION_LIST (self));

  gtk_slice_list_model_set_size (self->beginning, FIRST_ROWS);
  gtk_slice_list_model_set_model (self->beginning, model);
  if (self->opening == 0)
    self->opening = g_idle_add_full (G_PRIORITY_LOW, opening_cb, self, NULL);
}


guint
chat_conversation_list_get_n_rows (ChatConversationList *self)
{
  g_return_val_if_fail (CHAT_IS_CONVERSATION_LIST (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->selection));
}


char *
chat_conversation_list_dup_uid (ChatConversationList *self,
                                guint                 position)
{
  g_autoptr(ChatConversationInfo) info = NULL;

  g_return_val_if_fail (CHAT_IS_CONVERSATION_LIST (self), NULL);

  info = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  return info != NULL ? g_strdup (chat_conversation_info_get_uid (info)) : NULL;
}


void
chat_conversation_list_set_shown (ChatConversationList *self,
                                  const char           *uid)
{
  g_return_if_fail (CHAT_IS_CONVERSATION_LIST (self));

  chat_shown_selection_set_shown (self->selection, uid);
  /* A window that comes to the front after the machine slept has missed midnight. */
  update_today (self);
}


guint
chat_conversation_list_find_shown (ChatConversationList *self)
{
  g_return_val_if_fail (CHAT_IS_CONVERSATION_LIST (self), GTK_INVALID_LIST_POSITION);

  return chat_shown_selection_find (self->selection);
}


char *
chat_conversation_list_dup_neighbour (ChatConversationList *self)
{
  guint position;

  g_return_val_if_fail (CHAT_IS_CONVERSATION_LIST (self), NULL);

  position = chat_shown_selection_find_neighbour (self->selection);

  return position != GTK_INVALID_LIST_POSITION ? chat_conversation_list_dup_uid (self, position)
                                               : NULL;
}


char *
chat_conversation_list_dup_focused_uid (ChatConversationList *self)
{
  ChatSidebarRow *row;
  ChatConversationInfo *info;

  g_return_val_if_fail (CHAT_IS_CONVERSATION_LIST (self), NULL);

  row = get_focused_row (self);
  info = row != NULL ? chat_sidebar_row_get_info (row) : NULL;

  return info != NULL ? g_strdup (chat_conversation_info_get_uid (info)) : NULL;
}


static GtkWidget *
get_body (GtkListItem *item,
          const char  *uid)
{
  ChatConversationInfo *info = gtk_list_item_get_item (item);

  if (info == NULL || g_strcmp0 (chat_conversation_info_get_uid (info), uid) != 0)
    return NULL;

  return chat_sidebar_row_get_body (CHAT_SIDEBAR_ROW (gtk_list_item_get_child (item)));
}


static gboolean
is_to_be_seen (ChatConversationList *self,
               GtkWidget            *widget)
{
  graphene_rect_t bounds, view;

  return gtk_widget_get_mapped (widget)
         && gtk_widget_compute_bounds (widget, GTK_WIDGET (self), &bounds)
         && gtk_widget_compute_bounds (self->scrolled_window, GTK_WIDGET (self), &view)
         && graphene_rect_contains_rect (&view, &bounds);
}


GtkWidget *
chat_conversation_list_find_row (ChatConversationList *self,
                                 const char           *uid)
{
  GHashTableIter iter;
  gpointer item;

  g_return_val_if_fail (CHAT_IS_CONVERSATION_LIST (self), NULL);

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    {
      GtkWidget *body = get_body (item, uid);

      if (body != NULL)
        return is_to_be_seen (self, body) ? body : NULL;
    }

  return NULL;
}
