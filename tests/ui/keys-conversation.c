/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keys of the conversation in the window.
 */

#include "keys-support.h"

#include "chat-branches-window.h"
#include "chat-find-bar.h"
#include "chat-meter-popover.h"
#include "chat-parameters-window.h"

#include <string.h>

#define OVERLOAD "{\"status\": 529, \"error\": \"overloaded_error\", \"headers\": {\"retry-after\": \"60\"}}"


static ChatMessage *
get_last (WindowFixture *self)
{
  return chat_conversation_get_last (window_get_conversation (self));
}


static void
check_stop (WindowFixture *self,
            const char    *key)
{
  keys_begin_reply (self);
  keys_press (self->window, key);
  window_wait_idle (self);
  g_assert_cmpint (chat_message_get_state (get_last (self)), ==, CHAT_MESSAGE_STOPPED);
}


static void
check_escape (WindowFixture *self,
              const char    *key)
{
  check_stop (self, key);
  gtk_widget_grab_focus (branches_get_column (self));
  keys_press (self->window, key);
  g_assert_true (keys_composer_has_focus (self));
}


static void
check_try_now (WindowFixture *self,
               const char    *key)
{
  keys_answer (self, OVERLOAD);
  window_write (self, "hello");
  window_activate (self, "chat.send");
  test_wait_until (window_is_enabled (self, "chat.try-now"));
  keys_answer (self, KEYS_ANSWERS);
  keys_press (self->window, key);
  window_wait_idle (self);
  branches_assert_path (self, "u:hello a:You said: hello");
}


static void
stop_reply (WindowFixture *self)
{
  keys_begin_reply (self);
  window_activate (self, "chat.stop");
  window_wait_idle (self);
  keys_answer (self, KEYS_ANSWERS);
}


static void
check_retry (WindowFixture *self,
             const char    *key)
{
  stop_reply (self);
  keys_press (self->window, key);
  window_wait_idle (self);
  branches_assert_path (self, "u:go on a:You said: go on");
}


static void
check_continue (WindowFixture *self,
                const char    *key)
{
  stop_reply (self);
  keys_press (self->window, key);
  window_wait_idle (self);
  g_assert_cmpuint (chat_conversation_get_n_messages (window_get_conversation (self)), ==, 4);
  g_assert_cmpint (chat_message_get_state (get_last (self)), ==, CHAT_MESSAGE_COMPLETE);
}


static void
check_delete_last (WindowFixture *self,
                   const char    *key)
{
  window_converse (self, "hello");
  keys_press (self->window, key);
  branches_assert_path (self, "u:hello");
}


static void
check_undo (WindowFixture *self,
            const char    *key)
{
  window_converse (self, "hello");
  window_activate (self, "chat.delete-last");
  keys_press (self->window, key);
  branches_assert_path (self, "u:hello a:You said: hello");
}


static void
check_latest (WindowFixture *self,
              const char    *key)
{
  branches_fill (self);
  branches_frame (self->window);
  chat_transcript_show_message (branches_get_transcript (self),
                                chat_conversation_get_message (window_get_conversation (self), 0));
  branches_frame (self->window);
  g_assert_false (branches_is_pinned (self));
  keys_press (self->window, key);
  branches_frame (self->window);
  g_assert_true (branches_is_pinned (self));
}


static ChatFindBar *
get_bar (WindowFixture *self)
{
  return CHAT_FIND_BAR (find_widget (GTK_WIDGET (window_get_view (self)), CHAT_TYPE_FIND_BAR,
                                     NULL));
}


static const char *
get_count (WindowFixture *self)
{
  return gtk_label_get_label (GTK_LABEL (find_widget (GTK_WIDGET (get_bar (self)), GTK_TYPE_LABEL,
                                                      "numeric")));
}


static void
check_find (WindowFixture *self,
            const char    *key)
{
  window_converse (self, "hello");
  keys_press (self->window, key);
  g_assert_true (chat_find_bar_is_open (get_bar (self)));
}


/* From the first of three hits. */
static void
check_hit (WindowFixture *self,
           const char    *key,
           const char    *count)
{
  window_converse (self, "fox");
  window_converse (self, "hen");
  window_converse (self, "owl");
  window_activate (self, "chat.find");
  press_keys (self->window, "said");
  test_wait_until (g_strcmp0 (get_count (self), "1 of 3") == 0);
  keys_press (self->window, key);
  test_wait_until (g_strcmp0 (get_count (self), count) == 0);
}


static void
check_find_next (WindowFixture *self,
                 const char    *key)
{
  check_hit (self, key, "2 of 3");
}


static void
check_find_previous (WindowFixture *self,
                     const char    *key)
{
  check_hit (self, key, "3 of 3");
}


static void
check_focus_composer (WindowFixture *self,
                      const char    *key)
{
  gtk_widget_child_focus (GTK_WIDGET (sidebar_get (self)), GTK_DIR_TAB_FORWARD);
  g_assert_false (keys_composer_has_focus (self));
  keys_press (self->window, key);
  g_assert_true (keys_composer_has_focus (self));
}


static void
check_parameters (WindowFixture *self,
                  const char    *key)
{
  keys_check_window (self, key, CHAT_TYPE_PARAMETERS_WINDOW);
}


static void
check_thinking (WindowFixture *self,
                const char    *key)
{
  ChatConversation *conversation = window_get_conversation (self);

  keys_press (self->window, key);
  g_assert_cmpstr (chat_conversation_get_parameters (conversation), ==, "{\"thinking\":\"off\"}");
  keys_press (self->window, key);
  g_assert_null (chat_conversation_get_parameters (conversation));
}


static void
check_meter (WindowFixture *self,
             const char    *key)
{
  keys_check_shown (self, key, CHAT_TYPE_METER_POPOVER);
}


static void
check_branches (WindowFixture *self,
                const char    *key)
{
  window_converse (self, "hello");
  keys_check_window (self, key, CHAT_TYPE_BRANCHES_WINDOW);
}


static void
check_fork (WindowFixture *self,
            const char    *key)
{
  ChatConversation *first;

  window_converse (self, "hello");
  first = window_get_conversation (self);
  keys_press (self->window, key);
  test_wait_until (window_get_conversation (self) != first);
  branches_assert_path (self, "u:hello a:You said: hello");
}


/* The summary is asked for here, and begins the other one. */
static void
check_summary (WindowFixture *self,
               const char    *key)
{
  g_autoptr(ChatConversation) first = NULL;

  window_converse (self, "hello");
  first = g_object_ref (window_get_conversation (self));
  keys_press (self->window, key);
  test_wait_until (window_get_conversation (self) != first);
  g_assert_cmpuint (chat_conversation_get_n_messages (first), ==, 4);
}


static void
check_previous (WindowFixture *self,
                const char    *key)
{
  window_converse (self, "hello");
  keys_press (self->window, key);
  branches_assert_cursor (self, "You said: hello");
  keys_press (self->window, key);
  branches_assert_cursor (self, "hello");
}


static void
check_next (WindowFixture *self,
            const char    *key)
{
  window_converse (self, "hello");
  press_key (self->window, "<Alt>Up");
  press_key (self->window, "<Alt>Up");
  branches_assert_cursor (self, "hello");
  keys_press (self->window, key);
  branches_assert_cursor (self, "You said: hello");
}


const KeyCase keys_conversation[] = {
  { "chat.escape", check_escape },
  { "chat.stop", check_stop },
  { "chat.try-now", check_try_now },
  { "chat.retry", check_retry },
  { "chat.continue", check_continue },
  { "chat.delete-last", check_delete_last },
  { "chat.undo", check_undo },
  { "chat.latest", check_latest },
  { "chat.find", check_find },
  { "chat.find-next", check_find_next },
  { "chat.find-previous", check_find_previous },
  { "chat.focus-composer", check_focus_composer },
  { "win.parameters", check_parameters },
  { "win.toggle-thinking", check_thinking },
  { "chat.show-meter", check_meter },
  { "chat.show-branches", check_branches },
  { "chat.fork-here", check_fork },
  { "chat.fork-with-summary", check_summary },
  { "chat.previous-message", check_previous },
  { "chat.next-message", check_next },
  { NULL }
};
