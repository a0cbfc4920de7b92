/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The verbs for one message of a conversation on the screen. Their parameter is its uid.
 */

#include "chat-view-private.h"

#include "chat-branches-window.h"
#include "chat-details-window.h"
#include "chat-excerpt-provider.h"


/* NULL if it has been deleted meanwhile. */
static ChatMessage *
find_message (ChatView *self,
              GVariant *parameter)
{
  return chat_conversation_lookup (self->conversation, g_variant_get_string (parameter, NULL));
}


static gboolean
is_reply (ChatMessage *message)
{
  return chat_message_get_role (message) == CHAT_ROLE_ASSISTANT;
}


static void
copy_markdown_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  ChatMessage *message = find_message (CHAT_VIEW (widget), parameter);
  g_autoptr(ChatExcerpt) excerpt = chat_excerpt_new ();
  g_autoptr(GdkContentProvider) provider = NULL;

  if (message == NULL)
    return;

  chat_excerpt_add_content (excerpt, message);
  provider = chat_excerpt_provider_new_markdown (excerpt);
  gdk_clipboard_set_content (gtk_widget_get_clipboard (widget), provider);
}


static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  ChatMessage *message = find_message (CHAT_VIEW (widget), parameter);
  g_autofree char *text = message != NULL ? chat_message_dup_text (message) : NULL;
  g_autoptr(ChatExcerpt) excerpt = chat_excerpt_new ();
  g_autoptr(GdkContentProvider) provider = NULL;

  if (message == NULL)
    return;

  chat_excerpt_set_plain (excerpt, text);
  chat_excerpt_add_content (excerpt, message);
  provider = chat_excerpt_provider_new (excerpt);
  gdk_clipboard_set_content (gtk_widget_get_clipboard (widget), provider);
}


static void
quote (ChatView   *self,
       const char *text)
{
  g_autofree char *lines = chat_excerpt_quote (text);

  chat_composer_insert_lines (self->composer, lines);
  chat_composer_focus (self->composer);
}


static void
quote_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  quote (CHAT_VIEW (widget), g_variant_get_string (parameter, NULL));
}


static void
quote_message_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  ChatView *self = CHAT_VIEW (widget);
  ChatMessage *message = find_message (self, parameter);
  g_autofree char *text = message != NULL ? chat_message_dup_text (message) : NULL;

  if (text != NULL)
    quote (self, text);
}


void
chat_view_edit (ChatView    *self,
                ChatMessage *prompt)
{
  g_autofree char *text = chat_message_dup_text (prompt);

  /* what was to be sent is another message */
  self->send_when_read = FALSE;
  chat_composer_begin_edit (self->composer, text);
  chat_attachment_row_begin_edit (chat_composer_get_attachments (self->composer), prompt);
  g_set_object (&self->edited, prompt);
  chat_meter_set_edited (chat_composer_get_meter (self->composer), prompt);
  chat_composer_focus (self->composer);
}


static void
edit_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  ChatView *self = CHAT_VIEW (widget);
  ChatMessage *message = find_message (self, parameter);

  if (message != NULL && !is_reply (message))
    chat_view_edit (self, message);
}


/* The reply itself, or that to a prompt which is shown; NULL if there is none. */
static ChatMessage *
find_reply (ChatView    *self,
            ChatMessage *message)
{
  guint position;

  if (is_reply (message))
    return message;
  if (!chat_conversation_find (self->conversation, message, &position))
    return NULL;

  message = chat_conversation_get_message (self->conversation, position + 1);
  return message != NULL && is_reply (message) ? message : NULL;
}


static void
regenerate_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  ChatView *self = CHAT_VIEW (widget);
  ChatMessage *message = find_message (self, parameter);
  ChatMessage *reply = message != NULL ? find_reply (self, message) : NULL;

  if (reply == NULL)
    return;

  chat_session_retry (self->session, reply);
  chat_transcript_scroll_to_latest (self->transcript);
}


static void
delete_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  ChatView *self = CHAT_VIEW (widget);
  ChatMessage *message = find_message (self, parameter);

  if (message != NULL)
    chat_session_delete (self->session, message);
}


/* The reader looks at this message: its role line stays where it is. */
static void
step_version (ChatView *self,
              GVariant *parameter,
              gboolean  back)
{
  ChatMessage *message = find_message (self, parameter);
  ChatMessage *version = message != NULL
                         ? chat_session_get_version (self->session, message, back) : NULL;

  if (version == NULL)
    return;

  chat_transcript_hold (self->transcript, message);
  chat_session_select (self->session, version);
  chat_transcript_let_go (self->transcript, version);
}


static void
previous_version_action (GtkWidget  *widget,
                         const char *action_name,
                         GVariant   *parameter)
{
  step_version (CHAT_VIEW (widget), parameter, TRUE);
}


static void
next_version_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  step_version (CHAT_VIEW (widget), parameter, FALSE);
}


static void
fork_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  ChatView *self = CHAT_VIEW (widget);
  ChatMessage *message = find_message (self, parameter);
  g_autofree char *uid = NULL;

  if (message == NULL)
    return;

  uid = chat_session_fork (self->session, message);
  gtk_widget_activate_action (widget, "win.show-conversation", "s", uid);
}


/* From wherever the focus is: the message cursor's, or else all that is shown. */
static void
fork_here_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  ChatView *self = CHAT_VIEW (widget);
  ChatMessage *message = chat_transcript_get_cursor (self->transcript);

  if (message == NULL)
    message = chat_conversation_get_last (self->conversation);
  if (message != NULL)
    gtk_widget_activate_action (widget, "chat.fork", "s", chat_message_get_uid (message));
}


/* Through whatever branch leads there. */
static void
show_message_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  ChatView *self = CHAT_VIEW (widget);
  ChatMessage *message = find_message (self, parameter);

  if (message == NULL)
    return;

  if (!chat_conversation_find (self->conversation, message, NULL))
    chat_session_select (self->session, message);
  chat_transcript_show_message (self->transcript, message);
}


static void
show_branches_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  ChatView *self = CHAT_VIEW (widget);
  GtkWidget *window = chat_branches_window_new (self->session, widget);

  gtk_window_present (GTK_WINDOW (window));
}


static void
details_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  ChatView *self = CHAT_VIEW (widget);
  ChatMessage *message = find_message (self, parameter);
  GtkWidget *window;

  if (message == NULL)
    return;

  window = chat_details_window_new (self->engine, self->conversation, message,
                                    GTK_WINDOW (gtk_widget_get_root (widget)));
  gtk_window_present (GTK_WINDOW (window));
}


static void
previous_message_action (GtkWidget  *widget,
                         const char *action_name,
                         GVariant   *parameter)
{
  chat_transcript_move_message (CHAT_VIEW (widget)->transcript, TRUE);
}


static void
next_message_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  chat_transcript_move_message (CHAT_VIEW (widget)->transcript, FALSE);
}


void
chat_view_install_message_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char                  *name;
    const char                  *parameter;
    GtkWidgetActionActivateFunc  activate;
  } actions[] = {
    { "chat.copy", "s", copy_action },
    { "chat.copy-markdown", "s", copy_markdown_action },
    { "chat.quote", "s", quote_action },
    { "chat.quote-message", "s", quote_message_action },
    { "chat.edit", "s", edit_action },
    { "chat.regenerate", "s", regenerate_action },
    { "chat.delete", "s", delete_action },
    { "chat.previous-version", "s", previous_version_action },
    { "chat.next-version", "s", next_version_action },
    { "chat.fork", "s", fork_action },
    { "chat.details", "s", details_action },
    { "chat.fork-here", NULL, fork_here_action },
    { "chat.show-message", "s", show_message_action },
    { "chat.show-branches", NULL, show_branches_action },
    { "chat.previous-message", NULL, previous_message_action },
    { "chat.next-message", NULL, next_message_action },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter,
                                     actions[i].activate);
}


void
chat_view_update_message_actions (ChatView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean idle = !chat_session_is_busy (self->session);
  gboolean filled = chat_conversation_get_size (self->conversation) > 0;

  gtk_widget_action_set_enabled (widget, "chat.edit", idle);
  gtk_widget_action_set_enabled (widget, "chat.regenerate", idle);
  gtk_widget_action_set_enabled (widget, "chat.delete", idle);
  gtk_widget_action_set_enabled (widget, "chat.fork", chat_session_can_fork (self->session));
  gtk_widget_action_set_enabled (widget, "chat.fork-here", chat_session_can_fork (self->session));
  gtk_widget_action_set_enabled (widget, "chat.show-branches", filled);
}
