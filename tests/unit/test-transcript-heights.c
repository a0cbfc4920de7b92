/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How high messages are that nobody has seen, and what the reader has folded.
 */

#include "chat-conversation.h"
#include "chat-folds.h"
#include "chat-heights.h"

#include <string.h>

static void
add (ChatConversation *conversation,
     gsize             n_bytes)
{
  g_autofree char *text = g_strnfill (n_bytes, 'a');
  g_autoptr(ChatMessage) message = chat_message_new_user (text);

  chat_conversation_append (conversation, message);
}

static ChatConversation *
new_conversation (guint n_messages,
                  gsize n_bytes)
{
  ChatConversation *conversation = chat_conversation_new ();

  for (guint i = 0; i < n_messages; i++)
    add (conversation, n_bytes);
  return conversation;
}

static ChatHeights *
new_heights (ChatConversation *conversation)
{
  ChatHeights *heights = chat_heights_new ();

  chat_heights_splice (heights, 0, 0, G_LIST_MODEL (conversation),
                       chat_conversation_get_n_messages (conversation));
  return heights;
}

static void
test_guess (void)
{
  g_autoptr(ChatConversation) conversation = new_conversation (100, 1000);
  g_autoptr(ChatHeights) heights = new_heights (conversation);
  int before = chat_heights_get (heights, 0, 100);

  g_assert_cmpuint (chat_heights_get_n (heights), ==, 100);
  g_assert_cmpuint (chat_heights_get_bytes (heights, 10, 20), ==, 10000);
  g_assert_cmpint (chat_heights_get (heights, 5, 5), ==, 0);
  /* About ten rows of a hundred letters, and what every message has. */
  g_assert_cmpint (before, >, 100 * 200);
  g_assert_cmpint (before, <, 100 * 400);

  /* What is measured counts as it is, and the guesses follow. */
  for (guint i = 0; i < 50; i++)
    chat_heights_measure (heights, i, 1000);
  g_assert_cmpint (chat_heights_get (heights, 0, 50), ==, 50 * 1000);
  g_assert_cmpint (chat_heights_get (heights, 50, 100), >, before);

  /* In half the width twice as many rows. */
  before = chat_heights_get (heights, 50, 100);
  chat_heights_set_width (heights, 350);
  g_assert_cmpint (chat_heights_get (heights, 50, 100), >, before * 3 / 2);
  g_assert_cmpint (chat_heights_get (heights, 0, 50), ==, chat_heights_get (heights, 50, 100));
}

static void
test_find (void)
{
  g_autoptr(ChatConversation) conversation = new_conversation (10, 100);
  g_autoptr(ChatHeights) heights = new_heights (conversation);
  int rest;

  for (guint i = 0; i < 10; i++)
    chat_heights_measure (heights, i, 100);
  g_assert_cmpuint (chat_heights_find (heights, 0, 10, 0, &rest), ==, 0);
  g_assert_cmpint (rest, ==, 0);
  g_assert_cmpuint (chat_heights_find (heights, 0, 10, 250, &rest), ==, 2);
  g_assert_cmpint (rest, ==, 50);
  g_assert_cmpuint (chat_heights_find (heights, 4, 10, 250, &rest), ==, 6);
  g_assert_cmpuint (chat_heights_find (heights, 0, 10, 5000, &rest), ==, 9);
  g_assert_cmpint (rest, ==, 100);
  g_assert_cmpuint (chat_heights_find (heights, 0, 10, -5, &rest), ==, 0);
}

static void
test_splice (void)
{
  g_autoptr(ChatConversation) conversation = new_conversation (10, 100);
  g_autoptr(ChatHeights) heights = new_heights (conversation);

  for (guint i = 0; i < 10; i++)
    chat_heights_measure (heights, i, (int) i);
  add (conversation, 5000);
  chat_heights_splice (heights, 8, 2, G_LIST_MODEL (conversation), 3);
  g_assert_cmpuint (chat_heights_get_n (heights), ==, 11);
  g_assert_cmpint (chat_heights_get (heights, 7, 8), ==, 7);
  g_assert_cmpuint (chat_heights_get_bytes (heights, 10, 11), ==, 5000);
  chat_heights_splice (heights, 0, 11, G_LIST_MODEL (conversation), 0);
  g_assert_cmpuint (chat_heights_get_n (heights), ==, 0);
  g_assert_cmpint (chat_heights_get (heights, 0, 0), ==, 0);
}

/* A reply that was empty when it came counts as it is; what its first height taught is gone. */
static void
test_renew (void)
{
  g_autoptr(ChatConversation) conversation = new_conversation (1, 0);
  g_autoptr(ChatConversation) others = new_conversation (2, 1000);
  g_autoptr(ChatMessage) reply = g_list_model_get_item (G_LIST_MODEL (others), 0);
  g_autoptr(ChatHeights) heights = new_heights (conversation);
  int before;

  before = chat_heights_get (heights, 0, 1);
  chat_heights_measure (heights, 0, 90000);
  chat_heights_renew (heights, 0, reply);
  g_assert_cmpuint (chat_heights_get_bytes (heights, 0, 1), ==, 1000);
  g_assert_cmpint (chat_heights_get (heights, 0, 1), >, before);
  g_assert_cmpint (chat_heights_get (heights, 0, 1), <, 1000);
  chat_heights_measure (heights, 0, 300);
  chat_heights_renew (heights, 0, reply);
  g_assert_cmpint (chat_heights_get (heights, 0, 1), ==, 300);
}

/* However long, the places on the page stay exact, and each message has its share. */
static void
test_huge (void)
{
  g_autoptr(ChatConversation) conversation = new_conversation (1000, 10);
  g_autoptr(ChatHeights) heights = new_heights (conversation);
  int rest;

  for (guint i = 0; i < 1000; i++)
    chat_heights_measure (heights, i, 1000 * 1000);
  g_assert_cmpint (chat_heights_get (heights, 0, 1000), ==, CHAT_HEIGHTS_MAX);
  g_assert_cmpint (chat_heights_get (heights, 0, 500), ==, CHAT_HEIGHTS_MAX / 2);
  g_assert_cmpuint (chat_heights_find (heights, 0, 1000, CHAT_HEIGHTS_MAX / 4, &rest), ==, 250);
}

static void
test_folds (void)
{
  g_autoptr(ChatFolds) folds = chat_folds_new ();
  g_autoptr(ChatFolds) other = chat_folds_new ();
  g_autofree char *text = NULL;
  gboolean open;

  g_assert_false (chat_folds_get (folds, "a", 0, 0, &open));
  chat_folds_set (folds, "a", 0, 0, TRUE);
  chat_folds_set (folds, "a", 1, 0, TRUE);
  chat_folds_set (folds, "a", 1, 0, FALSE);
  chat_folds_set (folds, "b", 1, 2, TRUE);
  chat_folds_set_wrap (folds, "b", 1, 2, FALSE);
  chat_folds_set_wrap (folds, "b", 1, 3, TRUE);

  text = chat_folds_to_text (folds);
  chat_folds_read (other, text);
  chat_folds_read (other, "");
  chat_folds_read (other, "  nonsense +");
  g_assert_true (chat_folds_get (other, "a", 0, 0, &open));
  g_assert_true (open);
  g_assert_true (chat_folds_get (other, "a", 1, 0, &open));
  g_assert_false (open);
  g_assert_true (chat_folds_get (other, "b", 1, 2, &open));
  g_assert_true (open);
  g_assert_false (chat_folds_get (other, "b", 1, 0, &open));
  g_assert_false (chat_folds_get (other, "b", 1, 3, &open));
  g_assert_false (chat_folds_get_wrap (other, "b", 1, 2));
  g_assert_true (chat_folds_get_wrap (other, "b", 1, 3));
  g_assert_true (chat_folds_get_wrap (other, "b", 1, 0));
}

/* It cannot grow without end. */
static void
test_many_folds (void)
{
  g_autoptr(ChatFolds) folds = chat_folds_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < 100000; i++)
    chat_folds_set (folds, "message", i, 0, TRUE);
  text = chat_folds_to_text (folds);
  g_assert_cmpuint (strlen (text), <, 100 * 1000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/transcript-heights/guess", test_guess);
  g_test_add_func ("/transcript-heights/find", test_find);
  g_test_add_func ("/transcript-heights/splice", test_splice);
  g_test_add_func ("/transcript-heights/renew", test_renew);
  g_test_add_func ("/transcript-heights/huge", test_huge);
  g_test_add_func ("/transcript-heights/folds", test_folds);
  g_test_add_func ("/transcript-heights/many-folds", test_many_folds);

  return g_test_run ();
}
