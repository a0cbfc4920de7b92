/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Brings a conversation of the history in front.
 */

#include "chat-window-private.h"

#include "chat-history-query.h"
#include "chat-history-texts.h"
#include "chat-toast.h"

#include <glib/gi18n.h>


static void
say_missing (ChatWindow *self,
             GError     *error)
{
  g_autofree char *text = chat_history_is_usage_error (error)
    ? g_strdup (_("The conversation is no longer there."))
    : g_strdup_printf (_("The conversation cannot be opened: %s"), error->message);

  /* Behind a page it would not be seen. */
  if (self->page != NULL)
    {
      chat_window_show_page (self, NULL, NULL, NULL);
      chat_view_focus_composer (self->view);
    }
  chat_window_tell_state (self, chat_toast_new (text));
}


/* @place (nullable): how it was last shown. */
static void
show_loaded (ChatWindow       *self,
             ChatConversation *conversation,
             const char       *place)
{
  g_autoptr(ChatView) view = NULL;

  g_set_object (&view, chat_view_cache_lookup (self->cache,
                                               chat_conversation_get_uid (conversation)));
  if (view == NULL)
    view = chat_window_new_view (self, conversation, TRUE, place);
  chat_window_set_view (self, view);
}


static void
place_loaded_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ChatWindow *self = g_task_get_source_object (task);
  /* A place that cannot be read is none: the end is shown. */
  g_autofree char *place = chat_history_load_view_finish (CHAT_HISTORY (source), result, NULL);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)) || self->engine == NULL)
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }

  g_clear_object (&self->loading);
  show_loaded (self, g_task_get_task_data (task), place);
  g_task_return_pointer (task, self->view, NULL);
}


static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ChatWindow *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(ChatConversation) conversation =
    chat_history_load_finish (CHAT_HISTORY (source), result, &error);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)) || self->engine == NULL)
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }

  if (conversation == NULL)
    {
      g_clear_object (&self->loading);
      say_missing (self, error);
      g_task_return_pointer (task, NULL, NULL);
      return;
    }

  /* Before anything is seen of it, so that nothing jumps. */
  g_task_set_task_data (task, g_object_ref (conversation), g_object_unref);
  chat_history_load_view_async (CHAT_HISTORY (source), conversation, place_loaded_cb,
                                g_steal_pointer (&task));
}


void
chat_window_show_conversation_async (ChatWindow          *self,
                                     const char          *uid,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autoptr(ChatView) view = NULL;
  GTask *task;

  g_return_if_fail (CHAT_IS_WINDOW (self));
  g_return_if_fail (uid != NULL);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);

  g_set_object (&view, chat_view_cache_lookup (self->cache, uid));
  if (view != NULL || self->history == NULL)
    {
      if (view != NULL)
        chat_window_set_view (self, view);
      task = g_task_new (self, NULL, callback, user_data);
      g_task_return_pointer (task, view, NULL);
      g_object_unref (task);
      return;
    }

  self->loading = g_cancellable_new ();
  task = g_task_new (self, self->loading, callback, user_data);
  g_task_set_check_cancellable (task, FALSE);
  chat_history_load_async (self->history, uid, self->loading, loaded_cb, task);
}


ChatView *
chat_window_show_conversation_finish (ChatWindow   *self,
                                      GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}


void
chat_window_show_conversation (ChatWindow *self,
                               const char *uid)
{
  chat_window_show_conversation_async (self, uid, NULL, NULL);
}


void
chat_window_show_message (ChatWindow *self,
                          const char *uid,
                          const char *message,
                          const char *words)
{
  g_return_if_fail (CHAT_IS_WINDOW (self));

  chat_window_search_go (self->search, uid, message, words);
}


void
chat_window_search_for (ChatWindow *self,
                        const char *query)
{
  g_return_if_fail (CHAT_IS_WINDOW (self));

  chat_window_search_look_for (self->search, query);
}


void
chat_window_begin (ChatWindow *self,
                   const char *text)
{
  g_return_if_fail (CHAT_IS_WINDOW (self));

  chat_window_show_fresh (self);
  if (text != NULL)
    chat_view_hand_over (self->view, text);
  chat_view_focus_composer (self->view);
}


void
chat_window_begin_with_draft (ChatWindow *self,
                              const char *draft)
{
  g_return_if_fail (CHAT_IS_WINDOW (self));

  chat_window_show_fresh (self);
  chat_view_hand_over_draft (self->view, draft);
  chat_view_focus_composer (self->view);
}


void
chat_window_begin_with_files (ChatWindow *self,
                              GPtrArray  *files)
{
  g_return_if_fail (CHAT_IS_WINDOW (self));

  chat_window_show_fresh (self);
  chat_view_hand_over_files (self->view, files);
  chat_view_focus_composer (self->view);
}
