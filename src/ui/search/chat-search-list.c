/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of what a search has found.
 */

#include "chat-search-list.h"

#include "chat-announce.h"
#include "chat-banner.h"
#include "chat-search-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* The column of the conversation. */
#define COLUMN_WIDTH 760

/* Screens below the last visible row that are loaded ahead. */
#define AHEAD 2

struct _ChatSearchList
{
  GtkWidget           parent_instance;

  ChatSearchResults  *results;     /* or NULL */
  GtkSingleSelection *selection;
  GtkWidget          *box;
  GtkWidget          *scrolled;    /* GtkScrolledWindow */
  GtkListView        *list;
  ChatBanner         *banner;      /* why it does not go on */
};

G_DEFINE_FINAL_TYPE (ChatSearchList, chat_search_list, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_OPEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];


static GtkAdjustment *
get_adjustment (ChatSearchList *self)
{
  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
}


static void
open_item (ChatSearchList *self,
           guint           position)
{
  g_autoptr(ChatSearchItem) item = g_list_model_get_item (G_LIST_MODEL (self->results), position);

  if (item != NULL)
    g_signal_emit (self, signals[SIGNAL_OPEN], 0, item);
}


static void
list_activate_cb (ChatSearchList *self,
                  guint           position)
{
  open_item (self, position);
}


/* Whatever was found, the first one is what Enter opens; more behind it changes nothing. */
static void
items_changed_cb (ChatSearchList *self,
                  guint           position,
                  guint           n_removed,
                  guint           n_added,
                  GListModel     *model)
{
  if (position > 0 || n_added == 0)
    return;

  gtk_single_selection_set_selected (self->selection, 0);
  gtk_adjustment_set_value (get_adjustment (self), 0);
}


static void
scrolled_cb (ChatSearchList *self,
             GtkAdjustment  *adjustment)
{
  double left = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_value (adjustment);

  /* What failed is asked for again only by hand. */
  if (self->results != NULL && chat_search_results_get_problem (self->results) == NULL &&
      left < gtk_adjustment_get_page_size (adjustment) * (1 + AHEAD))
    chat_search_results_load_more (self->results);
}


static void
show_problem (ChatSearchList *self,
              const char     *problem)
{
  g_autofree char *words = g_strconcat (_("The history cannot be read"), "\n", problem, NULL);

  chat_banner_set_text (self->banner, words);
  chat_banner_set_revealed (self->banner, TRUE);
  chat_announce (GTK_WIDGET (self), words, FALSE);
}


static void
hide_problem (ChatSearchList *self)
{
  GtkStateFlags flags = gtk_widget_get_state_flags (GTK_WIDGET (self->banner));

  /* The button that was pressed goes. */
  if ((flags & GTK_STATE_FLAG_FOCUS_WITHIN) != 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
  chat_banner_set_revealed (self->banner, FALSE);
}


/* Where nothing was found, the page says why. */
static void
results_changed_cb (ChatSearchList *self)
{
  const char *problem = chat_search_results_get_problem (self->results);

  if (chat_search_results_is_busy (self->results))
    return;

  if (problem != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->results)) > 0)
    show_problem (self, problem);
  else
    hide_problem (self);
}


static void
load_more_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  chat_search_results_load_more (CHAT_SEARCH_LIST (widget)->results);
}


static void
row_clicked_cb (GtkListItem     *item,
                int              n_press,
                double           x,
                double           y,
                GtkGestureClick *click)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click));
  GtkWidget *list = gtk_widget_get_ancestor (row, CHAT_TYPE_SEARCH_LIST);

  if (n_press == 1 && list != NULL && gtk_widget_contains (row, x, y))
    open_item (CHAT_SEARCH_LIST (list), gtk_list_item_get_position (item));
}


/* Not the list's own way with one click: it lets the pointer choose, also when it only lies there
 * while the list changes under it. */
static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  GtkWidget *row = chat_search_row_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_object (click, "released", G_CALLBACK (row_clicked_cb), item,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  gtk_list_item_set_child (item, row);
}


static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  chat_search_row_set_item (CHAT_SEARCH_ROW (gtk_list_item_get_child (item)),
                            CHAT_SEARCH_ITEM (gtk_list_item_get_item (item)));
}


static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           gpointer                  user_data)
{
  chat_search_row_set_item (CHAT_SEARCH_ROW (gtk_list_item_get_child (item)), NULL);
}


static GtkListItemFactory *
new_factory (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  return factory;
}


static void
chat_search_list_dispose (GObject *object)
{
  ChatSearchList *self = CHAT_SEARCH_LIST (object);

  g_clear_object (&self->selection);
  g_clear_object (&self->results);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (chat_search_list_parent_class)->dispose (object);
}


static void
chat_search_list_class_init (ChatSearchListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chat_search_list_dispose;
  signals[SIGNAL_OPEN] =
    g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, CHAT_TYPE_SEARCH_ITEM);
  gtk_widget_class_install_action (widget_class, "search.load-more", NULL, load_more_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}


static void
listen (ChatSearchList *self)
{
  g_signal_connect_object (self->list, "activate", G_CALLBACK (list_activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_adjustment (self), "value-changed", G_CALLBACK (scrolled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_adjustment (self), "changed", G_CALLBACK (scrolled_cb), self,
                           G_CONNECT_SWAPPED);
}


static void
chat_search_list_init (ChatSearchList *self)
{
  GtkWidget *clamp = adw_clamp_scrollable_new ();

  self->list = GTK_LIST_VIEW (gtk_list_view_new (NULL, new_factory ()));
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "search-results");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Hits"),
                                  -1);
  adw_clamp_scrollable_set_maximum_size (ADW_CLAMP_SCROLLABLE (clamp), COLUMN_WIDTH);
  adw_clamp_scrollable_set_tightening_threshold (ADW_CLAMP_SCROLLABLE (clamp), COLUMN_WIDTH);
  adw_clamp_scrollable_set_child (ADW_CLAMP_SCROLLABLE (clamp), GTK_WIDGET (self->list));

  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), clamp);
  gtk_widget_set_vexpand (self->scrolled, TRUE);
  self->banner = g_object_new (CHAT_TYPE_BANNER,
                               "label", _("Try again"),
                               "action", "search.load-more",
                               NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->banner), "problem-banner");

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), self->scrolled);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->banner));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  listen (self);
}


void
chat_search_list_set_results (ChatSearchList    *self,
                              ChatSearchResults *results)
{
  g_return_if_fail (CHAT_IS_SEARCH_LIST (self));

  g_clear_object (&self->selection);
  g_set_object (&self->results, results);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (results)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  /* After the selection, which keeps to its item. */
  g_signal_connect_object (results, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (results, "changed", G_CALLBACK (results_changed_cb), self,
                           G_CONNECT_SWAPPED);
}


gboolean
chat_search_list_choose (ChatSearchList *self,
                         int             step)
{
  guint n_hits = g_list_model_get_n_items (G_LIST_MODEL (self->results));
  guint chosen = gtk_single_selection_get_selected (self->selection);
  gint64 wanted = chosen == GTK_INVALID_LIST_POSITION ? 0 : (gint64) chosen + step;

  g_return_val_if_fail (CHAT_IS_SEARCH_LIST (self), FALSE);

  if (n_hits == 0)
    return FALSE;

  wanted = CLAMP (wanted, 0, (gint64) n_hits - 1);
  gtk_single_selection_set_selected (self->selection, (guint) wanted);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u",
                              (guint) wanted);
  return TRUE;
}


guint
chat_search_list_get_chosen (ChatSearchList *self)
{
  g_return_val_if_fail (CHAT_IS_SEARCH_LIST (self), 0);

  return gtk_single_selection_get_selected (self->selection);
}


void
chat_search_list_open_chosen (ChatSearchList *self)
{
  g_return_if_fail (CHAT_IS_SEARCH_LIST (self));

  open_item (self, gtk_single_selection_get_selected (self->selection));
}
