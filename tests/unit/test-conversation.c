/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tree of messages and its chosen path, told as letters: "a", "ab", ...
 */

#include "chat-conversation.h"

/* A path as the texts of its messages, kept by nothing but "items-changed". */
typedef struct
{
  ChatConversation *conversation;
  GPtrArray        *seen;
  guint             n_tree_changes;
} Fixture;

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  Fixture    *fixture)
{
  if (removed > 0)
    g_ptr_array_remove_range (fixture->seen, position, removed);
  for (guint i = 0; i < added; i++)
    {
      g_autoptr(ChatMessage) message = g_list_model_get_item (model, position + i);

      g_ptr_array_insert (fixture->seen, position + i, chat_message_dup_text (message));
    }
}

static void
tree_changed_cb (ChatConversation *conversation,
                 Fixture          *fixture)
{
  fixture->n_tree_changes++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->conversation = chat_conversation_new ();
  fixture->seen = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect (fixture->conversation, "items-changed", G_CALLBACK (items_changed_cb), fixture);
  g_signal_connect (fixture->conversation, "tree-changed", G_CALLBACK (tree_changed_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->conversation);
  g_ptr_array_unref (fixture->seen);
}

static void
assert_path (Fixture    *fixture,
             const char *expected)
{
  g_autoptr(GString) seen = g_string_new (NULL);
  g_autoptr(GString) path = g_string_new (NULL);
  guint n_messages = chat_conversation_get_n_messages (fixture->conversation);

  for (guint i = 0; i < fixture->seen->len; i++)
    g_string_append (seen, g_ptr_array_index (fixture->seen, i));
  for (guint i = 0; i < n_messages; i++)
    {
      ChatMessage *message = chat_conversation_get_message (fixture->conversation, i);
      g_autofree char *text = chat_message_dup_text (message);
      guint position;

      g_string_append (path, text);
      g_assert_true (chat_conversation_find (fixture->conversation, message, &position));
      g_assert_cmpuint (position, ==, i);
    }

  g_assert_cmpstr (path->str, ==, expected);
  g_assert_cmpstr (seen->str, ==, expected);
}

static ChatMessage *
append (Fixture    *fixture,
        const char *text)
{
  g_autoptr(ChatMessage) message = chat_message_new_user (text);

  chat_conversation_append (fixture->conversation, message);
  return message;
}

static ChatMessage *
add (Fixture     *fixture,
     ChatMessage *parent,
     const char  *text)
{
  g_autoptr(ChatMessage) message = chat_message_new_user (text);

  chat_conversation_add (fixture->conversation, parent, message);
  return message;
}

/* a ─ b ─ c
 *   └ d ─ e
 *       └ f */
static void
grow (Fixture      *fixture,
      ChatMessage **messages)
{
  messages[0] = append (fixture, "a");
  messages[1] = append (fixture, "b");
  messages[2] = append (fixture, "c");
  chat_conversation_rewind (fixture->conversation, messages[0]);
  messages[3] = append (fixture, "d");
  messages[4] = append (fixture, "e");
  messages[5] = add (fixture, messages[3], "f");
}

static void
test_append (Fixture       *fixture,
             gconstpointer  data)
{
  g_assert_null (chat_conversation_get_last (fixture->conversation));
  append (fixture, "a");
  append (fixture, "b");
  assert_path (fixture, "ab");
  g_assert_cmpuint (fixture->n_tree_changes, ==, 2);
}

static void
test_rewind_branches (Fixture       *fixture,
                      gconstpointer  data)
{
  ChatMessage *m[6];
  guint n_siblings;

  grow (fixture, m);
  assert_path (fixture, "ade");
  g_assert_cmpuint (chat_conversation_get_size (fixture->conversation), ==, 6);
  g_assert_cmpuint (chat_conversation_get_sibling_position (fixture->conversation, m[3],
                                                            &n_siblings), ==, 1);
  g_assert_cmpuint (n_siblings, ==, 2);
  g_assert_true (chat_conversation_get_parent (fixture->conversation, m[3]) == m[0]);
  g_assert_null (chat_conversation_get_parent (fixture->conversation, m[0]));
  g_assert_cmpuint (chat_conversation_get_n_children (fixture->conversation, m[3]), ==, 2);
  g_assert_true (chat_conversation_get_child (fixture->conversation, m[3], 1) == m[5]);
  g_assert_false (chat_conversation_find (fixture->conversation, m[1], NULL));
}

static void
test_select_remembers (Fixture       *fixture,
                       gconstpointer  data)
{
  ChatMessage *m[6];

  grow (fixture, m);
  chat_conversation_select (fixture->conversation, m[5]);
  assert_path (fixture, "adf");
  chat_conversation_select (fixture->conversation, m[1]);
  assert_path (fixture, "abc");
  /* not the newest child of d, nor its first: the one that was shown */
  chat_conversation_select (fixture->conversation, m[4]);
  chat_conversation_select (fixture->conversation, m[1]);
  chat_conversation_select (fixture->conversation, m[3]);
  assert_path (fixture, "ade");
}

static void
test_first_prompts (Fixture       *fixture,
                    gconstpointer  data)
{
  ChatMessage *a = append (fixture, "a");
  ChatMessage *b;

  append (fixture, "b");
  chat_conversation_rewind (fixture->conversation, NULL);
  assert_path (fixture, "");
  b = append (fixture, "x");
  assert_path (fixture, "x");
  g_assert_cmpuint (chat_conversation_get_n_children (fixture->conversation, NULL), ==, 2);
  g_assert_true (chat_conversation_get_child (fixture->conversation, NULL, 0) == a);
  g_assert_true (chat_conversation_get_child (fixture->conversation, NULL, 1) == b);
  chat_conversation_select (fixture->conversation, a);
  assert_path (fixture, "ab");
}

static void
test_remove (Fixture       *fixture,
             gconstpointer  data)
{
  ChatMessage *m[6];

  grow (fixture, m);
  chat_conversation_remove (fixture->conversation, m[4]);
  assert_path (fixture, "adf");
  chat_conversation_remove (fixture->conversation, m[5]);
  assert_path (fixture, "ad");
  chat_conversation_remove (fixture->conversation, m[1]);
  assert_path (fixture, "ad");
  g_assert_cmpuint (chat_conversation_get_size (fixture->conversation), ==, 2);
  g_assert_cmpuint (chat_conversation_get_sibling_position (fixture->conversation, m[3], NULL),
                    ==, 0);
  chat_conversation_remove (fixture->conversation, m[0]);
  assert_path (fixture, "");
  g_assert_cmpuint (chat_conversation_get_size (fixture->conversation), ==, 0);
}

static void
test_remove_shown_branch (Fixture       *fixture,
                          gconstpointer  data)
{
  ChatMessage *m[6];

  grow (fixture, m);
  chat_conversation_remove (fixture->conversation, m[3]);
  assert_path (fixture, "abc");
  g_assert_cmpuint (chat_conversation_get_size (fixture->conversation), ==, 3);
}

static void
test_lookup (Fixture       *fixture,
             gconstpointer  data)
{
  ChatMessage *m[6];
  g_autofree char *uid = NULL;

  grow (fixture, m);
  uid = g_strdup (chat_message_get_uid (m[2]));
  g_assert_true (chat_conversation_lookup (fixture->conversation, uid) == m[2]);
  chat_conversation_remove (fixture->conversation, m[1]);
  g_assert_null (chat_conversation_lookup (fixture->conversation, uid));
}

/* As deep as long conversations are: nothing recurses. */
static void
test_deep (Fixture       *fixture,
           gconstpointer  data)
{
  ChatMessage *first = append (fixture, "a");

  g_signal_handlers_disconnect_by_data (fixture->conversation, fixture);
  for (guint i = 0; i < 200000; i++)
    append (fixture, "b");
  chat_conversation_remove (fixture->conversation, first);
  g_assert_cmpuint (chat_conversation_get_size (fixture->conversation), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) \
  g_test_add ("/conversation/" name, Fixture, NULL, set_up, func, tear_down)

  ADD ("append", test_append);
  ADD ("rewind-branches", test_rewind_branches);
  ADD ("select-remembers", test_select_remembers);
  ADD ("first-prompts", test_first_prompts);
  ADD ("remove", test_remove);
  ADD ("remove-shown-branch", test_remove_shown_branch);
  ADD ("lookup", test_lookup);
  ADD ("deep", test_deep);

  return g_test_run ();
}
