/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of a completion: lines, one of which is the choice, though the focus is elsewhere.
 */

#include "chat-completion-list.h"

#include <glib/gi18n.h>

/* Of what is seen of it; eight lines and a half, so that it is seen where more follow. */
#define MAX_HEIGHT 296

struct _ChatCompletionList
{
  GtkWidget   parent_instance;

  GListModel *items;      /* or NULL */
  int         n_chars;  /* of a line */

  GtkWidget  *scroller;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (ChatCompletionList, chat_completion_list, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_ACTIVATED,
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];


/* GTK 4.8 scrolls a list only to what has the focus. */
static void
show_row (ChatCompletionList *self,
          GtkListBoxRow      *row)
{
  GtkAdjustment *adjustment =
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  graphene_rect_t bounds;

  /* What has just been put in has no place yet, and the list is at its top. */
  if (gtk_list_box_row_get_index (row) == 0)
    gtk_adjustment_set_value (adjustment, 0);
  else if (gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y,
                               bounds.origin.y + bounds.size.height);
}


static void
choose (ChatCompletionList *self,
        int                 position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, position);

  gtk_list_box_select_row (self->list, row);
  show_row (self, row);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}


/* What comes later does not move a choice. */
static void
items_changed_cb (ChatCompletionList *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (g_list_model_get_n_items (self->items) > 0)
    choose (self, row != NULL ? gtk_list_box_row_get_index (row) : 0);
  else
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}


static GtkWidget *
create_row_cb (gpointer item,
               gpointer user_data)
{
  ChatCompletionList *self = user_data;

  return chat_completion_item_new_row (item, self->n_chars);
}


static void
row_activated_cb (ChatCompletionList *self,
                  GtkListBoxRow      *row)
{
  choose (self, gtk_list_box_row_get_index (row));
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}


static void
forget_items (ChatCompletionList *self)
{
  if (self->items == NULL)
    return;

  g_signal_handlers_disconnect_by_func (self->items, items_changed_cb, self);
  gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->items);
}


static void
chat_completion_list_dispose (GObject *object)
{
  ChatCompletionList *self = CHAT_COMPLETION_LIST (object);

  forget_items (self);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (chat_completion_list_parent_class)->dispose (object);
}


static void
chat_completion_list_class_init (ChatCompletionListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_completion_list_dispose;

  signals[SIGNAL_ACTIVATED] =
    g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}


static void
chat_completion_list_init (ChatCompletionList *self)
{
  self->n_chars = G_MAXINT;
  self->list = g_object_new (GTK_TYPE_LIST_BOX,
                             "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_BOX,
                             "selection-mode", GTK_SELECTION_BROWSE,
                             NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list),
                                  /* Translators: the name of a list for a screen reader: what may
                                   * be meant by what is being written */
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Suggestions"),
                                  -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  self->scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW,
                                 "hscrollbar-policy", GTK_POLICY_NEVER,
                                 "propagate-natural-height", TRUE,
                                 "max-content-height", MAX_HEIGHT,
                                 "child", self->list,
                                 NULL);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}


GtkWidget *
chat_completion_list_new (void)
{
  return g_object_new (CHAT_TYPE_COMPLETION_LIST, NULL);
}


void
chat_completion_list_set_items (ChatCompletionList *self,
                                GListModel         *items)
{
  g_return_if_fail (CHAT_IS_COMPLETION_LIST (self));

  forget_items (self);
  if (items == NULL)
    {
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
      return;
    }

  self->items = g_object_ref (items);
  gtk_list_box_bind_model (self->list, items, create_row_cb, self, NULL);
  /* Behind the list's own handler, which puts the rows in. */
  g_signal_connect_object (items, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  items_changed_cb (self);
}


ChatCompletionItem *
chat_completion_list_get_choice (ChatCompletionList *self)
{
  GtkWidget *row = chat_completion_list_get_row (self);
  g_autoptr(ChatCompletionItem) item = NULL;

  if (row == NULL)
    return NULL;

  item = g_list_model_get_item (self->items,
                                (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)));

  /* The list has another reference. */
  return item;
}


GtkWidget *
chat_completion_list_get_row (ChatCompletionList *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (CHAT_IS_COMPLETION_LIST (self), NULL);

  row = gtk_list_box_get_selected_row (self->list);

  return row != NULL ? GTK_WIDGET (row) : NULL;
}


void
chat_completion_list_move (ChatCompletionList *self,
                           int                 step)
{
  int n_items, position;

  g_return_if_fail (CHAT_IS_COMPLETION_LIST (self));
  g_return_if_fail (chat_completion_list_get_row (self) != NULL);

  n_items = (int) g_list_model_get_n_items (self->items);
  position = gtk_list_box_row_get_index (gtk_list_box_get_selected_row (self->list)) + step;
  if (ABS (step) == 1)
    position = (position + n_items) % n_items;
  choose (self, CLAMP (position, 0, n_items - 1));
}


void
chat_completion_list_set_width (ChatCompletionList *self,
                                int                 width)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int char_width = PANGO_PIXELS (pango_font_metrics_get_approximate_char_width (metrics));

  g_return_if_fail (CHAT_IS_COMPLETION_LIST (self));

  self->n_chars = width / MAX (char_width, 1);
  gtk_widget_set_size_request (self->scroller, MAX (width, -1), -1);
  pango_font_metrics_unref (metrics);
}
