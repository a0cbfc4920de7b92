/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keys of the transcript: from message to message, and what can be done with the one at the
 * message cursor.
 */

#include "chat-transcript-private.h"

#include "chat-column-clipboard.h"
#include "chat-shortcuts.h"

/* What is selected goes first. */
static gboolean
quote_selection (ChatTranscript *self,
                 const char     *action)
{
  return g_str_equal (action, "chat.quote-message") &&
         chat_column_has_selection (self->column) && chat_transcript_has_focus (self) &&
         gtk_widget_activate_action (GTK_WIDGET (self->column), "transcript.quote", NULL);
}

/* Letters mean something only where nobody can mean to type: at the cursor. */
static gboolean
message_key_cb (GtkWidget *widget,
                GVariant  *arguments,
                gpointer   user_data)
{
  ChatTranscript *self = CHAT_TRANSCRIPT (widget);
  const char *action = user_data;
  ChatMessage *message = chat_transcript_get_cursor (self);

  if (quote_selection (self, action))
    return TRUE;
  if (message == NULL || !chat_transcript_has_focus (self))
    return FALSE;

  gtk_widget_activate_action (GTK_WIDGET (self->column), action, "s",
                              chat_message_get_uid (message));
  if (g_str_has_prefix (action, "chat.copy"))
    chat_transcript_set_copied (self);
  return TRUE;
}

/* The key of the block of code that shows it. */
static gboolean
code_key_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   user_data)
{
  ChatTranscript *self = CHAT_TRANSCRIPT (widget);
  ChatMessage *message = chat_transcript_get_cursor (self);

  if (message == NULL || !chat_transcript_has_focus (self))
    return FALSE;

  gtk_widget_activate_action (gtk_root_get_focus (gtk_widget_get_root (widget)), "code.copy",
                              "(su)", chat_message_get_uid (message),
                              GPOINTER_TO_UINT (user_data));
  return TRUE;
}

/* With a caret in the text the arrows are its own. */
static gboolean
is_at_cursor (ChatTranscript *self)
{
  return chat_transcript_get_cursor (self) != NULL && chat_transcript_has_focus (self) &&
         !gtk_text_view_get_cursor_visible (GTK_TEXT_VIEW (self->column));
}

static gboolean
step_key_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   user_data)
{
  ChatTranscript *self = CHAT_TRANSCRIPT (widget);

  if (!is_at_cursor (self))
    return FALSE;

  chat_transcript_move_message (self, GPOINTER_TO_INT (user_data));
  return TRUE;
}

/* To the first message, or to the end. */
static gboolean
end_key_cb (GtkWidget *widget,
            GVariant  *arguments,
            gpointer   user_data)
{
  ChatTranscript *self = CHAT_TRANSCRIPT (widget);
  gboolean start = GPOINTER_TO_INT (user_data);

  if (!is_at_cursor (self))
    return FALSE;

  if (start)
    chat_transcript_show_message (self, chat_conversation_get_message (self->conversation, 0));
  else
    chat_transcript_scroll_to_latest (self);
  return TRUE;
}

/* Where one writes. */
static gboolean
leave_key_cb (GtkWidget *widget,
              GVariant  *arguments,
              gpointer   user_data)
{
  if (!is_at_cursor (CHAT_TRANSCRIPT (widget)))
    return FALSE;

  return gtk_widget_activate_action (widget, "chat.focus-composer", NULL);
}

/* Otherwise a toast would have it first, where stopping must not wait. */
static gboolean
stop_key_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   user_data)
{
  ChatTranscript *self = CHAT_TRANSCRIPT (widget);

  if (!chat_transcript_is_live (self) || !chat_transcript_has_focus (self))
    return FALSE;

  return gtk_widget_activate_action (widget, "chat.stop", NULL);
}

/* Before the text view, which has movements of its own on the arrows, the view's own keys. */
static const struct
{
  const char *key;
  const char *action;
} move_keys[] = {
  { "chat.previous-message", "transcript.previous" },
  { "chat.next-message", "transcript.next" },
};

static const struct
{
  const char     *action;
  GtkShortcutFunc callback;
  gboolean        back;
} cursor_keys[] = {
  { "transcript.previous-message", step_key_cb, TRUE },
  { "transcript.next-message", step_key_cb, FALSE },
  { "transcript.first", end_key_cb, TRUE },
  { "transcript.last", end_key_cb, FALSE },
  { "transcript.leave", leave_key_cb, FALSE },
};

static void
add (GtkShortcutController *controller,
     ChatTranscript        *self,
     const char            *key,
     GtkShortcutAction     *action)
{
  gtk_shortcut_controller_add_shortcut (
    controller, chat_shortcuts_new_shortcut (GTK_WIDGET (self), key, action));
}

/* What takes the message at the cursor, as the table has it. */
static void
add_verbs (GtkShortcutController *controller,
           ChatTranscript        *self)
{
  for (const ChatShortcut *entry = chat_shortcuts_get_all (); entry->action != NULL; entry++)
    {
      if (chat_shortcuts_is_at_cursor (entry) &&
          (g_str_has_prefix (entry->action, "chat.") ||
           g_str_equal (entry->action, "code.wrap-message")))
        add (controller, self, entry->action,
             gtk_callback_action_new (message_key_cb, (gpointer) entry->action, NULL));
    }
}

static void
add_code_keys (GtkShortcutController *controller,
               ChatTranscript        *self)
{
  for (guint i = 0; i < CHAT_SHORTCUTS_N_DIGITS; i++)
    gtk_shortcut_controller_add_shortcut (
      controller,
      chat_shortcuts_new_nth_shortcut (
        GTK_WIDGET (self), "code.copy", i,
        gtk_callback_action_new (code_key_cb, GUINT_TO_POINTER (i), NULL)));
}

void
chat_transcript_add_keys (ChatTranscript *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcutController *controller = GTK_SHORTCUT_CONTROLLER (keys);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  for (gsize i = 0; i < G_N_ELEMENTS (move_keys); i++)
    add (controller, self, move_keys[i].key, gtk_named_action_new (move_keys[i].action));
  for (gsize i = 0; i < G_N_ELEMENTS (cursor_keys); i++)
    add (controller, self, cursor_keys[i].action,
         gtk_callback_action_new (cursor_keys[i].callback, GINT_TO_POINTER (cursor_keys[i].back),
                                  NULL));
  add_verbs (controller, self);
  add_code_keys (controller, self);
  add (controller, self, "chat.escape", gtk_callback_action_new (stop_key_cb, NULL, NULL));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
