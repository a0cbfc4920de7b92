/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The models of an account, of which one is the choice.
 */

#include "chat-model-list.h"

#include "chat-accessible.h"
#include "chat-model-row.h"
#include "chat-model-search.h"
#include "chat-row-click.h"

#include <glib/gi18n.h>

/* px, before it is scrolled. */
#define HEIGHT 380

struct _ChatModelList
{
  GtkWidget           parent_instance;

  ChatAccounts       *accounts;
  ChatModels         *models;
  char               *chosen;      /* id of the one in use, or NULL */
  ChatModelSearch    *search;
  guint               ticks;       /* callback at frames that lets the list grow, or 0 */
  gint64              frame;       /* in which what is found now is first seen; 0: not yet */
  GtkSingleSelection *selection;

  GtkWidget          *scroller;
  GtkWidget          *list_view;
};

G_DEFINE_FINAL_TYPE (ChatModelList, chat_model_list, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_ACTIVATE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];


/* The frame in which a list is first seen is for the rows that it then shows. */
static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  ChatModelList *self = CHAT_MODEL_LIST (widget);
  const gint64 frame = gdk_frame_clock_get_frame_counter (clock);

  if (self->frame == 0)
    self->frame = frame;
  if (frame <= self->frame)
    return G_SOURCE_CONTINUE;

  self->ticks = 0;
  chat_model_search_grow (self->search);

  return G_SOURCE_REMOVE;
}


static void
grow_later (ChatModelList *self)
{
  self->frame = 0;
  if (self->ticks == 0)
    self->ticks = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}


static void
edge_reached_cb (ChatModelList   *self,
                 GtkPositionType  position)
{
  if (position == GTK_POS_BOTTOM)
    chat_model_search_grow (self->search);
}


static void
row_activate_cb (ChatModelList *self,
                 guint          position)
{
  g_autoptr(ChatModel) model = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (model != NULL)
    g_signal_emit (self, signals[SIGNAL_ACTIVATE], 0, model);
}


static void
show_model (ChatModelList *self,
            ChatModelRow  *row,
            ChatModel     *model)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (row));
  const char *id = chat_model_get_id (model);
  gboolean typed = chat_models_find (self->models, id) == NULL;

  chat_model_row_set_model (row, model, typed, g_strcmp0 (id, self->chosen) == 0,
                            chat_accounts_is_favourite (self->accounts, id));
  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, chat_model_row_get_name (row),
                                    -1);
}


/* A row whose item stays is not bound anew. */
static void
update_rows (ChatModelList *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->list_view);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = gtk_widget_get_first_child (child);

      if (CHAT_IS_MODEL_ROW (row) && chat_model_row_get_model (CHAT_MODEL_ROW (row)) != NULL)
        show_model (self, CHAT_MODEL_ROW (row), chat_model_row_get_model (CHAT_MODEL_ROW (row)));
    }
}


static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  chat_row_click_add (item, chat_model_row_new ());
}


static void
bind_cb (ChatModelList *self,
         GtkListItem   *item)
{
  show_model (self, CHAT_MODEL_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}


static void
chat_model_list_dispose (GObject *object)
{
  ChatModelList *self = CHAT_MODEL_LIST (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->search, chat_model_search_free);
  g_clear_object (&self->models);
  g_clear_object (&self->accounts);
  g_clear_pointer (&self->chosen, g_free);

  G_OBJECT_CLASS (chat_model_list_parent_class)->dispose (object);
}


static void
chat_model_list_class_init (ChatModelListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_model_list_dispose;

  signals[SIGNAL_ACTIVATE] =
    g_signal_new ("activate", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, CHAT_TYPE_MODEL);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}


static void
chat_model_list_init (ChatModelList *self)
{
}


static void
add_list_view (ChatModelList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  self->list_view = gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)),
                                       factory);
  gtk_widget_add_css_class (self->list_view, "models");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list_view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Models"),
                                  -1);
  g_signal_connect_object (self->list_view, "activate", G_CALLBACK (row_activate_cb), self,
                           G_CONNECT_SWAPPED);
}


static void
add_scroller (ChatModelList *self)
{
  self->scroller = chat_accessible_new_scroller ();
  g_object_set (self->scroller,
                "child", self->list_view,
                "hscrollbar-policy", GTK_POLICY_NEVER,
                "propagate-natural-height", TRUE,
                "max-content-height", HEIGHT,
                NULL);
  /* Without models in it, Tab leads to it. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scroller),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Models"),
                                  -1);
  g_signal_connect_object (self->scroller, "edge-reached", G_CALLBACK (edge_reached_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}


GtkWidget *
chat_model_list_new (ChatAccounts *accounts)
{
  ChatModelList *self = g_object_new (CHAT_TYPE_MODEL_LIST, NULL);

  self->accounts = g_object_ref (accounts);
  self->search = chat_model_search_new (accounts);
  self->selection =
    gtk_single_selection_new (g_object_ref (chat_model_search_get_results (self->search)));
  add_list_view (self);
  add_scroller (self);

  return GTK_WIDGET (self);
}


void
chat_model_list_show (ChatModelList *self,
                      ChatModels    *models,
                      const char    *chosen)
{
  g_return_if_fail (CHAT_IS_MODEL_LIST (self));

  g_free (self->chosen);
  self->chosen = g_strdup (chosen);
  g_set_object (&self->models, models);
  chat_model_search_set_models (self->search, models);
  chat_model_search_set_chosen (self->search, chosen);
  update_rows (self);
}


void
chat_model_list_look_for (ChatModelList *self,
                          const char    *text)
{
  g_return_if_fail (CHAT_IS_MODEL_LIST (self));

  chat_model_search_set_text (self->search, text);
  gtk_single_selection_set_selected (self->selection, 0);
  grow_later (self);
}


ChatModel *
chat_model_list_dup_selected (ChatModelList *self)
{
  g_return_val_if_fail (CHAT_IS_MODEL_LIST (self), NULL);

  return g_list_model_get_item (G_LIST_MODEL (self->selection),
                                gtk_single_selection_get_selected (self->selection));
}


void
chat_model_list_move (ChatModelList *self,
                      int            step)
{
  int n_items;
  int position;

  g_return_if_fail (CHAT_IS_MODEL_LIST (self));

  n_items = (int) g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  position = (int) gtk_single_selection_get_selected (self->selection) + step;
  if (position < 0 || position >= n_items)
    return;

  gtk_single_selection_set_selected (self->selection, (guint) position);
  gtk_widget_activate_action (self->list_view, "list.scroll-to-item", "u", (guint) position);
}


void
chat_model_list_toggle_favourite (ChatModelList *self,
                                  const char    *id)
{
  g_return_if_fail (CHAT_IS_MODEL_LIST (self));

  chat_accounts_set_favourite (self->accounts, id,
                               !chat_accounts_is_favourite (self->accounts, id));
  chat_model_search_sort (self->search);
  update_rows (self);
}
