/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a window shows of the conversation in front.
 */

#include "shown-support.h"


guint
shown_count (WindowFixture *self)
{
  return chat_conversation_get_n_messages (window_get_conversation (self));
}


ChatMessage *
shown_get_last (WindowFixture *self)
{
  return chat_conversation_get_last (window_get_conversation (self));
}


void
shown_assert_message (WindowFixture *self,
                      guint          position,
                      const char    *expected)
{
  ChatMessage *message = chat_conversation_get_message (window_get_conversation (self), position);
  g_autofree char *text = NULL;

  g_assert_nonnull (message);
  text = chat_message_dup_text (message);
  g_assert_cmpstr (text, ==, expected);
}


void
shown_assert_prompt (WindowFixture *self,
                     const char    *expected)
{
  g_autofree char *text = window_dup_prompt (self);

  g_assert_cmpstr (text, ==, expected);
}


const char *
shown_get_page (WindowFixture *self)
{
  GtkWidget *stack = find_widget (GTK_WIDGET (window_get_view (self)), GTK_TYPE_STACK, NULL);

  return gtk_stack_get_visible_child_name (GTK_STACK (stack));
}


const char *
shown_get_toast (WindowFixture *self)
{
  GtkWidget *overlay =
    find_widget (GTK_WIDGET (window_get_view (self)), ADW_TYPE_TOAST_OVERLAY, NULL);
  GtkWidget *toast = find_widget (overlay, g_type_from_name ("AdwToastWidget"), NULL);
  GtkWidget *label = toast != NULL ? find_widget (toast, GTK_TYPE_LABEL, NULL) : NULL;

  return label != NULL ? gtk_label_get_label (GTK_LABEL (label)) : NULL;
}
