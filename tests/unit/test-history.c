/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The history against real databases: lists, names, the trash, copies, branches, drafts and
 * views.
 */

#include "test-history-tools.h"

#include "chat-history-save.h"

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

/* As many as a slow machine saves well within the patience of a test. */
#define MANY 500

/* Titles "0" (the newest) to N - 1. */
static void
add_many (ChatHistory *history,
          guint        n_conversations)
{
  for (guint first = 0; first < n_conversations; first += MANY)
    {
      ChatStoreBatch *batch = chat_store_batch_new ();

      for (guint i = first; i < MIN (first + MANY, n_conversations); i++)
        {
          g_autofree char *uid = g_strdup_printf ("%08u-many", i);
          g_autofree char *title = g_strdup_printf ("%u", i);

          chat_store_batch_add_conversation (batch, uid, n_conversations - i);
          chat_store_batch_set_title (batch, uid, title);
        }
      chat_history_save (history, batch, CHAT_SAVE_KEEP, NULL, NULL, NULL);
      g_assert_true (test_history_flush (history));
    }
}

static gboolean
row_reads (GListModel *list,
           guint       position,
           const char *title)
{
  g_autoptr(ChatConversationInfo) info = g_list_model_get_item (list, position);

  return info != NULL && g_strcmp0 (chat_conversation_info_get_title (info), title) == 0;
}

typedef struct
{
  guint n_signals;
  guint position;
  guint n_removed;
  guint n_added;
} Changes;

static void
changed_cb (GListModel *list,
            guint       position,
            guint       n_removed,
            guint       n_added,
            Changes    *changes)
{
  *changes = (Changes) { changes->n_signals + 1, position, n_removed, n_added };
}

static void
assert_change (Changes *changes,
               guint    position,
               guint    n_removed,
               guint    n_added)
{
  g_assert_cmpuint (changes->n_signals, ==, 1);
  g_assert_cmpuint (changes->position, ==, position);
  g_assert_cmpuint (changes->n_removed, ==, n_removed);
  g_assert_cmpuint (changes->n_added, ==, n_added);
  changes->n_signals = 0;
}

/* Rows are there at once and are filled in by pages where they are seen; a row that moves is the
 * same object, and one signal tells of it. */
static void
test_pages (void)
{
  g_autofree char *folder = test_history_new_folder ();
  ChatEngine *engine = test_history_open (folder);
  ChatHistory *history = chat_engine_get_history (engine);
  g_autoptr(GListModel) list = NULL;
  g_autoptr(ChatConversationInfo) placeholder = NULL;
  g_autoptr(ChatConversationInfo) filled = NULL;
  Changes changes = { 0 };

  add_many (history, 5000);
  list = chat_history_new_list (history, CHAT_HISTORY_CURRENT, NULL);
  test_wait_until (g_list_model_get_n_items (list) == 5000);
  g_assert_true (row_reads (list, 0, "0"));
  g_signal_connect (list, "items-changed", G_CALLBACK (changed_cb), &changes);

  placeholder = g_list_model_get_item (list, 3210);
  g_assert_null (chat_conversation_info_get_uid (placeholder));
  test_wait_until (chat_conversation_info_get_uid (placeholder) != NULL);
  filled = g_list_model_get_item (list, 3210);
  g_assert_true (filled == placeholder);
  g_assert_true (row_reads (list, 3210, "3210"));
  g_assert_true (row_reads (list, 3299, "3299"));
  g_assert_cmpuint (changes.n_signals, ==, 0);
  g_assert_null (chat_history_get_info (history, "00001000-many"));

  /* up from a page that is loaded, and down into a stretch that is not */
  chat_history_set_pinned (history, "00003210-many", TRUE);
  assert_change (&changes, 0, 3211, 3211);
  g_assert_true (row_reads (list, 0, "3210"));
  g_assert_true (row_reads (list, 1, "0"));
  g_assert_true (row_reads (list, 3211, "3211"));
  chat_history_set_pinned (history, "00003210-many", FALSE);
  assert_change (&changes, 0, 3211, 3211);
  g_assert_true (row_reads (list, 3210, "3210"));

  /* out of a stretch that is not loaded: only that it is one row less is known */
  {
    g_autoptr(ChatConversation) loaded = test_history_load (history, "00001000-many");

    g_assert_nonnull (loaded);
    chat_history_set_trashed (history, "00001000-many", TRUE);
    g_assert_cmpuint (g_list_model_get_n_items (list), ==, 4999);
    test_wait_until (row_reads (list, 1000, "1001"));
    chat_history_set_trashed (history, "00001000-many", FALSE);
    g_assert_cmpuint (g_list_model_get_n_items (list), ==, 5000);
    test_wait_until (row_reads (list, 1000, "1000"));
  }

  for (guint i = 0; i < 5000; i += 50)
    {
      g_autofree char *title = g_strdup_printf ("%u", i);

      test_wait_until (row_reads (list, i, title));
    }
  g_clear_object (&list);
  test_history_close (engine);
}

/* What was asked for before a change of ours does not undo it. */
static void
test_change_while_loading (void)
{
  g_autofree char *folder = test_history_new_folder ();
  ChatEngine *engine = test_history_open (folder);
  ChatHistory *history = chat_engine_get_history (engine);
  g_autofree char *a = add_conversation (history, "a", 1000);
  g_autoptr(GListModel) list = chat_history_new_list (history, CHAT_HISTORY_CURRENT, NULL);
  g_autoptr(GListModel) archive = NULL;
  g_autoptr(ChatConversation) conversation = NULL;

  test_history_await_list (list, "a");
  archive = chat_history_new_list (history, CHAT_HISTORY_ARCHIVED, NULL);
  chat_history_set_archived (history, a, TRUE);
  g_assert_true (test_history_flush (history));
  test_history_await_list (archive, "a");
  conversation = test_history_load (history, a);   /* everything that was asked for is there */
  test_history_await_list (archive, "a");
  test_history_await_list (list, "");

  g_clear_object (&conversation);
  g_clear_object (&list);
  g_clear_object (&archive);
  test_history_close (engine);
}

/* What another program writes is seen in the rows that are shown. */
static void
test_other_program (void)
{
  g_autofree char *folder = test_history_new_folder ();
  ChatEngine *engine = test_history_open (folder);
  ChatEngine *other = test_history_open (folder);
  ChatHistory *history = chat_engine_get_history (engine);
  g_autofree char *a = add_conversation (history, "a", 1000);
  g_autofree char *b = add_conversation (history, "b", 2000);
  g_autofree char *c = NULL;
  g_autoptr(GListModel) list = chat_history_new_list (history, CHAT_HISTORY_CURRENT, NULL);

  test_history_await_list (list, "b a");
  c = add_conversation (chat_engine_get_history (other), "c", 3000);
  test_history_await_list (list, "c b a");
  chat_history_rename (chat_engine_get_history (other), a, "A");
  test_history_await_list (list, "c b A");
  chat_history_purge (chat_engine_get_history (other), b);
  test_history_await_list (list, "c A");

  test_history_close (other);
  g_clear_object (&list);
  test_history_close (engine);
}

/* What has been in the trash for more than 30 days goes at the next start. */
static void
test_old_trash (void)
{
  const gint64 day_ms = G_GINT64_CONSTANT (24) * 60 * 60 * 1000;
  g_autofree char *folder = test_history_new_folder ();
  ChatEngine *engine = test_history_open (folder);
  ChatHistory *history = chat_engine_get_history (engine);
  g_autofree char *old = add_conversation (history, "old", 1000);
  g_autofree char *young = add_conversation (history, "young", 2000);
  ChatStoreBatch *batch = chat_store_batch_new ();

  chat_store_batch_set_trashed (batch, old, chat_history_now () - 31 * day_ms);
  chat_store_batch_set_trashed (batch, young, chat_history_now () - 29 * day_ms);
  chat_history_save (history, batch, CHAT_SAVE_KEEP, NULL, NULL, NULL);
  assert_list (history, CHAT_HISTORY_TRASH, "young old");
  test_history_close (engine);

  engine = test_history_open (folder);
  assert_list (chat_engine_get_history (engine), CHAT_HISTORY_TRASH, "young");
  test_history_close (engine);
}

/* By a part of its id that no other has; the same object as long as somebody holds it. */
static void
test_prefix (void)
{
  g_autofree char *folder = test_history_new_folder ();
  ChatEngine *engine = test_history_open (folder);
  ChatHistory *history = chat_engine_get_history (engine);
  g_autoptr(ChatConversation) loaded = NULL;
  g_autoptr(ChatConversation) again = NULL;
  g_autoptr(ChatConversation) tenth = NULL;

  add_many (history, 12);
  loaded = test_history_load (history, "00000007");
  g_assert_cmpstr (chat_conversation_get_uid (loaded), ==, "00000007-many");
  again = test_history_load (history, "00000007-m");
  g_assert_true (again == loaded);
  tenth = test_history_load (history, "00000010");
  g_assert_nonnull (tenth);
  g_assert_null (test_history_load (history, "0000001"));   /* there is 00000011 too */
  g_assert_null (test_history_load (history, "none"));

  g_clear_object (&loaded);
  g_clear_object (&again);
  g_clear_object (&tenth);
  test_history_close (engine);
}

static guint
count_tags (ChatHistory *history)
{
  g_auto(GStrv) tags = chat_history_dup_tags (history);

  return g_strv_length (tags);
}

static void
test_tags (void)
{
  const char * const tags[] = { "work", "Zoo", NULL };
  const char * const none[] = { NULL };
  g_autofree char *folder = test_history_new_folder ();
  ChatEngine *engine = test_history_open (folder);
  ChatHistory *history = chat_engine_get_history (engine);
  g_autofree char *a = add_conversation (history, "a", 1000);
  g_autofree char *b G_GNUC_UNUSED = add_conversation (history, "b", 2000);
  g_autoptr(GListModel) list = chat_history_new_list (history, CHAT_HISTORY_CURRENT, NULL);
  g_autoptr(GListModel) tagged = chat_history_new_list (history, CHAT_HISTORY_CURRENT, "work");

  test_history_await_list (list, "b a");
  chat_history_set_tags (history, a, tags);
  test_history_await_list (tagged, "a");
  test_wait_until (count_tags (history) == 2);
  chat_history_set_tags (history, a, none);
  test_history_await_list (tagged, "");
  test_wait_until (count_tags (history) == 0);

  g_clear_object (&list);
  g_clear_object (&tagged);
  test_history_close (engine);
}

static void
test_drafts (void)
{
  g_autofree char *folder = test_history_new_folder ();
  ChatEngine *engine = test_history_open (folder);
  ChatHistory *history = chat_engine_get_history (engine);
  g_autofree char *uid = add_conversation (history, "a", 1000);
  g_autofree char *draft = NULL;
  g_autofree char *gone = NULL;
  g_autoptr(ChatConversation) conversation = test_history_load (history, uid);

  chat_history_set_draft (history, NULL, "not begun");
  chat_history_set_draft (history, conversation, "half a");
  chat_history_set_draft (history, conversation, "half a thought");
  draft = test_history_load_draft (history, conversation);
  g_assert_cmpstr (draft, ==, "half a thought");
  g_clear_pointer (&draft, g_free);
  g_assert_cmpint (test_history_ask_disk (folder, "SELECT count(*) FROM draft"), ==, 0);
  test_wait_until (test_history_ask_disk (folder, "SELECT count(*) FROM draft") == 2);
  chat_history_set_draft (history, NULL, "");
  g_clear_object (&conversation);
  test_history_close (engine);

  engine = test_history_open (folder);
  history = chat_engine_get_history (engine);
  conversation = test_history_load (history, uid);
  draft = test_history_load_draft (history, conversation);
  g_assert_cmpstr (draft, ==, "half a thought");
  gone = test_history_load_draft (history, NULL);
  g_assert_null (gone);
  g_clear_object (&conversation);
  test_history_close (engine);
}

static void
test_views (void)
{
  g_autofree char *folder = test_history_new_folder ();
  ChatEngine *engine = test_history_open (folder);
  ChatHistory *history = chat_engine_get_history (engine);
  g_autofree char *uid = add_conversation (history, "a", 1000);
  g_autofree char *view = NULL;
  g_autofree char *kept = NULL;
  g_autoptr(ChatConversation) conversation = test_history_load (history, uid);
  g_autoptr(ChatConversation) unsent = chat_conversation_new ();

  g_assert_null (test_history_load_view (history, conversation));
  chat_history_set_view (history, conversation, "{\"at\":1}");
  chat_history_set_view (history, conversation, "{\"at\":2}");
  view = test_history_load_view (history, conversation);
  g_assert_cmpstr (view, ==, "{\"at\":2}");
  chat_history_set_view (history, unsent, "{\"at\":3}");
  g_assert_null (test_history_load_view (history, unsent));
  test_wait_until (test_history_ask_disk (folder, "SELECT count(*) FROM view_state") == 1);

  /* what is not saved yet is saved at the end */
  chat_history_set_view (history, conversation, "{\"at\":4}");
  g_clear_object (&conversation);
  test_history_close (engine);
  engine = test_history_open (folder);
  history = chat_engine_get_history (engine);
  conversation = test_history_load (history, uid);
  kept = test_history_load_view (history, conversation);
  g_assert_cmpstr (kept, ==, "{\"at\":4}");
  chat_history_set_view (history, conversation, NULL);
  g_assert_null (test_history_load_view (history, conversation));
  g_clear_object (&conversation);
  test_history_close (engine);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/lists", test_lists);
  g_test_add_func ("/history/pages", test_pages);
  g_test_add_func ("/history/change-while-loading", test_change_while_loading);
  g_test_add_func ("/history/other-program", test_other_program);
  g_test_add_func ("/history/old-trash", test_old_trash);
  g_test_add_func ("/history/prefix", test_prefix);
  g_test_add_func ("/history/tags", test_tags);
  g_test_add_func ("/history/drafts", test_drafts);
  g_test_add_func ("/history/views", test_views);

  return g_test_run ();
}
