/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The verbs of a conversation on the screen.
 */

#include "chat-view-private.h"

#include "chat-engine-spending.h"


ChatMessage *
chat_view_get_edited (ChatView *self)
{
  ChatMessage *message = self->edited;

  /* it may have been deleted meanwhile */
  if (message == NULL
      || chat_conversation_lookup (self->conversation, chat_message_get_uid (message)) != message)
    return NULL;

  return message;
}


static void
send_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  ChatView *self = CHAT_VIEW (widget);
  g_autoptr(ChatMessage) prompt = NULL;

  if (chat_view_wait_for_attachments (self))
    return;

  prompt = chat_view_write_message (self, TRUE);
  chat_session_send_message (self->session, chat_view_get_edited (self), prompt);
  chat_composer_clear (self->composer);
  chat_transcript_scroll_to_latest (self->transcript);
}


static void
start_with_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  ChatView *self = CHAT_VIEW (widget);
  const char *prompt;
  gboolean send;

  g_variant_get (parameter, "(&sb)", &prompt, &send);
  if (send)
    chat_session_send (self->session, prompt);
  else
    chat_composer_set_text (self->composer, prompt);
  chat_composer_focus (self->composer);
}


static void
stop_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  chat_session_stop (CHAT_VIEW (widget)->session);
}


static void
escape_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  ChatView *self = CHAT_VIEW (widget);

  self->send_when_read = FALSE;
  if (chat_session_is_busy (self->session))
    {
      chat_session_stop (self->session);
      return;
    }

  if (chat_find_bar_close (self->find_bar))
    return;

  if (chat_composer_is_editing (self->composer))
    chat_composer_clear (self->composer);
  else if (self->compact)
    gtk_widget_activate_action (widget, "quick.hide", NULL);
  chat_composer_focus (self->composer);
}


static void
find_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  chat_find_bar_open (CHAT_VIEW (widget)->find_bar, NULL);
}


static void
find_words_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  chat_find_bar_open (CHAT_VIEW (widget)->find_bar, g_variant_get_string (parameter, NULL));
}


static void
find_next_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  chat_find_bar_move (CHAT_VIEW (widget)->find_bar, FALSE);
}


static void
find_previous_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  chat_find_bar_move (CHAT_VIEW (widget)->find_bar, TRUE);
}


static void
find_close_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  chat_find_bar_close (CHAT_VIEW (widget)->find_bar);
}


/* The buttons below a reply go with what they do, and nobody could tell where the focus went. */
static void
leave_buttons (ChatView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (GTK_IS_BUTTON (focus) && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->transcript)))
    chat_composer_focus (self->composer);
}


static void
try_now_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  leave_buttons (CHAT_VIEW (widget));
  chat_session_try_now (CHAT_VIEW (widget)->session);
}


static void
retry_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  ChatView *self = CHAT_VIEW (widget);

  leave_buttons (self);
  chat_session_retry (self->session, NULL);
  chat_transcript_scroll_to_latest (self->transcript);
}


/* Beyond the budget, this once. */
static void
send_anyway_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  chat_engine_override_budget (CHAT_VIEW (widget)->engine);
  retry_action (widget, action_name, parameter);
}


static void
continue_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  ChatView *self = CHAT_VIEW (widget);

  leave_buttons (self);
  chat_session_continue (self->session);
  chat_transcript_scroll_to_latest (self->transcript);
}


static void
delete_last_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  ChatView *self = CHAT_VIEW (widget);

  leave_buttons (self);
  chat_session_delete (self->session, chat_conversation_get_last (self->conversation));
}


static void
undo_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  chat_session_undo (CHAT_VIEW (widget)->session);
}


static void
edit_last_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  ChatView *self = CHAT_VIEW (widget);
  ChatMessage *prompt = chat_session_get_last_prompt (self->session);

  if (prompt != NULL)
    chat_view_edit (self, prompt);
}


static void
focus_composer_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  chat_composer_focus (CHAT_VIEW (widget)->composer);
}


static void
latest_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  chat_transcript_scroll_to_latest (CHAT_VIEW (widget)->transcript);
}


void
chat_view_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chat.send", NULL, send_action);
  gtk_widget_class_install_action (widget_class, "chat.start-with", "(sb)", start_with_action);
  gtk_widget_class_install_action (widget_class, "chat.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "chat.escape", NULL, escape_action);
  gtk_widget_class_install_action (widget_class, "chat.try-now", NULL, try_now_action);
  gtk_widget_class_install_action (widget_class, "chat.retry", NULL, retry_action);
  gtk_widget_class_install_action (widget_class, "chat.send-anyway", NULL, send_anyway_action);
  gtk_widget_class_install_action (widget_class, "chat.continue", NULL, continue_action);
  gtk_widget_class_install_action (widget_class, "chat.delete-last", NULL, delete_last_action);
  gtk_widget_class_install_action (widget_class, "chat.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "chat.edit-last", NULL, edit_last_action);
  gtk_widget_class_install_action (widget_class, "chat.focus-composer", NULL,
                                   focus_composer_action);
  gtk_widget_class_install_action (widget_class, "chat.latest", NULL, latest_action);
  gtk_widget_class_install_action (widget_class, "chat.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "chat.find-words", "s", find_words_action);
  gtk_widget_class_install_action (widget_class, "chat.find-next", NULL, find_next_action);
  gtk_widget_class_install_action (widget_class, "chat.find-previous", NULL,
                                   find_previous_action);
  gtk_widget_class_install_action (widget_class, "chat.find-close", NULL, find_close_action);
}


void
chat_view_update_actions (ChatView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean busy = chat_session_is_busy (self->session);
  gboolean filled = chat_conversation_get_last (self->conversation) != NULL;
  gboolean pinned;

  g_object_get (self->transcript, "pinned", &pinned, NULL);

  gtk_widget_action_set_enabled (widget, "chat.send",
                                 !busy && !chat_composer_is_blank (self->composer));
  gtk_widget_action_set_enabled (widget, "chat.start-with", !busy);
  gtk_widget_action_set_enabled (widget, "chat.stop", busy);
  gtk_widget_action_set_enabled (widget, "chat.try-now",
                                 chat_session_get_phase (self->session) == CHAT_TURN_RETRYING);
  gtk_widget_action_set_enabled (widget, "chat.retry", chat_session_can_retry (self->session));
  gtk_widget_action_set_enabled (widget, "chat.fork-with-summary",
                                 !busy && chat_session_can_fork (self->session));
  gtk_widget_action_set_enabled (widget, "chat.send-anyway",
                                 chat_session_can_retry (self->session));
  gtk_widget_action_set_enabled (widget, "chat.continue",
                                 chat_session_can_continue (self->session));
  gtk_widget_action_set_enabled (widget, "chat.delete-last",
                                 chat_session_can_delete (self->session));
  gtk_widget_action_set_enabled (widget, "chat.edit-last",
                                 !busy && chat_session_get_last_prompt (self->session) != NULL);
  gtk_widget_action_set_enabled (widget, "chat.latest", filled && !pinned);
  gtk_widget_action_set_enabled (widget, "chat.find", filled);
  gtk_widget_action_set_enabled (widget, "chat.find-next", filled);
  gtk_widget_action_set_enabled (widget, "chat.find-previous", filled);
  gtk_widget_action_set_enabled (widget, "chat.undo",
                                 chat_session_get_undo (self->session) != CHAT_UNDO_NONE);
  chat_view_update_message_actions (self);
  chat_view_update_offline (self);
}
