/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which conversation is in front, and what the window has to know of it.
 */

#include "chat-engine-presets.h"
#include "chat-window-private.h"


static ChatConversation *
get_conversation (ChatWindow *self)
{
  return chat_view_get_conversation (self->view);
}


void
chat_window_update_shown (ChatWindow *self)
{
  gboolean in_front = gtk_window_is_active (GTK_WINDOW (self)) && self->page == NULL;
  ChatConversation *shown = in_front ? get_conversation (self) : NULL;

  if (self->history == NULL || shown == self->shown)
    return;

  if (self->shown != NULL)
    chat_history_set_shown (self->history, self->shown, FALSE);
  g_set_object (&self->shown, shown);
  if (shown != NULL)
    chat_history_set_shown (self->history, shown, TRUE);
}


static void
info_changed_cb (ChatWindow *self)
{
  gboolean trashed = chat_conversation_info_get_trashed (self->info) != 0;
  gboolean deleted = trashed && !self->trashed;

  self->trashed = trashed;
  chat_window_update_menu (self);
  chat_window_update_header (self);
  if (deleted)
    chat_window_leave_conversation (self);
}


static void
set_info (ChatWindow           *self,
          ChatConversationInfo *info)
{
  if (self->info != NULL)
    g_signal_handlers_disconnect_by_func (self->info, info_changed_cb, self);
  g_set_object (&self->info, info);
  self->trashed = info != NULL && chat_conversation_info_get_trashed (info) != 0;
  if (info != NULL)
    g_signal_connect_object (info, "notify", G_CALLBACK (info_changed_cb), self,
                             G_CONNECT_SWAPPED);

  chat_window_update_menu (self);
  chat_window_update_header (self);
  chat_window_remember_conversation (self);
}


void
chat_window_update_info (ChatWindow *self)
{
  const char *uid = chat_conversation_get_uid (get_conversation (self));
  ChatConversationInfo *info = chat_history_get_info (self->history, uid);
  gboolean gone = info == NULL && self->info != NULL;

  if (info != self->info)
    set_info (self, info);
  if (gone)
    chat_window_leave_conversation (self);
}


void
chat_window_set_view (ChatWindow *self,
                      ChatView   *view)
{
  ChatConversation *conversation = chat_view_get_conversation (view);
  const char *uid = chat_conversation_get_uid (conversation);
  g_autoptr(ChatView) before = NULL;

  g_set_object (&before, self->view);
  if (before != NULL)
    {
      g_signal_handlers_disconnect_by_data (before, self);
      g_signal_handlers_disconnect_by_data (get_conversation (self), self);
    }

  g_set_object (&self->view, view);
  chat_view_cache_use (self->cache, view);
  if (self->left != NULL && !g_str_equal (self->left, uid))
    chat_view_cache_remove (self->cache, self->left);
  g_clear_pointer (&self->left, g_free);
  g_signal_connect_object (view, "notify::scrolled",
                           G_CALLBACK (chat_window_update_header), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::narrow",
                           G_CALLBACK (chat_window_update_header), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (conversation, "notify::title",
                           G_CALLBACK (chat_window_update_header), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (conversation, "items-changed",
                           G_CALLBACK (chat_window_update_header), self, G_CONNECT_SWAPPED);

  set_info (self, self->history != NULL ? chat_history_get_info (self->history, uid) : NULL);
  chat_conversation_list_set_shown (chat_sidebar_get_list (self->sidebar), uid);
  chat_window_show_page (self, NULL, NULL, NULL);
  if (self->model_popover != NULL)
    chat_model_popover_set_conversation (self->model_popover, conversation);
  g_object_notify (G_OBJECT (self), "profile-position");
  chat_view_focus_composer (view);
  if (self->waiting_toast != NULL)
    chat_view_add_toast (view, g_steal_pointer (&self->waiting_toast));
  if (before != NULL && before != view)
    chat_toast_place_follow (chat_view_get_toast_place (view),
                             chat_view_get_toast_place (before));
}


/* In a new window the draft of a conversation not begun would be there twice. */
static gboolean
is_only_window (ChatWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  GList *windows = application != NULL ? gtk_application_get_windows (application) : NULL;

  for (GList *l = windows; l != NULL; l = l->next)
    {
      if (CHAT_IS_WINDOW (l->data) && l->data != self)
        return FALSE;
    }

  return TRUE;
}


ChatView *
chat_window_new_view (ChatWindow       *self,
                      ChatConversation *conversation,
                      gboolean          restore_draft,
                      const char       *place)
{
  GtkWidget *view = chat_view_new (self->engine, self->settings, conversation);
  g_autoptr(GtkTextBuffer) buffer = NULL;

  g_object_ref_sink (view);
  chat_window_add_slash (self, CHAT_VIEW (view));
  buffer = chat_view_cache_take_text (self->cache, chat_conversation_get_uid (conversation));
  if (buffer != NULL)
    chat_view_resume (CHAT_VIEW (view), buffer);
  if (self->history != NULL)
    {
      chat_view_keep_draft (CHAT_VIEW (view), restore_draft);
      chat_view_keep_place (CHAT_VIEW (view), place);
    }

  return CHAT_VIEW (view);
}


static gboolean
is_fresh (ChatWindow *self,
          ChatView   *view)
{
  ChatConversation *conversation = chat_view_get_conversation (view);
  const char *uid = chat_conversation_get_uid (conversation);

  return chat_conversation_get_n_messages (conversation) == 0
         && (self->history == NULL || chat_history_get_info (self->history, uid) == NULL);
}


void
chat_window_show_fresh (ChatWindow *self)
{
  if (self->fresh == NULL || !is_fresh (self, self->fresh))
    {
      g_autoptr(ChatConversation) conversation = chat_engine_new_conversation (self->engine);

      g_clear_object (&self->fresh);
      self->fresh = chat_window_new_view (self, conversation,
                                          self->view == NULL && is_only_window (self), NULL);
    }

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  chat_window_set_view (self, self->fresh);
}


void
chat_window_leave_conversation (ChatWindow *self)
{
  g_autofree char *uid = g_strdup (chat_conversation_get_uid (get_conversation (self)));
  g_autofree char *neighbour =
    chat_conversation_list_dup_neighbour (chat_sidebar_get_list (self->sidebar));

  g_free (self->left);
  self->left = g_steal_pointer (&uid);
  if (neighbour != NULL)
    chat_window_show_conversation (self, neighbour);
  else
    chat_window_show_fresh (self);
}
