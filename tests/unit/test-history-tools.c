/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Histories in folders of their own, and what they hold, without waiting in the tests.
 */

#include "test-history-tools.h"

#include "chat-history-save.h"
#include "chat-store-private.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>

char *
test_history_new_folder (void)
{
  static guint number;
  g_autofree char *name = g_strdup_printf ("history-%u", number++);

  return g_build_filename (g_get_home_dir (), name, NULL);
}

ChatEngine *
test_history_open (const char *folder)
{
  ChatEngine *engine = chat_engine_new ();
  ChatHistory *history;

  chat_engine_open_history (engine, folder);
  history = chat_engine_get_history (engine);
  g_assert_cmpint (chat_history_get_state (history), ==, CHAT_HISTORY_OPENING);
  test_wait_until (chat_history_get_state (history) != CHAT_HISTORY_OPENING);
  return engine;
}

/* Answers on their way hold the store open. */
static void
finalize (ChatEngine *engine)
{
  ChatStore *store = chat_history_get_store (chat_engine_get_history (engine));

  if (store != NULL)
    g_object_add_weak_pointer (G_OBJECT (store), (gpointer *) &store);
  g_assert_finalize_object (engine);
  test_wait_until (store == NULL);
}

void
test_history_close (ChatEngine *engine)
{
  test_history_flush (chat_engine_get_history (engine));
  finalize (engine);
}

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

gboolean
test_history_flush (ChatHistory *history)
{
  g_autoptr(GAsyncResult) result = NULL;

  chat_history_flush_async (history, keep_result_cb, &result);
  test_wait_until (result != NULL);
  return chat_history_flush_finish (history, result, NULL);
}

ChatConversation *
test_history_load (ChatHistory *history,
                   const char  *uid)
{
  g_autoptr(GAsyncResult) result = NULL;

  chat_history_load_async (history, uid, NULL, keep_result_cb, &result);
  test_wait_until (result != NULL);
  return chat_history_load_finish (history, result, NULL);
}

char *
test_history_load_draft (ChatHistory      *history,
                         ChatConversation *conversation)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  char *draft;

  chat_history_load_draft_async (history, conversation, keep_result_cb, &result);
  test_wait_until (result != NULL);
  draft = chat_history_load_draft_finish (history, result, &error);
  g_assert_no_error (error);
  return draft;
}

char *
test_history_load_view (ChatHistory      *history,
                        ChatConversation *conversation)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  char *view;

  chat_history_load_view_async (history, conversation, keep_result_cb, &result);
  g_assert_null (result);
  test_wait_until (result != NULL);
  view = chat_history_load_view_finish (history, result, &error);
  g_assert_no_error (error);
  return view;
}

/* NULL while a row is not loaded. */
static char *
join_titles (GListModel *list)
{
  GString *titles = g_string_new (NULL);
  gboolean complete = TRUE;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(ChatConversationInfo) info = g_list_model_get_item (list, i);
      const char *title = chat_conversation_info_get_title (info);

      if (chat_conversation_info_get_uid (info) == NULL)
        complete = FALSE;
      if (titles->len > 0)
        g_string_append_c (titles, ' ');
      g_string_append (titles, title != NULL ? title : "-");
    }

  return g_string_free (titles, !complete);
}

static gboolean
has_titles (GListModel *list,
            char      **titles)
{
  g_free (*titles);
  *titles = join_titles (list);
  return *titles != NULL;
}

char *
test_history_read_list (GListModel *list)
{
  char *titles = NULL;

  test_wait_until (has_titles (list, &titles));
  return titles;
}

static gboolean
reads (GListModel *list,
       const char *expected)
{
  g_autofree char *titles = join_titles (list);

  return g_strcmp0 (titles, expected) == 0;
}

void
test_history_await_list (GListModel *list,
                         const char *titles)
{
  test_wait_until (reads (list, titles));
}

/* A list that was just made is empty until it hears how long it is: what is saved is heard of in
 * the same order. */
char *
test_history_list (ChatHistory      *history,
                   ChatHistoryScope  scope)
{
  g_autoptr(GListModel) list = chat_history_new_list (history, scope, NULL);
  g_autofree char *draft = NULL;

  test_history_flush (history);
  draft = test_history_load_draft (history, NULL);
  return test_history_read_list (list);
}

void
test_history_set_up_talk (TestTalk   *talk,
                          const char *folder,
                          const char *script)
{
  test_talk_set_up (talk, script);
  chat_engine_open_history (talk->engine, folder);
}

void
test_history_tear_down_talk (TestTalk *talk)
{
  g_clear_object (&talk->conversation);
  finalize (g_steal_pointer (&talk->engine));
  g_clear_object (&talk->profile);
  chat_demo_server_stop (talk->server);
  g_clear_object (&talk->server);
}

gint64
test_history_ask_disk (const char *folder,
                       const char *sql)
{
  g_autofree char *path = g_build_filename (folder, "history.db", NULL);
  sqlite3_stmt *statement = NULL;
  sqlite3 *sqlite = NULL;
  gint64 answer = -1;

  /* The history may just be writing. */
  if (sqlite3_open_v2 (path, &sqlite, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
      sqlite3_busy_timeout (sqlite, TEST_PATIENCE_SECONDS * 1000) == SQLITE_OK &&
      chat_store_register_functions (sqlite) == SQLITE_OK &&
      sqlite3_prepare_v2 (sqlite, sql, -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_step (statement) == SQLITE_ROW)
    answer = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (sqlite);
  return answer;
}

void
test_history_limit_files (gint64 bytes)
{
  struct rlimit limit;

  signal (SIGXFSZ, SIG_IGN);   /* a write beyond the limit fails then */
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = bytes > 0 ? (rlim_t) bytes : limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}
