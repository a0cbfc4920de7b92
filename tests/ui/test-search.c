/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The search through all conversations: what is listed as one types, and where Enter leads.
 */

#include "chat-banner.h"
#include "chat-branches-window.h"
#include "chat-find-bar.h"
#include "chat-prompt-view.h"
#include "chat-search-page.h"
#include "chat-search-results.h"
#include "chat-search-row.h"
#include "chat-store-private.h"
#include "chat-window-search.h"
#include "test-store-tools.h"
#include "window-support.h"

#define ANSWERS "{\"text\": \"yes\"}"

/* More than are loaded at first, fewer than at first and then. */
#define PEBBLES 120
#define FIRST   50


static void
put (ChatStoreBatch *batch,
     const char     *conversation,
     const char     *parent,
     const char     *uid,
     ChatRole        role,
     const char     *text)
{
  g_autoptr(ChatMessage) message = chat_message_new (role);

  chat_message_set_uid (message, uid);
  chat_message_add_block (message, chat_content_block_new_text (text));
  chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);
  chat_store_batch_put_message (batch, conversation, parent, message);
}


/* What the program finds when it starts. */
static void
fill_history (void)
{
  ChatStore *store = test_store_open (NULL, CHAT_STORE_OPENED);
  ChatStoreBatch *batch = chat_store_batch_new ();

  chat_store_batch_add_conversation (batch, "birds", 1000);
  chat_store_batch_set_title (batch, "birds", "Animals");
  put (batch, "birds", NULL, "p1", CHAT_ROLE_USER, "tell me of birds");
  put (batch, "birds", "p1", "r1", CHAT_ROLE_ASSISTANT, "The grey heron stands in the reeds.");
  put (batch, "birds", NULL, "p2", CHAT_ROLE_USER, "tell me of fish");
  put (batch, "birds", "p2", "r2", CHAT_ROLE_ASSISTANT, "A pike lurks there.");
  chat_store_batch_set_leaf (batch, "birds", "r2");

  chat_store_batch_add_conversation (batch, "stones", 2000);
  for (guint i = 0; i < PEBBLES; i++)
    {
      g_autofree char *uid = g_strdup_printf ("stone-%u", i);

      put (batch, "stones", NULL, uid, CHAT_ROLE_USER, "a pebble");
    }

  chat_store_batch_add_conversation (batch, "old", 3000);
  put (batch, "old", NULL, "lamp", CHAT_ROLE_USER, "the last lantern");
  chat_store_batch_set_archived (batch, "old", TRUE);
  test_store_commit (store, batch);
  test_store_close (store);
}


static const ChatSearchHit *
get_hit (ChatSearchResults *results,
         guint              position)
{
  g_autoptr(ChatSearchItem) item = g_list_model_get_item (G_LIST_MODEL (results), position);

  g_assert_nonnull (item);
  return chat_search_item_get_hit (item);
}


static guint
search_for (ChatSearchResults *results,
            const char        *query)
{
  chat_search_results_set_query (results, query);
  test_wait_until (!chat_search_results_is_busy (results));
  return g_list_model_get_n_items (G_LIST_MODEL (results));
}


static ChatSearchResults *
new_results (WindowFixture *self)
{
  ChatHistory *history = chat_engine_get_history (self->engine);

  test_wait_until (chat_history_get_state (history) == CHAT_HISTORY_READY);
  return chat_search_results_new (history);
}


static void
test_results (WindowFixture *self,
              gconstpointer  script)
{
  g_autoptr(ChatSearchResults) results = new_results (self);
  g_autoptr(ChatSearchItem) item = NULL;
  g_autofree char *words = NULL;

  g_assert_cmpuint (search_for (results, "heron"), ==, 1);
  g_assert_cmpstr (get_hit (results, 0)->conversation, ==, "birds");
  g_assert_cmpstr (get_hit (results, 0)->message, ==, "r1");
  g_assert_cmpint (get_hit (results, 0)->role, ==, CHAT_ROLE_ASSISTANT);
  g_assert_false (get_hit (results, 0)->archived);

  g_assert_cmpuint (search_for (results, "reeds grey heron"), ==, 1);
  item = g_list_model_get_item (G_LIST_MODEL (results), 0);
  words = chat_search_item_dup_words (item);
  g_assert_cmpstr (words, ==, "grey heron");

  g_assert_cmpuint (search_for (results, "lantern"), ==, 1);
  g_assert_true (get_hit (results, 0)->archived);

  g_assert_cmpuint (search_for (results, "no such thing"), ==, 0);
  g_assert_true (chat_search_results_has_answer (results));
  g_assert_cmpuint (search_for (results, "  "), ==, 0);
  g_assert_false (chat_search_results_has_answer (results));
}


static void
test_more (WindowFixture *self,
           gconstpointer  script)
{
  g_autoptr(ChatSearchResults) results = new_results (self);

  g_assert_cmpuint (search_for (results, "pebble"), ==, FIRST);
  g_assert_true (chat_search_results_has_more (results));
  chat_search_results_load_more (results);
  /* Once is enough. */
  chat_search_results_load_more (results);
  test_wait_until (!chat_search_results_is_busy (results));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (results)), ==, PEBBLES);
  g_assert_false (chat_search_results_has_more (results));
  g_assert_cmpuint (chat_search_results_count_conversations (results), ==, 1);
}


/* The index of a history that is in use, out of the way and back. */
static void
lose_index (void)
{
  test_store_run (NULL, "ALTER TABLE search_document RENAME TO lost_document");
}


static void
find_index (void)
{
  test_store_run (NULL, "ALTER TABLE lost_document RENAME TO search_document");
}


/* What was found stays, and whoever wants to can ask again. */
static void
test_more_fails (WindowFixture *self,
                 gconstpointer  script)
{
  g_autoptr(ChatSearchResults) results = new_results (self);

  g_assert_cmpuint (search_for (results, "pebble"), ==, FIRST);
  lose_index ();
  chat_search_results_load_more (results);
  test_wait_until (!chat_search_results_is_busy (results));
  find_index ();
  g_assert_nonnull (chat_search_results_get_problem (results));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (results)), ==, FIRST);
  g_assert_true (chat_search_results_has_more (results));

  chat_search_results_load_more (results);
  test_wait_until (!chat_search_results_is_busy (results));
  g_assert_null (chat_search_results_get_problem (results));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (results)), ==, PEBBLES);
}


static void
listed_cb (ChatSearchResults *results,
           guint              position,
           guint              n_removed,
           guint              n_added,
           guint             *n_listings)
{
  ++*n_listings;
}


/* Of many queries in a row only the last one is answered; the answer before it stays till then. */
static void
test_typing (WindowFixture *self,
             gconstpointer  script)
{
  static const char * const typed[] = { "h", "he", "her", "pebble", "pe", "hero", "heron" };
  g_autoptr(ChatSearchResults) results = new_results (self);
  guint n_listings = 0;

  g_assert_cmpuint (search_for (results, "pebble"), ==, FIRST);
  g_signal_connect (results, "items-changed", G_CALLBACK (listed_cb), &n_listings);
  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      chat_search_results_set_query (results, typed[i]);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (results)), ==, FIRST);
    }
  test_wait_until (!chat_search_results_is_busy (results));
  g_assert_cmpuint (n_listings, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (results)), ==, 1);
  g_assert_cmpstr (get_hit (results, 0)->message, ==, "r1");

  /* Back to the query that was cancelled on the way. */
  chat_search_results_set_query (results, "pebble");
  chat_search_results_set_query (results, "pike");
  chat_search_results_set_query (results, "pebble");
  test_wait_until (!chat_search_results_is_busy (results));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (results)), ==, FIRST);
}


static GtkSelectionModel *
get_list (WindowFixture *self)
{
  GtkWidget *list = find_widget (GTK_WIDGET (self->window), GTK_TYPE_LIST_VIEW, "search-results");

  g_assert_nonnull (list);
  return gtk_list_view_get_model (GTK_LIST_VIEW (list));
}


/* The number of hits, or -1 while an answer is awaited. */
static int
count_listed (WindowFixture *self)
{
  GListModel *results =
    gtk_single_selection_get_model (GTK_SINGLE_SELECTION (get_list (self)));

  return chat_search_results_is_busy (CHAT_SEARCH_RESULTS (results))
         ? -1 : (int) g_list_model_get_n_items (results);
}


static void
open_search (WindowFixture *self)
{
  test_wait_until (chat_history_get_state (chat_engine_get_history (self->engine)) ==
                   CHAT_HISTORY_READY);
  press_key (self->window, "<Shift><Control>f");
  g_assert_true (CHAT_IS_SEARCH_PAGE (chat_window_get_page (CHAT_WINDOW (self->window))));
  g_assert_true (GTK_IS_TEXT (gtk_root_get_focus (GTK_ROOT (self->window))));
}


/* Enter on the only hit for "heron". */
static void
open_hit (WindowFixture *self)
{
  open_search (self);
  press_keys (self->window, "heron");
  test_wait_until (count_listed (self) == 1);
  press_key (self->window, "Return");
  test_wait_until (chat_window_get_page (CHAT_WINDOW (self->window)) == NULL);
}


/* It is in a branch that was not shown: its conversation, its branch, its place. */
static void
test_open (WindowFixture *self,
           gconstpointer  script)
{
  GtkWidget *bar;
  ChatConversation *conversation;

  open_hit (self);

  conversation = window_get_conversation (self);
  g_assert_cmpstr (chat_conversation_get_uid (conversation), ==, "birds");
  g_assert_cmpstr (chat_message_get_uid (chat_conversation_get_last (conversation)), ==, "r1");

  bar = find_widget (GTK_WIDGET (window_get_view (self)), CHAT_TYPE_FIND_BAR, NULL);
  test_wait_until (chat_find_bar_is_open (CHAT_FIND_BAR (bar)));
  press_key (self->window, "Escape");
  g_assert_false (chat_find_bar_is_open (CHAT_FIND_BAR (bar)));
}


/* One in a branch that lies in the trash leads to where it can be restored. */
static void
test_open_deleted (WindowFixture *self,
                   gconstpointer  script)
{
  ChatConversation *conversation;
  GtkWindow *tree;

  open_hit (self);
  conversation = window_get_conversation (self);
  chat_history_remove_branch (chat_engine_get_history (self->engine), conversation,
                              chat_conversation_lookup (conversation, "r1"));

  open_search (self);
  chat_search_page_set_query (
    CHAT_SEARCH_PAGE (chat_window_get_page (CHAT_WINDOW (self->window))), "in:trash heron");
  test_wait_until (count_listed (self) == 1);
  press_key (self->window, "Return");
  test_wait_until ((tree = find_window (CHAT_TYPE_BRANCHES_WINDOW)) != NULL);
  test_wait_until (gtk_window_is_active (tree));
  /* Not before the history has been asked whether there is any. */
  test_wait_until (is_action_enabled (GTK_WIDGET (tree), "branches.restore"));
  gtk_widget_activate_action (GTK_WIDGET (tree), "branches.restore", NULL);
  test_wait_until (chat_conversation_lookup (conversation, "r1") != NULL);
  gtk_window_close (tree);
}


/* One that has gone for good is told of: there is nothing to be restored. */
static void
test_open_gone (WindowFixture *self,
                gconstpointer  script)
{
  ChatConversation *conversation;

  open_hit (self);
  conversation = window_get_conversation (self);

  chat_window_show_message (CHAT_WINDOW (self->window), chat_conversation_get_uid (conversation),
                            "gone", NULL);
  test_wait_until (has_toast (self->window, "The message is no longer there.") ||
                   find_window (CHAT_TYPE_BRANCHES_WINDOW) != NULL);
  g_assert_null (find_window (CHAT_TYPE_BRANCHES_WINDOW));
}


static void
test_keys (WindowFixture *self,
           gconstpointer  script)
{
  GtkSingleSelection *selection;
  GtkWidget *list;

  open_search (self);
  press_keys (self->window, "pebble");
  test_wait_until (count_listed (self) == FIRST);
  /* What has no place yet cannot be scrolled. */
  list = find_widget (GTK_WIDGET (self->window), GTK_TYPE_LIST_VIEW, "search-results");
  test_wait_until (gtk_widget_get_height (list) > 0);
  selection = GTK_SINGLE_SELECTION (get_list (self));
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 0);
  press_key (self->window, "Down");
  press_key (self->window, "Down");
  press_key (self->window, "Up");
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 1);
  press_key (self->window, "Page_Down");
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), >, 2);

  /* To its end, where more comes. */
  for (guint i = 0; i < FIRST / 8; i++)
    press_key (self->window, "Page_Down");
  test_wait_until (count_listed (self) == PEBBLES);

  /* Back to where the words were written. */
  press_key (self->window, "Escape");
  g_assert_null (chat_window_get_page (CHAT_WINDOW (self->window)));
  g_assert_true (CHAT_IS_PROMPT_VIEW (gtk_root_get_focus (GTK_ROOT (self->window))));
}


static GtkWidget *
get_more_banner (WindowFixture *self)
{
  GtkWidget *page = chat_window_get_page (CHAT_WINDOW (self->window));

  return find_widget (page, CHAT_TYPE_BANNER, NULL);
}


static gboolean
tells_of_failure (WindowFixture *self)
{
  GtkWidget *banner = get_more_banner (self);

  return banner != NULL && gtk_widget_get_mapped (banner) &&
         chat_banner_is_revealed (CHAT_BANNER (banner));
}


/* Where the hits end it is said that there are no more only because they could not be read. */
static void
test_retry (WindowFixture *self,
            gconstpointer  script)
{
  GtkWidget *list;

  open_search (self);
  press_keys (self->window, "pebble");
  test_wait_until (count_listed (self) == FIRST);
  list = find_widget (GTK_WIDGET (self->window), GTK_TYPE_LIST_VIEW, "search-results");
  test_wait_until (gtk_widget_get_height (list) > 0);
  g_assert_false (tells_of_failure (self));

  lose_index ();
  for (guint i = 0; i < FIRST / 8; i++)
    press_key (self->window, "Page_Down");
  test_wait_until (tells_of_failure (self));
  g_assert_cmpint (count_listed (self), ==, FIRST);
  test_wait_until (gtk_widget_child_focus (get_more_banner (self), GTK_DIR_TAB_FORWARD));
  press_key (self->window, "Return");
  test_wait_until (count_listed (self) == FIRST);
  g_assert_true (tells_of_failure (self));

  find_index ();
  press_key (self->window, "Return");
  test_wait_until (count_listed (self) == PEBBLES);
  test_wait_until (!tells_of_failure (self));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (self->window)), list));
}


/* Of the two birds, one is in the branch that was chosen last. */
static void
test_branch_tag (WindowFixture *self,
                 gconstpointer  script)
{
  g_autoptr(ChatSearchResults) results = new_results (self);
  GtkWidget *row = g_object_ref_sink (chat_search_row_new ());
  GtkWidget *tag;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(ChatSearchItem) item = NULL;

      g_assert_cmpuint (search_for (results, i == 0 ? "heron" : "pike"), ==, 1);
      g_assert_true (get_hit (results, 0)->in_other_branch == (i == 0));
      item = g_list_model_get_item (G_LIST_MODEL (results), 0);
      chat_search_row_set_item (CHAT_SEARCH_ROW (row), item);
      tag = find_widget (row, GTK_TYPE_LABEL, "tag");
      g_assert_true (gtk_widget_get_visible (tag) == (i == 0));
    }
  g_object_unref (row);
}


/* What is typed into the sidebar's entry brings the page, and it says what there is. */
static void
test_sidebar (WindowFixture *self,
              gconstpointer  script)
{
  ChatSidebar *sidebar = chat_window_get_sidebar (CHAT_WINDOW (self->window));
  GtkSearchEntry *entry = chat_sidebar_get_search_entry (sidebar);
  ChatSearchPage *page;

  test_wait_until (chat_history_get_state (chat_engine_get_history (self->engine)) ==
                   CHAT_HISTORY_READY);
  gtk_widget_grab_focus (GTK_WIDGET (entry));
  press_keys (self->window, "lan");
  page = CHAT_SEARCH_PAGE (chat_window_get_page (CHAT_WINDOW (self->window)));
  g_assert_nonnull (page);
  g_assert_cmpstr (chat_search_page_get_query (page), ==, "lan");
  test_wait_until (count_listed (self) == 1);
  test_wait_until (g_strcmp0 (chat_search_page_get_summary (page), "1 hit in 1 conversation") == 0);
  press_keys (self->window, "xyz");
  test_wait_until (g_strcmp0 (chat_search_page_get_summary (page), "No results") == 0);
}


static void
test_times (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_local (2026, 3, 1, 12, 0, 0);
  static const struct
  {
    int         year, month, day, hour;
    const char *words;
  } rows[] = {
    { 2026, 3, 1, 9, "today 09:00" },
    { 2026, 2, 28, 23, "yesterday 23:00" },
    { 2026, 2, 27, 23, "27 February" },
    { 2025, 3, 1, 9, "1 March 2025" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GDateTime) then = g_date_time_new_local (rows[i].year, rows[i].month, rows[i].day,
                                                         rows[i].hour, 0, 0);
      g_autofree char *words =
        chat_search_row_describe_time (g_date_time_to_unix (then) * 1000, now);

      g_assert_cmpstr (words, ==, rows[i].words);
    }
}


#define ADD(path, function)                                                                      \
  g_test_add ("/search/" path, WindowFixture, ANSWERS, window_fixture_set_up, function,          \
              window_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  fill_history ();
  window_test_init (&argc, &argv);
  g_test_add_func ("/search/times", test_times);
  ADD ("results", test_results);
  ADD ("more", test_more);
  ADD ("more-fails", test_more_fails);
  ADD ("typing", test_typing);
  ADD ("branch-tag", test_branch_tag);
  ADD ("open", test_open);
  ADD ("open-deleted", test_open_deleted);
  ADD ("open-gone", test_open_gone);
  ADD ("keys", test_keys);
  ADD ("retry", test_retry);
  ADD ("sidebar", test_sidebar);

  return g_test_run ();
}
