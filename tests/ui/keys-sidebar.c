/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keys of conversations as a whole.
 */

#include "keys-support.h"

#include "chat-list-choice.h"
#include "chat-tags-popover.h"

#include <string.h>


static void
converse_twice (WindowFixture *self)
{
  sidebar_converse (self, "one");
  sidebar_converse (self, "two");
  sidebar_assert (self, "Today: *two, one");
}


static void
check_previous (WindowFixture *self,
                const char    *key)
{
  converse_twice (self);
  sidebar_press (self, "<Alt>2", "one");
  keys_press (self->window, key);
  sidebar_assert_title (self, "two");
}


static void
check_next (WindowFixture *self,
            const char    *key)
{
  converse_twice (self);
  keys_press (self->window, key);
  sidebar_assert_title (self, "one");
}


static void
check_next_unread (WindowFixture *self,
                   const char    *key)
{
  ChatConversation *conversation;

  sidebar_converse (self, "one");
  keys_begin_reply (self);
  conversation = window_get_conversation (self);
  window_activate (self, "win.new-conversation");
  chat_turn_stop (chat_engine_get_turn (self->engine, conversation));
  test_wait_until (chat_history_find_unread (sidebar_get_history (self)) != NULL);
  keys_press (self->window, key);
  sidebar_assert_title (self, "one");
  g_assert_null (chat_history_find_unread (sidebar_get_history (self)));
}


/* The latest one is the first. */
static void
check_nth (WindowFixture *self,
           const char    *key)
{
  const guint n = (guint) (key[strlen (key) - 1] - '0');
  g_autofree char *title = g_strdup_printf ("number %u", n);

  for (guint i = n; i > 0; i--)
    {
      g_autofree char *prompt = g_strdup_printf ("number %u", i);

      sidebar_converse (self, prompt);
    }
  window_activate (self, "win.new-conversation");
  sidebar_press (self, key, title);
}


static void
check_conversation_menu (WindowFixture *self,
                         const char    *key)
{
  sidebar_converse (self, "one");
  keys_press (self->window, key);
  test_wait_until (sidebar_get_popover (self) != NULL);
  g_assert_false (gtk_widget_is_ancestor (sidebar_get_popover (self),
                                          GTK_WIDGET (sidebar_get (self))));
}


static void
focus_row (WindowFixture *self)
{
  gtk_widget_child_focus (GTK_WIDGET (sidebar_get_list (self)), GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (self->window)),
                                         GTK_WIDGET (sidebar_get_list (self))));
}


static void
check_row_menu (WindowFixture *self,
                const char    *key)
{
  sidebar_converse (self, "one");
  focus_row (self);
  keys_press (self->window, key);
  test_wait_until (sidebar_get_popover (self) != NULL);
}


static void
check_rename (WindowFixture *self,
              const char    *key)
{
  sidebar_converse (self, "one");
  keys_press (self->window, key);
  test_wait_until (sidebar_get_popover (self) != NULL);
  press_keys (self->window, "other");
  press_key (self->window, "Return");
  sidebar_assert_title (self, "other");
}


static void
check_pin (WindowFixture *self,
           const char    *key)
{
  converse_twice (self);
  sidebar_press (self, "<Alt>2", "one");
  keys_press (self->window, key);
  sidebar_assert (self, "Pinned: *one; Today: two");
}


static void
check_tags (WindowFixture *self,
            const char    *key)
{
  sidebar_converse (self, "one");
  keys_check_shown (self, key, CHAT_TYPE_TAGS_POPOVER);
}


static void
check_archive (WindowFixture *self,
               const char    *key)
{
  converse_twice (self);
  keys_press (self->window, key);
  test_wait_until (chat_conversation_list_get_n_rows (sidebar_get_list (self)) == 1);
  sidebar_choose_list (self, CHAT_LIST_CHOICE_ARCHIVE, 1);
}


static void
check_duplicate (WindowFixture *self,
                 const char    *key)
{
  ChatConversation *first;

  sidebar_converse (self, "one");
  first = window_get_conversation (self);
  keys_press (self->window, key);
  test_wait_until (chat_conversation_list_get_n_rows (sidebar_get_list (self)) == 2);
  test_wait_until (window_get_conversation (self) != first);
  branches_assert_path (self, "u:one a:You said: one");
}


static void
check_export (WindowFixture *self,
              const char    *key)
{
  sidebar_converse (self, "one");
  keys_check_window (self, key, ADW_TYPE_MESSAGE_DIALOG);
}


static void
check_delete (WindowFixture *self,
              const char    *key)
{
  converse_twice (self);
  keys_press (self->window, key);
  test_wait_until (chat_conversation_list_get_n_rows (sidebar_get_list (self)) == 1);
  sidebar_choose_list (self, CHAT_LIST_CHOICE_TRASH, 1);
}


static void
check_empty_trash (WindowFixture *self,
                   const char    *key)
{
  sidebar_converse (self, "one");
  press_key (self->window, "<Shift><Control>Delete");
  sidebar_choose_list (self, CHAT_LIST_CHOICE_TRASH, 1);
  keys_check_window (self, key, ADW_TYPE_MESSAGE_DIALOG);
}


static void
check_row_delete (WindowFixture *self,
                  const char    *key)
{
  converse_twice (self);
  focus_row (self);
  keys_press (self->window, key);
  test_wait_until (chat_conversation_list_get_n_rows (sidebar_get_list (self)) == 1);
}


const KeyCase keys_sidebar[] = {
  { "win.previous-conversation", check_previous },
  { "win.next-conversation", check_next },
  { "win.next-unread", check_next_unread },
  { "win.show-nth", check_nth },
  { "win.conversation-menu", check_conversation_menu },
  { "row.menu", check_row_menu },
  { "win.rename::", check_rename },
  { "win.toggle-pinned::", check_pin },
  { "win.edit-tags::", check_tags },
  { "win.toggle-archived::", check_archive },
  { "win.duplicate::", check_duplicate },
  { "win.export::", check_export },
  { "win.delete::", check_delete },
  { "win.empty-trash", check_empty_trash },
  { "row.delete", check_row_delete },
  { NULL }
};
