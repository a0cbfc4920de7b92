/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list of conversations in which the selected row is the one that the window shows.
 */

#include "chat-shown-selection.h"

#include "chat-conversation-info.h"

/* As many as the list view has rows for at a time: these are loaded anyway. A conversation that is
 * answered comes to the top, so the search from there nearly always ends at once. */
#define MAX_SEARCHED 200

struct _ChatShownSelection
{
  GObject     parent_instance;

  GListModel *model;      /* nullable */
  char       *shown;      /* uid, nullable */
  guint       position;   /* where it was last seen */
};


static GType
get_item_type (GListModel *list)
{
  return CHAT_TYPE_CONVERSATION_INFO;
}


static guint
get_n_items (GListModel *list)
{
  ChatShownSelection *self = CHAT_SHOWN_SELECTION (list);

  return self->model != NULL ? g_list_model_get_n_items (self->model) : 0;
}


static gpointer
get_item (GListModel *list,
          guint       position)
{
  ChatShownSelection *self = CHAT_SHOWN_SELECTION (list);

  return self->model != NULL ? g_list_model_get_item (self->model, position) : NULL;
}


static void
init_list_model (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}


static gboolean
stands_at (ChatShownSelection *self,
           guint               position)
{
  g_autoptr(ChatConversationInfo) info = get_item (G_LIST_MODEL (self), position);

  if (info == NULL || self->shown == NULL
      || g_strcmp0 (chat_conversation_info_get_uid (info), self->shown) != 0)
    return FALSE;

  self->position = position;

  return TRUE;
}


static gboolean
is_selected (GtkSelectionModel *selection,
             guint              position)
{
  return stands_at (CHAT_SHOWN_SELECTION (selection), position);
}


static GtkBitset *
get_selection_in_range (GtkSelectionModel *selection,
                        guint              position,
                        guint              n_items)
{
  GtkBitset *bitset = gtk_bitset_new_empty ();
  guint found = chat_shown_selection_find (CHAT_SHOWN_SELECTION (selection));

  if (found != GTK_INVALID_LIST_POSITION && found >= position && found - position < n_items)
    gtk_bitset_add (bitset, found);

  return bitset;
}


static void
init_selection_model (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
}


G_DEFINE_FINAL_TYPE_WITH_CODE (ChatShownSelection, chat_shown_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, init_list_model)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                      init_selection_model))


static void
items_changed_cb (GListModel         *model,
                  guint               position,
                  guint               n_removed,
                  guint               n_added,
                  ChatShownSelection *self)
{
  if (self->position != GTK_INVALID_LIST_POSITION && self->position >= position + n_removed)
    self->position += n_added - n_removed;
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}


static void
chat_shown_selection_dispose (GObject *object)
{
  ChatShownSelection *self = CHAT_SHOWN_SELECTION (object);

  g_clear_object (&self->model);
  g_clear_pointer (&self->shown, g_free);

  G_OBJECT_CLASS (chat_shown_selection_parent_class)->dispose (object);
}


static void
chat_shown_selection_class_init (ChatShownSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_shown_selection_dispose;
}


static void
chat_shown_selection_init (ChatShownSelection *self)
{
  self->position = GTK_INVALID_LIST_POSITION;
}


ChatShownSelection *
chat_shown_selection_new (GListModel *model)
{
  ChatShownSelection *self = g_object_new (CHAT_TYPE_SHOWN_SELECTION, NULL);

  chat_shown_selection_set_model (self, model);

  return self;
}


void
chat_shown_selection_set_model (ChatShownSelection *self,
                                GListModel         *model)
{
  guint n_removed;

  g_return_if_fail (CHAT_IS_SHOWN_SELECTION (self));

  n_removed = get_n_items (G_LIST_MODEL (self));
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_set_object (&self->model, model);
  if (model != NULL)
    g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), self, 0);

  self->position = GTK_INVALID_LIST_POSITION;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_removed, get_n_items (G_LIST_MODEL (self)));
}


void
chat_shown_selection_set_shown (ChatShownSelection *self,
                                const char         *uid)
{
  guint n_items;

  g_return_if_fail (CHAT_IS_SHOWN_SELECTION (self));

  if (g_strcmp0 (uid, self->shown) == 0)
    return;

  g_free (self->shown);
  self->shown = g_strdup (uid);
  self->position = GTK_INVALID_LIST_POSITION;
  n_items = get_n_items (G_LIST_MODEL (self));
  if (n_items > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, n_items);
}


guint
chat_shown_selection_find (ChatShownSelection *self)
{
  guint n_searched;

  g_return_val_if_fail (CHAT_IS_SHOWN_SELECTION (self), GTK_INVALID_LIST_POSITION);

  if (self->shown == NULL)
    return GTK_INVALID_LIST_POSITION;

  if (self->position != GTK_INVALID_LIST_POSITION && stands_at (self, self->position))
    return self->position;

  n_searched = MIN (get_n_items (G_LIST_MODEL (self)), MAX_SEARCHED);
  for (guint i = 0; i < n_searched; i++)
    {
      if (stands_at (self, i))
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}


static gboolean
is_other (ChatShownSelection *self,
          guint               position)
{
  g_autoptr(ChatConversationInfo) info = get_item (G_LIST_MODEL (self), position);
  const char *uid = info != NULL ? chat_conversation_info_get_uid (info) : NULL;

  return uid != NULL && g_strcmp0 (uid, self->shown) != 0;
}


guint
chat_shown_selection_find_neighbour (ChatShownSelection *self)
{
  guint position;

  g_return_val_if_fail (CHAT_IS_SHOWN_SELECTION (self), GTK_INVALID_LIST_POSITION);

  position = self->position;
  if (position == GTK_INVALID_LIST_POSITION)
    return GTK_INVALID_LIST_POSITION;

  /* The one that has moved up into its place, or would. */
  if (is_other (self, position))
    return position;

  if (is_other (self, position + 1))
    return position + 1;

  return position > 0 && is_other (self, position - 1) ? position - 1 : GTK_INVALID_LIST_POSITION;
}
