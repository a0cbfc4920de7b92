/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The history against real databases: lists, names, the trash, copies, branches and drafts.
 */

#include "test-history-tools.h"

#include "chat-history-private.h"

/* Saves a conversation with a prompt and a reply, and forgets it. */
static char *
add_conversation (ChatHistory *history,
                  const char  *title,
                  gint64       updated_ms)
{
  g_autoptr(ChatConversation) conversation = chat_conversation_new ();
  const char *uid = chat_conversation_get_uid (conversation);
  g_autoptr(ChatMessage) prompt = chat_message_new_user (title);
  ChatStoreBatch *batch = chat_store_batch_new ();

  chat_store_batch_add_conversation (batch, uid, updated_ms);
  chat_store_batch_set_title (batch, uid, title);
  chat_store_batch_put_message (batch, uid, NULL, prompt);
  chat_store_batch_touch (batch, uid, updated_ms);
  chat_history_save (history, batch, CHAT_SAVE_KEEP, NULL, NULL, NULL);
  return g_strdup (uid);
}

static void
assert_list (ChatHistory      *history,
             ChatHistoryScope  scope,
             const char       *expected)
{
  g_autofree char *titles = test_history_list (history, scope);

  g_assert_cmpstr (titles, ==, expected);
}

/* What was done is seen at once, and after the next start. */
static void
test_lists (void)
{
  g_autofree char *folder = test_history_new_folder ();
  ChatEngine *engine = test_history_open (folder);
  ChatHistory *history = chat_engine_get_history (engine);
  g_autofree char *a = add_conversation (history, "a", 1000);
  g_autofree char *b = add_conversation (history, "b", 2000);
  g_autofree char *c = add_conversation (history, "c", 3000);
  g_autofree char *d = add_conversation (history, "d", 4000);
  g_autoptr(GListModel) list = chat_history_new_list (history, CHAT_HISTORY_CURRENT, NULL);
  g_autoptr(GListModel) trash = chat_history_new_list (history, CHAT_HISTORY_TRASH, NULL);

  g_assert_cmpint (chat_history_get_state (history), ==, CHAT_HISTORY_READY);
  test_history_await_list (list, "d c b a");
  chat_history_set_pinned (history, a, TRUE);
  test_history_await_list (list, "a d c b");
  chat_history_set_archived (history, c, TRUE);
  chat_history_set_trashed (history, d, TRUE);
  chat_history_rename (history, b, "B");
  test_history_await_list (list, "a B");
  test_history_await_list (trash, "d");
  assert_list (history, CHAT_HISTORY_ARCHIVED, "c");
  g_clear_object (&list);
  g_clear_object (&trash);
  test_history_close (engine);

  engine = test_history_open (folder);
  history = chat_engine_get_history (engine);
  assert_list (history, CHAT_HISTORY_CURRENT, "a B");
  assert_list (history, CHAT_HISTORY_ARCHIVED, "c");
  assert_list (history, CHAT_HISTORY_TRASH, "d");
  chat_history_set_trashed (history, d, FALSE);
  assert_list (history, CHAT_HISTORY_CURRENT, "a d B");
  chat_history_set_trashed (history, b, TRUE);
  chat_history_empty_trash (history);
  assert_list (history, CHAT_HISTORY_TRASH, "");
  test_history_close (engine);

  engine = test_history_open (folder);
  assert_list (chat_engine_get_history (engine), CHAT_HISTORY_CURRENT, "a d");
  assert_list (chat_engine_get_history (engine), CHAT_HISTORY_TRASH, "");
  test_history_close (engine);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/lists", test_lists);

  return g_test_run ();
}
