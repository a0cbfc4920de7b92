/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All branches in one view, and forks, by keys.
 */

#include "branches-support.h"
#include "chat-branch-item.h"
#include "chat-branches-window.h"

#include <string.h>

#define ANSWERS "{\"text\": \"You said: {{prompt}}\"}"


static GtkWindow *
find_tree (WindowFixture *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (CHAT_IS_BRANCHES_WINDOW (window))
        return window;
    }

  return NULL;
}


static GtkWindow *
open_tree (WindowFixture *self)
{
  GtkWindow *tree;

  press_key (self->window, "<Shift><Control>b");
  tree = find_tree (self);
  g_assert_nonnull (tree);
  test_wait_until (gtk_window_is_active (tree));
  branches_frame (tree);
  return tree;
}


static void
test_tree (WindowFixture *self,
           gconstpointer  script)
{
  g_autofree char *text = NULL;
  GtkWindow *tree;

  branches_fill (self);
  tree = open_tree (self);

  /* The shown leaf is chosen: above it version B with its end, and version A with its end. */
  press_key (tree, "Up");
  press_key (tree, "Up");
  press_key (tree, "Return");
  test_wait_until (find_tree (self) == NULL);
  test_wait_until (gtk_window_is_active (self->window));
  text = branches_dup_at_cursor (self);
  g_assert_true (g_str_has_prefix (text, "version B"));
  g_assert_cmpuint (chat_conversation_get_n_messages (window_get_conversation (self)), ==, 4);

  tree = open_tree (self);
  press_key (tree, "Escape");
  test_wait_until (find_tree (self) == NULL);
}


static void
test_tree_delete (WindowFixture *self,
                  gconstpointer  script)
{
  GtkWindow *tree;

  branches_fill (self);
  tree = open_tree (self);
  press_key (tree, "Up");
  press_key (tree, "Up");
  press_key (tree, "Delete");
  g_assert_cmpuint (branches_get_size (self), ==, 5);
  branches_frame (tree);
  press_key (tree, "<Control>z");
  g_assert_cmpuint (branches_get_size (self), ==, 7);
  /* Escape would be its */
  test_wait_until (find_widget (GTK_WIDGET (tree), g_type_from_name ("AdwToastWidget"), NULL) == NULL);
  press_key (tree, "Escape");
  test_wait_until (find_tree (self) == NULL);
}


/* Newer header bars have other buttons before it. */
static gboolean
can_restore_from (GtkWidget *widget)
{
  gboolean found = FALSE;

  if (GTK_IS_BUTTON (widget) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), "branches.restore") == 0)
    return gtk_widget_get_visible (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && !found;
       child = gtk_widget_get_next_sibling (child))
    found = can_restore_from (child);

  return found;
}


static gboolean
can_restore (GtkWindow *tree)
{
  return can_restore_from (find_widget (GTK_WIDGET (tree), ADW_TYPE_HEADER_BAR, NULL));
}


/* Also when its toast is gone, and with it the way to undo it. */
static void
test_tree_restore (WindowFixture *self,
                   gconstpointer  script)
{
  GtkWindow *tree;

  branches_fill (self);
  tree = open_tree (self);
  press_key (tree, "r");
  g_assert_cmpuint (branches_get_size (self), ==, 7);
  press_key (tree, "Up");
  press_key (tree, "Up");
  press_key (tree, "Delete");
  gtk_window_close (tree);
  test_wait_until (find_tree (self) == NULL);
  test_wait_until (gtk_window_is_active (self->window));
  g_assert_cmpuint (branches_get_size (self), ==, 5);

  tree = open_tree (self);
  test_wait_until (can_restore (tree));
  press_key (tree, "r");
  g_assert_cmpuint (branches_get_size (self), ==, 7);
  test_wait_until (!can_restore (tree));
  gtk_window_close (tree);
  test_wait_until (find_tree (self) == NULL);
}


/* The copy holds the path up to the message, and is shown at once; the first one stays as it is. */
static void
assert_forks (WindowFixture *self,
              const char    *key,
              const char    *expected)
{
  g_autoptr(ChatConversation) first = g_object_ref (window_get_conversation (self));

  press_key (self->window, key);
  test_wait_until (window_get_conversation (self) != first);
  test_wait_until (chat_conversation_get_n_messages (window_get_conversation (self)) > 0);
  branches_assert_path (self, expected);
  g_assert_cmpuint (chat_conversation_get_n_messages (first), ==, 4);
}


static void
test_fork (WindowFixture *self,
           gconstpointer  script)
{
  window_converse (self, "one");
  window_converse (self, "two");
  for (int i = 0; i < 3; i++)
    press_key (self->window, "<Alt>Up");
  branches_assert_cursor (self, "You said: one");
  assert_forks (self, "f", "u:one a:You said: one");
}


/* From wherever the focus is: all that is shown. */
static void
test_fork_all (WindowFixture *self,
               gconstpointer  script)
{
  window_converse (self, "one");
  window_converse (self, "two");
  assert_forks (self, "<Shift><Control>k", "u:one a:You said: one u:two a:You said: two");
}


static char *
describe (ChatBranchItem *item)
{
  const ChatBranchPlace *place = chat_branch_item_get_place (item);
  g_autofree char *words = chat_branch_item_dup_words (item);

  return g_strdup_printf ("%s %u%s%s%s%s%s", words, place->lane, place->side ? " side" : "",
                          place->goes_on ? " on" : "", place->on_path ? " path" : "",
                          place->end ? " end" : "", place->rail ? " rail" : "");
}


static ChatMessage *
add_prompt (ChatConversation *conversation,
            ChatMessage      *parent,
            const char       *text)
{
  g_autoptr(ChatMessage) message = chat_message_new_user (text);

  chat_conversation_add (conversation, parent, message);
  return message;
}


/* Branches come before what goes on, a lane further. */
static void
test_places (void)
{
  static const char * const expected[] = {
    "one 0 on path",
    "side 1 side on rail",
    "deep 2 side rail",
    "later 1 rail",
    "two 0 on path",
    "other 1 side rail",
    "end 0 path end",
  };
  g_autoptr(ChatConversation) conversation = chat_conversation_new ();
  ChatMessage *one = add_prompt (conversation, NULL, "one");
  ChatMessage *two = add_prompt (conversation, one, "two");
  ChatMessage *side = add_prompt (conversation, one, "side");
  g_autoptr(GPtrArray) items = NULL;
  ChatMessage *end;
  guint n_lanes;
  guint n_branches;

  add_prompt (conversation, side, "deep");
  add_prompt (conversation, side, "later");
  end = add_prompt (conversation, two, "end");
  add_prompt (conversation, two, "other");
  chat_conversation_select (conversation, end);

  items = chat_branch_items_new (conversation, &n_lanes, &n_branches);
  g_assert_cmpuint (items->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *actual = describe (g_ptr_array_index (items, i));

      g_assert_cmpstr (actual, ==, expected[i]);
    }
  g_assert_cmpuint (n_lanes, ==, 3);
  g_assert_cmpuint (n_branches, ==, 4);
}


/* However long, a conversation without branches has one lane. */
static void
test_chain (void)
{
  enum { LENGTH = 20000 };
  g_autoptr(ChatConversation) conversation = chat_conversation_new ();
  g_autoptr(GPtrArray) items = NULL;
  guint n_lanes;
  guint n_branches;

  for (guint i = 0; i < LENGTH; i++)
    {
      g_autoptr(ChatMessage) message = chat_message_new_user ("a\n\t b  c");

      chat_conversation_append (conversation, message);
    }
  items = chat_branch_items_new (conversation, &n_lanes, &n_branches);
  g_assert_cmpuint (items->len, ==, LENGTH);
  g_assert_cmpuint (n_lanes, ==, 1);
  g_assert_cmpuint (n_branches, ==, 1);
}


/* A reply in the words that the page shows, a prompt as it was typed. */
static void
test_words (void)
{
  static const char source[] = "# About **it**\n\n- one `a*b`\n- [two](https://example.org)";
  static const char * const expected[] = {
    "# About **it** - one `a*b` - [two](https://example.org)", "About it • one a*b • two",
  };
  g_autoptr(ChatConversation) conversation = chat_conversation_new ();
  g_autoptr(ChatMessage) reply = chat_message_new (CHAT_ROLE_ASSISTANT);
  g_autoptr(GPtrArray) items = NULL;
  guint n_lanes;
  guint n_branches;

  chat_message_add_block (reply, chat_content_block_new_text (source));
  chat_conversation_add (conversation, add_prompt (conversation, NULL, source), reply);
  items = chat_branch_items_new (conversation, &n_lanes, &n_branches);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *words = chat_branch_item_dup_words (g_ptr_array_index (items, i));

      g_assert_cmpstr (words, ==, expected[i]);
    }
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

  g_test_add_func ("/branches-tree/places", test_places);
  g_test_add_func ("/branches-tree/chain", test_chain);
  g_test_add_func ("/branches-tree/words", test_words);
#define ADD(path, function) \
  g_test_add ("/branches-tree/" path, WindowFixture, ANSWERS, window_fixture_set_up, function, \
              window_fixture_tear_down)
  ADD ("open", test_tree);
  ADD ("delete", test_tree_delete);
  ADD ("restore", test_tree_restore);
  ADD ("fork", test_fork);
  ADD ("fork-all", test_fork_all);
#undef ADD

  return g_test_run ();
}
