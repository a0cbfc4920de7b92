/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keys of the transcript: from message to message, and what can be done with the one at the
 * message cursor.
 */

#include "chat-transcript-private.h"

#include "chat-column-clipboard.h"

/* 1 … 9 */
#define N_CODE_KEYS 9

typedef struct
{
  guint       key;
  const char *action;   /* takes the uid of the message */
  gboolean    copies;
} MessageKey;

static const MessageKey message_keys[] = {
  { GDK_KEY_c, "chat.copy", TRUE },
  { GDK_KEY_e, "chat.edit", FALSE },
  { GDK_KEY_r, "chat.regenerate", FALSE },
  { GDK_KEY_bracketleft, "chat.previous-version", FALSE },
  { GDK_KEY_bracketright, "chat.next-version", FALSE },
  { GDK_KEY_f, "chat.fork", FALSE },
  { GDK_KEY_i, "chat.details", FALSE },
  { GDK_KEY_q, "chat.quote-message", FALSE },
  { GDK_KEY_w, "code.wrap-message", FALSE },
  { GDK_KEY_Delete, "chat.delete", FALSE },
  { GDK_KEY_KP_Delete, "chat.delete", FALSE },
};

static const struct
{
  guint           key;
  GdkModifierType modifiers;
  const char     *action;
} move_keys[] = {
  { GDK_KEY_Up, GDK_ALT_MASK, "transcript.previous" },
  { GDK_KEY_Down, GDK_ALT_MASK, "transcript.next" },
};

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
  const MessageKey *key = user_data;
  ChatMessage *message = chat_transcript_get_cursor (self);

  if (quote_selection (self, key->action))
    return TRUE;
  if (message == NULL || !chat_transcript_has_focus (self))
    return FALSE;

  gtk_widget_activate_action (GTK_WIDGET (self->column), key->action, "s",
                              chat_message_get_uid (message));
  if (key->copies)
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

static void
add_key (GtkEventController *controller,
         guint               key,
         GtkShortcutFunc     callback,
         gpointer            data)
{
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (controller),
    gtk_shortcut_new (gtk_keyval_trigger_new (key, 0),
                      gtk_callback_action_new (callback, data, NULL)));
}

static const struct
{
  guint           key;
  GtkShortcutFunc callback;
  gboolean        back;
} cursor_keys[] = {
  { GDK_KEY_k, step_key_cb, TRUE },
  { GDK_KEY_j, step_key_cb, FALSE },
  { GDK_KEY_Up, step_key_cb, TRUE },
  { GDK_KEY_KP_Up, step_key_cb, TRUE },
  { GDK_KEY_Down, step_key_cb, FALSE },
  { GDK_KEY_KP_Down, step_key_cb, FALSE },
  { GDK_KEY_g, end_key_cb, TRUE },
  { GDK_KEY_Home, end_key_cb, TRUE },
  { GDK_KEY_End, end_key_cb, FALSE },
  { GDK_KEY_Return, leave_key_cb, FALSE },
  { GDK_KEY_KP_Enter, leave_key_cb, FALSE },
};

void
chat_transcript_add_keys (ChatTranscript *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  /* Before the text view, which has movements of its own on the arrows. */
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (gsize i = 0; i < G_N_ELEMENTS (move_keys); i++)
    gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_keyval_trigger_new (move_keys[i].key, move_keys[i].modifiers),
                        gtk_named_action_new (move_keys[i].action)));
  for (gsize i = 0; i < G_N_ELEMENTS (message_keys); i++)
    add_key (controller, message_keys[i].key, message_key_cb, (gpointer) &message_keys[i]);
  for (guint i = 0; i < N_CODE_KEYS; i++)
    {
      add_key (controller, GDK_KEY_1 + i, code_key_cb, GUINT_TO_POINTER (i));
      add_key (controller, GDK_KEY_KP_1 + i, code_key_cb, GUINT_TO_POINTER (i));
    }
  add_key (controller, GDK_KEY_Escape, stop_key_cb, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cursor_keys); i++)
    add_key (controller, cursor_keys[i].key, cursor_keys[i].callback,
             GINT_TO_POINTER (cursor_keys[i].back));
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (controller),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_g, GDK_SHIFT_MASK),
                      gtk_callback_action_new (end_key_cb, GINT_TO_POINTER (FALSE), NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}
