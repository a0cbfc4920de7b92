/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All branches of a conversation in one view.
 */

#include "chat-branches-window.h"

#include "chat-accessible.h"
#include "chat-branch-item.h"
#include "chat-branch-row.h"
#include "chat-history-trash.h"
#include "chat-title-bin.h"
#include "chat-toast.h"
#include "chat-undo-toast.h"
#include "chat-words.h"
#include "chat-wrap-layout.h"

#include <glib/gi18n.h>

struct _ChatBranchesWindow
{
  AdwWindow           parent_instance;

  ChatSession        *session;
  GtkWidget          *view;       /* weak */
  GListStore         *items;
  GtkSingleSelection *selection;  /* borrowed from the list */
  guint               n_lanes;
  AdwToast           *toast;      /* of what was deleted here, or NULL */
  guint               undo_id;
  guint               focusing;   /* tick callback of the list */
  GCancellable       *asking;     /* whether anything can be restored; NULL: there is no history */
  gboolean            restorable;

  AdwWindowTitle     *title;
  AdwToastOverlay    *toasts;
  GtkListView        *list;
  GtkWidget          *restore;
  GtkWidget          *verbs;
};

G_DEFINE_FINAL_TYPE (ChatBranchesWindow, chat_branches_window, ADW_TYPE_WINDOW)


/* NULL if there is nothing. */
static ChatMessage *
get_selected (ChatBranchesWindow *self)
{
  ChatBranchItem *item = gtk_single_selection_get_selected_item (self->selection);

  return item != NULL ? chat_branch_item_get_message (item) : NULL;
}


static void
update_title (ChatBranchesWindow *self,
              guint               n_branches)
{
  ChatConversation *conversation = chat_session_get_conversation (self->session);
  const char *title = chat_conversation_get_title (conversation);
  guint size = chat_conversation_get_size (conversation);
  g_autofree char *branches =
    g_strdup_printf (ngettext ("%u branch", "%u branches", n_branches), n_branches);
  g_autofree char *messages = g_strdup_printf (ngettext ("%u message", "%u messages", size), size);
  /* Translators: "Letter to the landlord · 3 branches, 9 messages". */
  g_autofree char *subtitle =
    g_strdup_printf (_("%s · %s, %s"), title != NULL ? title : _("New conversation"), branches,
                     messages);

  adw_window_title_set_subtitle (self->title, subtitle);
}


static guint
find_position (ChatBranchesWindow *self,
               ChatMessage        *message)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr(ChatBranchItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (chat_branch_item_get_message (item) == message)
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}


static void
fill (ChatBranchesWindow *self)
{
  g_autoptr(GPtrArray) items = NULL;
  guint n_branches;

  items = chat_branch_items_new (chat_session_get_conversation (self->session), &self->n_lanes,
                                 &n_branches);
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)),
                       items->pdata, items->len);
  update_title (self, n_branches);
}


/* The widget that GTK makes for the row, or NULL: there are only those in view. */
static GtkWidget *
find_row (ChatBranchesWindow *self,
          ChatMessage        *message)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->list)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = gtk_widget_get_first_child (child);

      if (CHAT_IS_BRANCH_ROW (row) &&
          chat_branch_row_get_message (CHAT_BRANCH_ROW (row)) == message)
        return child;
    }

  return NULL;
}


/* GTK 4.8 goes to a row only when the list has been laid out, and has the row a frame later. */
static gboolean
focus_cb (GtkWidget     *widget,
          GdkFrameClock *clock,
          gpointer       data)
{
  ChatBranchesWindow *self = data;
  ChatMessage *message = get_selected (self);
  GtkWidget *row = message != NULL ? find_row (self, message) : NULL;

  if (message != NULL && gtk_widget_get_height (widget) == 0)
    return G_SOURCE_CONTINUE;

  if (message != NULL && row == NULL)
    {
      gtk_widget_activate_action (widget, "list.scroll-to-item", "u",
                                  gtk_single_selection_get_selected (self->selection));
      return G_SOURCE_CONTINUE;
    }

  if (row != NULL)
    gtk_widget_grab_focus (row);
  self->focusing = 0;
  return G_SOURCE_REMOVE;
}


static void
select_position (ChatBranchesWindow *self,
                 guint               position)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  if (n_items == 0)
    return;

  gtk_single_selection_set_selected (self->selection, MIN (position, n_items - 1));
  if (self->focusing == 0)
    self->focusing = gtk_widget_add_tick_callback (GTK_WIDGET (self->list), focus_cb, self, NULL);
}


static void
update_actions (ChatBranchesWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean any = get_selected (self) != NULL;

  gtk_widget_action_set_enabled (widget, "branches.show", any);
  gtk_widget_action_set_enabled (widget, "branches.fork",
                                 any && chat_session_can_fork (self->session));
  gtk_widget_action_set_enabled (widget, "branches.delete",
                                 any && !chat_session_is_busy (self->session));
  gtk_widget_action_set_enabled (widget, "branches.restore",
                                 self->restorable && !chat_session_is_busy (self->session));
  gtk_widget_action_set_enabled (widget, "branches.undo",
                                 self->undo_id != 0 &&
                                 chat_session_get_undo_id (self->session) == self->undo_id);
}


static void
has_removed_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(ChatBranchesWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean any = chat_history_has_removed_finish (CHAT_HISTORY (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->restorable = any;
  gtk_widget_set_visible (self->restore, any);
  update_actions (self);
}


/* There is a trash only with a history. */
static void
ask_for_removed (ChatBranchesWindow *self)
{
  ChatHistory *history = chat_engine_get_history (chat_session_get_engine (self->session));

  if (history == NULL)
    return;

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  chat_history_has_removed_async (history, chat_session_get_conversation (self->session),
                                  self->asking, has_removed_cb, g_object_ref (self));
}


static void
drop_toast (ChatBranchesWindow *self)
{
  g_autoptr(AdwToast) toast = g_steal_pointer (&self->toast);

  self->undo_id = 0;
  if (toast != NULL)
    chat_toast_dismiss (toast, self->toasts);
}


static void
toast_dismissed_cb (ChatBranchesWindow *self,
                    AdwToast           *toast)
{
  if (toast == self->toast)
    drop_toast (self);
}


static void
offer_undo (ChatBranchesWindow *self)
{
  drop_toast (self);
  self->undo_id = chat_session_get_undo_id (self->session);
  self->toast = chat_undo_toast_new (self->session);
  adw_toast_set_action_name (self->toast, "branches.undo");
  g_signal_connect_object (self->toast, "dismissed", G_CALLBACK (toast_dismissed_cb), self,
                           G_CONNECT_SWAPPED);
  chat_toast_fit (self->toast, GTK_WIDGET (self->toasts));
  chat_toast_show (g_object_ref (self->toast), self->toasts);
}


static void
tree_changed_cb (ChatBranchesWindow *self)
{
  ChatMessage *selected = get_selected (self);
  guint position = gtk_single_selection_get_selected (self->selection);
  guint found;

  fill (self);
  found = selected != NULL ? find_position (self, selected) : GTK_INVALID_LIST_POSITION;
  select_position (self, found != GTK_INVALID_LIST_POSITION ? found : position);
  update_actions (self);
  ask_for_removed (self);
}


static void
session_changed_cb (ChatBranchesWindow *self)
{
  if (self->undo_id != 0 && chat_session_get_undo_id (self->session) != self->undo_id)
    drop_toast (self);
  update_actions (self);
}


/* The view does it: it has the transcript and the window of the conversation. */
static void
tell_view (ChatBranchesWindow *self,
           const char         *action)
{
  ChatMessage *message = get_selected (self);
  g_autofree char *uid = message != NULL ? g_strdup (chat_message_get_uid (message)) : NULL;
  g_autoptr(GtkWidget) view = self->view != NULL ? g_object_ref (self->view) : NULL;

  gtk_window_close (GTK_WINDOW (self));
  if (view != NULL && uid != NULL)
    gtk_widget_activate_action (view, action, "s", uid);
}


static void
list_activate_cb (ChatBranchesWindow *self,
                  guint               position,
                  GtkListView        *list)
{
  gtk_single_selection_set_selected (self->selection, position);
  tell_view (self, "chat.show-message");
}


static void
show_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  tell_view (CHAT_BRANCHES_WINDOW (widget), "chat.show-message");
}


static void
fork_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  tell_view (CHAT_BRANCHES_WINDOW (widget), "chat.fork");
}


static void
delete_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  ChatBranchesWindow *self = CHAT_BRANCHES_WINDOW (widget);
  ChatMessage *message = get_selected (self);

  chat_session_delete (self->session, message);
  offer_undo (self);
  update_actions (self);
}


static void
restore_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  chat_session_restore_deleted (CHAT_BRANCHES_WINDOW (widget)->session);
}


static void
undo_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  chat_session_undo (CHAT_BRANCHES_WINDOW (widget)->session);
}


static void
row_setup_cb (ChatBranchesWindow *self,
              GtkListItem        *list_item,
              GtkListItemFactory *factory)
{
  gtk_list_item_set_child (list_item, chat_branch_row_new ());
}


static void
row_bind_cb (ChatBranchesWindow *self,
             GtkListItem        *list_item,
             GtkListItemFactory *factory)
{
  chat_branch_row_set_item (CHAT_BRANCH_ROW (gtk_list_item_get_child (list_item)),
                            gtk_list_item_get_item (list_item), self->n_lanes);
}


static void
chat_branches_window_dispose (GObject *object)
{
  ChatBranchesWindow *self = CHAT_BRANCHES_WINDOW (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  drop_toast (self);
  g_clear_weak_pointer (&self->view);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHAT_TYPE_BRANCHES_WINDOW);
  g_clear_object (&self->items);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (chat_branches_window_parent_class)->dispose (object);
}


static void
install_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "branches.show", NULL, show_action);
  gtk_widget_class_install_action (widget_class, "branches.fork", NULL, fork_action);
  gtk_widget_class_install_action (widget_class, "branches.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "branches.restore", NULL, restore_action);
  gtk_widget_class_install_action (widget_class, "branches.undo", NULL, undo_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, 0, "branches.fork", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "branches.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Delete, 0, "branches.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, 0, "branches.restore", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "branches.undo",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
}


static void
chat_branches_window_class_init (ChatBranchesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chat_branches_window_dispose;
  install_keys (widget_class);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/example/ClaudeChat/ui/chat-branches-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ChatBranchesWindow, title);
  gtk_widget_class_bind_template_child (widget_class, ChatBranchesWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, ChatBranchesWindow, list);
  gtk_widget_class_bind_template_child (widget_class, ChatBranchesWindow, restore);
  gtk_widget_class_bind_template_child (widget_class, ChatBranchesWindow, verbs);
  gtk_widget_class_bind_template_callback (widget_class, list_activate_cb);
}


static void
chat_branches_window_init (ChatBranchesWindow *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  chat_accessible_keep_role (GTK_WIDGET (self));
  g_type_ensure (CHAT_TYPE_TITLE_BIN);
  chat_words_fit_window (GTK_WIDGET (self));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->verbs, chat_wrap_layout_new (6));
  chat_accessible_name_parts (GTK_WIDGET (self));
  self->items = g_list_store_new (CHAT_TYPE_BRANCH_ITEM);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->items)));
  g_signal_connect_object (factory, "setup", G_CALLBACK (row_setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (row_bind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  /* The list keeps it. */
  g_object_unref (self->selection);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (update_actions),
                           self, G_CONNECT_SWAPPED);
}


GtkWidget *
chat_branches_window_new (ChatSession *session,
                          GtkWidget   *view)
{
  ChatBranchesWindow *self = g_object_new (CHAT_TYPE_BRANCHES_WINDOW, NULL);
  ChatConversation *conversation = chat_session_get_conversation (session);

  self->session = g_object_ref (session);
  g_set_weak_pointer (&self->view, view);
  gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (gtk_widget_get_root (view)));
  g_signal_connect_object (conversation, "tree-changed", G_CALLBACK (tree_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  fill (self);
  select_position (self, find_position (self, chat_conversation_get_last (conversation)));
  update_actions (self);
  ask_for_removed (self);

  return GTK_WIDGET (self);
}
