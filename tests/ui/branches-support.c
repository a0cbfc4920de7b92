/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of branches share.
 */

#include "branches-support.h"


/* "u:one a:two", what is shown. */
void
branches_assert_path (WindowFixture *self,
                      const char    *expected)
{
  ChatConversation *conversation = window_get_conversation (self);
  g_autoptr(GString) out = g_string_new (NULL);

  for (guint i = 0; i < chat_conversation_get_n_messages (conversation); i++)
    {
      ChatMessage *message = chat_conversation_get_message (conversation, i);
      g_autofree char *text = chat_message_dup_text (message);

      g_string_append_printf (out, "%s%s:%s", i > 0 ? " " : "",
                              chat_message_get_role (message) == CHAT_ROLE_USER ? "u" : "a", text);
    }

  g_assert_cmpstr (out->str, ==, expected);
}


guint
branches_get_size (WindowFixture *self)
{
  return chat_conversation_get_size (window_get_conversation (self));
}


ChatTranscript *
branches_get_transcript (WindowFixture *self)
{
  return CHAT_TRANSCRIPT (find_widget (GTK_WIDGET (window_get_view (self)), CHAT_TYPE_TRANSCRIPT,
                                       NULL));
}


GtkWidget *
branches_get_column (WindowFixture *self)
{
  return find_widget (GTK_WIDGET (branches_get_transcript (self)), GTK_TYPE_TEXT_VIEW, NULL);
}


/* The text at the message cursor, or NULL. (transfer full) */
char *
branches_dup_at_cursor (WindowFixture *self)
{
  ChatMessage *message = chat_transcript_get_cursor (branches_get_transcript (self));

  return message != NULL ? chat_message_dup_text (message) : NULL;
}


void
branches_assert_cursor (WindowFixture *self,
                        const char    *expected)
{
  g_autofree char *text = branches_dup_at_cursor (self);

  g_assert_cmpstr (text, ==, expected);
}


static gboolean
count_cb (GtkWidget     *widget,
          GdkFrameClock *clock,
          gpointer       n_frames)
{
  (*(guint *) n_frames)++;
  return G_SOURCE_CONTINUE;
}


/* Lets all that was changed so far come to the screen: what a frame begins the next one ends. */
void
branches_frame (GtkWindow *window)
{
  guint n_frames = 0;
  guint tick = gtk_widget_add_tick_callback (GTK_WIDGET (window), count_cb, &n_frames, NULL);

  test_wait_until (n_frames >= 3);
  gtk_widget_remove_tick_callback (GTK_WIDGET (window), tick);
  settle ();
}


ChatMessage *
branches_add_reply (WindowFixture *self,
                    ChatMessage   *parent,
                    const char    *name,
                    guint          n_lines)
{
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);
  g_autoptr(GString) text = g_string_new (name);

  for (guint i = 0; i < n_lines; i++)
    g_string_append_printf (text, "\n\nline %u of %s", i, name);
  chat_message_add_block (message, chat_content_block_new_text (text->str));
  chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);
  chat_conversation_add (window_get_conversation (self), parent, message);
  return message;
}


/* Three versions of a reply between a long beginning and, after two of them, a long end. */
void
branches_fill (WindowFixture *self)
{
  ChatConversation *conversation = window_get_conversation (self);
  g_autoptr(ChatMessage) prompt = chat_message_new_user ("the question");
  ChatMessage *first;
  ChatMessage *second;
  ChatMessage *third;

  chat_conversation_set_title (conversation, "Versions");
  branches_add_reply (self, NULL, "the beginning", 40);
  chat_conversation_append (conversation, prompt);
  first = branches_add_reply (self, prompt, "version A", 30);
  second = branches_add_reply (self, prompt, "version B", 60);
  third = branches_add_reply (self, prompt, "version C", 35);
  branches_add_reply (self, first, "the end of A", 20);
  branches_add_reply (self, second, "the end of B", 5);
  chat_conversation_select (conversation, third);
  branches_frame (self->window);
}


gboolean
branches_is_pinned (WindowFixture *self)
{
  gboolean pinned;

  g_object_get (branches_get_transcript (self), "pinned", &pinned, NULL);

  return pinned;
}
